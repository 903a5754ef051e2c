import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Transaction } from '../../../../drizzle/client.ts'
import { creditApplications } from '../../../../drizzle/schema/credits.ts'
import { postingSources, postings } from '../../../../drizzle/schema/postings.ts'
import { recordSources } from '../../../accounting/record-id.ts'
import type { PairRow } from '../../credits/store.ts'
import { type PostingRow, typed } from '../../postings/store.ts'

/** Of a record, whether it is the credit memo or the invoice; what is applied nowhere any more is left out. */
export async function creditsOfRecord(tx: Transaction, recordId: string): Promise<PairRow[]> {
  return tx
    .select()
    .from(creditApplications)
    .where(
      and(
        or(eq(creditApplications.creditRecordId, recordId), eq(creditApplications.invoiceRecordId, recordId)),
        sql`(${creditApplications.psaAmount} <> 0 or ${creditApplications.ledgerAmount} <> 0)`,
      ),
    )
    .orderBy(asc(creditApplications.id))
}

/** Credit notes that take documents of the record back, applied to what is still owed of these; with that one's number. */
export async function settlingsOfRecord(
  tx: Transaction,
  recordId: string,
): Promise<{ posting: PostingRow; invoice: string }[]> {
  const invoices = alias(postings, 'invoices')
  const rows = await tx
    .select({ posting: postings, number: invoices.remoteNumber, title: invoices.title })
    .from(postingSources)
    .innerJoin(postings, eq(postings.id, postingSources.postingId))
    .innerJoin(invoices, sql`${invoices.id}::text = ${postings.payload} ->> 'invoicePostingId'`)
    .where(
      and(
        inArray(postingSources.kind, recordSources),
        eq(postingSources.sourceId, recordId),
        eq(postings.kind, 'allocation'),
        eq(postings.live, true),
      ),
    )
    .orderBy(asc(postings.createdAt))
  return rows.map(({ posting, number, title }) => ({ posting: typed(posting), invoice: number ?? title }))
}

/** Credit that the two sides do not say alike. */
export async function unevenCredits(tx: Transaction, companyId: string, limit: number): Promise<PairRow[]> {
  return tx
    .select()
    .from(creditApplications)
    .where(
      and(
        eq(creditApplications.companyId, companyId),
        sql`${creditApplications.psaAmount} <> ${creditApplications.ledgerAmount}`,
      ),
    )
    .orderBy(asc(creditApplications.id))
    .limit(limit)
}
