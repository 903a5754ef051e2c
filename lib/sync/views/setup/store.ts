import { and, asc, count, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Transaction } from '../../../../drizzle/client.ts'
import { postingSources, postings } from '../../../../drizzle/schema/postings.ts'
import { records } from '../../../../drizzle/schema/reference.ts'
import { recordSources } from '../../../accounting/record-id.ts'
import { checksSince } from '../list/store.ts'

/** Unposted records without a posting that no plan has looked at since something was decided, the next ones first. */
export async function uncheckedPage(
  tx: Transaction,
  companyId: string,
  after: string,
  limit: number,
): Promise<{ ids: string[]; left: number }> {
  const since = await checksSince(tx, companyId)
  const carried = sql`exists (select 1 from ${postingSources} where ${and(
    eq(postingSources.accountId, records.accountId),
    eq(postingSources.origin, 'psa'),
    eq(postingSources.kind, records.kind),
    eq(postingSources.sourceId, records.sourceId),
    eq(postingSources.live, true),
  )})`
  const open = and(
    inArray(records.kind, recordSources),
    eq(records.companyId, companyId),
    eq(records.unposted, true),
    or(isNull(records.checkedAt), since === null ? undefined : lt(records.checkedAt, since)),
    sql`not ${carried}`,
    gt(records.sourceId, after),
  )
  const rows = await tx
    .select({ id: records.sourceId })
    .from(records)
    .where(open)
    .orderBy(asc(records.sourceId))
    .limit(limit)
  const [all] = await tx.select({ left: count() }).from(records).where(open)
  return { ids: rows.map(row => row.id), left: Math.max(0, (all?.left ?? 0) - rows.length) }
}

/** The document that was sent first and still stands. */
export async function firstSent(tx: Transaction, companyId: string): Promise<{ number: string } | null> {
  const rows = await tx
    .select({ number: postings.remoteNumber, title: postings.title })
    .from(postings)
    .innerJoin(postingSources, eq(postingSources.postingId, postings.id))
    .where(
      and(
        eq(postings.companyId, companyId),
        eq(postings.target, 'ledger'),
        eq(postingSources.part, 'document'),
        inArray(postings.state, ['posted', 'confirmed', 'drifted']),
      ),
    )
    .orderBy(asc(postings.createdAt))
    .limit(1)
  const [row] = rows
  return row ? { number: row.number || row.title } : null
}
