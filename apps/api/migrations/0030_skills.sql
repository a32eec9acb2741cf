CREATE TABLE "clerk_skills" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hall_id" uuid NOT NULL,
	"staff_no" text NOT NULL,
	"never_ids" uuid[],
	"helps_ids" uuid[]
);
--> statement-breakpoint
CREATE TABLE "series_quotas" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hall_id" uuid NOT NULL,
	"series_id" uuid NOT NULL,
	"days" text NOT NULL,
	"from_minutes" integer NOT NULL,
	"to_minutes" integer NOT NULL,
	"max_numbers" integer NOT NULL,
	CONSTRAINT "series_quotas_days" CHECK ("series_quotas"."days" in ('workdays', 'restdays', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')),
	CONSTRAINT "series_quotas_order" CHECK ("series_quotas"."from_minutes" < "series_quotas"."to_minutes")
);
--> statement-breakpoint
ALTER TABLE "hall_days" ADD COLUMN "skills" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "clerk_skills" ADD CONSTRAINT "clerk_skills_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_quotas" ADD CONSTRAINT "series_quotas_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_quotas" ADD CONSTRAINT "series_quotas_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "clerk_skills_clerk" ON "clerk_skills" USING btree ("hall_id",lower("staff_no"));--> statement-breakpoint
CREATE UNIQUE INDEX "series_quotas_from" ON "series_quotas" USING btree ("series_id","days","from_minutes");--> statement-breakpoint
CREATE INDEX "series_quotas_hall" ON "series_quotas" USING btree ("hall_id");