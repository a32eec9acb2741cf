CREATE TABLE "ticket_notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"phone_enc" text NOT NULL,
	"lang" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "messages_due";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "ticket_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "dropped_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "moved_from" uuid;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "moved_to" uuid;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "notice" text;--> statement-breakpoint
ALTER TABLE "ticket_notices" ADD CONSTRAINT "ticket_notices_id_tickets_id_fk" FOREIGN KEY ("id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_ticket" ON "messages" USING btree ("ticket_id") WHERE "messages"."ticket_id" is not null;--> statement-breakpoint
CREATE INDEX "tickets_notice" ON "tickets" USING btree ("hall_day_id") WHERE "tickets"."notice" in ('asked', 'near') and "tickets"."state" in ('WAITING', 'CALLED');--> statement-breakpoint
CREATE INDEX "messages_due" ON "messages" USING btree ("next_at","id") WHERE "messages"."sent_at" is null and "messages"."failed_at" is null and "messages"."dropped_at" is null;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_notice" CHECK ("tickets"."notice" in ('asked', 'near', 'called'));