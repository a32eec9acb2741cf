CREATE TABLE "citizen_refusals" (
	"citizen_id" uuid NOT NULL,
	"subject" uuid NOT NULL,
	"action" text NOT NULL,
	"code" text NOT NULL,
	"times" integer NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "citizen_refusals_citizen_id_subject_action_code_pk" PRIMARY KEY("citizen_id","subject","action","code")
);
--> statement-breakpoint
CREATE INDEX "citizen_refusals_subject" ON "citizen_refusals" USING btree ("subject");--> statement-breakpoint
ALTER TABLE "item_versions" ADD CONSTRAINT "item_versions_no_visit" CHECK ("item_versions"."guide" -> 'visits' ->> 'most' is distinct from '0' or not "item_versions"."guide" -> 'materials' @> '[{"from":"here"}]');