CREATE TABLE "signatures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"action" text NOT NULL,
	"staff_id" uuid NOT NULL,
	"recipient_by" text NOT NULL,
	"authority_id" uuid,
	"signed_at" timestamp(3) with time zone NOT NULL,
	"version" integer,
	"strokes_enc" text NOT NULL,
	"digest" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "hall_days" ADD COLUMN "signing" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "signatures_case" ON "signatures" USING btree ("case_id","version");--> statement-breakpoint
CREATE INDEX "signatures_loose" ON "signatures" USING btree ("signed_at") WHERE "signatures"."version" is null;