CREATE TABLE "order_limits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"limit" text NOT NULL,
	"amount" integer NOT NULL,
	"unit" text NOT NULL,
	CONSTRAINT "order_limits_limit" CHECK ("order_limits"."limit" in ('signIn', 'signInUrgent', 'answerUrgent', 'consult', 'help', 'complaint', 'report', 'suggestion', 'praise', 'other', 'rectify', 'verify', 'giveBack', 'callBack')),
	CONSTRAINT "order_limits_unit" CHECK ("order_limits"."unit" in ('working_day', 'natural_day', 'working_hour', 'hour', 'minute'))
);
--> statement-breakpoint
ALTER TABLE "order_routes" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "work_orders" ADD COLUMN "rating_id" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "order_limits_one" ON "order_limits" USING btree ("limit");--> statement-breakpoint
CREATE UNIQUE INDEX "order_routes_id" ON "order_routes" USING btree ("id");--> statement-breakpoint
CREATE INDEX "order_routes_unit" ON "order_routes" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "work_orders_rating" ON "work_orders" USING btree ("rating_id");