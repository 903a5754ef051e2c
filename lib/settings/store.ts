import { and, asc, eq, or, sql } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/client.ts'
import { companies, settings } from '../../drizzle/schema/accounts.ts'
import type { Setting } from '../../drizzle/types.ts'
import { present } from '../std/assert.ts'
import type { Scope } from './entry.ts'

export async function settingRows(tx: Transaction, scope: Scope, scopeId: string): Promise<Setting[]> {
  return tx
    .select()
    .from(settings)
    .where(and(eq(settings.scope, scope), eq(settings.scopeId, scopeId)))
}

/** What a plan of the company obeys, its own and the account's; row-level security leaves just this account's. */
export async function planRows(tx: Transaction, companyId: string): Promise<Setting[]> {
  return tx
    .select()
    .from(settings)
    .where(
      or(eq(settings.scope, 'account'), and(eq(settings.scope, 'company'), eq(settings.scopeId, companyId))),
    )
}

/** Every company of the account, oldest first, with what it says of one setting. */
export async function byCompany(
  tx: Transaction,
  key: string,
): Promise<{ id: string; name: string; value: unknown }[]> {
  return tx
    .select({ id: companies.id, name: companies.name, value: settings.value })
    .from(companies)
    .leftJoin(
      settings,
      and(eq(settings.scope, 'company'), eq(settings.scopeId, companies.id), eq(settings.key, key)),
    )
    .orderBy(asc(companies.createdAt), asc(companies.id))
}

/** Rows that do not exist yet cannot be locked, so the scope is. */
export async function lockScope(tx: Transaction, scope: Scope, scopeId: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('settings:' || ${scope}::text || ':' || ${scopeId}::text, 0))`,
  )
}

export async function writeSetting(
  tx: Transaction,
  row: {
    accountId: string
    scope: Scope
    scopeId: string
    key: string
    value: unknown
    updatedBy: string | null
  },
): Promise<void> {
  await tx
    .insert(settings)
    // A chosen "none" is a value: JSON's null, which the column takes, and not SQL's.
    .values({ ...row, value: row.value === null ? sql`'null'::jsonb` : row.value })
    .onConflictDoUpdate({
      target: [settings.accountId, settings.scope, settings.scopeId, settings.key],
      set: {
        value: sql`excluded.value`,
        updatedBy: sql`excluded.updated_by`,
        updatedAt: sql`now()`,
        version: sql`${settings.version} + 1`,
      },
    })
}

/** The account whose transaction this is. */
export async function accountOf(tx: Transaction): Promise<string> {
  const rows = await tx.execute<{ account: string }>(sql`select current_setting('app.account') as account`)
  return present(rows[0], 'A select without a table gave no row.').account
}

/** What each company chose for a field, with its name; those that chose nothing have no row. */
export async function companySettingRows(
  tx: Transaction,
  key: string,
): Promise<{ company: string; value: unknown }[]> {
  return tx
    .select({ company: companies.name, value: settings.value })
    .from(settings)
    .innerJoin(
      companies,
      and(eq(companies.accountId, settings.accountId), eq(companies.id, settings.scopeId)),
    )
    .where(and(eq(settings.scope, 'company'), eq(settings.key, key)))
    .orderBy(companies.name)
}

/** Every company of the account: a setting of the account may be in the plans of each. */
export async function companyIds(tx: Transaction): Promise<string[]> {
  return (await tx.select({ id: companies.id }).from(companies)).map(row => row.id)
}
