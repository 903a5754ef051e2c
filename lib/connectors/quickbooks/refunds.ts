import { z } from 'zod'
import { calendarDate, isCalendarDate } from '../../std/clock.ts'
import { zDecimal, zId } from '../../std/json.ts'
import type { LedgerPayment } from '../payment-facts.ts'
import { zMaybeText, zMeta } from './fields.ts'

/**
 * Money out to a customer, as a payment's line names it: it takes a credit or what was paid too much, as an invoice does. What comes
 * back to a credit card is money in, and no such line.
 */
const outgoing = new Set(['Expense', 'Check'])

export function isRefund({ TxnType }: { TxnType: string }): boolean {
  return outgoing.has(TxnType)
}

/** Given back at once, without a credit memo: a document of its own, and no payment. */
export const zRefundReceipt = z
  .object({
    Id: zId,
    status: zMaybeText,
    MetaData: zMeta,
    TxnDate: zMaybeText,
    TotalAmt: zDecimal.nullish(),
    CurrencyRef: z.object({ value: z.string() }).nullish(),
    CustomerRef: z.object({ name: zMaybeText }).nullish(),
    DocNumber: zMaybeText,
    PaymentRefNum: zMaybeText,
  })
  .transform((row): LedgerPayment => {
    const { Id, DocNumber, TotalAmt: amount } = row
    const standing = row.status !== 'Deleted'
    return {
      // One payment may have the same id.
      id: `refund-receipt:${Id}`,
      updatedAt: new Date(row.MetaData.LastUpdatedTime),
      date: isCalendarDate(row.TxnDate) ? calendarDate(row.TxnDate) : null,
      standing,
      reference: row.PaymentRefNum,
      customer: row.CustomerRef?.name ?? '',
      currency: row.CurrencyRef?.value ?? '',
      parts:
        standing && amount?.isPositive()
          ? [{ kind: 'refund', documentId: Id, documentNumber: DocNumber, amount }]
          : [],
    }
  })
