import { findCustomer } from '../customer.ts'
import { Desk, type MappingKey } from '../desk.ts'
import { atDetail } from '../detail.ts'
import type { LedgerContact, LedgerDocument } from '../document.ts'
import type { SalesExport } from '../export.ts'
import type { Taxed } from '../ledger-tax.ts'
import type { MappingLookup, PlanOptions, PlanReference } from '../options.ts'
import type { Problem } from '../problems.ts'
import { referenceText } from '../reference.ts'
import { addUp } from '../rounding.ts'
import { findMappedDueDate } from '../terms.ts'
import { findTheme } from '../theme.ts'
import { findSalesRep } from '../tracking.ts'
import { translateBody } from './body.ts'
import { costOfGoods, soldStock } from './cost-of-goods.ts'

/** All that a translation may know beside its record. */
export interface Given {
  options: PlanOptions
  reference: PlanReference
  mappings: MappingLookup
}

export interface SalesInput extends Given {
  record: SalesExport
}

export interface Translation {
  /** null when a line, the tax or the due date is an open question; with an open customer it can still be shown */
  document: LedgerDocument | null
  /** the second document of the same record: the cost of goods of what an invoice sells from the stock */
  companion: LedgerDocument | null
  /** to be made in the ledger before the document */
  contact: LedgerContact | null
  problems: Problem[]
  /** every mapping the record asks for, answered or not */
  mappingKeys: MappingKey[]
}

/** A closed invoice or credit memo → the ledger's document. All problems are returned; data never makes it throw. */
export function translateSales(input: SalesInput): Translation {
  const desk = new Desk(input)
  const customer = findCustomer(input.record.customer, desk)
  const { record } = input
  const facts = {
    taxCode: record.taxCode,
    salesRep: findSalesRep(record.salesRep, desk),
    contactId: customer.ref.ledgerId,
  }
  const body = translateBody(record, atDetail(record.lines, desk.options.detail), facts, desk)
  const dueDate = findMappedDueDate(record, desk)
  if (typeof dueDate !== 'string') desk.report(dueDate)
  const head = { contact: customer.ref, theme: findTheme(desk) }
  const document =
    body === null || typeof dueDate !== 'string' ? null : composeDocument(input, head, dueDate, body)
  return {
    document,
    companion: costOfGoods(record, desk),
    contact: customer.contact,
    problems: desk.problems(),
    mappingKeys: desk.mappingKeys(),
  }
}

/**
 * What is given away from the stock bills nothing and costs all the same: of an invoice over nothing the cost of goods is all that
 * goes to the ledger. Null where nothing of it is stock.
 */
export function translateGift(input: SalesInput): Translation | null {
  const desk = new Desk(input)
  if (soldStock(input.record, desk).length === 0) return null
  const document = costOfGoods(input.record, desk)
  const problems = desk.problems()
  if (document === null && problems.length === 0) return null
  return { document, companion: null, contact: null, problems, mappingKeys: desk.mappingKeys() }
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
