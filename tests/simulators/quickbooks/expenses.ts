import { bodyOf, type Context } from './context.ts'
import type { Body, Line, LineDetail, Row } from './entities.ts'
import { description, given, idsOf, lineAmount, lineRefs, taxedOf } from './lines.ts'
import { applied } from './links.ts'
import { written } from './money.ts'
import { businessRule, missing } from './problem.ts'
import {
  accountOfType,
  accountsOfType,
  named,
  referred,
  refOf,
  required,
  strangeCurrency,
} from './references.ts'
import { keep, merged } from './rows.ts'
import { terms } from './sales.ts'
import { forgetTax, head, partyOf, taxesOf, totalled, withGross } from './transactions.ts'

const PAYABLE = ['Accounts Payable']

/** What a vendor is owed, or owes back: the same shape, both with positive amounts. */
export function saveVendorDocument(
  context: Context,
  type: 'Bill' | 'VendorCredit',
  input: Body,
  existing: Row | undefined,
): Row {
  const sparse = input.sparse === true
  if (type === 'Bill' && existing && sparse && !context.parameters.billSparseUpdate) {
    throw businessRule('A bill can only be updated in full.')
  }
  const body = forgetTax(merged(existing, input, sparse), input)
  const vendor = required(context, 'Vendor', body.VendorRef, 'VendorRef')
  const payable = body.APAccountRef
    ? accountOfType(context, body.APAccountRef, PAYABLE, 'APAccountRef')
    : accountsOfType(context, PAYABLE)[0]
  const top = head(context, type, body, existing, vendor)
  const { total, ...kept } = expensesOf(context, top, existing)
  const balance = total.minus(applied(context, existing))
  if (balance.isNegative()) {
    throw businessRule('The total cannot be less than what has been applied to this transaction.')
  }
  const saved: Body = {
    ...top,
    ...kept.body,
    VendorRef: refOf(vendor),
    APAccountRef: payable && refOf(payable),
    ...(type === 'Bill' ? terms(context, top, vendor) : {}),
  }
  return keep(context, type, existing, saved, {
    docNumber: saved.DocNumber,
    party: partyOf(vendor),
    total: total.toFixed(2),
    tax: kept.tax,
    balance: balance.toFixed(2),
  })
}

/** What the account that pays must be, by how it is paid. */
const PAID_FROM: Record<string, string[]> = {
  Cash: ['Bank', 'Other Current Asset'],
  Check: ['Bank'],
  CreditCard: ['Credit Card'],
}
const PAYEES = ['Vendor', 'Customer', 'Employee'] as const

/** Paid at once, by cash, check or card; with `Credit`, given back to the card. */
export function savePurchase(context: Context, input: Body, existing: Row | undefined): Row {
  const body = forgetTax(merged(existing, input, input.sparse === true), input)
  const { PaymentType, EntityRef, Credit } = body
  if (PaymentType === undefined) throw missing('PaymentType')
  if (!body.AccountRef) throw missing('AccountRef')
  const account = accountOfType(context, body.AccountRef, PAID_FROM[PaymentType] ?? [], 'AccountRef')
  if (Credit === true && PaymentType !== 'CreditCard') {
    throw businessRule('Only a credit card can take a credit.')
  }
  const payee = EntityRef && payeeOf(context, EntityRef)
  const top = head(context, 'Purchase', body, existing, payee)
  const { CurrencyRef } = bodyOf(account)
  if (CurrencyRef && CurrencyRef.value !== top.CurrencyRef?.value) throw strangeCurrency()
  const { total, tax, body: made } = expensesOf(context, top, existing)
  const saved: Body = {
    ...top,
    ...made,
    AccountRef: refOf(account),
    EntityRef: payee && { ...refOf(payee), type: payee.type },
    PaymentMethodRef: named(context, 'PaymentMethod', body.PaymentMethodRef),
  }
  return keep(context, 'Purchase', existing, saved, {
    docNumber: saved.DocNumber,
    party: payee && partyOf(payee),
    total: total.toFixed(2),
    tax,
    balance: '0.00',
  })
}

/** Without a type it is a vendor. */
function payeeOf(context: Context, ref: { value: string; type?: string }): Row {
  const type = PAYEES.find(name => name === (ref.type ?? 'Vendor'))
  if (!type) throw businessRule(`A payee cannot be a ${ref.type}.`)
  return referred(context, type, ref)
}

function expensesOf(context: Context, top: Body, existing: Row | undefined) {
  const ids = idsOf(existing)
  const lines = given(top).map((line, at) => expenseLine(context, line, ids(line.Id), at + 1))
  const taxed = lines.flatMap(line => [
    ...taxedOf(line, 'AccountBasedExpenseLineDetail'),
    ...taxedOf(line, 'ItemBasedExpenseLineDetail'),
  ])
  const taxes = taxesOf(context, 'Purchase', top, taxed, false)
  const { total, tax } = totalled(taxes)
  const body: Body = {
    GlobalTaxCalculation: taxes.mode,
    TxnTaxDetail: taxes.detail,
    Line: withGross(lines, taxes),
  }
  return { total, tax, body }
}

/** A line names an account, or an item with its quantity and price. */
function expenseLine(context: Context, line: Line, Id: string, LineNum: number): Line {
  const base = { Id, LineNum, Description: description(line) }
  if (line.DetailType === 'ItemBasedExpenseLineDetail') {
    const detail = line.ItemBasedExpenseLineDetail
    if (!detail?.ItemRef) throw missing('Line.ItemBasedExpenseLineDetail.ItemRef')
    const Amount = written(lineAmount(context, line, detail))
    const ItemRef = named(context, 'Item', detail.ItemRef)
    const ItemBasedExpenseLineDetail = { ...detail, ItemRef, ...refsOf(context, detail) }
    return { ...base, Amount, DetailType: 'ItemBasedExpenseLineDetail', ItemBasedExpenseLineDetail }
  }
  const detail = line.AccountBasedExpenseLineDetail
  if (!detail?.AccountRef) throw missing('Line.AccountBasedExpenseLineDetail.AccountRef')
  const Amount = written(lineAmount(context, line, detail))
  const AccountRef = named(context, 'Account', detail.AccountRef)
  const AccountBasedExpenseLineDetail = { ...detail, AccountRef, ...refsOf(context, detail) }
  return { ...base, Amount, DetailType: 'AccountBasedExpenseLineDetail', AccountBasedExpenseLineDetail }
}

/** What is to be billed on names whom. */
function refsOf(context: Context, detail: LineDetail): LineDetail {
  if (detail.BillableStatus === 'Billable' && !detail.CustomerRef) {
    throw businessRule('A billable line needs a customer.')
  }
  return { BillableStatus: detail.BillableStatus ?? 'NotBillable', ...lineRefs(context, detail) }
}
