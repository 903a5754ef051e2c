import { allocate, Decimal, sum } from '../../std/decimal.ts'
import { Desk } from '../desk.ts'
import type { DocumentLine } from '../document.ts'
import type { ExpenseEntry, RecordLine } from '../export.ts'
import { cents } from '../money.ts'
import { findTax, lineTax } from '../tax.ts'
import { translateLine } from './lines.ts'

/**
 * What an expense cost, as lines of a bill or of money that was spent; null for one that cannot stand. With `turned`, what is credited
 * is positive. The tax of an entry is what was typed, to the cent.
 */
export function expenseLines(entry: ExpenseEntry, turned: boolean, desk: Desk): (DocumentLine | null)[] {
  const [costs, taxes] = [
    entry.lines.filter(({ glType }) => glType !== 'ET'),
    entry.lines.filter(({ glType }) => glType === 'ET'),
  ]
  const sign = (amount: Decimal) => (turned ? amount.negated() : amount)
  const typed = sign(sum(taxes.map(({ amount }) => cents(amount))))
  const taxed = !typed.isZero() && takesTax(entry, desk)
  const shown = taxed ? costs : entry.lines
  const lines = shown.map(line => {
    const amount = sign(line.amount)
    const own = {
      ...line,
      amount,
      quantity: Decimal.one,
      unitPrice: amount,
      description: textOf(line, entry),
    }
    const told = { ...own, taxable: taxed, taxCode: taxed ? entry.taxType : '' }
    return translateLine({ ...told, parts: [line] }, { taxCode: '', salesRep: null }, desk)
  })
  return taxed ? asTyped(lines, { typed, entry }, desk) : lines
}

/** A rate of nothing takes no tax, as in QuickBooks where bills have none: then the tax is part of the cost and a line of its own. */
function takesTax(entry: ExpenseEntry, desk: Desk): boolean {
  const { options, reference } = desk
  const asked = new Desk(
    { options, reference, mappings: { find: (kind, key) => desk.peek(kind, key) } },
    'purchase',
  )
  const found = findTax({ taxable: true, taxCode: entry.taxType, documentTaxCode: '' }, {}, asked)
  return found === null || !found.rate.isZero()
}

function asTyped(
  lines: (DocumentLine | null)[],
  { typed, entry }: { typed: Decimal; entry: ExpenseEntry },
  desk: Desk,
): (DocumentLine | null)[] {
  const found = lines.filter(line => line !== null)
  const [first] = found
  if (!first) return lines
  const reckoned = lineTax(sum(found.map(({ amount }) => amount)), first.tax.rate)
  if (!reckoned.equals(typed)) {
    desk.report({
      code: 'expense-tax-differs',
      typed: typed.toFixedText(2),
      reckoned: reckoned.toFixedText(2),
      rate: `${first.tax.name} ${first.tax.rate.toText()}%`,
      line: entry.description.trim() || entry.type,
      amount: cents(entry.amount).toFixedText(2),
      ...(desk.options.expenseTax === 'typed' && { warn: true }),
    })
  }
  const shares = allocate(
    typed,
    found.map(({ amount }) => amount.abs()),
    2,
  )
  return lines.map(line => {
    if (line === null) return null
    const { parts } = desk.taxRate(line.tax.id) ?? {}
    const tax = { ...line.tax, ...(parts && { parts }) }
    return { ...line, tax, amountTax: shares[found.indexOf(line)] ?? Decimal.zero }
  })
}

/** What the member wrote says more than the entry's own word, which may be the type's. */
export function textOf(line: RecordLine, { description, type, date }: ExpenseEntry): string {
  const text = description.trim() || line.description.trim() || type
  return line.glType === 'ET' ? `Tax: ${text || date}` : text || `Expense of ${date}`
}
