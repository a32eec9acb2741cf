CREATE TABLE "ratings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hall_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"target_id" uuid NOT NULL,
	"window_id" uuid,
	"series_id" uuid,
	"level" integer NOT NULL,
	"tags" text[] NOT NULL,
	"tags_version" text NOT NULL,
	"channel" text NOT NULL,
	"took_ms" integer,
	"step_at" timestamp(3) with time zone NOT NULL,
	"step_on" date NOT NULL,
	"given_at" timestamp(3) with time zone NOT NULL,
	"text_digest" text,
	"text_enc" text,
	"source" text,
	"version" integer DEFAULT 0 NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"head_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "ratings_level" CHECK ("ratings"."level" between 1 and 5),
	CONSTRAINT "ratings_stage" CHECK ("ratings"."stage" in ('VISIT', 'ACCEPTED', 'CONCLUDED')),
	CONSTRAINT "ratings_channel" CHECK ("ratings"."channel" in ('pad', 'link', 'portal'))
);
--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "window_id" uuid;--> statement-breakpoint
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "ratings_once" ON "ratings" USING btree ("target_id","stage");--> statement-breakpoint
CREATE INDEX "ratings_hall_day" ON "ratings" USING btree ("hall_id","step_on");