import { and, desc, eq, gte, ilike, inArray, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../../../../drizzle/client.ts'
import { memberships } from '../../../../drizzle/schema/accounts.ts'
import { postingSources, postings } from '../../../../drizzle/schema/postings.ts'
import { records } from '../../../../drizzle/schema/reference.ts'
import { typed } from '../../postings/store.ts'
import { recordKind } from '../../records/store.ts'
import { type ListedPosting, needsFix, ofCreditMemo } from '../store.ts'

export type ResultsView = 'fix' | 'check' | 'changed' | 'today' | 'all'

export interface ResultsFilter {
  companyId: string
  view: ResultsView
  /** part of a number or a customer's name; '' = all */
  search: string
  /** days, both included; '' = open */
  from: string
  to: string
  /** in which these days and today begin and end */
  zone: string
}

export interface ResultRow extends ListedPosting {
  customer: string
  by: string
}

/** Documents that were asked for, what moved last first. */
export async function resultRows(
  tx: Transaction,
  filter: ResultsFilter,
  page: { limit: number; offset: number },
): Promise<ResultRow[]> {
  const rows = await tx
    .select({
      posting: postings,
      credit: ofCreditMemo,
      customer: records.customerName,
      by: memberships.name,
    })
    .from(postings)
    .leftJoin(postingSources, documentSource)
    .leftJoin(
      records,
      and(eq(records.kind, postingSources.kind), eq(records.sourceId, postingSources.sourceId)),
    )
    .leftJoin(memberships, eq(memberships.userId, postings.requestedBy))
    .where(matches(filter))
    .orderBy(desc(postings.updatedAt), desc(postings.id))
    .limit(page.limit)
    .offset(page.offset)
  return rows.map(({ posting, credit, customer, by }) => ({
    ...{ posting: typed(posting), credit },
    ...{ customer: customer ?? '', by: by ?? '' },
  }))
}

const documentSource = and(
  eq(postingSources.postingId, postings.id),
  eq(postingSources.kind, recordKind),
  eq(postingSources.part, 'document'),
)

function matches(filter: ResultsFilter): SQL | undefined {
  const like = `%${filter.search.replace(/[\\%_]/g, character => `\\${character}`)}%`
  const named = or(
    ilike(postings.title, like),
    ilike(postings.remoteNumber, like),
    ilike(records.customerName, like),
  )
  return and(
    eq(postings.companyId, filter.companyId),
    or(
      and(eq(postings.target, 'ledger'), inArray(postings.kind, ['invoice', 'credit-note'])),
      // Marked, not sent: a mark with a reason stands in for the document.
      and(eq(postings.target, 'psa'), eq(postings.kind, 'batch'), ne(postings.reason, '')),
      // Undone but for its batch: a person has to see to it.
      and(eq(postings.kind, 'undo'), eq(postings.state, 'mismatch')),
    ),
    ofView(filter.view, filter.zone),
    filter.search === '' ? undefined : named,
    filter.from === ''
      ? undefined
      : gte(postings.updatedAt, sql`${filter.from}::timestamp at time zone ${filter.zone}`),
    filter.to === ''
      ? undefined
      : lt(postings.updatedAt, sql`(${filter.to}::date + 1)::timestamp at time zone ${filter.zone}`),
  )
}

function ofView(view: ResultsView, zone: string): SQL | undefined {
  switch (view) {
    case 'fix':
      return and(eq(postings.live, true), needsFix)
    case 'check':
      return or(
        eq(postings.state, 'mismatch'),
        and(eq(postings.state, 'confirmed'), ne(postings.problems, sql`'[]'::jsonb`)),
      )
    case 'changed':
      return eq(postings.state, 'drifted')
    case 'today':
      return gte(postings.updatedAt, sql`date_trunc('day', now() at time zone ${zone}) at time zone ${zone}`)
    case 'all':
      return undefined
  }
}

/** How many each view holds, the search apart. */
export async function viewCounts(
  tx: Transaction,
  companyId: string,
): Promise<Record<'fix' | 'check' | 'changed', number>> {
  const of = (view: ResultsView) => sql<number>`(count(*) filter (where ${ofView(view, 'UTC')}))::int`
  const [row] = await tx
    .select({ fix: of('fix'), check: of('check'), changed: of('changed') })
    .from(postings)
    .where(matches({ companyId, view: 'all', search: '', from: '', to: '', zone: 'UTC' }))
  return row ?? { fix: 0, check: 0, changed: 0 }
}
