CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"held" text,
	"ready_at_hall" uuid,
	"file_id" uuid,
	"sha256" text,
	"key_id" text,
	"alg" text,
	"signature" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp(3) with time zone NOT NULL,
	"queued_at" timestamp(3) with time zone NOT NULL,
	"signed_at" timestamp(3) with time zone,
	CONSTRAINT "documents_kind" CHECK ("documents"."kind" in ('non_acceptance_notice', 'grant_decision', 'refusal_decision', 'revocation_decision')),
	CONSTRAINT "documents_state" CHECK ("documents"."state" in ('queued', 'signed')),
	CONSTRAINT "documents_held" CHECK ("documents"."held" is null or "documents"."state" = 'queued' and "documents"."held" in ('key_missing', 'key_unreadable', 'failed')),
	CONSTRAINT "documents_signed" CHECK (("documents"."state" = 'signed') = ("documents"."file_id" is not null and "documents"."sha256" is not null and "documents"."key_id" is not null and "documents"."alg" is not null and "documents"."signature" is not null and "documents"."signed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"alg" text NOT NULL,
	"public_key" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "unsigned" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "documents_event" ON "documents" USING btree ("case_id","version");--> statement-breakpoint
CREATE INDEX "documents_file" ON "documents" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "documents_queue" ON "documents" USING btree ("next_at","id") WHERE "documents"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "documents_ready" ON "documents" USING btree ("id") WHERE "documents"."ready_at_hall" is not null;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_signed_first" CHECK ("cases"."unsigned" = 0 or "cases"."state" ->> 'revokedAt' is not null or ("cases"."status" not in ('READY', 'CONCLUDED') and "cases"."served_at" is null));--> statement-breakpoint
-- decisions from before there were signatures are signed too; what was handed over already stays so
INSERT INTO "documents" ("id", "case_id", "version", "kind", "next_at", "queued_at")
SELECT gen_random_uuid(), "stream", "version",
  CASE "type" WHEN 'case.granted' THEN 'grant_decision' WHEN 'case.refused' THEN 'refusal_decision'
    WHEN 'case.revoked' THEN 'revocation_decision' ELSE 'non_acceptance_notice' END,
  "recorded_at", "recorded_at"
FROM "events" WHERE "kind" = 'case' AND "type" IN ('case.granted', 'case.refused', 'case.revoked', 'case.acceptance_refused');--> statement-breakpoint
UPDATE "cases" SET "unsigned" = (SELECT count(*) FROM "documents" WHERE "documents"."case_id" = "cases"."id")
WHERE "status" NOT IN ('READY', 'CONCLUDED') AND "served_at" IS NULL
  AND EXISTS (SELECT 1 FROM "documents" WHERE "documents"."case_id" = "cases"."id");--> statement-breakpoint
-- what is over waits for nobody: five a second of it, so that today's decisions are signed at once and not after 90,000 old ones
UPDATE "documents" SET "next_at" = now() + "turn"."n" * interval '200 milliseconds'
FROM (SELECT "documents"."id", row_number() OVER (ORDER BY "documents"."queued_at" DESC) AS "n"
  FROM "documents" JOIN "cases" ON "cases"."id" = "documents"."case_id" WHERE "cases"."unsigned" = 0) AS "turn"
WHERE "documents"."id" = "turn"."id";
