ALTER TABLE "cases" ADD COLUMN "assist_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "branches_open" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "cases_assists" ON "cases" USING gin ("assist_ids");--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_decided_after_branches" CHECK ("cases"."decision" is null or "cases"."branches_open" = 0);--> statement-breakpoint
-- what is folded from older events has no branches
UPDATE "cases" SET "state" = "state" || '{"branches": [], "leadDone": false}'::jsonb
	|| CASE WHEN jsonb_typeof("state" -> 'before') = 'object' THEN jsonb_build_object('before', ("state" -> 'before') || '{"branches": [], "leadDone": false}'::jsonb) ELSE '{}'::jsonb END;
