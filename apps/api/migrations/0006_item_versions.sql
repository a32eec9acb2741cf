CREATE TABLE "item_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"item_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"sample" boolean NOT NULL,
	"published_at" timestamp(3) with time zone NOT NULL,
	"guide" jsonb NOT NULL,
	CONSTRAINT "item_versions_from_one" CHECK ("item_versions"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "item_versions" ADD CONSTRAINT "item_versions_item_id_service_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."service_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "item_versions_number" ON "item_versions" USING btree ("item_id","version");