CREATE INDEX "events_recorded" ON "events" USING btree ("recorded_at","stream","version");--> statement-breakpoint
CREATE INDEX "events_subject" ON "events" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "events_actor" ON "events" USING btree ("actor_id","recorded_at");--> statement-breakpoint
CREATE INDEX "events_type" ON "events" USING btree ("type","recorded_at");--> statement-breakpoint
CREATE INDEX "person_reads_time" ON "person_reads" USING btree ("read_at","id");