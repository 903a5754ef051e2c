import { allocate, Decimal, sum } from '../../std/decimal.ts'
import { Desk } from '../desk.ts'
import type { DocumentLine, LedgerDocument } from '../document.ts'
import { expenseOutcome } from '../expenses.ts'
import type { ExpenseEntry, ExpenseExport, RecordLine } from '../export.ts'
import { cents, isMeasurable } from '../money.ts'
import { owedBy } from '../owed.ts'
import { addUp } from '../rounding.ts'
import { checkOneTax, findTax, lineTax } from '../tax.ts'
import { checkPerDocument } from '../tracking.ts'
import { findEmployee } from '../vendor.ts'
import { translateJournal } from './journal.ts'
import { translateLine } from './lines.ts'
import type { Given, Translation } from './sales.ts'

export interface ExpenseInput extends Given {
  record: ExpenseExport
}

/**
 * What a member spent → a bill or credit of the member where one owes the other, and a journal of ConnectWise's own entries where the
 * company has paid already. Never anything where nothing is posted: plan.ts leaves that alone before.
 */
export function translateExpense(input: ExpenseInput): Translation {
  const desk = new Desk(deskOf(input), 'purchase')
  const kinds = new Set(
    input.record.entries.map(entry => expenseOutcome(entry, new Set(input.options.companyPaidTypes)).kind),
  )
  const [kind] = kinds
  if (kinds.size > 1) desk.report({ code: 'expense-several-kinds' })
  const whole = kinds.size === 1 && isWhole(input.record, desk)
  const document = !whole
    ? null
    : kind === 'company-paid'
      ? journalOf(input, desk)
      : owedDocument(input, desk)
  return {
    document,
    companion: null,
    contact: null,
    problems: desk.problems(),
    mappingKeys: desk.mappingKeys(),
  }
}

const codePrefix = 'expense:'

/**
 * A tax of expenses is a list of its own in ConnectWise: one that is called like a tax code takes its rate, any other asks for one.
 * Where the export tells no classes none is asked for.
 */
function deskOf({ record, options, reference, mappings }: ExpenseInput): Given {
  const types = new Set(record.entries.map(({ taxType }) => taxType.trim().toLowerCase()))
  const own = [...types].filter(name => name !== '' && !reference.psaTaxCodes.has(name))
  const psaTaxCodes = new Map([
    ...reference.psaTaxCodes,
    ...own.map(name => [name, codePrefix + name] as const),
  ])
  const classes = record.classes ? {} : { segment2CategoryId: null, segment3CategoryId: null }
  return { mappings, options: { ...options, ...classes }, reference: { ...reference, psaTaxCodes } }
}

function isWhole({ lines, entries }: ExpenseExport, desk: Desk): boolean {
  const amounts = [...lines.map(({ amount }) => amount), ...entries.map(({ amount }) => amount)]
  if (amounts.every(isMeasurable)) return lines.length > 0
  desk.report({ code: 'export-malformed', detail: 'An entry has an amount that no ledger can hold.' })
  return false
}

function headOf({ record, options, reference }: ExpenseInput, as: 'expensesAs' | 'companyPaidAs') {
  const { number, date, currency } = record
  return {
    number: number.trim(),
    date,
    currency: currency.trim().toUpperCase(),
    status: reference.organisation.rules.drafts ? options[as] : ('approved' as const),
  }
}

/** Line for line what ConnectWise's books have: cost and tax debited, the offset account credited. */
function journalOf(input: ExpenseInput, desk: Desk): LedgerDocument | null {
  const { entries, number } = input.record
  const sides = entries.flatMap(entry =>
    entry.lines.map(line => ({ ...line, description: textOf(line, entry), quantity: line.quantity })),
  )
  return translateJournal({ ...headOf(input, 'companyPaidAs'), description: number }, sides, desk)
}

function owedDocument(input: ExpenseInput, desk: Desk): LedgerDocument | null {
  const { record, options } = input
  const contact = findEmployee(record.customer, desk)
  const owed = owedBy(record, new Set(options.companyPaidTypes))
  const credit = owed.isNegative()
  const parts = record.entries.map(entry => owedLines(entry, credit, desk))
  const lines = parts.flat().filter(line => line !== null)
  if (lines.length === 0 || parts.flat().some(line => line === null)) return null
  checkPerDocument(lines, desk)
  checkOneTax(lines, desk)
  return {
    ...headOf(input, 'expensesAs'),
    kind: credit ? 'vendor-credit' : 'bill',
    contact,
    // ConnectWise has no terms for its members: what is owed to them is due.
    dueDate: record.date,
    reference: '',
    markSent: false,
    theme: null,
    lines,
    totals: addUp(lines),
    unitDecimals: 2,
    taxAsGiven: lines.some(line => !line.tax.rate.isZero()),
    ledgerTax: null,
  }
}

/** Signed as the document: on a credit what is credited is positive. The tax of an entry is what was typed, to the cent. */
function owedLines(entry: ExpenseEntry, credit: boolean, desk: Desk): (DocumentLine | null)[] {
  const [costs, taxes] = [
    entry.lines.filter(({ glType }) => glType !== 'ET'),
    entry.lines.filter(({ glType }) => glType === 'ET'),
  ]
  const sign = (amount: Decimal) => (credit ? amount.negated() : amount)
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
function textOf(line: RecordLine, { description, type, date }: ExpenseEntry): string {
  const text = description.trim() || line.description.trim() || type
  return line.glType === 'ET' ? `Tax: ${text || date}` : text || `Expense of ${date}`
}
