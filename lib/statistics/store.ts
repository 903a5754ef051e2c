import { and, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/client.ts'
import { postingSources, postings } from '../../drizzle/schema/postings.ts'
import { records } from '../../drizzle/schema/reference.ts'
import { countedKinds } from './kinds.ts'

export interface Period {
  /** null: all that the reader may see */
  companyId: string | null
  from: Date
  to: Date
  /** on whose clock months begin */
  zone: string
}

/** Documents that came to stand in the ledger, by month and kind. A later revision is the same record. */
export async function syncedByMonth(
  tx: Transaction,
  period: Period,
): Promise<{ month: string; kind: string; count: number }[]> {
  const month = monthOf(sql`${postings.postedAt}`, period.zone)
  return tx
    .select({ month, kind: postings.kind, count: sql<number>`count(*)::int` })
    .from(postings)
    .where(and(synced(period), ofCompany(period)))
    .groupBy(sql`1`, postings.kind)
}

/** Documents that wait for a person now, by the month in which they were asked for. */
export async function waitingByMonth(
  tx: Transaction,
  period: Period,
): Promise<{ month: string; count: number }[]> {
  const month = monthOf(sql`${postings.createdAt}`, period.zone)
  return tx
    .select({ month, count: sql<number>`count(*)::int` })
    .from(postings)
    .where(
      and(
        eq(postings.live, true),
        inArray(postings.state, ['blocked', 'rejected', 'mismatch']),
        eq(postings.target, 'ledger'),
        inArray(postings.kind, countedKinds),
        gte(postings.createdAt, period.from),
        lt(postings.createdAt, period.to),
        ofCompany(period),
      ),
    )
    .groupBy(sql`1`)
}

/** Half of the documents of a month stood in the ledger so many seconds after their record was closed. */
export async function medianByMonth(
  tx: Transaction,
  period: Period,
): Promise<{ month: string; seconds: number }[]> {
  const month = monthOf(sql`${postings.postedAt}`, period.zone)
  const seconds = sql`extract(epoch from ${postings.postedAt} - ${records.closedAt})::float8`
  return tx
    .select({
      month,
      seconds: sql<number>`round(percentile_cont(0.5) within group (order by ${seconds}))::float8`,
    })
    .from(postings)
    .innerJoin(
      postingSources,
      and(
        eq(postingSources.accountId, postings.accountId),
        eq(postingSources.postingId, postings.id),
        eq(postingSources.part, 'document'),
      ),
    )
    .innerJoin(
      records,
      and(
        eq(records.accountId, postingSources.accountId),
        eq(records.kind, postingSources.kind),
        eq(records.sourceId, postingSources.sourceId),
      ),
    )
    // Opened and closed again since: that closing is not what led to the document.
    .where(and(synced(period), ofCompany(period), sql`${records.closedAt} <= ${postings.postedAt}`))
    .groupBy(sql`1`)
}

/** What the partial index postings_synced holds. */
function synced(period: Period): SQL | undefined {
  return and(
    sql`${postings.target} = 'ledger'`,
    eq(postings.operation, 'create'),
    inArray(postings.kind, countedKinds),
    gte(postings.postedAt, period.from),
    lt(postings.postedAt, period.to),
  )
}

function ofCompany({ companyId }: Period): SQL | undefined {
  return companyId === null ? undefined : eq(postings.companyId, companyId)
}

function monthOf(moment: SQL, zone: string): SQL<string> {
  return sql<string>`to_char(${moment} at time zone ${zone}, 'YYYY-MM')`
}
