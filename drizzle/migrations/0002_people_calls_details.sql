CREATE TABLE "invitations" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"member_id" text,
	"role" text NOT NULL,
	"all_companies" boolean DEFAULT true NOT NULL,
	"company_ids" uuid[] DEFAULT '{}' NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"accepted_by" uuid,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "invitations_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "membership_companies" (
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	CONSTRAINT "membership_companies_account_id_user_id_company_id_pk" PRIMARY KEY("account_id","user_id","company_id")
);
--> statement-breakpoint
CREATE TABLE "psa_hosts" (
	"account_id" uuid NOT NULL,
	"host" text NOT NULL,
	"proof" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"proven_at" timestamp (3) with time zone,
	"proven_by" uuid,
	CONSTRAINT "psa_hosts_account_id_host_pk" PRIMARY KEY("account_id","host")
);
--> statement-breakpoint
CREATE TABLE "api_calls" (
	"account_id" uuid NOT NULL,
	"id" bigserial NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"company_id" uuid,
	"system" text NOT NULL,
	"direction" text DEFAULT 'out' NOT NULL,
	"method" text NOT NULL,
	"path" text NOT NULL,
	"status" integer,
	"ms" integer NOT NULL,
	"record" text DEFAULT '' NOT NULL,
	"correlation_id" text DEFAULT '' NOT NULL,
	"request_headers" jsonb NOT NULL,
	"request_body" text DEFAULT '' NOT NULL,
	"response_headers" jsonb NOT NULL,
	"response_body" text DEFAULT '' NOT NULL,
	"bytes" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "api_calls_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "directory_attempts" (
	"key_hash" text PRIMARY KEY NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"window_started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"blocked_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "directory_devices" (
	"device_hash" text NOT NULL,
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"trusted_until" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "directory_devices_device_hash_account_id_user_id_pk" PRIMARY KEY("device_hash","account_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "directory_links" (
	"link_hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid,
	"user_id" uuid,
	"purpose" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "directory_links_purpose" CHECK ("directory_links"."purpose" in ('invitation','password','registration'))
);
--> statement-breakpoint
CREATE TABLE "directory_mail_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "directory_recovery_codes" (
	"user_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "directory_recovery_codes_user_id_code_hash_pk" PRIMARY KEY("user_id","code_hash")
);
--> statement-breakpoint
ALTER TABLE "directory_tickets" DROP CONSTRAINT "directory_tickets_purpose";--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "all_companies" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "last_seen_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "kind" text DEFAULT 'cloud' NOT NULL;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "software_version" text DEFAULT 'latest' NOT NULL;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "integrator_username" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "integrator_password_sealed" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "server_time_zone" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "private_key_hint" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "private_key_set_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "private_key_set_by" uuid;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "worked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "directory_sessions" ADD COLUMN "origin" text DEFAULT 'frame' NOT NULL;--> statement-breakpoint
ALTER TABLE "directory_sessions" ADD COLUMN "device_hash" text;--> statement-breakpoint
ALTER TABLE "directory_sessions" ADD COLUMN "second_factor_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "directory_sessions" ADD COLUMN "view_as_user_id" uuid;--> statement-breakpoint
ALTER TABLE "directory_tickets" ADD COLUMN "device_hash" text;--> statement-breakpoint
ALTER TABLE "directory_users" ADD COLUMN "email_hash" text;--> statement-breakpoint
ALTER TABLE "directory_users" ADD COLUMN "password_hash" text;--> statement-breakpoint
ALTER TABLE "directory_users" ADD COLUMN "password_changed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "directory_users" ADD COLUMN "data_key" text;--> statement-breakpoint
ALTER TABLE "directory_users" ADD COLUMN "totp_sealed" text;--> statement-breakpoint
ALTER TABLE "directory_users" ADD COLUMN "totp_enrolled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "directory_users" ADD COLUMN "totp_last_step" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "postings" ADD COLUMN "reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "records" ADD COLUMN "closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "records" ADD COLUMN "location_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_companies" ADD CONSTRAINT "membership_companies_account_id_user_id_memberships_account_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."memberships"("account_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_companies" ADD CONSTRAINT "membership_companies_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "psa_hosts" ADD CONSTRAINT "psa_hosts_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_calls" ADD CONSTRAINT "api_calls_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invitations_email" ON "invitations" USING btree ("account_id","email");--> statement-breakpoint
CREATE INDEX "api_calls_at" ON "api_calls" USING btree ("account_id","at");--> statement-breakpoint
CREATE INDEX "api_calls_record" ON "api_calls" USING btree ("account_id","record","at");--> statement-breakpoint
CREATE INDEX "directory_devices_user" ON "directory_devices" USING btree ("account_id","user_id");--> statement-breakpoint
CREATE INDEX "directory_mail_codes_user" ON "directory_mail_codes" USING btree ("user_id","created_at");--> statement-breakpoint
ALTER TABLE "directory_users" ADD CONSTRAINT "directory_users_email_hash_unique" UNIQUE("email_hash");--> statement-breakpoint
ALTER TABLE "directory_sessions" ADD CONSTRAINT "directory_sessions_origin" CHECK ("directory_sessions"."origin" in ('frame','tab','standalone'));--> statement-breakpoint
ALTER TABLE "directory_tickets" ADD CONSTRAINT "directory_tickets_purpose" CHECK ("directory_tickets"."purpose" in ('enter','connect','consent','factor'));