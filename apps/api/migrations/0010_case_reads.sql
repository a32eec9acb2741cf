ALTER TABLE "person_reads" DROP CONSTRAINT "person_reads_purpose";--> statement-breakpoint
ALTER TABLE "person_reads" ALTER COLUMN "ticket_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "person_reads" ADD COLUMN "case_id" uuid;--> statement-breakpoint
ALTER TABLE "person_reads" ADD CONSTRAINT "person_reads_for" CHECK (num_nonnulls("person_reads"."ticket_id", "person_reads"."case_id") = 1);--> statement-breakpoint
ALTER TABLE "person_reads" ADD CONSTRAINT "person_reads_purpose" CHECK ("person_reads"."purpose" in ('identify_at_window', 'fill_form', 'contact_applicant', 'correct_record', 'examine_case'));