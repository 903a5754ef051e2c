ALTER TABLE "company_lanes" ADD COLUMN "left_by" text;--> statement-breakpoint
ALTER TABLE "company_lanes" ADD COLUMN "left_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "company_lanes" ADD COLUMN "spent_calls" jsonb;