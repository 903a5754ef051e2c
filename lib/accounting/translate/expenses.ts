import { Desk } from '../desk.ts'
import type { LedgerDocument } from '../document.ts'
import { expenseOutcome } from '../expenses.ts'
import type { ExpenseExport } from '../export.ts'
import { isMeasurable } from '../money.ts'
import { owedBy } from '../owed.ts'
import { addUp } from '../rounding.ts'
import { checkOneTax } from '../tax.ts'
import { checkPerDocument } from '../tracking.ts'
import { findEmployee } from '../vendor.ts'
import { expenseLines, textOf } from './expense-lines.ts'
import { translateJournal } from './journal.ts'
import type { Given, Translation } from './sales.ts'
import { translateSpending } from './spending.ts'

export interface ExpenseInput extends Given {
  record: ExpenseExport
}

/**
 * What a member spent → a bill or credit of the member where one owes the other; where the company has paid already a journal of
 * ConnectWise's own entries, or what left its bank or card account. Never anything where nothing is posted: plan.ts leaves that alone
 * before.
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
      ? paidDocument(input, desk)
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

function paidDocument(input: ExpenseInput, desk: Desk): LedgerDocument | null {
  if (input.options.companyPaidBecomes === 'journal') return journalOf(input, desk)
  const { number, date, currency } = headOf(input, 'companyPaidAs')
  const document = translateSpending(input.record, { number, date, currency }, desk)
  return document === 'journal' ? journalOf(input, desk) : document
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
  const parts = record.entries.map(entry => expenseLines(entry, credit, desk))
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
