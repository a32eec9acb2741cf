ALTER TABLE "series" ADD COLUMN "target_minutes" integer;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "warn_per_window" integer;