ALTER TABLE "tickets" ADD COLUMN "waits_from" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "booked_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "returned" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "for_window_id" uuid;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "passes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "why" jsonb;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "since" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "spent" jsonb;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "inaccurate" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- what the fold makes of the events of before: the time spent in each state that lasts
WITH told AS (
  SELECT subject, version, recorded_at AS at,
    CASE
      WHEN type IN ('ticket.taken', 'ticket.rejoined', 'ticket.returned', 'ticket.transferred') THEN 'WAITING'
      WHEN type IN ('ticket.called', 'ticket.resumed') THEN 'CALLED'
      WHEN type = 'ticket.started' THEN 'SERVING'
      WHEN type = 'ticket.held' THEN 'HELD'
      WHEN type = 'ticket.undone' THEN body::jsonb ->> 'to'
      ELSE 'ENDED'
    END AS state
  FROM events WHERE kind = 'hall_day' AND type LIKE 'ticket.%' AND type <> 'ticket.recalled'
), steps AS (
  SELECT subject, state, at, lead(at) OVER (PARTITION BY subject ORDER BY version) AS until FROM told
), sums AS (
  SELECT subject, state, sum(round(extract(epoch FROM until - at) * 1000))::bigint AS ms, max(at) FILTER (WHERE until IS NULL) AS since
  FROM steps WHERE state IN ('WAITING', 'CALLED', 'SERVING', 'HELD') GROUP BY subject, state
), told_of AS (
  SELECT subject, jsonb_object_agg(state, coalesce(ms, 0)) AS spent, max(since) AS since FROM sums GROUP BY subject
)
UPDATE tickets t SET since = o.since, spent = '{"WAITING": 0, "CALLED": 0, "SERVING": 0, "HELD": 0}'::jsonb || o.spent
FROM told_of o WHERE o.subject = t.id;--> statement-breakpoint
UPDATE tickets SET waits_from = taken_at, spent = coalesce(spent, '{"WAITING": 0, "CALLED": 0, "SERVING": 0, "HELD": 0}');--> statement-breakpoint
ALTER TABLE "tickets" ALTER COLUMN "waits_from" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ALTER COLUMN "spent" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "tickets_called" ON "tickets" USING btree ("hall_day_id","order") WHERE "tickets"."first_called_at" is not null;
