ALTER TABLE "citizens" ADD COLUMN "lang" text DEFAULT 'zh' NOT NULL;--> statement-breakpoint
ALTER TABLE "citizens" ADD CONSTRAINT "citizens_lang" CHECK ("citizens"."lang" in ('zh', 'en'));