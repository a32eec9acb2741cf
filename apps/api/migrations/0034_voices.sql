CREATE TABLE "hall_voices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hall_id" uuid NOT NULL,
	"speaks" text NOT NULL,
	"languages" text NOT NULL,
	"speed" integer NOT NULL,
	"yao" boolean NOT NULL,
	"pack" text,
	CONSTRAINT "hall_voices_speaks" CHECK ("hall_voices"."speaks" in ('browser', 'builtin', 'own')),
	CONSTRAINT "hall_voices_languages" CHECK ("hall_voices"."languages" in ('zh', 'zh_en', 'en_zh', 'en'))
);
--> statement-breakpoint
CREATE TABLE "voice_packs" (
	"hall_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"pack" "bytea" NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "voice_packs_hall_id_digest_pk" PRIMARY KEY("hall_id","digest")
);
--> statement-breakpoint
ALTER TABLE "hall_voices" ADD CONSTRAINT "hall_voices_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hall_voices" ADD CONSTRAINT "hall_voices_pack" FOREIGN KEY ("hall_id","pack") REFERENCES "public"."voice_packs"("hall_id","digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voice_packs" ADD CONSTRAINT "voice_packs_hall_id_halls_id_fk" FOREIGN KEY ("hall_id") REFERENCES "public"."halls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "hall_voices_hall" ON "hall_voices" USING btree ("hall_id");