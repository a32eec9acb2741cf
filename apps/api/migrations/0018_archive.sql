ALTER TABLE "cases" ADD COLUMN "archived_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "keep_until" date;--> statement-breakpoint
CREATE INDEX "cases_resting" ON "cases" USING btree ("ended_at","id") WHERE "cases"."ended_at" is not null and "cases"."archived_at" is null;