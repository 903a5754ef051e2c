CREATE TABLE "receipts" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"posting_id" uuid NOT NULL,
	"expense_id" text NOT NULL,
	"entry_id" text NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"due_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"sent_file" text,
	"sent_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"attached" integer DEFAULT 0 NOT NULL,
	"problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "receipts_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_account_id_posting_id_postings_account_id_id_fk" FOREIGN KEY ("account_id","posting_id") REFERENCES "public"."postings"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "receipts_expense" ON "receipts" USING btree ("account_id","posting_id","expense_id");--> statement-breakpoint
CREATE INDEX "receipts_due" ON "receipts" USING btree ("account_id","company_id","due_at") WHERE due_at is not null;
--> statement-breakpoint
ALTER TABLE "receipts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "receipts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "receipts_account" ON "receipts" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY "receipts_companies" ON "receipts" AS RESTRICTIVE USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "receipts" TO evenbook_app;
