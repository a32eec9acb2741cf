CREATE TABLE "device_pages" (
	"device_id" uuid PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"loaded_at" timestamp(3) with time zone NOT NULL
);
