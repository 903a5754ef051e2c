import { and, desc, eq, gte, ilike, inArray, like, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../../../../drizzle/client.ts'
import { memberships } from '../../../../drizzle/schema/accounts.ts'
import { postingSources, postings } from '../../../../drizzle/schema/postings.ts'
import { records } from '../../../../drizzle/schema/reference.ts'
import { documentKinds } from '../../../accounting/document.ts'
import { recordSources } from '../../../accounting/record-id.ts'
import { typed } from '../../postings/store.ts'
import { creditType, type ListedKind, listedAs } from '../sign.ts'
import { type ListedPosting, needsFix } from '../store.ts'

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
  /** null: the record behind it is not known any more */
  recordId: string | null
  customer: string
  by: string
}

/** Documents that were asked for, what moved last first. */
export async function resultRows(
  tx: Transaction,
  filter: ResultsFilter,
  page: { limit: number; offset: number },
): Promise<ResultRow[]> {
  const source = sourceOf(tx)
  const record = recordOf(tx, source)
  const rows = await tx
    .select({
      posting: postings,
      kind: record.kind,
      recordId: record.sourceId,
      customer: record.customerName,
      by: memberships.name,
    })
    .from(postings)
    .leftJoinLateral(source, sql`true`)
    .leftJoinLateral(record, sql`true`)
    .leftJoin(memberships, eq(memberships.userId, postings.requestedBy))
    .where(matches(filter, record))
    .orderBy(desc(postings.updatedAt), desc(postings.id))
    .limit(page.limit)
    .offset(page.offset)
  return rows.map(({ posting, kind, recordId, customer, by }) => ({
    // A re-bill's credit note is of its invoice.
    ...{
      posting: typed(posting),
      kind: posting.kind === 'credit-note' ? 'credit-memo' : listedAs(posting.kind, kind),
      recordId,
    },
    ...{ customer: customer ?? '', by: by ?? '' },
  }))
}

type RecordBehind = ReturnType<typeof recordOf>

/** Both row by row (views/list/store.ts says why), which their limits make sure of: first the record's id, then the record. */
function sourceOf(tx: Transaction) {
  return tx
    .select({ recordId: postingSources.sourceId })
    .from(postingSources)
    .where(
      and(
        eq(postingSources.accountId, postings.accountId),
        eq(postingSources.postingId, postings.id),
        inArray(postingSources.kind, recordSources),
        // A credit note of a re-bill is of its record too.
        or(eq(postingSources.part, 'document'), like(postingSources.part, 'credit:%')),
      ),
    )
    .limit(1)
    .as('source')
}

function recordOf(tx: Transaction, source: ReturnType<typeof sourceOf>) {
  return tx
    .select({
      sourceId: records.sourceId,
      customerName: records.customerName,
      kind: sql<ListedKind>`case when ${records.kind} = 'purchase' then case when ${records.total} < 0 then 'vendor-credit' else 'bill' end
        when ${records.kind} = 'expense' then 'expense'
        when ${records.billingType} = ${creditType} then 'credit-memo' else 'invoice' end`.as('listed'),
    })
    .from(records)
    .where(
      and(
        eq(records.accountId, postings.accountId),
        inArray(records.kind, recordSources),
        eq(records.sourceId, source.recordId),
      ),
    )
    .limit(1)
    .as('record')
}

function matches(filter: ResultsFilter, record: RecordBehind | null): SQL | undefined {
  const pattern = `%${filter.search.replace(/[\\%_]/g, character => `\\${character}`)}%`
  const named = or(
    ilike(postings.title, pattern),
    ilike(postings.remoteNumber, pattern),
    record === null ? undefined : ilike(record.customerName, pattern),
  )
  return and(
    eq(postings.companyId, filter.companyId),
    or(
      and(eq(postings.target, 'ledger'), inArray(postings.kind, documentKinds)),
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

/** Records of which nothing was sent, as the view of what needs a fix shows them: documents only, as they can be sent again. */
export async function failedRecordIds(tx: Transaction, filter: ResultsFilter): Promise<string[]> {
  const source = sourceOf(tx)
  const record = recordOf(tx, source)
  const rows = await tx
    .select({ recordId: record.sourceId })
    .from(postings)
    .innerJoinLateral(source, sql`true`)
    .innerJoinLateral(record, sql`true`)
    .where(and(matches({ ...filter, view: 'fix' }, record), eq(postings.target, 'ledger')))
  return rows.map(row => row.recordId)
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
    .where(matches({ companyId, view: 'all', search: '', from: '', to: '', zone: 'UTC' }, null))
  return row ?? { fix: 0, check: 0, changed: 0 }
}
