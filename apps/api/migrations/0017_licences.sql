CREATE TABLE "licence_texts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"licence_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"text_enc" text NOT NULL,
	"digest" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "licences" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"dept_id" uuid NOT NULL,
	"item_version_id" uuid NOT NULL,
	"holder_id" uuid NOT NULL,
	"number" text NOT NULL,
	"status" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"issued_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"version" integer DEFAULT 0 NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"head_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "licences_status" CHECK ("licences"."status" in ('VALID', 'CORRECTED', 'EXPIRED', 'WITHDRAWN_BY_ORGAN', 'REVOKED', 'CANCELLED', 'FORFEITED')),
	CONSTRAINT "licences_dates" CHECK ("licences"."valid_to" is null or "licences"."valid_to" >= "licences"."valid_from"),
	CONSTRAINT "licences_ended" CHECK (("licences"."status" in ('VALID', 'CORRECTED')) = ("licences"."ended_at" is null))
);
--> statement-breakpoint
ALTER TABLE "licence_texts" ADD CONSTRAINT "licence_texts_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licences" ADD CONSTRAINT "licences_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licences" ADD CONSTRAINT "licences_dept_id_departments_id_fk" FOREIGN KEY ("dept_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licences" ADD CONSTRAINT "licences_item_version_id_item_versions_id_fk" FOREIGN KEY ("item_version_id") REFERENCES "public"."item_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licences" ADD CONSTRAINT "licences_holder_id_persons_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "licence_texts_licence" ON "licence_texts" USING btree ("licence_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "licences_case" ON "licences" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "licences_number" ON "licences" USING btree ("number");--> statement-breakpoint
CREATE INDEX "licences_dept" ON "licences" USING btree ("dept_id","id");--> statement-breakpoint
CREATE INDEX "licences_holder" ON "licences" USING btree ("holder_id");--> statement-breakpoint
CREATE INDEX "licences_running" ON "licences" USING btree ("valid_to") WHERE "licences"."status" in ('VALID', 'CORRECTED') and "licences"."valid_to" is not null;