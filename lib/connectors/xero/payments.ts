import { z } from 'zod'
import { zDecimal } from '../../std/json.ts'
import type { LedgerPayment, LedgerPaymentPart } from '../payment-facts.ts'
import type { XeroClient } from './client.ts'
import { checkedAs } from './errors.ts'
import { zDay, zGuid, zMaybeText, zMoment } from './fields.ts'

const zPerson = z.object({ Name: zMaybeText }).nullish()

/** Only those of customers are read to their end: a payment to a supplier or a bank transfer's half has another form. */
const zPayment = z.looseObject({ PaymentType: zMaybeText })

const zCustomers = z
  .object({
    PaymentID: zGuid,
    PaymentType: z.string(),
    Status: z.string(),
    Date: zDay,
    Amount: zDecimal,
    Reference: zMaybeText,
    UpdatedDateUTC: zMoment,
    Invoice: z
      .object({ InvoiceID: zGuid, InvoiceNumber: zMaybeText, CurrencyCode: zMaybeText, Contact: zPerson })
      .nullish(),
    CreditNote: z.object({ CreditNoteID: zGuid, CreditNoteNumber: zMaybeText, Contact: zPerson }).nullish(),
  })
  .transform((row): LedgerPayment => {
    const { Invoice: invoice, CreditNote: note } = row
    return {
      id: row.PaymentID,
      updatedAt: new Date(row.UpdatedDateUTC),
      date: row.Date,
      standing: row.Status === 'AUTHORISED',
      reference: row.Reference,
      customer: invoice?.Contact?.Name ?? note?.Contact?.Name ?? '',
      currency: invoice?.CurrencyCode ?? '',
      parts: [partOf(row.Amount, invoice, note)],
    }
  })

const zPayments = z.object({ Payments: z.array(zPayment) })

/** In Xero one payment is over one document; a batch payment comes as its several payments. */
function partOf(
  amount: LedgerPaymentPart['amount'],
  invoice: { InvoiceID: string; InvoiceNumber: string } | null | undefined,
  note: { CreditNoteID: string; CreditNoteNumber: string } | null | undefined,
): LedgerPaymentPart {
  if (invoice)
    return {
      kind: 'payment',
      documentId: invoice.InvoiceID,
      documentNumber: invoice.InvoiceNumber,
      amount,
    }
  if (note)
    return {
      kind: 'refund',
      documentId: note.CreditNoteID,
      documentNumber: note.CreditNoteNumber,
      amount,
    }
  return { kind: 'unapplied', documentId: '', documentNumber: '', amount }
}

const pageSize = 1_000
/** Payments of invoices and of credit notes to customers; those to suppliers are no concern of ConnectWise's invoices. */
const ofCustomers = new Set(['ACCRECPAYMENT', 'ARCREDITPAYMENT'])

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
