import type { DocumentKind, LedgerDocument, LedgerRef } from '../../accounting/document.ts'
import { Decimal, sum } from '../../std/decimal.ts'
import { amountText } from './shown.ts'

/** One line of the entry as an accountant reads it; one of the two sides is ''. */
export interface JournalLine {
  account: string
  debit: string
  credit: string
}

/**
 * What the document does to the books: the customer's debt, or ours to the vendor, or the account that money left or came to,
 * against the accounts of its lines and the tax. A bill is the mirror image of an invoice, a credit note of what it credits. An amount
 * below zero (a discount) stands on the other side.
 */
export function journalOf(document: LedgerDocument): JournalLine[] {
  const { totals, kind, paidFrom } = document
  if (kind === 'journal')
    return document.lines.map(line => journalLine(nameOf(line.account), line.amount.negated()))
  const { owing, turned } = sides[kind]
  const side = (amount: Decimal) => (turned ? amount.negated() : amount)
  const accounts = Map.groupBy(document.lines, line => line.account.id)
  const credits = [...accounts.values()].map(lines => ({
    account: nameOf(lines[0]?.account),
    amount: sum(lines.map(line => line.amount)),
  }))
  const all = [
    { account: paidFrom ? nameOf(paidFrom) : owing, amount: totals.total.negated() },
    ...credits,
    { account: 'Tax', amount: totals.tax },
  ]
  return all.filter(line => !line.amount.isZero()).map(line => journalLine(line.account, side(line.amount)))
}

const sides: Readonly<Record<Exclude<DocumentKind, 'journal'>, { owing: string; turned: boolean }>> = {
  invoice: { owing: 'Accounts receivable', turned: false },
  'credit-note': { owing: 'Accounts receivable', turned: true },
  bill: { owing: 'Accounts payable', turned: true },
  'vendor-credit': { owing: 'Accounts payable', turned: false },
  // They name the account themselves.
  spend: { owing: '', turned: true },
  receive: { owing: '', turned: false },
}

function journalLine(account: string, credited: Decimal): JournalLine {
  const text = amountText(credited.abs())
  return credited.isNegative() ? { account, debit: text, credit: '' } : { account, debit: '', credit: text }
}

function nameOf(account: LedgerRef | undefined): string {
  return account ? `${account.code} ${account.name}`.trim() : ''
}

/** Both sides' sums, which are equal: shown under the entry. */
export function journalTotals(lines: readonly JournalLine[]): { debit: string; credit: string } {
  const add = (side: 'debit' | 'credit') =>
    amountText(sum(lines.map(line => (line[side] === '' ? Decimal.zero : Decimal.parse(line[side])))))
  return { debit: add('debit'), credit: add('credit') }
}
