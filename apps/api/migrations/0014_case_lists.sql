DROP INDEX "cases_hall_open";--> statement-breakpoint
DROP INDEX "cases_dept_open";--> statement-breakpoint
CREATE INDEX "cases_hall_open" ON "cases" USING btree ("hall_id","due_at","id","status") WHERE "cases"."open";--> statement-breakpoint
CREATE INDEX "cases_dept_open" ON "cases" USING btree ("dept_id","due_at","id","status") WHERE "cases"."open";