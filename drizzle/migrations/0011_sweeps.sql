ALTER TABLE "psas" ADD COLUMN "callback_refused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "polled_to" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "swept_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "records" ADD COLUMN "considered_at" timestamp (3) with time zone;