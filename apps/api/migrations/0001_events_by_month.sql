-- The log is kept by month: `stream` is a UUIDv7, so all events of a stream lie in the partition of the month in which
-- it began. What is there becomes the default partition as it is; the same start then makes the months and moves every
-- row to its own (src/log/partitions.ts).
ALTER TABLE "events" RENAME TO "events_default";--> statement-breakpoint
ALTER TABLE "events_default" RENAME CONSTRAINT "events_stream_version_pk" TO "events_default_pkey";--> statement-breakpoint
ALTER INDEX "events_xid" RENAME TO "events_default_xid_idx";--> statement-breakpoint
CREATE TABLE "events" (LIKE "events_default" INCLUDING DEFAULTS) PARTITION BY RANGE ("stream");--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_stream_version_pk" PRIMARY KEY("stream","version");--> statement-breakpoint
CREATE INDEX "events_xid" ON "events" USING btree ("xid");--> statement-breakpoint
ALTER TABLE "events" ATTACH PARTITION "events_default" DEFAULT;
