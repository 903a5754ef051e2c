import { and, desc, eq, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { Transaction } from '../../../../drizzle/client.ts'
import { ledgerPayments, paymentReads } from '../../../../drizzle/schema/payments.ts'
import { postingSources, postings } from '../../../../drizzle/schema/postings.ts'
import type { CalendarDate } from '../../../std/clock.ts'
import { type PaymentRow, paymentsKind } from '../../payments/store.ts'

export async function paymentsOfRecord(tx: Transaction, recordId: string): Promise<PaymentRow[]> {
  return tx
    .select()
    .from(ledgerPayments)
    .where(and(eq(ledgerPayments.recordId, recordId), eq(ledgerPayments.kind, 'payment')))
    .orderBy(ledgerPayments.date, ledgerPayments.id)
}

/** Problems of the write that ConnectWise refused and that has not been tried again. */
export async function refusalOf(tx: Transaction, recordId: string): Promise<unknown> {
  const [row] = await tx
    .select({ problems: postings.problems })
    .from(postings)
    .innerJoin(postingSources, eq(postingSources.postingId, postings.id))
    .where(
      and(
        eq(postingSources.kind, paymentsKind),
        eq(postingSources.sourceId, recordId),
        eq(postings.state, 'rejected'),
        eq(postings.live, true),
      ),
    )
  return row?.problems ?? []
}

/** Credit of ours: it is told with its credit memo, and stands on its invoice there or says why not. */
const isKnownCredit = sql`exists (select 1 from credit_applications a
  join posting_sources s on s.account_id = a.account_id and s.kind = 'invoice' and s.source_id = a.invoice_record_id and s.part = 'document' and s.live
  join postings p on p.account_id = s.account_id and p.id = s.posting_id
  where a.account_id = ${ledgerPayments.accountId} and a.company_id = ${ledgerPayments.companyId}
    and p.remote_id = ${ledgerPayments.documentId} and a.ledger_amount > 0)`

/** The credit note of a document that was billed again, on that document: ConnectWise has the one record only. */
const isOurSettling = sql`exists (select 1 from postings a
  join postings p on p.account_id = a.account_id and p.id::text = a.payload ->> 'invoicePostingId'
  where a.account_id = ${ledgerPayments.accountId} and a.company_id = ${ledgerPayments.companyId} and a.kind = 'allocation'
    and a.operation = 'allocate' and a.payload ->> 'pairId' is null and a.state not in ('ready', 'rejected')
    and p.remote_id = ${ledgerPayments.documentId} and (a.payload -> 'step' ->> 'amount')::numeric = ${ledgerPayments.amount})`

/** What is on no invoice of ConnectWise: unmatched, or of a kind that cannot be written. */
export async function looseRows(
  tx: Transaction,
  companyId: string,
  { offset, limit, lockedTo }: { offset: number; limit: number; lockedTo: CalendarDate | null },
): Promise<PaymentRow[]> {
  return tx
    .select()
    .from(ledgerPayments)
    .where(
      and(
        eq(ledgerPayments.companyId, companyId),
        eq(ledgerPayments.standing, true),
        eq(ledgerPayments.leftOut, ''),
        or(
          ne(ledgerPayments.kind, 'payment'),
          isNull(ledgerPayments.recordId),
          lockedTo === null
            ? undefined
            : and(isNull(ledgerPayments.heldId), lte(ledgerPayments.date, lockedTo)),
        ),
        sql`not (${ledgerPayments.kind} = 'credit' and (${isKnownCredit} or ${isOurSettling}))`,
      ),
    )
    .orderBy(desc(ledgerPayments.date), ledgerPayments.id)
    .limit(limit)
    .offset(offset)
}

export async function readOf(
  tx: Transaction,
  companyId: string,
): Promise<{ readAt: Date | null; dueAt: Date | null; trouble: string } | null> {
  const [row] = await tx
    .select({ readAt: paymentReads.readAt, dueAt: paymentReads.dueAt, trouble: paymentReads.trouble })
    .from(paymentReads)
    .where(eq(paymentReads.companyId, companyId))
  return row ?? null
}
