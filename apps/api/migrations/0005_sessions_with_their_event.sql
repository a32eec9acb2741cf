ALTER TABLE "staff_sessions" ADD COLUMN "recorded" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- who is signed in stays so
UPDATE "staff_sessions" SET "recorded" = true;
