import { Decimal, sum } from '../../std/decimal.ts'
import type { Desk } from '../desk.ts'
import { type ContactRef, type DocumentLine, type LedgerDocument, nobody } from '../document.ts'
import type { ExpenseEntry, ExpenseExport, PsaCustomer } from '../export.ts'
import { cents } from '../money.ts'
import { findPaymentAccount } from '../payment-account.ts'
import { addUp } from '../rounding.ts'
import { checkOneTax, findExemptTax, lineTax } from '../tax.ts'
import { checkPerDocument } from '../tracking.ts'
import { findEmployee } from '../vendor.ts'
import { expenseLines } from './expense-lines.ts'

type Head = Pick<LedgerDocument, 'number' | 'date' | 'currency'>

/**
 * What the company has paid → money that left the account of its payment type, or came back to it, with the costs as on a bill: the
 * account stands for the offset entries. `journal`: the ledger cannot hold it so, and the finding says why. Null: something is an
 * open question.
 */
export function translateSpending(
  { entries, customer }: ExpenseExport,
  head: Head,
  desk: Desk,
): LedgerDocument | 'journal' | null {
  const [first, ...others] = entries
  if (!first || others.some(({ paymentType }) => paymentType.id !== first.paymentType.id)) {
    desk.report({ code: 'expense-several-kinds' })
    return null
  }
  const back = sum(entries.map(({ amount }) => amount)).isNegative()
  const { spending } = desk.reference.organisation.rules
  const paidFrom = findPaymentAccount(first.paymentType, head.currency, desk)
  if (paidFrom && back && spending.back === 'card' && !paidFrom.card) {
    desk.report({ code: 'spend-as-journal', ledgerName: `${paidFrom.code} ${paidFrom.name}`.trim() })
    return 'journal'
  }
  const contact = spentWith(customer, desk)
  const parts = entries.flatMap(entry => expenseLines(costsOf(entry), back, desk))
  const costs = parts.filter(line => line !== null)
  if (parts.length === 0) desk.report({ code: 'no-entries' })
  const lines = spending.taxAsGiven ? costs : costs.flatMap(line => asReckoned(line, desk))
  if (paidFrom === null || costs.length === 0 || costs.length < parts.length) return null
  checkPerDocument(lines, desk)
  checkOneTax(lines, desk)
  return {
    ...head,
    kind: back ? 'receive' : 'spend',
    contact,
    paidFrom,
    // Paid at once, and in no ledger a draft.
    dueDate: head.date,
    status: 'approved',
    reference: '',
    markSent: false,
    theme: null,
    lines,
    totals: addUp(lines),
    unitDecimals: 2,
    taxAsGiven: spending.taxAsGiven && lines.some(line => !line.tax.rate.isZero()),
    ledgerTax: null,
  }
}

/** Without the offset account, and without what costs nothing: no ledger takes a line of it. */
function costsOf(entry: ExpenseEntry): ExpenseEntry {
  const lines = entry.lines.filter(({ glType, amount }) => glType !== 'EO' && !cents(amount).isZero())
  return { ...entry, lines }
}

/** The employee; where the ledger needs nobody, only one who is linked. */
function spentWith(member: PsaCustomer, desk: Desk): ContactRef {
  const { party } = desk.reference.organisation.rules.spending
  const linked = desk.peek('employee', member.id) !== null
  return party === 'optional' && !linked ? nobody : findEmployee(member, desk)
}

const percent = Decimal.parse('100')

/**
 * The ledger reckons the tax of each line by itself. Where another was typed, the line is over as much as that tax is of, and a line
 * without tax has the rest.
 */
function asReckoned(line: DocumentLine, desk: Desk): DocumentLine[] {
  const { amount, amountTax, tax, description, sources } = line
  if (tax.rate.isZero() || lineTax(amount, tax.rate).equals(amountTax)) return [line]
  const taxed = amountTax.times(percent).dividedBy(tax.rate, 2, 'half-up')
  const exempt = findExemptTax({ line: description }, desk)
  if (exempt === null || !lineTax(taxed, tax.rate).equals(amountTax)) return [line]
  const notes = [
    ...line.notes,
    'Split so that the tax is what was typed: the ledger reckons it line by line.',
  ]
  const parts = [
    { ...line, unitAmount: taxed, amount: taxed, notes },
    { ...line, ...untaxedRest(amount.minus(taxed)), tax: exempt, notes },
  ].filter(part => !part.amount.isZero())
  // The entry stands behind the first: it is one.
  return parts.map((part, place) => (place === 0 ? { ...part, sources } : { ...part, sources: [] }))
}

function untaxedRest(amount: Decimal) {
  return { unitAmount: amount, amount, amountTax: Decimal.zero }
}
