ALTER TABLE "records" ADD COLUMN "hold" jsonb;--> statement-breakpoint
ALTER TABLE "records" ADD COLUMN "hold_ends_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "records_held" ON "records" USING btree ("account_id","company_id","hold_ends_at") WHERE hold is not null;