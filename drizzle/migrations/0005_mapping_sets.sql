CREATE TABLE "mapping_sets" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"source" text NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"decided_by" uuid,
	"decided_by_name" text DEFAULT '' NOT NULL,
	"decided_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"changes" jsonb NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by_name" text DEFAULT '' NOT NULL,
	CONSTRAINT "mapping_sets_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "mapping_sets" ADD CONSTRAINT "mapping_sets_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mapping_sets_company" ON "mapping_sets" USING btree ("account_id","company_id","decided_at");--> statement-breakpoint
ALTER TABLE "mapping_sets" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "mapping_sets" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "mapping_sets_account" ON "mapping_sets" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY "mapping_sets_companies" ON "mapping_sets" AS RESTRICTIVE USING (member_has_company(company_id)) WITH CHECK (member_has_company(company_id));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "mapping_sets" TO evenbook_app;
