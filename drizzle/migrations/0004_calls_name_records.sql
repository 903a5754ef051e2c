DROP INDEX "api_calls_record";--> statement-breakpoint
ALTER TABLE "api_calls" ADD COLUMN "records" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "api_calls_records" ON "api_calls" USING gin ("records");--> statement-breakpoint
ALTER TABLE "api_calls" DROP COLUMN "record";