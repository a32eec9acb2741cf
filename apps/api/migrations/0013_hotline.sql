CREATE TABLE "calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"exchange_id" text,
	"number_enc" text,
	"number_index" text,
	"status" text NOT NULL,
	"operator_id" uuid,
	"came_at" timestamp(3) with time zone NOT NULL,
	"state" jsonb NOT NULL,
	"draft_enc" text,
	"draft_version" integer DEFAULT 0 NOT NULL,
	"draft_at" timestamp(3) with time zone,
	"version" integer DEFAULT 0 NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"head_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "calls_status" CHECK ("calls"."status" in ('RINGING', 'ANSWERED', 'ENDED', 'ABANDONED', 'DONE'))
);
--> statement-breakpoint
CREATE TABLE "hotline_agents" (
	"staff_id" uuid PRIMARY KEY NOT NULL,
	"ready" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_routes" (
	"category" text PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	CONSTRAINT "order_routes_category" CHECK ("order_routes"."category" in ('security', 'noise', 'household', 'licences', 'market', 'labour', 'housing', 'roads', 'environment', 'education', 'health', 'social', 'other'))
);
--> statement-breakpoint
CREATE TABLE "order_texts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"field" text NOT NULL,
	"text_enc" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "work_orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_no" text NOT NULL,
	"call_id" uuid,
	"caller_id" uuid NOT NULL,
	"unit_id" uuid,
	"status" text NOT NULL,
	"due_at" timestamp(3) with time zone,
	"open" boolean NOT NULL,
	"state" jsonb NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"head_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "work_orders_status" CHECK ("work_orders"."status" in ('DRAFT', 'DIRECT_ANSWERED', 'PENDING_DISPATCH', 'DISPATCHED', 'SIGNED_IN', 'RETURN_REQUESTED', 'ARBITRATION', 'IN_PROGRESS', 'EXTENSION_REQUESTED', 'REPLIED', 'REVIEW', 'CALL_BACK', 'REWORK', 'SUSPENDED', 'CLOSED', 'CANCELLED', 'MERGED'))
);
--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_operator_id_staff_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hotline_agents" ADD CONSTRAINT "hotline_agents_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_routes" ADD CONSTRAINT "order_routes_unit_id_departments_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_caller_id_persons_id_fk" FOREIGN KEY ("caller_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_unit_id_departments_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "calls_exchange" ON "calls" USING btree ("exchange_id");--> statement-breakpoint
CREATE INDEX "calls_number" ON "calls" USING btree ("number_index");--> statement-breakpoint
CREATE INDEX "calls_open" ON "calls" USING btree ("came_at") WHERE "calls"."status" in ('RINGING', 'ANSWERED', 'ENDED');--> statement-breakpoint
CREATE INDEX "order_texts_order" ON "order_texts" USING btree ("order_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "work_orders_no" ON "work_orders" USING btree ("order_no");--> statement-breakpoint
CREATE INDEX "work_orders_open" ON "work_orders" USING btree ("due_at","id") WHERE "work_orders"."open";--> statement-breakpoint
CREATE INDEX "work_orders_unit" ON "work_orders" USING btree ("unit_id","due_at","id");--> statement-breakpoint
CREATE INDEX "work_orders_caller" ON "work_orders" USING btree ("caller_id");