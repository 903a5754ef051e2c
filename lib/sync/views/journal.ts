import type { DocumentKind, LedgerDocument } from '../../accounting/document.ts'
import { Decimal, sum } from '../../std/decimal.ts'
import { amountText } from './shown.ts'

/** One line of the entry as an accountant reads it; one of the two sides is ''. */
export interface JournalLine {
  account: string
  debit: string
  credit: string
}

/**
 * What the document does to the books: the customer's debt, or ours to the vendor, against the accounts of its lines and the tax.
 * A bill is the mirror image of an invoice, a credit note of what it credits. An amount below zero (a discount) stands on the other
 * side.
 */
export function journalOf(document: LedgerDocument): JournalLine[] {
  const { totals, kind } = document
  if (kind === 'journal') return document.lines.map(line => journalLine(nameOf(line), line.amount.negated()))
  const { owing, turned } = sides[kind]
  const side = (amount: Decimal) => (turned ? amount.negated() : amount)
  const accounts = Map.groupBy(document.lines, line => line.account.id)
  const credits = [...accounts.values()].map(lines => ({
    account: nameOf(lines[0]),
    amount: sum(lines.map(line => line.amount)),
  }))
  const all = [
    { account: owing, amount: totals.total.negated() },
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
}

function journalLine(account: string, credited: Decimal): JournalLine {
  const text = amountText(credited.abs())
  return credited.isNegative() ? { account, debit: text, credit: '' } : { account, debit: '', credit: text }
}

function nameOf(line: LedgerDocument['lines'][number] | undefined): string {
  return line ? `${line.account.code} ${line.account.name}`.trim() : ''
}

/** Both sides' sums, which are equal: shown under the entry. */
export function journalTotals(lines: readonly JournalLine[]): { debit: string; credit: string } {
  const add = (side: 'debit' | 'credit') =>
    amountText(sum(lines.map(line => (line[side] === '' ? Decimal.zero : Decimal.parse(line[side])))))
  return { debit: add('debit'), credit: add('credit') }
}
