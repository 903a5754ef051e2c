import { randomUUID } from 'node:crypto'
import { type Context, category, isCredit, isSales, type Outcome, today } from './context.ts'
import { open, settle } from './documents.ts'
import type { Allocation, Document, Payment } from './entities.ts'
import type { AllocationInput, PaymentInput } from './input.ts'
import { Money } from './money.ts'
import { refundOverpayment, settleRefund } from './overpayments.ts'
import { lockProblem } from './rules.ts'
import { key } from './store.ts'

const EXCEEDS = 'Payment amount exceeds the amount outstanding on this document'

/** One payment pays one invoice, or refunds one credit note or one overpayment. */
export function savePayment(context: Context, input: PaymentInput): Outcome<Payment> {
  if (input.Overpayment) return refundOverpayment(context, input, accountOf(context, input))
  const { books, organisation } = context
  const document = documentOf(context, input)
  const account = accountOf(context, input)
  const amount = new Money(input.Amount?.text ?? '0').toDecimalPlaces(2)
  const date = input.Date ?? today(context)
  const errors: string[] = []
  if (!document) errors.push('The document with the supplied id was not found for this endpoint.')
  if (document && document.status !== 'AUTHORISED')
    errors.push('Payments can only be made against Authorised documents')
  if (!account)
    errors.push('The account used for payment is either not a bank account or payments are not enabled to it')
  if (!amount.isPositive() || amount.isZero()) errors.push('Payment amount must be greater than zero')
  if (document && amount.greaterThan(open(document))) errors.push(EXCEEDS)
  const locked = lockProblem(context, { date, status: 'AUTHORISED' })
  if (locked) errors.push(locked)
  if (!document || !account || errors.length > 0) return { errors, warnings: [], input }
  const row: Payment = {
    id: randomUUID(),
    tenant: organisation.id,
    document: document.id,
    account: account.id,
    date,
    amount: amount.toFixed(2),
    ...(input.Reference === undefined ? {} : { reference: input.Reference }),
    type: paymentType(document),
    status: 'AUTHORISED',
    createdBy: context.clientId,
    updatedAt: context.clock.now(),
  }
  books.payments.put(row)
  announce(context, settle(context, document, { paid: row.amount }, date))
  return { row, errors, warnings: [], input }
}

/** A payment is taken back by giving it the status DELETED. */
export function deletePayment(context: Context, id: string): Outcome<Payment> {
  const payment = context.books.payments.get(id)
  const document = payment && context.books.documents.get(payment.document)
  const overpayment = payment && context.books.overpayments.get(payment.document)
  const input = { PaymentID: id }
  if (!payment || !(document || overpayment) || payment.tenant !== context.organisation.id) {
    return {
      errors: ['The document with the supplied id was not found for this endpoint.'],
      warnings: [],
      input,
    }
  }
  if (payment.status === 'DELETED')
    return { errors: ['Payment has already been deleted'], warnings: [], input }
  const row: Payment = { ...payment, status: 'DELETED', updatedAt: context.clock.now() }
  context.books.payments.put(row)
  if (overpayment) settleRefund(context, overpayment, `-${payment.amount}`)
  if (document) announce(context, settle(context, document, { paid: `-${payment.amount}` }, payment.date))
  return { row, errors: [], warnings: [], input }
}

/** Gives credit of a note to an invoice of the same contact. */
export function allocate(
  context: Context,
  creditNoteId: string,
  input: AllocationInput,
): Outcome<Allocation> {
  const { books, organisation } = context
  const mine = (row: Document | undefined) => (row?.tenant === organisation.id ? row : undefined)
  const note = mine(books.documents.get(creditNoteId))
  const invoice = mine(books.documents.get(input.Invoice.InvoiceID))
  const amount = new Money(input.Amount.text).toDecimalPlaces(2)
  const errors: string[] = []
  if (!note || !isCredit(note)) {
    errors.push('An existing Credit Note with the specified CreditNoteID could not be found')
  }
  if (!invoice) errors.push('The document with the supplied id was not found for this endpoint.')
  if (note && note.status !== 'AUTHORISED') errors.push('Credit note not of valid status for allocation')
  if (invoice && invoice.status !== 'AUTHORISED') errors.push('Invoice not of valid status for allocation')
  if (note && invoice && note.contact !== invoice.contact)
    errors.push('The contact of both documents must be the same')
  if (!amount.isPositive() || amount.isZero()) errors.push('Allocation amount must be greater than zero')
  if (note && amount.greaterThan(open(note))) errors.push('Allocation amount exceeds the remaining credit')
  if (invoice && amount.greaterThan(open(invoice))) errors.push(EXCEEDS)
  if (!note || !invoice || errors.length > 0) return { errors, warnings: [], input }
  const row = { id: randomUUID(), invoice: invoice.id, amount: amount.toFixed(2), date: input.Date }
  const given = { ...note, allocations: [...note.allocations, row] }
  announce(context, settle(context, given, { credited: row.amount }, input.Date))
  announce(context, settle(context, invoice, { credited: row.amount }, input.Date))
  return { row, errors, warnings: [], input }
}

/** Takes an allocation back; undefined when there is none. */
export function unallocate(
  context: Context,
  creditNoteId: string,
  allocationId: string,
): Allocation | undefined {
  const note = context.books.documents.get(creditNoteId)
  const row = note?.allocations.find(({ id }) => id === allocationId)
  const invoice = row && context.books.documents.get(row.invoice)
  if (!note || !invoice || note.tenant !== context.organisation.id) return undefined
  const left = { ...note, allocations: note.allocations.filter(({ id }) => id !== allocationId) }
  announce(context, settle(context, left, { credited: `-${row.amount}` }, row.date))
  announce(context, settle(context, invoice, { credited: `-${row.amount}` }, row.date))
  return row
}

function announce(context: Context, document: Document) {
  if (!context.parameters.paymentFiresInvoiceUpdate) return
  context.changed(category(document), document.id, 'UPDATE')
}

function documentOf(
  { books, organisation }: Context,
  { Invoice, CreditNote }: PaymentInput,
): Document | undefined {
  const id = Invoice?.InvoiceID ?? CreditNote?.CreditNoteID
  const number = Invoice?.InvoiceNumber ?? CreditNote?.CreditNoteNumber
  const credit = CreditNote !== undefined
  const row = id === undefined ? undefined : books.documents.get(id)
  if (row) return row.tenant === organisation.id && isCredit(row) === credit ? row : undefined
  if (id !== undefined || number === undefined) return undefined
  return books.documents
    .by('number', key(organisation.id, number))
    .find(found => isCredit(found) === credit && isSales(found) && found.status === 'AUTHORISED')
}

function accountOf({ books, organisation }: Context, { Account: named }: PaymentInput) {
  const byId = named?.AccountID === undefined ? undefined : books.accounts.get(named.AccountID)
  const byCode =
    named?.Code === undefined ? undefined : books.accounts.by('code', key(organisation.id, named.Code))[0]
  const account = byId ?? byCode
  const payable = account?.type === 'BANK' || account?.enablePayments === true
  return account?.tenant === organisation.id && account.status === 'ACTIVE' && payable ? account : undefined
}

const TYPES = {
  ACCREC: 'ACCRECPAYMENT',
  ACCPAY: 'ACCPAYPAYMENT',
  ACCRECCREDIT: 'ARCREDITPAYMENT',
  ACCPAYCREDIT: 'APCREDITPAYMENT',
} as const

function paymentType({ type }: Document): string {
  return TYPES[type]
}
