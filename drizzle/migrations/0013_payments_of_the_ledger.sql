CREATE TABLE "ledger_payments" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"payment_id" text NOT NULL,
	"document_id" text NOT NULL,
	"document_number" text DEFAULT '' NOT NULL,
	"customer" text DEFAULT '' NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"amount" numeric(20,6) NOT NULL,
	"currency" text DEFAULT '' NOT NULL,
	"date" text NOT NULL,
	"standing" boolean NOT NULL,
	"ledger_updated_at" timestamp (3) with time zone NOT NULL,
	"record_id" text,
	"record_number" text DEFAULT '' NOT NULL,
	"matched_by" text DEFAULT '' NOT NULL,
	"candidates" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"looked_at" timestamp (3) with time zone,
	"left_out" text DEFAULT '' NOT NULL,
	"held_id" text,
	"held_amount" numeric(20,6),
	"held_date" text,
	"single" boolean DEFAULT false NOT NULL,
	"settled" boolean DEFAULT false NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_payments_account_id_id_pk" PRIMARY KEY("account_id","id"),
	CONSTRAINT "ledger_payments_held" CHECK (("ledger_payments"."held_id" is null) = ("ledger_payments"."held_amount" is null) and ("ledger_payments"."held_id" is null) = ("ledger_payments"."held_date" is null))
);
--> statement-breakpoint
CREATE TABLE "payment_reads" (
	"account_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"cursor" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"asked" boolean DEFAULT false NOT NULL,
	"trouble" text DEFAULT '' NOT NULL,
	"from_day" text DEFAULT '' NOT NULL,
	CONSTRAINT "payment_reads_account_id_company_id_pk" PRIMARY KEY("account_id","company_id")
);
--> statement-breakpoint
ALTER TABLE "ledger_payments" ADD CONSTRAINT "ledger_payments_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_reads" ADD CONSTRAINT "payment_reads_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_payments_part" ON "ledger_payments" USING btree ("account_id","company_id","payment_id","document_id","kind");--> statement-breakpoint
CREATE INDEX "ledger_payments_record" ON "ledger_payments" USING btree ("account_id","record_id");--> statement-breakpoint
CREATE INDEX "ledger_payments_open" ON "ledger_payments" USING btree ("account_id","company_id","record_id") WHERE not settled;
--> statement-breakpoint
ALTER TABLE "ledger_payments" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "ledger_payments" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "ledger_payments_account" ON "ledger_payments" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY "ledger_payments_companies" ON "ledger_payments" AS RESTRICTIVE USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "ledger_payments" TO evenbook_app;
--> statement-breakpoint
ALTER TABLE "payment_reads" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "payment_reads" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "payment_reads_account" ON "payment_reads" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY "payment_reads_companies" ON "payment_reads" AS RESTRICTIVE USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "payment_reads" TO evenbook_app;
