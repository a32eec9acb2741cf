ALTER TABLE "series" ADD COLUMN "results" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "items" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "cases" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "cases_ticket" ON "cases" USING btree (("intake" ->> 'ticketId')) WHERE "cases"."intake" ->> 'ticketId' is not null;--> statement-breakpoint
CREATE INDEX "tickets_cases" ON "tickets" USING gin ("cases" jsonb_path_ops) WHERE "tickets"."cases" <> '[]';--> statement-breakpoint
-- as the fold reads an event that names one matter
UPDATE "tickets" SET "items" = jsonb_build_array(jsonb_build_object('itemId', "item_id", 'mark', 'open')) WHERE "item_id" IS NOT NULL;
