ALTER TABLE "devices" ADD COLUMN "template" text DEFAULT 'hall' NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "zone" text;--> statement-breakpoint
ALTER TABLE "halls" ADD COLUMN "silent" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_template" CHECK ("devices"."template" in ('hall', 'zone', 'window'));