-- A member's companies are looked up once a statement instead of once a row: an uncorrelated sub-select is an InitPlan
-- (https://www.postgresql.org/docs/18/ddl-rowsecurity.html), a function call in a policy runs for each row that is read.
CREATE FUNCTION member_companies() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT string_to_array(nullif(current_setting('app.companies', true), ''), ',')::uuid[]
$$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION member_companies() TO evenbook_app;
--> statement-breakpoint
ALTER POLICY "companies_companies" ON "companies" USING ((SELECT member_companies()) IS NULL OR id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "connections_companies" ON "connections" USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "postings_companies" ON "postings" USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "sends_companies" ON "sends" USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "runs_companies" ON "runs" USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "company_lanes_companies" ON "company_lanes" USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "mapping_keys_companies" ON "mapping_keys" USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "mappings_companies" ON "mappings" USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "records_companies" ON "records" USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "mapping_sets_companies" ON "mapping_sets" USING ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK ((SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "activity_companies" ON "activity" USING (company_id IS NULL OR (SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK (company_id IS NULL OR (SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "api_calls_companies" ON "api_calls" USING (company_id IS NULL OR (SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK (company_id IS NULL OR (SELECT member_companies()) IS NULL OR company_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "settings_companies" ON "settings" USING (scope <> 'company' OR (SELECT member_companies()) IS NULL OR scope_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK (scope <> 'company' OR (SELECT member_companies()) IS NULL OR scope_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "reference_lists_companies" ON "reference_lists" USING (owner_id = account_id OR (SELECT member_companies()) IS NULL OR owner_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK (owner_id = account_id OR (SELECT member_companies()) IS NULL OR owner_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "reference_items_companies" ON "reference_items" USING (owner_id = account_id OR (SELECT member_companies()) IS NULL OR owner_id = ANY ((SELECT member_companies())::uuid[])) WITH CHECK (owner_id = account_id OR (SELECT member_companies()) IS NULL OR owner_id = ANY ((SELECT member_companies())::uuid[]));
--> statement-breakpoint
ALTER POLICY "posting_sources_companies" ON "posting_sources" USING ((SELECT member_companies()) IS NULL OR EXISTS (SELECT FROM "postings" p WHERE p.account_id = "posting_sources".account_id AND p.id = "posting_sources".posting_id)) WITH CHECK ((SELECT member_companies()) IS NULL OR EXISTS (SELECT FROM "postings" p WHERE p.account_id = "posting_sources".account_id AND p.id = "posting_sources".posting_id));
--> statement-breakpoint
ALTER POLICY "posting_needs_companies" ON "posting_needs" USING ((SELECT member_companies()) IS NULL OR EXISTS (SELECT FROM "postings" p WHERE p.account_id = "posting_needs".account_id AND p.id = "posting_needs".posting_id)) WITH CHECK ((SELECT member_companies()) IS NULL OR EXISTS (SELECT FROM "postings" p WHERE p.account_id = "posting_needs".account_id AND p.id = "posting_needs".posting_id));
--> statement-breakpoint
ALTER POLICY "posting_events_companies" ON "posting_events" USING ((SELECT member_companies()) IS NULL OR EXISTS (SELECT FROM "postings" p WHERE p.account_id = "posting_events".account_id AND p.id = "posting_events".posting_id)) WITH CHECK ((SELECT member_companies()) IS NULL OR EXISTS (SELECT FROM "postings" p WHERE p.account_id = "posting_events".account_id AND p.id = "posting_events".posting_id));
--> statement-breakpoint
ALTER POLICY "send_members_companies" ON "send_members" USING ((SELECT member_companies()) IS NULL OR EXISTS (SELECT FROM "sends" p WHERE p.account_id = "send_members".account_id AND p.id = "send_members".send_id)) WITH CHECK ((SELECT member_companies()) IS NULL OR EXISTS (SELECT FROM "sends" p WHERE p.account_id = "send_members".account_id AND p.id = "send_members".send_id));
--> statement-breakpoint
ALTER POLICY "run_items_companies" ON "run_items" USING ((SELECT member_companies()) IS NULL OR EXISTS (SELECT FROM "runs" p WHERE p.account_id = "run_items".account_id AND p.id = "run_items".run_id)) WITH CHECK ((SELECT member_companies()) IS NULL OR EXISTS (SELECT FROM "runs" p WHERE p.account_id = "run_items".account_id AND p.id = "run_items".run_id));
--> statement-breakpoint
DROP FUNCTION member_has_company(uuid);
