ALTER TABLE "departments" ADD COLUMN "published_name" text;--> statement-breakpoint
CREATE UNIQUE INDEX "departments_published" ON "departments" USING btree ("area_id","published_name");