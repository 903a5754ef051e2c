import { findCustomer } from '../customer.ts'
import { Desk, type MappingKey } from '../desk.ts'
import type { DocumentLine, LedgerContact, LedgerDocument } from '../document.ts'
import type { SalesExport } from '../export.ts'
import { isMeasurable } from '../money.ts'
import type { MappingLookup, PlanOptions, PlanReference } from '../options.ts'
import type { Problem } from '../problems.ts'
import { addUp, findResidue, roundingLine } from '../rounding.ts'
import { findMappedDueDate } from '../terms.ts'
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

const referenceMax = 255 // Xero's limit

/** A closed invoice or credit memo → the ledger's document. All problems are returned; data never makes it throw. */
export function translateSales(input: SalesInput): SalesTranslation {
  const desk = new Desk(input)
  const customer = findCustomer(input.record.customer, desk)
  const lines = translateLines(input.record, desk)
  const dueDate = findMappedDueDate(input.record, desk)
  if (typeof dueDate !== 'string') desk.report(dueDate)
  const document =
    lines === null || typeof dueDate !== 'string'
      ? null
      : composeDocument(input, customer.ref, dueDate, lines)
  return { document, contact: customer.contact, problems: desk.problems(), mappingKeys: desk.mappingKeys() }
}

/** In the export's order, the rounding line last; null when one of them cannot stand. */
function translateLines(record: SalesExport, desk: Desk): DocumentLine[] | null {
  if (![record.total, record.salesTax].every(isMeasurable)) {
    desk.report({ code: 'export-malformed', detail: 'The total is an amount that no ledger can hold.' })
    return null
  }
  const translated = record.lines.map(line => translateLine(line, record.taxCode, desk))
  const lines = translated.filter(line => line !== null)
  if (lines.length < translated.length || lines.length === 0) return null
  const rounding = roundingLine(findResidue(record, addUp(lines)), desk)
  return rounding ? [...lines, rounding] : lines
}

function composeDocument(
  { record, options }: SalesInput,
  contact: LedgerDocument['contact'],
  dueDate: LedgerDocument['dueDate'],
  lines: DocumentLine[],
): LedgerDocument {
  return {
    kind: record.kind === 'credit-memo' ? 'credit-note' : 'invoice',
    number: record.number.trim(),
    contact,
    date: record.date,
    dueDate,
    reference: referenceText(record),
    currency: record.currency.trim().toUpperCase(),
    status: options.postAs,
    markSent: options.markSent && options.postAs === 'approved', // a draft cannot be sent to anyone
    lines,
    totals: addUp(lines),
    unitDecimals: lines.some(line => line.unitAmount.places() > 2) ? 4 : 2,
  }
}

function referenceText(record: SalesExport): string {
  const [order, project] = [record.purchaseOrder.trim(), record.project.trim()]
  const parts = [order && `Your: ${order}`, project && `Project: ${project}`]
  return parts
    .filter(part => part !== '')
    .join(', ')
    .slice(0, referenceMax)
}
