import { and, count, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/client.ts'
import { companies } from '../../drizzle/schema/accounts.ts'
import { mappingKeys, mappings, referenceItems, referenceLists } from '../../drizzle/schema/reference.ts'
import type { MappingKey } from '../accounting/desk.ts'
import type { MappingKind } from '../accounting/options.ts'
import { present } from '../std/assert.ts'

export type MappingRow = typeof mappings.$inferSelect
export type KeyRow = typeof mappingKeys.$inferSelect & { used: number; waiting: number }

export async function accountOfCompany(tx: Transaction, companyId: string): Promise<string> {
  const rows = await tx
    .select({ accountId: companies.accountId })
    .from(companies)
    .where(eq(companies.id, companyId))
  return present(rows[0], 'the company is not of this account').accountId
}

/** Of one kind, or all. */
export async function mappingRows(
  tx: Transaction,
  companyId: string,
  kind?: MappingKind,
): Promise<MappingRow[]> {
  const ofKind = kind === undefined ? undefined : eq(mappings.kind, kind)
  return tx
    .select()
    .from(mappings)
    .where(and(eq(mappings.companyId, companyId), ofKind))
}

export async function putMapping(
  tx: Transaction,
  row: Omit<typeof mappings.$inferInsert, 'decidedAt'>,
): Promise<void> {
  await tx
    .insert(mappings)
    .values(row)
    .onConflictDoUpdate({
      target: [mappings.accountId, mappings.companyId, mappings.kind, mappings.psaKey],
      set: {
        ledgerId: row.ledgerId,
        ledgerName: row.ledgerName ?? '',
        psaName: row.psaName ?? '',
        decidedBy: row.decidedBy ?? null,
        decidedAt: sql`clock_timestamp()`,
      },
    })
}

/** Many of them, some thousand to a statement. */
export async function putMappings(
  tx: Transaction,
  rows: readonly Omit<typeof mappings.$inferInsert, 'decidedAt'>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += 2_000) {
    await tx
      .insert(mappings)
      .values(rows.slice(from, from + 2_000))
      .onConflictDoUpdate({
        target: [mappings.accountId, mappings.companyId, mappings.kind, mappings.psaKey],
        set: {
          ledgerId: sql`excluded.ledger_id`,
          ledgerName: sql`excluded.ledger_name`,
          psaName: sql`excluded.psa_name`,
          decidedBy: sql`excluded.decided_by`,
          decidedAt: sql`clock_timestamp()`,
        },
      })
  }
}

export async function dropMappings(
  tx: Transaction,
  companyId: string,
  kind: MappingKind,
  keys: readonly string[],
): Promise<void> {
  await tx
    .delete(mappings)
    .where(
      and(eq(mappings.companyId, companyId), eq(mappings.kind, kind), inArray(mappings.psaKey, [...keys])),
    )
}

export async function notedName(
  tx: Transaction,
  companyId: string,
  kind: MappingKind,
  key: string,
): Promise<string> {
  const rows = await tx
    .select({ name: mappingKeys.psaName })
    .from(mappingKeys)
    .where(and(eq(mappingKeys.companyId, companyId), eq(mappingKeys.kind, kind), eq(mappingKeys.psaKey, key)))
  return rows[0]?.name ?? ''
}

/** Names of the keys that records asked for. */
export async function keyNames(
  tx: Transaction,
  companyId: string,
  kind: MappingKind,
): Promise<{ psaKey: string; psaName: string }[]> {
  return tx
    .select({ psaKey: mappingKeys.psaKey, psaName: mappingKeys.psaName })
    .from(mappingKeys)
    .where(and(eq(mappingKeys.companyId, companyId), eq(mappingKeys.kind, kind)))
}

export async function dropMapping(
  tx: Transaction,
  companyId: string,
  kind: MappingKind,
  psaKey: string,
): Promise<void> {
  await tx
    .delete(mappings)
    .where(and(eq(mappings.companyId, companyId), eq(mappings.kind, kind), eq(mappings.psaKey, psaKey)))
}

/** Keys that records asked for: the Mappings screen lists them, missing first. */
export async function noteKeyRows(
  tx: Transaction,
  accountId: string,
  companyId: string,
  keys: MappingKey[],
): Promise<void> {
  // One statement may touch a row once: the same key of several records is one row. Sorted, so that two lanes never wait crosswise.
  const rows = new Map(keys.map(key => [`${key.kind}:${key.key}`, key]))
  const values = [...rows.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, key]) => ({ accountId, companyId, kind: key.kind, psaKey: key.key, psaName: key.name }))
  if (values.length === 0) return
  await tx
    .insert(mappingKeys)
    .values(values)
    .onConflictDoUpdate({
      target: [mappingKeys.accountId, mappingKeys.companyId, mappingKeys.kind, mappingKeys.psaKey],
      set: { psaName: sql`excluded.psa_name`, lastSeenAt: sql`now()` },
    })
}

/** Each key with how many records ask for it, and how many of those wait: all records are read once, whatever the keys. */
export async function keyRows(tx: Transaction, companyId: string, kind: MappingKind): Promise<KeyRow[]> {
  const used = await tx.execute(sql`
    select k as key, count(*)::int as used,
           (count(*) filter (where r.unposted and r.check_state = 'problems'))::int as waiting
    from records r cross join unnest(r.mapping_keys) as k
    where r.company_id = ${companyId} and starts_with(k, ${`${kind}:`}) group by k`)
  const use = new Map(used.map(row => [String(row.key), row]))
  const rows = await tx
    .select()
    .from(mappingKeys)
    .where(and(eq(mappingKeys.companyId, companyId), eq(mappingKeys.kind, kind)))
  return rows.map(row => {
    const counts = use.get(`${kind}:${row.psaKey}`)
    return { ...row, used: Number(counts?.used ?? 0), waiting: Number(counts?.waiting ?? 0) }
  })
}

/** A contact that Evenbook has just made is known at once, before the next refresh of the list. */
export async function putContact(
  tx: Transaction,
  accountId: string,
  companyId: string,
  contact: { id: string; name: string; psaId: string; role: string },
): Promise<void> {
  const owner = { accountId, ownerId: companyId, kind: 'contact' }
  await tx.insert(referenceLists).values(owner).onConflictDoNothing()
  const { id, name, psaId, role } = contact
  await tx
    .insert(referenceItems)
    .values({ ...owner, id, name, code: psaId, active: true, data: { psaId, role } })
    .onConflictDoUpdate({
      target: [referenceItems.accountId, referenceItems.ownerId, referenceItems.kind, referenceItems.id],
      set: { name, code: psaId, active: true },
    })
}

/** Keys that records ask for and nobody has decided, by kind. */
export async function missingCounts(tx: Transaction, companyId: string): Promise<Map<string, number>> {
  const rows = await tx
    .select({ kind: mappingKeys.kind, missing: count() })
    .from(mappingKeys)
    .leftJoin(
      mappings,
      and(
        eq(mappings.companyId, mappingKeys.companyId),
        eq(mappings.kind, mappingKeys.kind),
        eq(mappings.psaKey, mappingKeys.psaKey),
      ),
    )
    .where(and(eq(mappingKeys.companyId, companyId), isNull(mappings.ledgerId)))
    .groupBy(mappingKeys.kind)
  return new Map(rows.map(row => [row.kind, row.missing]))
}

/** Of every company of the account. */
export async function companyNames(tx: Transaction): Promise<{ companyId: string; name: string }[]> {
  return tx.select({ companyId: companies.id, name: companies.name }).from(companies).orderBy(companies.name)
}

/** Keys of items that begin so and that records asked for or somebody decided, over all companies. */
export async function knownItemKeys(
  tx: Transaction,
  prefix: string,
): Promise<{ companyId: string; psaKey: string; decided: boolean }[]> {
  const { companyId, kind, psaKey } = mappings
  const noted = tx
    .select({ companyId: mappingKeys.companyId, psaKey: mappingKeys.psaKey, decided: sql<boolean>`false` })
    .from(mappingKeys)
    .where(and(eq(mappingKeys.kind, 'item'), sql`starts_with(${mappingKeys.psaKey}, ${prefix})`))
  return tx
    .select({ companyId, psaKey, decided: sql<boolean>`true` })
    .from(mappings)
    .where(and(eq(kind, 'item'), sql`starts_with(${psaKey}, ${prefix})`))
    .unionAll(noted)
}

const codesMost = 500

export async function knownItemCodes(tx: Transaction): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ code: referenceItems.code })
    .from(referenceItems)
    .where(and(eq(referenceItems.kind, 'item'), eq(referenceItems.active, true), ne(referenceItems.code, '')))
    .orderBy(referenceItems.code)
    .limit(codesMost)
  return rows.map(row => row.code)
}
