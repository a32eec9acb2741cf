ALTER TABLE "devices" ADD COLUMN "place" text;--> statement-breakpoint
ALTER TABLE "hall_days" ADD COLUMN "help" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "halls" ADD COLUMN "guide_desk" text;--> statement-breakpoint
ALTER TABLE "halls" ADD COLUMN "guide_desk_en" text;--> statement-breakpoint
ALTER TABLE "halls" ADD COLUMN "phone" text;