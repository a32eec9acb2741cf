ALTER TABLE "cases" ADD COLUMN "assist_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "branches_open" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "cases_assists" ON "cases" USING gin ("assist_ids");--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_decided_after_branches" CHECK ("cases"."decision" is null or "cases"."branches_open" = 0);--> statement-breakpoint
-- what is folded from older events has no branches, nobody recorded to act for another, and waits since its event
UPDATE "cases" c SET "state" = "state" || f.first
	|| jsonb_build_object('readyAt', (SELECT to_char(max(e."recorded_at") AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') FROM "events" e WHERE e."stream" = c."id" AND e."type" = 'case.ready'))
	|| CASE WHEN jsonb_typeof("state" -> 'before') = 'object' THEN jsonb_build_object('before', ("state" -> 'before') || f.first) ELSE '{}'::jsonb END
FROM (SELECT '{"branches": [], "leadDone": false, "authorities": [], "readyAt": null, "reminders": 0}'::jsonb AS first) f;
