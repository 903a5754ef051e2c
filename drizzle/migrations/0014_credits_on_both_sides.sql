CREATE TABLE "credit_applications" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"credit_record_id" text NOT NULL,
	"invoice_record_id" text NOT NULL,
	"credit_number" text DEFAULT '' NOT NULL,
	"invoice_number" text DEFAULT '' NOT NULL,
	"customer" text DEFAULT '' NOT NULL,
	"currency" text DEFAULT '' NOT NULL,
	"psa_amount" numeric(20,6) DEFAULT 0 NOT NULL,
	"ledger_amount" numeric(20,6) DEFAULT 0 NOT NULL,
	"agreed_amount" numeric(20,6) DEFAULT 0 NOT NULL,
	"psa_date" text DEFAULT '' NOT NULL,
	"ledger_date" text DEFAULT '' NOT NULL,
	"problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"settled" boolean DEFAULT false NOT NULL,
	"written_at" timestamp (3) with time zone,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "credit_applications_account_id_id_pk" PRIMARY KEY("account_id","id"),
	CONSTRAINT "credit_applications_positive" CHECK ("credit_applications"."psa_amount" >= 0 and "credit_applications"."ledger_amount" >= 0 and "credit_applications"."agreed_amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "credit_reads" (
	"account_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"cursor" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"asked" boolean DEFAULT false NOT NULL,
	"trouble" text DEFAULT '' NOT NULL,
	CONSTRAINT "credit_reads_account_id_company_id_pk" PRIMARY KEY("account_id","company_id")
);
--> statement-breakpoint
ALTER TABLE "credit_applications" ADD CONSTRAINT "credit_applications_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_reads" ADD CONSTRAINT "credit_reads_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_applications_two" ON "credit_applications" USING btree ("account_id","company_id","credit_record_id","invoice_record_id");--> statement-breakpoint
CREATE INDEX "credit_applications_invoice" ON "credit_applications" USING btree ("account_id","invoice_record_id");--> statement-breakpoint
CREATE INDEX "credit_applications_open" ON "credit_applications" USING btree ("account_id","company_id") WHERE not settled;
--> statement-breakpoint
ALTER TABLE "credit_applications" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "credit_applications" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "credit_applications_account" ON "credit_applications" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY "credit_applications_companies" ON "credit_applications" AS RESTRICTIVE USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "credit_applications" TO evenbook_app;
--> statement-breakpoint
ALTER TABLE "credit_reads" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "credit_reads" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "credit_reads_account" ON "credit_reads" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY "credit_reads_companies" ON "credit_reads" AS RESTRICTIVE USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "credit_reads" TO evenbook_app;
