CREATE TABLE "service_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "command_keys" (
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"response" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "command_keys_actor_key_pk" PRIMARY KEY("actor","key")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"stream" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"type" text NOT NULL,
	"subject" uuid NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"command_key" text,
	"recorded_at" timestamp(3) with time zone NOT NULL,
	"effective_at" timestamp(3) with time zone,
	"body" text NOT NULL,
	"alg" text NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"prev_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "events_stream_version_pk" PRIMARY KEY("stream","version")
);
--> statement-breakpoint
CREATE TABLE "log_roots" (
	"day" text PRIMARY KEY NOT NULL,
	"heads" integer NOT NULL,
	"root" text NOT NULL,
	"previous" text NOT NULL,
	"key_id" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meta" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hall_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hall_days" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hall_id" uuid NOT NULL,
	"business_date" date NOT NULL,
	"counters" jsonb NOT NULL,
	"taken" integer NOT NULL,
	"call_seq" integer NOT NULL,
	"windows" jsonb NOT NULL,
	"cleared_at" timestamp(3) with time zone,
	"version" integer DEFAULT 0 NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"head_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "halls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"realm_id" uuid NOT NULL,
	"area_id" uuid,
	"name" text NOT NULL,
	"name_en" text,
	"notice" text,
	"notice_en" text,
	"day_start_minutes" integer DEFAULT 0 NOT NULL,
	"opens_minutes" integer DEFAULT 540 NOT NULL,
	"closes_minutes" integer DEFAULT 1050 NOT NULL,
	"policy" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"active" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "realms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"time_zone" text NOT NULL,
	"second_factor_required" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"head_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "screens" (
	"device_id" uuid PRIMARY KEY NOT NULL,
	"shown_seq" integer NOT NULL,
	"spoken_seq" integer NOT NULL,
	"sound" text NOT NULL,
	"seen_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hall_id" uuid NOT NULL,
	"prefix" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"hint" text,
	"hint_en" text,
	"place" text,
	"place_en" text,
	"daily_max" integer,
	"sort" integer DEFAULT 0 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "series_prefix_form" CHECK ("series"."prefix" ~ '^[A-Z]{1,2}$')
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hall_day_id" uuid NOT NULL,
	"series_id" uuid NOT NULL,
	"number" text NOT NULL,
	"seq" integer NOT NULL,
	"order" bigint NOT NULL,
	"priority" text,
	"item_id" uuid,
	"person_id" uuid,
	"state" text NOT NULL,
	"window_id" uuid,
	"clerk_id" uuid,
	"call_seq" integer,
	"calls" integer NOT NULL,
	"misses" integer NOT NULL,
	"taken_at" timestamp(3) with time zone NOT NULL,
	"first_called_at" timestamp(3) with time zone,
	"called_at" timestamp(3) with time zone,
	"started_at" timestamp(3) with time zone,
	"ended_at" timestamp(3) with time zone,
	"held_until" timestamp(3) with time zone,
	"last" jsonb,
	CONSTRAINT "tickets_state" CHECK ("tickets"."state" in ('WAITING', 'CALLED', 'SERVING', 'HELD', 'DONE', 'MISSED', 'CANCELLED', 'ABANDONED')),
	CONSTRAINT "tickets_priority" CHECK ("tickets"."priority" in ('military', 'martyr_family', 'fire_rescue', 'disabled', 'elderly', 'pregnant_or_infant', 'ill', 'urgent')),
	CONSTRAINT "tickets_at_window" CHECK ("tickets"."state" not in ('CALLED', 'SERVING') or ("tickets"."window_id" is not null and "tickets"."clerk_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "window_series" (
	"window_id" uuid NOT NULL,
	"series_id" uuid NOT NULL,
	CONSTRAINT "window_series_window_id_series_id_pk" PRIMARY KEY("window_id","series_id")
);
--> statement-breakpoint
CREATE TABLE "windows" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hall_id" uuid NOT NULL,
	"label" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"zone" text,
	"zone_en" text,
	"direction" text,
	"sort" integer DEFAULT 0 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "windows_direction" CHECK ("windows"."direction" in ('left', 'right', 'ahead', 'behind', 'up', 'down'))
);
--> statement-breakpoint
ALTER TABLE "hall_days" ADD CONSTRAINT "hall_days_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "halls" ADD CONSTRAINT "halls_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_hall_day_id_hall_days_id_fk" FOREIGN KEY ("hall_day_id") REFERENCES "public"."hall_days"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "window_series" ADD CONSTRAINT "window_series_window_id_windows_id_fk" FOREIGN KEY ("window_id") REFERENCES "public"."windows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "window_series" ADD CONSTRAINT "window_series_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "windows" ADD CONSTRAINT "windows_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "command_keys_created" ON "command_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "events_xid" ON "events" USING btree ("xid");--> statement-breakpoint
CREATE UNIQUE INDEX "hall_days_date" ON "hall_days" USING btree ("hall_id","business_date");--> statement-breakpoint
CREATE INDEX "halls_realm" ON "halls" USING btree ("realm_id");--> statement-breakpoint
CREATE INDEX "halls_area" ON "halls" USING btree ("area_id");--> statement-breakpoint
CREATE UNIQUE INDEX "series_prefix" ON "series" USING btree ("hall_id","prefix");--> statement-breakpoint
CREATE UNIQUE INDEX "tickets_number" ON "tickets" USING btree ("hall_day_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "tickets_one_open_call" ON "tickets" USING btree ("window_id") WHERE "tickets"."state" in ('CALLED', 'SERVING');--> statement-breakpoint
CREATE UNIQUE INDEX "tickets_one_per_person" ON "tickets" USING btree ("hall_day_id","series_id","person_id") WHERE "tickets"."person_id" is not null and "tickets"."state" in ('WAITING', 'CALLED', 'SERVING', 'HELD');--> statement-breakpoint
CREATE INDEX "tickets_open" ON "tickets" USING btree ("hall_day_id","series_id") WHERE "tickets"."state" in ('WAITING', 'CALLED', 'SERVING', 'HELD');--> statement-breakpoint
CREATE INDEX "tickets_ended" ON "tickets" USING btree ("hall_day_id","ended_at");--> statement-breakpoint
CREATE INDEX "tickets_series" ON "tickets" USING btree ("series_id");--> statement-breakpoint
CREATE INDEX "tickets_person" ON "tickets" USING btree ("person_id") WHERE "tickets"."person_id" is not null;--> statement-breakpoint
CREATE INDEX "tickets_held" ON "tickets" USING btree ("held_until") WHERE "tickets"."state" = 'HELD';--> statement-breakpoint
CREATE INDEX "window_series_series" ON "window_series" USING btree ("series_id");--> statement-breakpoint
CREATE UNIQUE INDEX "windows_label" ON "windows" USING btree ("hall_id","label");