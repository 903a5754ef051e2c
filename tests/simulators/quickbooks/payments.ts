import type { Decimal } from 'decimal.js'
import { bodyOf, type Context, find } from './context.ts'
import type { Body, Line, Row } from './entities.ts'
import { endOf, setLinks } from './links.ts'
import { amountOf, cents, Money, sum } from './money.ts'
import { businessRule, missing, notFound } from './problem.ts'
import { accountType, named, referred, refOf, required } from './references.ts'
import { keep, merged } from './rows.ts'
import { key } from './store.ts'
import { head, partyOf } from './transactions.ts'

type Applied = { row: Row; to: string; amount: Decimal; credit: boolean }

/** Money of a customer: for several invoices, for part of one, or not yet for any; credits may be given with it. */
export function savePayment(context: Context, input: Body, existing: Row | undefined): Row {
  const body = merged(existing, input, input.sparse === true)
  const customer = required(context, 'Customer', body.CustomerRef, 'CustomerRef')
  if (!body.TotalAmt) throw missing('TotalAmt')
  const total = cents(amountOf(body.TotalAmt))
  if (total.isNegative()) throw businessRule('Transaction amount must be 0 or greater.')
  const top = head(context, 'Payment', body, existing, customer)
  // Its own earlier lines are free again before the new ones are looked at.
  if (existing) setLinks(context, existing, [])
  const lines = (body.Line ?? []).map(line => appliedOf(context, line, customer))
  const of = (credit: boolean) =>
    sum(lines.filter(line => line.credit === credit).map(({ amount }) => amount))
  const unapplied = total.plus(of(true)).minus(of(false))
  if (unapplied.isNegative()) throw businessRule('You can’t apply more than the amount of the payment.')
  const saved: Body = {
    ...top,
    CustomerRef: refOf(customer),
    DepositToAccountRef: named(context, 'Account', body.DepositToAccountRef),
    PaymentMethodRef: named(context, 'PaymentMethod', body.PaymentMethodRef),
  }
  const row = keep(context, 'Payment', existing, saved, {
    party: partyOf(customer),
    total: total.toFixed(2),
    tax: '0.00',
    balance: unapplied.toFixed(2),
  })
  setLinks(context, row, lines)
  return row
}

/** A line settles at most what is open on its invoice, or gives at most what a credit memo has left. */
function appliedOf(context: Context, line: Line, customer: Row): Applied {
  const linked = line.LinkedTxn?.[0]
  if (linked?.TxnType === 'Expense' || linked?.TxnType === 'Check') return refundOf(context, line, customer)
  const type = linked?.TxnType === 'CreditMemo' ? 'CreditMemo' : 'Invoice'
  if (!linked || (linked.TxnType !== 'Invoice' && linked.TxnType !== 'CreditMemo')) {
    throw businessRule('Only invoices, credit memos, expenses and checks can be linked with a payment.')
  }
  const row = find(context, type, linked.TxnId)
  if (!row) throw notFound()
  if (row.party !== partyOf(customer))
    throw businessRule('The customer of a linked transaction is another one.')
  const amount = cents(amountOf(line.Amount))
  if (!amount.isPositive() || amount.greaterThan(new Money(row.balance ?? '0'))) {
    throw businessRule('You can’t apply more than what is open on the linked transaction.')
  }
  return { row, to: endOf(line) ?? '', amount, credit: type === 'CreditMemo' }
}

/** Money that was paid out to the customer on its receivables takes what came in, or a credit, like an invoice does. */
function refundOf(context: Context, line: Line, customer: Row): Applied {
  const row = find(context, 'Purchase', line.LinkedTxn?.[0]?.TxnId ?? '')
  if (!row) throw notFound()
  if (row.party !== partyOf(customer))
    throw businessRule('The customer of a linked transaction is another one.')
  const to = endOf(line) ?? ''
  const { books, company } = context
  const taken = sum(books.links.by('to', key(company.id, to)).map(link => new Money(link.amount)))
  const receivable = (bodyOf(row).Line ?? []).filter(
    ({ AccountBasedExpenseLineDetail: detail }) =>
      detail?.AccountRef && accountType(referred(context, 'Account', detail.AccountRef)) === RECEIVABLE,
  )
  const left = sum(receivable.map(({ Amount }) => amountOf(Amount))).minus(taken)
  const amount = cents(amountOf(line.Amount))
  if (!amount.isPositive() || amount.greaterThan(left))
    throw businessRule('You can’t apply more than what is open on the linked transaction.')
  return { row, to, amount, credit: false }
}

const RECEIVABLE = 'Accounts Receivable'
