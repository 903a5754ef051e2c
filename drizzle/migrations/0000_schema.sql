CREATE TABLE "accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"data_key" text NOT NULL,
	"live_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "activity" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"verb" text NOT NULL,
	"subject" text NOT NULL,
	"company_id" uuid,
	"detail" jsonb NOT NULL,
	"position" integer,
	"previous_hash" text,
	"hash" text,
	"chained" boolean DEFAULT false NOT NULL,
	CONSTRAINT "activity_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "companies" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "companies_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"grant_id" uuid NOT NULL,
	"vendor" text NOT NULL,
	"organisation_id" text NOT NULL,
	"organisation_name" text NOT NULL,
	"short_code" text DEFAULT '' NOT NULL,
	"base_currency" text DEFAULT '' NOT NULL,
	"vendor_connection_id" text NOT NULL,
	"connected_by" uuid NOT NULL,
	"connected_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disconnected_at" timestamp (3) with time zone,
	CONSTRAINT "connections_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"vendor" text NOT NULL,
	"subject" text NOT NULL,
	"scopes" text NOT NULL,
	"auth_event_id" text NOT NULL,
	"access_token_sealed" text NOT NULL,
	"refresh_token_sealed" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"refreshed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"dead_at" timestamp (3) with time zone,
	"dead_reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "grants_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"member_id" text,
	"member_identifier" text DEFAULT '' NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"role" text NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_account_id_user_id_pk" PRIMARY KEY("account_id","user_id"),
	CONSTRAINT "memberships_member" UNIQUE("account_id","member_id"),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" in ('account-admin','user','approver','read-only','none'))
);
--> statement-breakpoint
CREATE TABLE "psas" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"region" text NOT NULL,
	"ui_origin" text NOT NULL,
	"api_origin" text NOT NULL,
	"login_company" text NOT NULL,
	"codebase" text DEFAULT 'v4_6_release/' NOT NULL,
	"version" text DEFAULT '' NOT NULL,
	"public_key" text NOT NULL,
	"private_key_sealed" text NOT NULL,
	"webhook_key_sealed" text NOT NULL,
	"signing_key_sealed" text DEFAULT '' NOT NULL,
	"callback_id" text,
	"callback_checked_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"account_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"scope_id" uuid NOT NULL,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_by" uuid,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "settings_account_id_scope_scope_id_key_pk" PRIMARY KEY("account_id","scope","scope_id","key"),
	CONSTRAINT "settings_scope" CHECK ("settings"."scope" in ('account','company','user'))
);
--> statement-breakpoint
CREATE TABLE "directory_due" (
	"account_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "directory_due_account_id_company_id_pk" PRIMARY KEY("account_id","company_id")
);
--> statement-breakpoint
CREATE TABLE "directory_installs" (
	"install_key" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"webhook_key_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "directory_installs_account_id_unique" UNIQUE("account_id"),
	CONSTRAINT "directory_installs_webhook_key_hash_unique" UNIQUE("webhook_key_hash")
);
--> statement-breakpoint
CREATE TABLE "directory_organisations" (
	"vendor" text NOT NULL,
	"organisation_id" text NOT NULL,
	"account_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	CONSTRAINT "directory_organisations_vendor_organisation_id_pk" PRIMARY KEY("vendor","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "directory_sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"parent_hash" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"verified_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "directory_tickets" (
	"ticket_hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"session_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "directory_tickets_purpose" CHECK ("directory_tickets"."purpose" in ('enter','connect','consent'))
);
--> statement-breakpoint
CREATE TABLE "directory_users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_inbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"account_id" uuid,
	"digest" text NOT NULL,
	"body" "bytea" NOT NULL,
	"signature" text DEFAULT '' NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"handled_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"outcome" text,
	CONSTRAINT "webhook_inbox_once" UNIQUE("source","digest")
);
--> statement-breakpoint
CREATE TABLE "company_lanes" (
	"account_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"fence" bigint DEFAULT 0 NOT NULL,
	"owner" text,
	"lease_until" timestamp (3) with time zone,
	"paused_until" timestamp (3) with time zone,
	"paused_reason" text DEFAULT '' NOT NULL,
	"batch_size" integer,
	CONSTRAINT "company_lanes_account_id_company_id_pk" PRIMARY KEY("account_id","company_id")
);
--> statement-breakpoint
CREATE TABLE "posting_events" (
	"account_id" uuid NOT NULL,
	"id" bigserial NOT NULL,
	"posting_id" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"event" text NOT NULL,
	"from_state" text,
	"to_state" text,
	"send_id" uuid,
	"request_hash" text,
	"status" integer,
	"correlation_id" text,
	"ms" integer,
	"message" text DEFAULT '' NOT NULL,
	CONSTRAINT "posting_events_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "posting_needs" (
	"account_id" uuid NOT NULL,
	"posting_id" uuid NOT NULL,
	"needs_id" uuid NOT NULL,
	CONSTRAINT "posting_needs_account_id_posting_id_needs_id_pk" PRIMARY KEY("account_id","posting_id","needs_id")
);
--> statement-breakpoint
CREATE TABLE "posting_sources" (
	"account_id" uuid NOT NULL,
	"posting_id" uuid NOT NULL,
	"origin" text NOT NULL,
	"kind" text NOT NULL,
	"source_id" text NOT NULL,
	"part" text NOT NULL,
	"live" boolean DEFAULT true NOT NULL,
	CONSTRAINT "posting_sources_account_id_posting_id_origin_kind_source_id_part_pk" PRIMARY KEY("account_id","posting_id","origin","kind","source_id","part")
);
--> statement-breakpoint
CREATE TABLE "postings" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"target" text NOT NULL,
	"operation" text NOT NULL,
	"kind" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"state" text NOT NULL,
	"live" boolean DEFAULT true NOT NULL,
	"supersedes" uuid,
	"title" text DEFAULT '' NOT NULL,
	"payload" jsonb,
	"payload_hash" text,
	"preview_hash" text,
	"expected_total" numeric(20,6),
	"currency" text DEFAULT '' NOT NULL,
	"problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"fence" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"ready_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_sent_at" timestamp (3) with time zone,
	"looks" integer DEFAULT 0 NOT NULL,
	"remote_id" text,
	"remote_number" text,
	"remote_total" numeric(20,6),
	"remote_url" text,
	"remote_status" text,
	"origin" text NOT NULL,
	"requested_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"posted_at" timestamp (3) with time zone,
	"confirmed_at" timestamp (3) with time zone,
	CONSTRAINT "postings_account_id_id_pk" PRIMARY KEY("account_id","id"),
	CONSTRAINT "postings_state" CHECK ("postings"."state" in ('planned','blocked','ready','sending','unknown','posted','confirmed','rejected','mismatch','drifted','undone','withdrawn')),
	CONSTRAINT "postings_target" CHECK ("postings"."target" in ('ledger','psa'))
);
--> statement-breakpoint
CREATE TABLE "run_items" (
	"account_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"posting_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "run_items_account_id_run_id_posting_id_pk" PRIMARY KEY("account_id","run_id","posting_id")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"started_by" uuid,
	"started_by_name" text DEFAULT '' NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"stopped_at" timestamp (3) with time zone,
	"collecting" boolean DEFAULT false NOT NULL,
	"trouble" text DEFAULT '' NOT NULL,
	CONSTRAINT "runs_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "send_members" (
	"account_id" uuid NOT NULL,
	"send_id" uuid NOT NULL,
	"posting_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "send_members_account_id_send_id_posting_id_pk" PRIMARY KEY("account_id","send_id","posting_id")
);
--> statement-breakpoint
CREATE TABLE "sends" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"key" text NOT NULL,
	"key_born_at" timestamp (3) with time zone NOT NULL,
	"key_burnt_at" timestamp (3) with time zone,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"body_hash" text NOT NULL,
	"last_sent_at" timestamp (3) with time zone NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sends_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "mapping_keys" (
	"account_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"psa_key" text NOT NULL,
	"psa_name" text DEFAULT '' NOT NULL,
	"first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mapping_keys_account_id_company_id_kind_psa_key_pk" PRIMARY KEY("account_id","company_id","kind","psa_key")
);
--> statement-breakpoint
CREATE TABLE "mappings" (
	"account_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"psa_key" text NOT NULL,
	"psa_name" text DEFAULT '' NOT NULL,
	"ledger_id" text NOT NULL,
	"ledger_name" text DEFAULT '' NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mappings_account_id_company_id_kind_psa_key_pk" PRIMARY KEY("account_id","company_id","kind","psa_key")
);
--> statement-breakpoint
CREATE TABLE "records" (
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source_id" text NOT NULL,
	"company_id" uuid NOT NULL,
	"number" text NOT NULL,
	"billing_log_id" text,
	"billing_type" text DEFAULT '' NOT NULL,
	"customer_id" text NOT NULL,
	"customer_name" text NOT NULL,
	"date" text NOT NULL,
	"due_date" text,
	"total" numeric(20,6) NOT NULL,
	"currency" text NOT NULL,
	"status_name" text DEFAULT '' NOT NULL,
	"closed" boolean NOT NULL,
	"unposted" boolean NOT NULL,
	"batch_id" text,
	"check_state" text DEFAULT 'none' NOT NULL,
	"problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"mapping_keys" text[] DEFAULT '{}' NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"last_updated" text DEFAULT '' NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "records_account_id_kind_source_id_pk" PRIMARY KEY("account_id","kind","source_id")
);
--> statement-breakpoint
CREATE TABLE "reference_items" (
	"account_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"code" text DEFAULT '' NOT NULL,
	"name" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "reference_items_account_id_owner_id_kind_id_pk" PRIMARY KEY("account_id","owner_id","kind","id")
);
--> statement-breakpoint
CREATE TABLE "reference_lists" (
	"account_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"refreshed_at" timestamp (3) with time zone,
	"trouble" text DEFAULT '' NOT NULL,
	"requested_at" timestamp (3) with time zone,
	"cursor" text,
	CONSTRAINT "reference_lists_account_id_owner_id_kind_pk" PRIMARY KEY("account_id","owner_id","kind")
);
--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "companies" ADD CONSTRAINT "companies_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_account_id_grant_id_grants_account_id_id_fk" FOREIGN KEY ("account_id","grant_id") REFERENCES "public"."grants"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "psas" ADD CONSTRAINT "psas_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_lanes" ADD CONSTRAINT "company_lanes_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posting_events" ADD CONSTRAINT "posting_events_account_id_posting_id_postings_account_id_id_fk" FOREIGN KEY ("account_id","posting_id") REFERENCES "public"."postings"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posting_needs" ADD CONSTRAINT "posting_needs_account_id_posting_id_postings_account_id_id_fk" FOREIGN KEY ("account_id","posting_id") REFERENCES "public"."postings"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posting_needs" ADD CONSTRAINT "posting_needs_account_id_needs_id_postings_account_id_id_fk" FOREIGN KEY ("account_id","needs_id") REFERENCES "public"."postings"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posting_sources" ADD CONSTRAINT "posting_sources_account_id_posting_id_postings_account_id_id_fk" FOREIGN KEY ("account_id","posting_id") REFERENCES "public"."postings"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_items" ADD CONSTRAINT "run_items_account_id_run_id_runs_account_id_id_fk" FOREIGN KEY ("account_id","run_id") REFERENCES "public"."runs"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_items" ADD CONSTRAINT "run_items_account_id_posting_id_postings_account_id_id_fk" FOREIGN KEY ("account_id","posting_id") REFERENCES "public"."postings"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "send_members" ADD CONSTRAINT "send_members_account_id_send_id_sends_account_id_id_fk" FOREIGN KEY ("account_id","send_id") REFERENCES "public"."sends"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "send_members" ADD CONSTRAINT "send_members_account_id_posting_id_postings_account_id_id_fk" FOREIGN KEY ("account_id","posting_id") REFERENCES "public"."postings"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sends" ADD CONSTRAINT "sends_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping_keys" ADD CONSTRAINT "mapping_keys_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mappings" ADD CONSTRAINT "mappings_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "records" ADD CONSTRAINT "records_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "records" ADD CONSTRAINT "records_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reference_items" ADD CONSTRAINT "reference_items_account_id_owner_id_kind_reference_lists_account_id_owner_id_kind_fk" FOREIGN KEY ("account_id","owner_id","kind") REFERENCES "public"."reference_lists"("account_id","owner_id","kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reference_lists" ADD CONSTRAINT "reference_lists_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_subject" ON "activity" USING btree ("account_id","subject","at");--> statement-breakpoint
CREATE INDEX "activity_at" ON "activity" USING btree ("account_id","at");--> statement-breakpoint
CREATE INDEX "connections_company" ON "connections" USING btree ("account_id","company_id");--> statement-breakpoint
CREATE INDEX "directory_due_at" ON "directory_due" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "directory_sessions_account" ON "directory_sessions" USING btree ("account_id","user_id");--> statement-breakpoint
CREATE INDEX "webhook_inbox_open" ON "webhook_inbox" USING btree ("received_at") WHERE handled_at is null;--> statement-breakpoint
CREATE INDEX "posting_events_posting" ON "posting_events" USING btree ("account_id","posting_id","id");--> statement-breakpoint
CREATE INDEX "posting_needs_needed" ON "posting_needs" USING btree ("account_id","needs_id");--> statement-breakpoint
CREATE UNIQUE INDEX "posting_sources_live" ON "posting_sources" USING btree ("account_id","origin","kind","source_id","part") WHERE live;--> statement-breakpoint
CREATE INDEX "postings_claim" ON "postings" USING btree ("account_id","company_id","state","ready_at") WHERE live;--> statement-breakpoint
CREATE INDEX "postings_updated" ON "postings" USING btree ("account_id","company_id","updated_at");--> statement-breakpoint
CREATE INDEX "run_items_posting" ON "run_items" USING btree ("account_id","posting_id");--> statement-breakpoint
CREATE INDEX "runs_company" ON "runs" USING btree ("account_id","company_id","started_at");--> statement-breakpoint
CREATE INDEX "send_members_posting" ON "send_members" USING btree ("account_id","posting_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sends_key" ON "sends" USING btree ("account_id","key");--> statement-breakpoint
CREATE INDEX "records_open" ON "records" USING btree ("account_id","company_id","unposted","date");--> statement-breakpoint
CREATE INDEX "records_number" ON "records" USING btree ("account_id","number");--> statement-breakpoint
CREATE INDEX "records_customer" ON "records" USING btree ("account_id","customer_id");--> statement-breakpoint
CREATE INDEX "records_mapping_keys" ON "records" USING gin ("mapping_keys");--> statement-breakpoint
CREATE INDEX "reference_items_name" ON "reference_items" USING btree ("account_id","owner_id","kind",lower("name"));