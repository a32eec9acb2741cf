CREATE TABLE "case_serials" (
	"series" text NOT NULL,
	"day" date NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "case_serials_series_day_pk" PRIMARY KEY("series","day")
);
--> statement-breakpoint
CREATE TABLE "case_texts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"field" text NOT NULL,
	"text_enc" text NOT NULL,
	"digest" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hall_id" uuid NOT NULL,
	"item_version_id" uuid NOT NULL,
	"applicant_id" uuid NOT NULL,
	"dept_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"case_kind" text NOT NULL,
	"ref" text NOT NULL,
	"case_no" text,
	"status" text NOT NULL,
	"decision" text,
	"accepted_at" timestamp(3) with time zone,
	"decided_by" text,
	"citizen_id" uuid,
	"intake_by" text[] NOT NULL,
	"due_at" timestamp(3) with time zone,
	"open" boolean NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"served_at" timestamp(3) with time zone,
	"answers" jsonb NOT NULL,
	"state" jsonb NOT NULL,
	"intake" jsonb NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"head_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "cases_status" CHECK ("cases"."status" in ('DRAFT', 'SUBMITTED', 'RECEIVED', 'SUPPLEMENT', 'ACCEPTED', 'IN_REVIEW', 'STOPPED', 'DECIDED', 'PRODUCING', 'READY', 'CONCLUDED', 'NOT_ACCEPTED', 'RETURNED', 'WITHDRAWN', 'TERMINATED')),
	CONSTRAINT "cases_decided_after_intake" CHECK ("cases"."decision" is null or "cases"."accepted_at" is not null),
	CONSTRAINT "cases_receiver_decides" CHECK ("cases"."case_kind" = 'INSTANT' or "cases"."decided_by" is null or not "cases"."decided_by" = any("cases"."intake_by"))
);
--> statement-breakpoint
CREATE TABLE "citizen_codes" (
	"phone_index" text PRIMARY KEY NOT NULL,
	"code_hash" text NOT NULL,
	"tries" integer NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "citizen_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"citizen_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "citizens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"phone_enc" text NOT NULL,
	"phone_index" text NOT NULL,
	"notice_version" text NOT NULL,
	"noticed_at" timestamp(3) with time zone NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"to_enc" text NOT NULL,
	"text_enc" text NOT NULL,
	"about" text NOT NULL,
	"case_id" uuid,
	"version" integer,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp(3) with time zone NOT NULL,
	"sent_at" timestamp(3) with time zone,
	"failed_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_texts" ADD CONSTRAINT "case_texts_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_item_version_id_item_versions_id_fk" FOREIGN KEY ("item_version_id") REFERENCES "public"."item_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_applicant_id_persons_id_fk" FOREIGN KEY ("applicant_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_dept_id_departments_id_fk" FOREIGN KEY ("dept_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citizen_sessions" ADD CONSTRAINT "citizen_sessions_citizen_id_citizens_id_fk" FOREIGN KEY ("citizen_id") REFERENCES "public"."citizens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_texts_case" ON "case_texts" USING btree ("case_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_no" ON "cases" USING btree ("case_no");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_ref" ON "cases" USING btree ("ref");--> statement-breakpoint
CREATE INDEX "cases_hall_open" ON "cases" USING btree ("hall_id","due_at","id") WHERE "cases"."open";--> statement-breakpoint
CREATE INDEX "cases_dept_open" ON "cases" USING btree ("dept_id","due_at","id") WHERE "cases"."open";--> statement-breakpoint
CREATE INDEX "cases_hall" ON "cases" USING btree ("hall_id","due_at","id");--> statement-breakpoint
CREATE INDEX "cases_dept" ON "cases" USING btree ("dept_id","due_at","id");--> statement-breakpoint
CREATE INDEX "cases_applicant" ON "cases" USING btree ("applicant_id");--> statement-breakpoint
CREATE INDEX "cases_citizen" ON "cases" USING btree ("citizen_id");--> statement-breakpoint
CREATE UNIQUE INDEX "citizen_sessions_token" ON "citizen_sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "citizen_sessions_citizen" ON "citizen_sessions" USING btree ("citizen_id");--> statement-breakpoint
CREATE UNIQUE INDEX "citizens_phone" ON "citizens" USING btree ("phone_index");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_case" ON "messages" USING btree ("case_id","version");--> statement-breakpoint
CREATE INDEX "messages_due" ON "messages" USING btree ("next_at","id") WHERE "messages"."sent_at" is null and "messages"."failed_at" is null;