CREATE TABLE "alert_mails" (
	"account_id" uuid NOT NULL,
	"alert_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"ready_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "alert_mails_account_id_alert_id_user_id_pk" PRIMARY KEY("account_id","alert_id","user_id"),
	CONSTRAINT "alert_mails_state" CHECK ("alert_mails"."state" in ('waiting','sent','skipped','failed'))
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"company_id" uuid,
	"begun_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "alerts_account_id_id_pk" PRIMARY KEY("account_id","id"),
	CONSTRAINT "alerts_subject" UNIQUE("account_id","kind","subject"),
	CONSTRAINT "alerts_kind" CHECK ("alerts"."kind" in ('reconnect','callbacks','stuck','daily'))
);
--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "callback_lost_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "callback_lost_how" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "psas" ADD COLUMN "callback_back_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "alert_mails" ADD CONSTRAINT "alert_mails_account_id_alert_id_alerts_account_id_id_fk" FOREIGN KEY ("account_id","alert_id") REFERENCES "public"."alerts"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_mails" ADD CONSTRAINT "alert_mails_account_id_user_id_memberships_account_id_user_id_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."memberships"("account_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_mails_waiting" ON "alert_mails" USING btree ("account_id","ready_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "alerts_open" ON "alerts" USING btree ("account_id","kind") WHERE ended_at is null;--> statement-breakpoint
ALTER TABLE "alerts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "alerts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "alerts_account" ON "alerts" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY "alerts_companies" ON "alerts" AS RESTRICTIVE USING (company_id IS NULL OR (SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK (company_id IS NULL OR (SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER TABLE "alert_mails" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "alert_mails" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "alert_mails_account" ON "alert_mails" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY "alert_mails_companies" ON "alert_mails" AS RESTRICTIVE USING ((SELECT member_companies()) IS NULL OR EXISTS (SELECT FROM "alerts" p WHERE p.account_id = "alert_mails".account_id AND p.id = "alert_mails".alert_id)) WITH CHECK ((SELECT member_companies()) IS NULL OR EXISTS (SELECT FROM "alerts" p WHERE p.account_id = "alert_mails".account_id AND p.id = "alert_mails".alert_id));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "alerts", "alert_mails" TO evenbook_app;
