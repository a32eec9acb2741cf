CREATE TABLE "area_closure" (
	"ancestor_id" uuid NOT NULL,
	"descendant_id" uuid NOT NULL,
	"depth" integer NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "area_closure_descendant_id_ancestor_id_valid_from_pk" PRIMARY KEY("descendant_id","ancestor_id","valid_from")
);
--> statement-breakpoint
CREATE TABLE "area_names" (
	"area_id" uuid NOT NULL,
	"name" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date NOT NULL,
	CONSTRAINT "area_names_area_id_valid_to_pk" PRIMARY KEY("area_id","valid_to")
);
--> statement-breakpoint
CREATE TABLE "areas" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"level" integer NOT NULL,
	"parent_id" uuid,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "areas_code_form" CHECK ("areas"."code" ~ '^[0-9]{12}$'),
	CONSTRAINT "areas_level" CHECK ("areas"."level" between 1 and 5),
	CONSTRAINT "areas_not_own_parent" CHECK ("areas"."parent_id" <> "areas"."id")
);
--> statement-breakpoint
CREATE TABLE "calendar_days" (
	"date" date PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"notice_year" integer NOT NULL,
	CONSTRAINT "calendar_days_kind" CHECK ("calendar_days"."kind" in ('rest', 'work'))
);
--> statement-breakpoint
CREATE TABLE "calendar_years" (
	"year" integer PRIMARY KEY NOT NULL,
	"published" boolean NOT NULL,
	"notices" text[] NOT NULL,
	"source" text NOT NULL,
	"loaded_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"area_id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"published_name" text,
	"code" text,
	"code_valid" boolean DEFAULT false NOT NULL,
	"active" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"digest" text NOT NULL,
	"loaded_at" timestamp(3) with time zone NOT NULL,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "series_departments" (
	"series_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	CONSTRAINT "series_departments_series_id_department_id_pk" PRIMARY KEY("series_id","department_id")
);
--> statement-breakpoint
CREATE TABLE "series_items" (
	"series_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	CONSTRAINT "series_items_series_id_item_id_pk" PRIMARY KEY("series_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "service_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"area_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"external_code" text NOT NULL,
	"department_code" text,
	"name" text NOT NULL,
	"name_en" text,
	"theme" text,
	"type" char(2) NOT NULL,
	"catalog_code" char(12),
	"task_code" char(31),
	"state" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"search_key" text NOT NULL,
	"pinyin" text NOT NULL,
	"initials" text NOT NULL,
	"grams" text[] NOT NULL,
	CONSTRAINT "service_items_state" CHECK ("service_items"."state" in ('incomplete', 'in_use', 'suspended', 'cancelled')),
	CONSTRAINT "service_items_type" CHECK ("service_items"."type" in ('01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '20'))
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
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"paired_by" text NOT NULL,
	"paired_at" timestamp(3) with time zone NOT NULL,
	"revoked_at" timestamp(3) with time zone,
	"version" integer DEFAULT 0 NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"head_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "devices_kind" CHECK ("devices"."kind" in ('kiosk', 'board', 'pad'))
);
--> statement-breakpoint
CREATE TABLE "limits" (
	"bucket" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp(3) with time zone NOT NULL,
	"locked_until" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "pairings" (
	"poll_hash" text PRIMARY KEY NOT NULL,
	"code_hash" text NOT NULL,
	"token_hash" text NOT NULL,
	"device_id" uuid,
	"expires_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_reads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_day_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"read_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "person_reads_purpose" CHECK ("person_reads"."purpose" in ('identify_at_window', 'fill_form', 'contact_applicant', 'correct_record'))
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name_enc" text,
	"id_no_enc" text,
	"id_no_index" text,
	"phone_enc" text,
	"phone_index" text,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"purged_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY NOT NULL,
	"realm_id" uuid NOT NULL,
	"staff_no" text NOT NULL,
	"name_enc" text NOT NULL,
	"phone_enc" text,
	"id_no_enc" text,
	"personal" text NOT NULL,
	"active" boolean NOT NULL,
	"demo" boolean NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"head_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_assignments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"role_id" text NOT NULL,
	"area_id" uuid,
	"department_id" uuid,
	"hall_id" uuid,
	"item_group" text,
	"valid_from" timestamp(3) with time zone NOT NULL,
	"valid_to" timestamp(3) with time zone,
	CONSTRAINT "staff_assignments_role" CHECK ("staff_assignments"."role_id" in ('clerk', 'guide', 'delivery_clerk', 'hall_manager', 'department_handler', 'department_reviewer', 'department_checker', 'department_decider', 'department_head', 'certificate_officer', 'hotline_agent', 'hotline_dispatcher', 'callback_agent', 'supervisor', 'village_agent', 'administrator', 'security_admin', 'auditor'))
);
--> statement-breakpoint
CREATE TABLE "staff_days" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"business_date" date NOT NULL,
	"sign_ins" integer NOT NULL,
	"refusals" integer NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"head_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_logins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"two_factor_enabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_logins_username_unique" UNIQUE("username"),
	CONSTRAINT "staff_logins_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "staff_second_factors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"verified" boolean DEFAULT false NOT NULL,
	"failed_verification_count" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "staff_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "staff_verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
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
ALTER TABLE "area_closure" ADD CONSTRAINT "area_closure_ancestor_id_areas_id_fk" FOREIGN KEY ("ancestor_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "area_closure" ADD CONSTRAINT "area_closure_descendant_id_areas_id_fk" FOREIGN KEY ("descendant_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "area_names" ADD CONSTRAINT "area_names_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "areas" ADD CONSTRAINT "areas_parent_id_areas_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_days" ADD CONSTRAINT "calendar_days_notice_year_calendar_years_year_fk" FOREIGN KEY ("notice_year") REFERENCES "public"."calendar_years"("year") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_departments" ADD CONSTRAINT "series_departments_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_departments" ADD CONSTRAINT "series_departments_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_items" ADD CONSTRAINT "series_items_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_items" ADD CONSTRAINT "series_items_item_id_service_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."service_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_items" ADD CONSTRAINT "service_items_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_items" ADD CONSTRAINT "service_items_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_reads" ADD CONSTRAINT "person_reads_staff_day_id_staff_days_id_fk" FOREIGN KEY ("staff_day_id") REFERENCES "public"."staff_days"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_accounts" ADD CONSTRAINT "staff_accounts_user_id_staff_logins_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."staff_logins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_assignments" ADD CONSTRAINT "staff_assignments_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_assignments" ADD CONSTRAINT "staff_assignments_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_days" ADD CONSTRAINT "staff_days_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_logins" ADD CONSTRAINT "staff_logins_id_staff_id_fk" FOREIGN KEY ("id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_second_factors" ADD CONSTRAINT "staff_second_factors_user_id_staff_logins_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."staff_logins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_user_id_staff_logins_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."staff_logins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hall_days" ADD CONSTRAINT "hall_days_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "halls" ADD CONSTRAINT "halls_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_hall_day_id_hall_days_id_fk" FOREIGN KEY ("hall_day_id") REFERENCES "public"."hall_days"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "window_series" ADD CONSTRAINT "window_series_window_id_windows_id_fk" FOREIGN KEY ("window_id") REFERENCES "public"."windows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "window_series" ADD CONSTRAINT "window_series_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "windows" ADD CONSTRAINT "windows_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "area_closure_down" ON "area_closure" USING btree ("ancestor_id","depth");--> statement-breakpoint
CREATE UNIQUE INDEX "areas_code" ON "areas" USING btree ("code") WHERE "areas"."valid_to" is null;--> statement-breakpoint
CREATE INDEX "areas_parent" ON "areas" USING btree ("parent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "departments_name" ON "departments" USING btree ("area_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "departments_published" ON "departments" USING btree ("area_id","published_name");--> statement-breakpoint
CREATE INDEX "imports_kind" ON "imports" USING btree ("kind","digest");--> statement-breakpoint
CREATE INDEX "series_departments_department" ON "series_departments" USING btree ("department_id");--> statement-breakpoint
CREATE INDEX "series_items_item" ON "series_items" USING btree ("item_id");--> statement-breakpoint
CREATE UNIQUE INDEX "service_items_code" ON "service_items" USING btree ("area_id","external_code") WHERE "service_items"."valid_to" is null;--> statement-breakpoint
CREATE INDEX "service_items_grams" ON "service_items" USING gin ("grams");--> statement-breakpoint
CREATE INDEX "service_items_department" ON "service_items" USING btree ("department_id");--> statement-breakpoint
CREATE INDEX "command_keys_created" ON "command_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "events_xid" ON "events" USING btree ("xid");--> statement-breakpoint
CREATE UNIQUE INDEX "devices_token" ON "devices" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "devices_hall" ON "devices" USING btree ("hall_id");--> statement-breakpoint
CREATE INDEX "limits_age" ON "limits" USING btree ("last_at");--> statement-breakpoint
CREATE UNIQUE INDEX "pairings_code" ON "pairings" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "pairings_expiry" ON "pairings" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "person_reads_person" ON "person_reads" USING btree ("person_id","read_at");--> statement-breakpoint
CREATE INDEX "person_reads_day" ON "person_reads" USING btree ("staff_day_id");--> statement-breakpoint
CREATE INDEX "person_reads_staff" ON "person_reads" USING btree ("staff_id");--> statement-breakpoint
CREATE UNIQUE INDEX "persons_id_no" ON "persons" USING btree ("id_no_index");--> statement-breakpoint
CREATE INDEX "persons_phone" ON "persons" USING btree ("phone_index");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_no" ON "staff" USING btree (lower("staff_no"));--> statement-breakpoint
CREATE INDEX "staff_realm" ON "staff" USING btree ("realm_id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_accounts_login" ON "staff_accounts" USING btree ("user_id","provider_id");--> statement-breakpoint
CREATE INDEX "staff_assignments_staff" ON "staff_assignments" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "staff_assignments_hall" ON "staff_assignments" USING btree ("hall_id");--> statement-breakpoint
CREATE INDEX "staff_assignments_area" ON "staff_assignments" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "staff_assignments_department" ON "staff_assignments" USING btree ("department_id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_days_date" ON "staff_days" USING btree ("staff_id","business_date");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_second_factors_login" ON "staff_second_factors" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "staff_sessions_user" ON "staff_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "staff_verifications_identifier" ON "staff_verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "staff_verifications_expiry" ON "staff_verifications" USING btree ("expires_at");--> statement-breakpoint
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