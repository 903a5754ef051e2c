import { findCustomer } from '../customer.ts'
import { Desk, type MappingKey } from '../desk.ts'
import { atDetail } from '../detail.ts'
import type { LedgerContact, LedgerDocument } from '../document.ts'
import type { SalesExport } from '../export.ts'
import { checkLedgerTax, type Taxed, taxLines, toBeReached } from '../ledger-tax.ts'
import { isMeasurable } from '../money.ts'
import type { MappingLookup, PlanOptions, PlanReference } from '../options.ts'
import type { Problem } from '../problems.ts'
import { referenceText } from '../reference.ts'
import { addUp, findResidue, residueLine } from '../rounding.ts'
import { checkOneTax } from '../tax.ts'
import { findMappedDueDate } from '../terms.ts'
import { findTheme } from '../theme.ts'
import { checkPerDocument, findSalesRep } from '../tracking.ts'
import { translateLine } from './lines.ts'

export interface SalesInput {
  record: SalesExport
  options: PlanOptions
  reference: PlanReference
  mappings: MappingLookup
}

export interface SalesTranslation {
  /** null when a line, the tax or the due date is an open question; with an open customer it can still be shown */
  document: LedgerDocument | null
  /** to be made in the ledger before the document */
  contact: LedgerContact | null
  problems: Problem[]
  /** every mapping the record asks for, answered or not */
  mappingKeys: MappingKey[]
}

/** A closed invoice or credit memo → the ledger's document. All problems are returned; data never makes it throw. */
export function translateSales(input: SalesInput): SalesTranslation {
  const desk = new Desk(input)
  const customer = findCustomer(input.record.customer, desk)
  const lines = translateLines(input.record, customer.ref.ledgerId, desk)
  const dueDate = findMappedDueDate(input.record, desk)
  if (typeof dueDate !== 'string') desk.report(dueDate)
  const head = { contact: customer.ref, theme: findTheme(desk) }
  const document =
    lines === null || typeof dueDate !== 'string' ? null : composeDocument(input, head, dueDate, lines)
  return { document, contact: customer.contact, problems: desk.problems(), mappingKeys: desk.mappingKeys() }
}

/** In the export's order, the rounding or adjustment line last; null when one of them cannot stand. */
function translateLines(record: SalesExport, contactId: string | null, desk: Desk): Taxed | null {
  if (![record.total, record.salesTax].every(isMeasurable)) {
    desk.report({ code: 'export-malformed', detail: 'The total is an amount that no ledger can hold.' })
    return null
  }
  const given = { taxCode: record.taxCode, salesRep: findSalesRep(record.salesRep, desk) }
  const wanted = atDetail(record.lines, desk.options.detail)
  const translated = wanted.map(line => translateLine(line, given, desk))
  const lines = translated.filter(line => line !== null)
  if (lines.length < translated.length || lines.length === 0) return null
  const taxed = wanted.map(line => line.taxable)
  const { lines: reckoned, ledgerTax } = taxLines(
    lines,
    { taxed, salesTax: record.salesTax, contactId },
    desk,
  )
  const residue = residueLine(findResidue(toBeReached(record, ledgerTax), addUp(reckoned)), desk)
  const whole = residue ? [...reckoned, residue] : reckoned
  checkPerDocument(whole, desk)
  checkOneTax(whole, desk)
  for (const problem of checkLedgerTax(ledgerTax)) desk.report(problem)
  return { lines: whole, ledgerTax }
}

function composeDocument(
  { record, options, reference }: SalesInput,
  { contact, theme }: Pick<LedgerDocument, 'contact' | 'theme'>,
  dueDate: LedgerDocument['dueDate'],
  { lines, ledgerTax }: Taxed,
): LedgerDocument {
  const status = reference.organisation.rules.drafts ? options.postAs : 'approved'
  return {
    kind: record.kind === 'credit-memo' ? 'credit-note' : 'invoice',
    number: record.number.trim(),
    contact,
    date: record.date,
    dueDate,
    reference: referenceText(options.referenceFormat, record),
    currency: record.currency.trim().toUpperCase(),
    status,
    markSent: options.markSent && status === 'approved', // a draft cannot be sent to anyone
    theme,
    lines,
    totals: addUp(lines),
    unitDecimals: lines.some(line => line.unitAmount.places() > 2) ? 4 : 2,
    taxAsGiven: ledgerTax ? ledgerTax.when !== 'ignore' : options.taxMethod === 'as-calculated',
    ledgerTax,
  }
}
