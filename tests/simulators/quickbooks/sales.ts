import { bodyOf, type Context, find } from './context.ts'
import type { Body, Line, Row } from './entities.ts'
import { saleLines } from './lines.ts'
import { applied, settleAgain } from './links.ts'
import { Money, written } from './money.ts'
import { tooLong } from './names.ts'
import { businessRule, missing } from './problem.ts'
import { accountOfType, named, refOf, required } from './references.ts'
import { keep, merged } from './rows.ts'
import { forgetTax, head, partyOf, taxesOf, totalled, withGross } from './transactions.ts'

/** An invoice, a credit memo or a refund receipt: the same shape, all with positive amounts. */
export function saveSale(
  context: Context,
  type: 'Invoice' | 'CreditMemo' | 'RefundReceipt',
  input: Body,
  existing: Row | undefined,
): Row {
  const body = forgetTax(merged(existing, input, input.sparse === true), input)
  const customer = required(context, 'Customer', body.CustomerRef, 'CustomerRef')
  const memo = body.CustomerMemo?.value.length ?? 0
  if (memo > 1000) throw tooLong('CustomerMemo', 1000, memo)
  const top = { ...head(context, type, body, existing, customer), ...addresses(body, customer) }
  const { lines, taxed } = saleLines(context, body, existing)
  const taxes = taxesOf(context, 'Sales', top, taxed, bodyOf(customer).Taxable === false)
  const { total, tax } = totalled(taxes)
  // What is given back at once leaves nothing open.
  const refund = type === 'RefundReceipt' ? { DepositToAccountRef: paidFrom(context, body) } : null
  const balance = refund ? new Money(0) : total.minus(applied(context, existing))
  if (balance.isNegative()) {
    throw businessRule('The total cannot be less than what has been applied to this transaction.')
  }
  const saved: Body = {
    ...top,
    CustomerRef: refOf(customer),
    ...(type === 'Invoice' ? terms(context, top, customer) : refund),
    GlobalTaxCalculation: taxes.mode,
    TxnTaxDetail: taxes.detail,
    Line: withGross(lines, taxes),
  }
  return keep(context, type, existing, saved, {
    docNumber: saved.DocNumber,
    party: partyOf(customer),
    total: total.toFixed(2),
    tax,
    balance: balance.toFixed(2),
  })
}

function paidFrom(context: Context, { DepositToAccountRef }: Body) {
  if (!DepositToAccountRef) throw missing('DepositToAccountRef')
  const types = ['Bank', 'Other Current Asset']
  return refOf(accountOfType(context, DepositToAccountRef, types, 'DepositToAccountRef'))
}

/** What is not sent comes from the customer. */
function addresses(body: Body, customer: Row): Body {
  const { BillAddr, ShipAddr } = bodyOf(customer)
  return { BillAddr: body.BillAddr ?? BillAddr, ShipAddr: body.ShipAddr ?? ShipAddr }
}

/** The due date that is sent, or as the term says, or the date itself. */
export function terms(context: Context, body: Body, party: Row): Body {
  const { SalesTermRef, TermRef } = bodyOf(party)
  const ref = named(context, 'Term', body.SalesTermRef ?? SalesTermRef ?? TermRef)
  const term = ref && find(context, 'Term', ref.value)
  const days = Number((term && bodyOf(term).DueDays)?.text ?? '0')
  return { SalesTermRef: ref, DueDate: body.DueDate ?? plusDays(body.TxnDate ?? '', days) }
}

function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Amounts become zero and the note says so; number, customer and lines stay. */
export function voidRow(context: Context, row: Row): Row {
  const { books, parameters } = context
  if (row.type === 'CreditMemo' && !parameters.creditMemoVoid)
    throw businessRule('This transaction cannot be voided.')
  if (!['Invoice', 'CreditMemo', 'RefundReceipt', 'Payment', 'BillPayment'].includes(row.type)) {
    throw businessRule('This transaction cannot be voided.')
  }
  if (row.voided) return row
  const body = bodyOf(row)
  const zero = new Money(0).toFixed(2)
  const PrivateNote = body.PrivateNote === undefined ? 'Voided' : `Voided - ${body.PrivateNote}`
  const { TxnTaxDetail: _tax, TotalAmt: _total, ...rest } = body
  const voided: Body = { ...rest, PrivateNote, Line: body.Line?.map(emptied) }
  const kept = {
    docNumber: row.docNumber,
    party: row.party,
    total: zero,
    tax: zero,
    balance: zero,
    voided: true,
  }
  const next = keep(context, row.type, row, voided, kept)
  settleAgain(context, row)
  return books.rows.get(next.id) ?? next
}

function emptied(line: Line): Line {
  const { SalesItemLineDetail: sale, LinkedTxn: _links, ...rest } = line
  if (!sale) return rest
  const { Qty: _qty, TaxInclusiveAmt: _gross, ...detail } = sale
  const zero = new Money(0)
  return { ...rest, Amount: written(zero), SalesItemLineDetail: { ...detail, Qty: written(zero) } }
}
