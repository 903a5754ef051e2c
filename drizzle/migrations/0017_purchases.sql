ALTER TABLE "records" RENAME COLUMN "billing_log_id" TO "export_id";--> statement-breakpoint
ALTER TABLE "records" ADD COLUMN "parent_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "records_parent" ON "records" USING btree ("account_id","parent_id") WHERE parent_id <> '';