CREATE TABLE "knowledge_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"title" text NOT NULL,
	"keywords" text NOT NULL,
	"answer" text NOT NULL,
	"grams" text[] NOT NULL,
	"valid_until" date NOT NULL,
	"withdrawn" boolean NOT NULL,
	"state" jsonb NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"head_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "knowledge_versions" (
	"entry_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"keywords" text NOT NULL,
	"answer" text NOT NULL,
	CONSTRAINT "knowledge_versions_entry_id_version_pk" PRIMARY KEY("entry_id","version")
);
--> statement-breakpoint
ALTER TABLE "knowledge_entries" ADD CONSTRAINT "knowledge_entries_unit_id_departments_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "knowledge_entries_grams" ON "knowledge_entries" USING gin ("grams");--> statement-breakpoint
CREATE INDEX "knowledge_entries_unit" ON "knowledge_entries" USING btree ("unit_id");