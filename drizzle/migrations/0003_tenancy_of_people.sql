-- Row-level security and grants of the tables of migration 0002, and the second wall inside an account.
--> statement-breakpoint
ALTER TABLE "api_calls" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "api_calls" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "api_calls_account" ON "api_calls" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "invitations" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "invitations" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "invitations_account" ON "invitations" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "membership_companies" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "membership_companies" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "membership_companies_account" ON "membership_companies" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "psa_hosts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "psa_hosts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "psa_hosts_account" ON "psa_hosts" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
-- A member's transaction may name the companies the member has (app.companies, comma-separated). Unset or '': all of them,
-- as for the worker. Restrictive: it narrows what the account's policy lets through.
CREATE FUNCTION member_has_company(company uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.companies', true), '') IS NULL
    OR company = ANY (string_to_array(current_setting('app.companies', true), ',')::uuid[])
$$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION member_has_company(uuid) TO evenbook_app;
--> statement-breakpoint
CREATE POLICY "companies_companies" ON "companies" AS RESTRICTIVE USING (member_has_company(id)) WITH CHECK (member_has_company(id));
--> statement-breakpoint
CREATE POLICY "connections_companies" ON "connections" AS RESTRICTIVE USING (member_has_company(company_id)) WITH CHECK (member_has_company(company_id));
--> statement-breakpoint
CREATE POLICY "postings_companies" ON "postings" AS RESTRICTIVE USING (member_has_company(company_id)) WITH CHECK (member_has_company(company_id));
--> statement-breakpoint
CREATE POLICY "sends_companies" ON "sends" AS RESTRICTIVE USING (member_has_company(company_id)) WITH CHECK (member_has_company(company_id));
--> statement-breakpoint
CREATE POLICY "runs_companies" ON "runs" AS RESTRICTIVE USING (member_has_company(company_id)) WITH CHECK (member_has_company(company_id));
--> statement-breakpoint
CREATE POLICY "company_lanes_companies" ON "company_lanes" AS RESTRICTIVE USING (member_has_company(company_id)) WITH CHECK (member_has_company(company_id));
--> statement-breakpoint
CREATE POLICY "mapping_keys_companies" ON "mapping_keys" AS RESTRICTIVE USING (member_has_company(company_id)) WITH CHECK (member_has_company(company_id));
--> statement-breakpoint
CREATE POLICY "mappings_companies" ON "mappings" AS RESTRICTIVE USING (member_has_company(company_id)) WITH CHECK (member_has_company(company_id));
--> statement-breakpoint
CREATE POLICY "records_companies" ON "records" AS RESTRICTIVE USING (member_has_company(company_id)) WITH CHECK (member_has_company(company_id));
--> statement-breakpoint
CREATE POLICY "activity_companies" ON "activity" AS RESTRICTIVE USING (company_id IS NULL OR member_has_company(company_id)) WITH CHECK (company_id IS NULL OR member_has_company(company_id));
--> statement-breakpoint
CREATE POLICY "api_calls_companies" ON "api_calls" AS RESTRICTIVE USING (company_id IS NULL OR member_has_company(company_id)) WITH CHECK (company_id IS NULL OR member_has_company(company_id));
--> statement-breakpoint
CREATE POLICY "settings_companies" ON "settings" AS RESTRICTIVE USING (scope <> 'company' OR member_has_company(scope_id)) WITH CHECK (scope <> 'company' OR member_has_company(scope_id));
--> statement-breakpoint
CREATE POLICY "reference_lists_companies" ON "reference_lists" AS RESTRICTIVE USING (owner_id = account_id OR member_has_company(owner_id)) WITH CHECK (owner_id = account_id OR member_has_company(owner_id));
--> statement-breakpoint
CREATE POLICY "reference_items_companies" ON "reference_items" AS RESTRICTIVE USING (owner_id = account_id OR member_has_company(owner_id)) WITH CHECK (owner_id = account_id OR member_has_company(owner_id));
--> statement-breakpoint
-- Rows that hang on a posting, a send or a run are seen with it.
--> statement-breakpoint
CREATE POLICY "posting_sources_companies" ON "posting_sources" AS RESTRICTIVE USING (nullif(current_setting('app.companies', true), '') IS NULL OR EXISTS (SELECT FROM "postings" p WHERE p.account_id = "posting_sources".account_id AND p.id = "posting_sources".posting_id)) WITH CHECK (nullif(current_setting('app.companies', true), '') IS NULL OR EXISTS (SELECT FROM "postings" p WHERE p.account_id = "posting_sources".account_id AND p.id = "posting_sources".posting_id));
--> statement-breakpoint
CREATE POLICY "posting_needs_companies" ON "posting_needs" AS RESTRICTIVE USING (nullif(current_setting('app.companies', true), '') IS NULL OR EXISTS (SELECT FROM "postings" p WHERE p.account_id = "posting_needs".account_id AND p.id = "posting_needs".posting_id)) WITH CHECK (nullif(current_setting('app.companies', true), '') IS NULL OR EXISTS (SELECT FROM "postings" p WHERE p.account_id = "posting_needs".account_id AND p.id = "posting_needs".posting_id));
--> statement-breakpoint
CREATE POLICY "posting_events_companies" ON "posting_events" AS RESTRICTIVE USING (nullif(current_setting('app.companies', true), '') IS NULL OR EXISTS (SELECT FROM "postings" p WHERE p.account_id = "posting_events".account_id AND p.id = "posting_events".posting_id)) WITH CHECK (nullif(current_setting('app.companies', true), '') IS NULL OR EXISTS (SELECT FROM "postings" p WHERE p.account_id = "posting_events".account_id AND p.id = "posting_events".posting_id));
--> statement-breakpoint
CREATE POLICY "send_members_companies" ON "send_members" AS RESTRICTIVE USING (nullif(current_setting('app.companies', true), '') IS NULL OR EXISTS (SELECT FROM "sends" p WHERE p.account_id = "send_members".account_id AND p.id = "send_members".send_id)) WITH CHECK (nullif(current_setting('app.companies', true), '') IS NULL OR EXISTS (SELECT FROM "sends" p WHERE p.account_id = "send_members".account_id AND p.id = "send_members".send_id));
--> statement-breakpoint
CREATE POLICY "run_items_companies" ON "run_items" AS RESTRICTIVE USING (nullif(current_setting('app.companies', true), '') IS NULL OR EXISTS (SELECT FROM "runs" p WHERE p.account_id = "run_items".account_id AND p.id = "run_items".run_id)) WITH CHECK (nullif(current_setting('app.companies', true), '') IS NULL OR EXISTS (SELECT FROM "runs" p WHERE p.account_id = "run_items".account_id AND p.id = "run_items".run_id));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "api_calls", "invitations", "membership_companies", "psa_hosts", "directory_attempts", "directory_devices", "directory_links", "directory_mail_codes", "directory_recovery_codes" TO evenbook_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE "api_calls_id_seq" TO evenbook_app;
