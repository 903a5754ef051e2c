import { z } from 'zod'
import { zDecimal } from '../../std/json.ts'
import type { LedgerPayment, LedgerPaymentPart } from '../payment-facts.ts'
import type { XeroClient } from './client.ts'
import { checkedAs } from './errors.ts'
import { zDay, zGuid, zMaybeText, zMoment } from './fields.ts'

const zPerson = z.object({ Name: zMaybeText }).nullish()
const zUnnumbered = z.object({ Contact: zPerson })

/** What is paid. Xero names a refunded credit note as `Invoice` too, with its own id: so its document's examples have it. */
const zPaid = z.object({
  Invoice: zUnnumbered
    .extend({ InvoiceID: zGuid, InvoiceNumber: zMaybeText, CurrencyCode: zMaybeText })
    .nullish(),
  CreditNote: zUnnumbered.extend({ CreditNoteID: zGuid, CreditNoteNumber: zMaybeText }).nullish(),
  Overpayment: zUnnumbered.extend({ OverpaymentID: zGuid }).nullish(),
  Prepayment: zUnnumbered.extend({ PrepaymentID: zGuid }).nullish(),
})

/** Only those of customers are read to their end: a payment to a supplier or a bank transfer's half has another form. */
const zPayment = z.looseObject({ PaymentType: zMaybeText })

const zCustomers = zPaid
  .extend({
    PaymentID: zGuid,
    PaymentType: z.string(),
    Status: z.string(),
    Date: zDay,
    Amount: zDecimal,
    Reference: zMaybeText,
    UpdatedDateUTC: zMoment,
  })
  .transform((row): LedgerPayment => {
    const paid = row.Invoice ?? row.CreditNote ?? row.Overpayment ?? row.Prepayment
    return {
      id: row.PaymentID,
      updatedAt: new Date(row.UpdatedDateUTC),
      date: row.Date,
      standing: row.Status === 'AUTHORISED',
      reference: row.Reference,
      customer: paid?.Contact?.Name ?? '',
      currency: row.Invoice?.CurrencyCode ?? '',
      parts: [{ ...documentOf(row), kind: kindOf(row), amount: row.Amount }],
    }
  })

const zPayments = z.object({ Payments: z.array(zPayment) })

/** In Xero one payment is over one document; a batch payment comes as its several payments. */
function documentOf({ Invoice, CreditNote, Overpayment, Prepayment }: z.output<typeof zPaid>) {
  const named = (documentId: string, documentNumber = '') => ({ documentId, documentNumber })
  if (Invoice) return named(Invoice.InvoiceID, Invoice.InvoiceNumber)
  if (CreditNote) return named(CreditNote.CreditNoteID, CreditNote.CreditNoteNumber)
  return named(Overpayment?.OverpaymentID ?? Prepayment?.PrepaymentID ?? '')
}

const income = 'ACCRECPAYMENT'
/** Money back to customers: what of theirs was too much, or credited. */
const refunds = ['ARCREDITPAYMENT', 'AROVERPAYMENTPAYMENT', 'ARPREPAYMENTPAYMENT']
/** Those to suppliers are no concern of ConnectWise's invoices. */
const ofCustomers = new Set([income, ...refunds])

/** By its type alone: by its document a refund looks like a payment. */
function kindOf({ PaymentType }: { PaymentType: string }): LedgerPaymentPart['kind'] {
  return PaymentType === income ? 'payment' : 'refund'
}

const pageSize = 1_000

/**
 * If-Modified-Since has whole seconds: it is rounded down, so that what was changed in that very second is read once more
 * rather than never (knowledge/ledgers.md §1.6).
 */
export async function* payments(client: XeroClient, since: Date): AsyncGenerator<LedgerPayment[]> {
  const from = since.toISOString().slice(0, 19)
  for (let page = 1; ; page += 1) {
    const query = { page: String(page), pageSize: String(pageSize) }
    const answer = await client.read('Payments', query, zPayments, from)
    const rows = answer?.Payments ?? []
    const own = rows.filter(row => ofCustomers.has(row.PaymentType))
    if (own.length > 0) yield checkedAs(z.array(zCustomers), own, 'Payments')
    if (rows.length < pageSize) return
  }
}
