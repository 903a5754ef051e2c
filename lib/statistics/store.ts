import { and, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/client.ts'
import { postings } from '../../drizzle/schema/postings.ts'
import { present } from '../std/assert.ts'
import { countedKinds } from './kinds.ts'

export interface Period {
  /** null: all that the reader may see */
  companyId: string | null
  /** one after the other without a gap, oldest first: each ends where the next begins, on the clock of the reader's zone */
  months: readonly MonthBounds[]
}

export interface MonthBounds {
  month: string
  from: Date
  to: Date
}

/** Documents that came to stand in the ledger, by month and kind. A later revision is the same record. */
export async function syncedByMonth(
  tx: Transaction,
  period: Period,
): Promise<{ month: string; kind: string; count: number }[]> {
  const place = placeOf(sql`${postings.postedAt}`, period)
  const rows = await tx
    .select({ place, kind: countedKind.as('counted'), count: sql<number>`count(*)::int` })
    .from(postings)
    .where(and(synced(period), ofCompany(period)))
    .groupBy(sql`1`, sql`2`)
  return rows.map(row => ({ month: monthAt(period, row.place), kind: row.kind, count: row.count }))
}

/** Bills, credits and journals are of purchases or of expenses: their source says which. Money is spent of expenses only. */
const countedKind = sql<string>`case when ${postings.kind} in ('bill', 'vendor-credit', 'journal') and exists (
  select from posting_sources s
   where s.account_id = ${postings.accountId} and s.posting_id = ${postings.id} and s.kind = 'expense')
  then 'expense' else ${postings.kind} end`

/** Documents that wait for a person now, by the month in which they were asked for. */
export async function waitingByMonth(
  tx: Transaction,
  period: Period,
): Promise<{ month: string; count: number }[]> {
  const place = placeOf(sql`${postings.createdAt}`, period)
  const rows = await tx
    .select({ place, count: sql<number>`count(*)::int` })
    .from(postings)
    .where(
      and(
        eq(postings.live, true),
        inArray(postings.state, ['blocked', 'rejected', 'mismatch']),
        eq(postings.target, 'ledger'),
        inArray(postings.kind, countedKinds),
        ...within(postings.createdAt, period),
        ofCompany(period),
      ),
    )
    .groupBy(sql`1`)
  return rows.map(row => ({ month: monthAt(period, row.place), count: row.count }))
}

const sampleMost = 250

/**
 * Half of the documents of a month stood in the ledger so many seconds after their record was closed. Of each month its last
 * ones at most, taken from the index: the moment of closing stands with the record, and to look up every one of a hundred
 * thousand takes seconds (docs/decisions/0040).
 */
export async function medianByMonth(
  tx: Transaction,
  period: Period,
): Promise<{ month: string; seconds: number }[]> {
  const company = period.companyId === null ? sql`` : sql`and p.company_id = ${period.companyId}`
  const months = period.months.map(one => ({
    ...one,
    from: one.from.toISOString(),
    to: one.to.toISOString(),
  }))
  const rows = await tx.execute<{ month: string; seconds: number | null }>(sql`
    select m.month, round(percentile_cont(0.5) within group (order by t.seconds))::float8 as seconds
    from jsonb_to_recordset(${JSON.stringify(months)}::jsonb) as m(month text, "from" timestamptz, "to" timestamptz)
    cross join lateral (
      select (
        select extract(epoch from p.posted_at - r.closed_at)::float8
        from posting_sources s
        join records r on r.account_id = s.account_id and r.kind = s.kind and r.source_id = s.source_id
        where s.account_id = p.account_id and s.posting_id = p.id and s.part = 'document'
          -- Opened and closed again since: that closing is not what led to the document.
          and r.closed_at <= p.posted_at
        limit 1
      ) as seconds
      from postings p
      where p.account_id = current_setting('app.account')::uuid and p.target = 'ledger' and p.operation = 'create'
        and p.kind in ${countedKinds} and p.posted_at >= m."from" and p.posted_at < m."to" ${company}
      order by p.posted_at desc limit ${sampleMost}
    ) t
    group by m.month`)
  return rows.flatMap(({ month, seconds }) => (seconds === null ? [] : [{ month, seconds }]))
}

/** What the partial index postings_synced holds. */
function synced(period: Period): SQL | undefined {
  return and(
    sql`${postings.target} = 'ledger'`,
    eq(postings.operation, 'create'),
    // A journal counts where it is what became of an expense.
    inArray(postings.kind, [...countedKinds, 'journal']),
    ...within(postings.postedAt, period),
  )
}

function ofCompany({ companyId }: Period): SQL | undefined {
  return companyId === null ? undefined : eq(postings.companyId, companyId)
}

function within(column: typeof postings.postedAt | typeof postings.createdAt, { months }: Period): SQL[] {
  const [first, last] = [months[0], months.at(-1)]
  return first && last ? [gte(column, first.from), lt(column, last.to)] : [sql`false`]
}

/**
 * Which of the months, counted from 1. By the moments at which they begin: to write a day on the clock of a zone for each of
 * a hundred thousand rows takes longer than to read them.
 */
function placeOf(moment: SQL, { months }: Period): SQL<number> {
  const begins = `{${months.map(({ from }) => from.toISOString()).join()}}`
  return sql<number>`width_bucket(${moment}, ${begins}::timestamptz[])`
}

function monthAt({ months }: Period, place: number): string {
  return present(months[place - 1], 'A row is of none of the months that were asked for.').month
}
