import { and, asc, count, desc, eq, ilike, inArray, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../../../../drizzle/client.ts'
import { postingSources, postings, runItems } from '../../../../drizzle/schema/postings.ts'
import { records } from '../../../../drizzle/schema/reference.ts'
import { Decimal } from '../../../std/decimal.ts'
import { type PostingRow, typed } from '../../postings/store.ts'
import type { RecordRow } from '../../records/store.ts'
import type { CurrencyTotal } from '../list/store.ts'
import {
  bills,
  creditMemos,
  expenses,
  type ListedPosting,
  listedKind,
  movements,
  signedSum,
} from '../store.ts'

export interface AlreadyFilter {
  companyId: string
  /** records dated before this day; '' = all */
  before: string
  /** numbers, both included, as whole numbers where both are; '' = open */
  from: string
  to: string
  /** part of a customer's name; '' = all */
  customer: string
}

/** Closed, unposted and not held, and neither on the way to the ledger nor in it: what may be marked. */
export async function markableRows(
  tx: Transaction,
  filter: AlreadyFilter,
  page: { limit: number; offset: number },
): Promise<RecordRow[]> {
  const document = liveDocument(tx)
  const rows = await tx
    .select({ record: records })
    .from(records)
    .leftJoinLateral(document, sql`true`)
    .where(markable(filter, document))
    .orderBy(asc(records.date), asc(records.number), asc(records.sourceId))
    .limit(page.limit)
    .offset(page.offset)
  return rows.map(row => row.record)
}

/** Never summed across currencies. */
export async function markableTotals(tx: Transaction, filter: AlreadyFilter): Promise<CurrencyTotal[]> {
  const document = liveDocument(tx)
  const rows = await tx
    .select({
      currency: records.currency,
      count: count(),
      credits: creditMemos,
      bills,
      movements,
      expenses,
      total: signedSum,
    })
    .from(records)
    .leftJoinLateral(document, sql`true`)
    .where(markable(filter, document))
    .groupBy(records.currency)
    .orderBy(records.currency)
  return rows.map(row => ({ ...row, total: Decimal.parse(row.total ?? '0') }))
}

/** The last marks without a document, newest first. */
export async function markedRows(
  tx: Transaction,
  companyId: string,
  limit: number,
): Promise<ListedPosting[]> {
  const rows = await tx
    .select({ posting: postings, kind: listedKind })
    .from(postings)
    .where(
      and(
        eq(postings.companyId, companyId),
        eq(postings.target, 'psa'),
        eq(postings.kind, 'batch'),
        eq(postings.state, 'confirmed'),
        eq(postings.live, true),
        ne(postings.reason, ''),
      ),
    )
    .orderBy(desc(postings.updatedAt), desc(postings.id))
    .limit(limit)
  return rows.map(({ posting, kind }) => ({ posting: typed(posting), kind: kind ?? 'invoice' }))
}

/** Marks without a document, and their removals, that a run lists. */
export async function runMarks(tx: Transaction, runId: string): Promise<PostingRow[]> {
  const rows = await tx
    .select({ posting: postings })
    .from(runItems)
    .innerJoin(postings, eq(postings.id, runItems.postingId))
    .where(and(eq(runItems.runId, runId), eq(postings.target, 'psa'), ne(postings.reason, '')))
  return rows.map(row => typed(row.posting))
}

type LiveDocument = ReturnType<typeof liveDocument>

/** Record by record (views/list/store.ts says why), which the limit makes sure of. */
function liveDocument(tx: Transaction) {
  return tx
    .select({ id: postings.id, state: postings.state, kind: postings.kind })
    .from(postingSources)
    .innerJoin(
      postings,
      and(eq(postings.accountId, postingSources.accountId), eq(postings.id, postingSources.postingId)),
    )
    .where(
      and(
        eq(postingSources.accountId, records.accountId),
        eq(postingSources.origin, 'psa'),
        eq(postingSources.kind, records.kind),
        eq(postingSources.sourceId, records.sourceId),
        eq(postingSources.part, 'document'),
        eq(postingSources.live, true),
      ),
    )
    .limit(1)
    .as('document')
}

function markable(filter: AlreadyFilter, document: LiveDocument): SQL | undefined {
  const { companyId, before, customer, from, to } = filter
  return and(
    // Of purchases it is not asked which stand in the books already.
    eq(records.kind, 'invoice'),
    eq(records.companyId, companyId),
    eq(records.unposted, true),
    eq(records.closed, true),
    isNull(records.hold),
    or(
      isNull(document.id),
      inArray(document.state, ['blocked', 'rejected']),
      and(eq(document.kind, 'undo'), eq(document.state, 'confirmed')),
    ),
    before === '' ? undefined : lt(records.date, before),
    customer === '' ? undefined : ilike(records.customerName, likely(customer)),
    from === '' ? undefined : numberBound(from, '>='),
    to === '' ? undefined : numberBound(to, '<='),
  )
}

/** Numbers of digits compare as numbers: 999 comes before 1000. Others compare as text. */
function numberBound(bound: string, sign: '>=' | '<='): SQL {
  const compare = sql.raw(sign)
  if (!/^\d{1,18}$/.test(bound)) return sql`lower(${records.number}) ${compare} lower(${bound})`
  return sql`case when ${records.number} ~ '^[0-9]{1,18}$' then ${records.number}::bigint ${compare} ${bound}::bigint
    else lower(${records.number}) ${compare} ${bound} end`
}

function likely(text: string): string {
  return `%${text.replace(/[\\%_]/g, character => `\\${character}`)}%`
}
