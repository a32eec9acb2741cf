CREATE TABLE "booking_days" (
	"id" uuid PRIMARY KEY NOT NULL,
	"realm_id" uuid NOT NULL,
	"hall_id" uuid NOT NULL,
	"business_date" date NOT NULL,
	"made" integer NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"head_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bookings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"booking_day_id" uuid NOT NULL,
	"realm_id" uuid NOT NULL,
	"business_date" date NOT NULL,
	"series_id" uuid NOT NULL,
	"item_id" uuid,
	"citizen_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"id_index" text NOT NULL,
	"code_index" text NOT NULL,
	"starts_at" timestamp(3) with time zone NOT NULL,
	"ends_at" timestamp(3) with time zone NOT NULL,
	"place" integer NOT NULL,
	"check_in_from" timestamp(3) with time zone NOT NULL,
	"check_in_until" timestamp(3) with time zone NOT NULL,
	"cancel_until" timestamp(3) with time zone NOT NULL,
	"state" text NOT NULL,
	"ticket_id" uuid,
	"made_at" timestamp(3) with time zone NOT NULL,
	"reminded_at" timestamp(3) with time zone,
	"ended_at" timestamp(3) with time zone,
	"by_hall" boolean NOT NULL,
	CONSTRAINT "bookings_state" CHECK ("bookings"."state" in ('BOOKED', 'CHECKED_IN', 'CANCELLED', 'NO_SHOW')),
	CONSTRAINT "bookings_place_counts" CHECK ("bookings"."place" >= 1),
	CONSTRAINT "bookings_times" CHECK ("bookings"."starts_at" < "bookings"."ends_at"),
	CONSTRAINT "bookings_ticket" CHECK (("bookings"."state" = 'CHECKED_IN') = ("bookings"."ticket_id" is not null)),
	CONSTRAINT "bookings_ended" CHECK (("bookings"."state" = 'BOOKED') = ("bookings"."ended_at" is null))
);
--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "booking_quota" integer;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "booking_minutes" integer;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "booking_from_minutes" integer;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "booking_to_minutes" integer;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "booking_break_from_minutes" integer;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "booking_break_to_minutes" integer;--> statement-breakpoint
ALTER TABLE "booking_days" ADD CONSTRAINT "booking_days_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_days" ADD CONSTRAINT "booking_days_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_booking_day_id_booking_days_id_fk" FOREIGN KEY ("booking_day_id") REFERENCES "public"."booking_days"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_citizen_id_citizens_id_fk" FOREIGN KEY ("citizen_id") REFERENCES "public"."citizens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "booking_days_date" ON "booking_days" USING btree ("hall_id","business_date");--> statement-breakpoint
CREATE INDEX "booking_days_realm" ON "booking_days" USING btree ("realm_id","business_date");--> statement-breakpoint
CREATE UNIQUE INDEX "bookings_place" ON "bookings" USING btree ("booking_day_id","series_id","starts_at","place") WHERE "bookings"."state" <> 'CANCELLED';--> statement-breakpoint
CREATE UNIQUE INDEX "bookings_one_a_day" ON "bookings" USING btree ("realm_id","business_date","id_index") WHERE "bookings"."state" <> 'CANCELLED';--> statement-breakpoint
CREATE UNIQUE INDEX "bookings_one_a_day_phone" ON "bookings" USING btree ("realm_id","business_date","citizen_id") WHERE "bookings"."state" <> 'CANCELLED';--> statement-breakpoint
CREATE UNIQUE INDEX "bookings_code" ON "bookings" USING btree ("booking_day_id","code_index");--> statement-breakpoint
CREATE INDEX "bookings_citizen" ON "bookings" USING btree ("citizen_id","starts_at");--> statement-breakpoint
CREATE INDEX "bookings_series" ON "bookings" USING btree ("series_id");--> statement-breakpoint
CREATE INDEX "bookings_person" ON "bookings" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "bookings_open" ON "bookings" USING btree ("check_in_until") WHERE "bookings"."state" = 'BOOKED';