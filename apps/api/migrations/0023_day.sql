CREATE TABLE "hall_closures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hall_id" uuid NOT NULL,
	"from_date" date NOT NULL,
	"to_date" date NOT NULL,
	"reason" text NOT NULL,
	"reason_en" text,
	CONSTRAINT "hall_closures_order" CHECK ("hall_closures"."from_date" <= "hall_closures"."to_date")
);
--> statement-breakpoint
CREATE TABLE "hall_hours" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hall_id" uuid NOT NULL,
	"days" text NOT NULL,
	"from_minutes" integer NOT NULL,
	"to_minutes" integer NOT NULL,
	"last_number_minutes" integer DEFAULT 0 NOT NULL,
	"clear_after_minutes" integer,
	"extended" boolean DEFAULT false NOT NULL,
	CONSTRAINT "hall_hours_days" CHECK ("hall_hours"."days" in ('workdays', 'restdays', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')),
	CONSTRAINT "hall_hours_order" CHECK ("hall_hours"."from_minutes" < "hall_hours"."to_minutes")
);
--> statement-breakpoint
CREATE TABLE "hall_shifts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hall_id" uuid NOT NULL,
	"days" text NOT NULL,
	"from_minutes" integer NOT NULL,
	"to_minutes" integer NOT NULL,
	"window_ids" uuid[],
	CONSTRAINT "hall_shifts_days" CHECK ("hall_shifts"."days" in ('workdays', 'restdays', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')),
	CONSTRAINT "hall_shifts_order" CHECK ("hall_shifts"."from_minutes" < "hall_shifts"."to_minutes")
);
--> statement-breakpoint
ALTER TABLE "hall_days" ADD COLUMN "halt" jsonb;--> statement-breakpoint
ALTER TABLE "hall_days" ADD COLUMN "swept_to" integer;--> statement-breakpoint
ALTER TABLE "hall_closures" ADD CONSTRAINT "hall_closures_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hall_hours" ADD CONSTRAINT "hall_hours_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hall_shifts" ADD CONSTRAINT "hall_shifts_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "hall_closures_from" ON "hall_closures" USING btree ("hall_id","from_date");--> statement-breakpoint
CREATE UNIQUE INDEX "hall_hours_from" ON "hall_hours" USING btree ("hall_id","days","from_minutes");--> statement-breakpoint
CREATE INDEX "hall_shifts_hall" ON "hall_shifts" USING btree ("hall_id");