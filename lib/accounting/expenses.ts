import { unreachable } from '../std/assert.ts'
import type { Decimal } from '../std/decimal.ts'

/** ConnectWise's three words for an expense; null: a word that is none of them. */
export type Classification = 'reimbursable' | 'non-reimbursable' | 'personal' | null

export interface Expense {
  paymentType: { id: string; name: string }
  classification: Classification
  amount: Decimal
}

/** What an expense becomes in the ledger. Amounts are positive: a credit is the opposite of a bill. */
export type ExpenseOutcome =
  /** the employee paid and gets it back */
  | { kind: 'reimbursable'; document: 'bill' | 'credit'; party: 'employee'; amount: Decimal; reason: string }
  /** the company paid already: booked against the offset account, nobody is owed anything */
  | { kind: 'company-paid'; document: 'bill' | 'credit'; party: 'offset'; amount: Decimal; reason: string }
  /** the company paid what was the employee's own */
  | { kind: 'private'; document: 'bill' | 'credit'; party: 'employee'; amount: Decimal; reason: string }
  | { kind: 'nothing'; document: null; party: null; amount: Decimal; reason: string }

/**
 * Whose money it was says the payment type (the account names those of the company); what it was for says the classification.
 * A negative amount is money that came back: the same books, the other way round.
 */
export function expenseOutcome(expense: Expense, companyPaid: ReadonlySet<string>): ExpenseOutcome {
  const { amount, classification, paymentType } = expense
  if (amount.isZero()) return nothing(amount, 'The amount is zero.')
  const paid = companyPaid.has(paymentType.id)
  const payment = paymentType.name || 'An expense without a payment type'
  const who = paid ? `${payment} is paid by the company` : `${payment} is the employee’s own money`
  switch (classification) {
    case 'reimbursable':
      return paid
        ? companyPaidOut(amount, `${who}: nothing is owed to the employee.`)
        : reimbursable(amount, who)
    case 'non-reimbursable':
      return paid
        ? companyPaidOut(amount, `${who}, for the business.`)
        : nothing(amount, `${who}, and it is not reimbursed: the company’s books do not change.`)
    case 'personal':
      return paid
        ? privateSpend(amount, who)
        : nothing(amount, `${who}, spent privately: the company’s books do not change.`)
    case null:
      return nothing(amount, 'Its classification in ConnectWise is none that is known here.')
    default:
      return unreachable(classification)
  }
}

function reimbursable(amount: Decimal, who: string): ExpenseOutcome {
  const back = amount.isNegative()
  return {
    kind: 'reimbursable',
    document: back ? 'credit' : 'bill',
    party: 'employee',
    amount: amount.abs(),
    reason: back
      ? `${who}, and it came back: the employee owes it to the company.`
      : `${who}: the company pays it back.`,
  }
}

function companyPaidOut(amount: Decimal, reason: string): ExpenseOutcome {
  const document = amount.isNegative() ? 'credit' : 'bill'
  return { kind: 'company-paid', document, party: 'offset', amount: amount.abs(), reason }
}

function privateSpend(amount: Decimal, who: string): ExpenseOutcome {
  const back = amount.isNegative()
  return {
    kind: 'private',
    document: back ? 'bill' : 'credit',
    party: 'employee',
    amount: amount.abs(),
    reason: back
      ? `${who}, spent privately, and it came back: the employee owes less.`
      : `${who}, spent privately: the employee owes it to the company.`,
  }
}

function nothing(amount: Decimal, reason: string): ExpenseOutcome {
  return { kind: 'nothing', document: null, party: null, amount: amount.abs(), reason }
}
