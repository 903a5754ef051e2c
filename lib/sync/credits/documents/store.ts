import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { postingSources, postings } from '../../../../drizzle/schema/postings.ts'
import { documentFromJson } from '../../../accounting/document-json.ts'
import { recordSources } from '../../../accounting/record-id.ts'
import { type PostingRow, type Scope, typed } from '../../postings/store.ts'

/** A document of ours that stands in the ledger. */
export interface StandingDocument {
  posting: PostingRow
  recordId: string
  remoteId: string
  customerId: string
  customer: string
}

const standing = ['posted', 'confirmed'] as const

/** Credit notes of ours: the newest first. */
export function standingCredits(scope: Scope): Promise<StandingDocument[]> {
  return documents(scope, 'credit-note')
}

export function standingInvoices(
  scope: Scope,
  ask: { customerIds: readonly string[]; limit: number } | { remoteIds: readonly string[] },
): Promise<StandingDocument[]> {
  if ('remoteIds' in ask) {
    if (ask.remoteIds.length === 0) return Promise.resolve([])
    return documents(scope, 'invoice', inArray(postings.remoteId, [...ask.remoteIds]))
  }
  if (ask.customerIds.length === 0) return Promise.resolve([])
  // Exact JSON keeps it as text: a customer's id is one.
  const ofCustomers = sql`${postings.payload} -> 'contact' ->> 'psaId' in ${[...ask.customerIds]}`
  return documents(scope, 'invoice', ofCustomers, ask.limit)
}

/** Postings of documents by the records they came from. */
export function standingOf(scope: Scope, recordIds: readonly string[]): Promise<StandingDocument[]> {
  if (recordIds.length === 0) return Promise.resolve([])
  return documents(scope, null, inArray(postingSources.sourceId, [...recordIds]))
}

async function documents(
  scope: Scope,
  kind: 'invoice' | 'credit-note' | null,
  where?: ReturnType<typeof sql>,
  limit = 10_000,
): Promise<StandingDocument[]> {
  const rows = await scope.tx
    .select({ posting: postings, recordId: postingSources.sourceId })
    .from(postings)
    .innerJoin(postingSources, eq(postingSources.postingId, postings.id))
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        eq(postings.target, 'ledger'),
        kind === null ? inArray(postings.kind, ['invoice', 'credit-note']) : eq(postings.kind, kind),
        eq(postings.live, true),
        inArray(postings.state, [...standing]),
        inArray(postingSources.kind, recordSources),
        eq(postingSources.part, 'document'),
        where,
      ),
    )
    .orderBy(desc(postings.postedAt))
    .limit(limit)
  return rows.flatMap(({ posting, recordId }) => {
    if (posting.remoteId === null || posting.payload === null) return []
    const { contact } = documentFromJson(posting.payload)
    const { psaId: customerId, name: customer } = contact
    return [{ posting: typed(posting), recordId, remoteId: posting.remoteId, customerId, customer }]
  })
}
