-- Roles, row-level security and grants (design §4). A role belongs to the server, not to one database, so it may exist already.
DO $$
DECLARE role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['evenbook_app', 'evenbook_queue'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION', role_name);
    END IF;
  END LOOP;
END $$;
--> statement-breakpoint
-- An owner that is no superuser may only give a schema to a role it is a member of.
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'evenbook_queue', 'MEMBER') THEN
    EXECUTE format('GRANT evenbook_queue TO %I', current_user);
  END IF;
END $$;
--> statement-breakpoint
CREATE SCHEMA IF NOT EXISTS pgboss AUTHORIZATION evenbook_queue;
--> statement-breakpoint
REVOKE ALL ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO evenbook_app;
--> statement-breakpoint
-- The setting reads '' instead of null once a session has used it before: nullif makes both match no row.
ALTER TABLE "accounts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "accounts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "accounts_account" ON "accounts" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "activity" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "activity" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "activity_account" ON "activity" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "companies" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "companies" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "companies_account" ON "companies" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "connections" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "connections" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "connections_account" ON "connections" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "grants" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "grants" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "grants_account" ON "grants" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "memberships" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "memberships" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "memberships_account" ON "memberships" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "psas" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "psas" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "psas_account" ON "psas" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "settings" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "settings" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "settings_account" ON "settings" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "company_lanes" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "company_lanes" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "company_lanes_account" ON "company_lanes" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "posting_events" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "posting_events" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "posting_events_account" ON "posting_events" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "posting_needs" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "posting_needs" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "posting_needs_account" ON "posting_needs" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "posting_sources" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "posting_sources" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "posting_sources_account" ON "posting_sources" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "postings" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "postings" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "postings_account" ON "postings" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "run_items" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "run_items" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "run_items_account" ON "run_items" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "runs" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "runs" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "runs_account" ON "runs" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "send_members" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "send_members" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "send_members_account" ON "send_members" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "sends" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "sends" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "sends_account" ON "sends" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "mapping_keys" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "mapping_keys" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "mapping_keys_account" ON "mapping_keys" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "mappings" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "mappings" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "mappings_account" ON "mappings" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "records" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "records" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "records_account" ON "records" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "reference_items" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "reference_items" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "reference_items_account" ON "reference_items" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE "reference_lists" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "reference_lists" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "reference_lists_account" ON "reference_lists" USING (account_id = nullif(current_setting('app.account', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account', true), '')::uuid);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "accounts", "companies", "connections", "grants", "memberships", "psas", "settings", "directory_due", "directory_installs", "directory_organisations", "directory_sessions", "directory_tickets", "directory_users", "webhook_inbox", "company_lanes", "posting_needs", "posting_sources", "postings", "run_items", "runs", "send_members", "sends", "mapping_keys", "mappings", "records", "reference_items", "reference_lists" TO evenbook_app;
--> statement-breakpoint
-- History is appended, never edited; the job that chains activity may fill the chain's own columns.
GRANT SELECT, INSERT ON "posting_events", "activity" TO evenbook_app;
--> statement-breakpoint
GRANT UPDATE ("position", "previous_hash", "hash", "chained") ON "activity" TO evenbook_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE "posting_events_id_seq", "webhook_inbox_id_seq" TO evenbook_app;
