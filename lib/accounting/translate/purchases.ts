import { asBilled, billDate, billKind } from '../bill.ts'
import { billNumber } from '../bill-number.ts'
import { Desk } from '../desk.ts'
import type { DocumentLine, LedgerDocument, LineSource } from '../document.ts'
import type { PurchaseExport } from '../export.ts'
import type { Taxed } from '../ledger-tax.ts'
import { addUp } from '../rounding.ts'
import { checkCompliance } from '../stock-product.ts'
import { findMappedDueDate } from '../terms.ts'
import { findVendor } from '../vendor.ts'
import { translateBody } from './body.ts'
import type { Given, Translation } from './sales.ts'

export interface PurchaseInput extends Given {
  record: PurchaseExport
}

/** What a packing slip brought → the vendor's bill, or his credit. All problems are returned; data never makes it throw. */
export function translatePurchase(input: PurchaseInput): Translation {
  const desk = new Desk(input, 'purchase')
  const record = asBilled(input.record)
  const { ref, contact } = findVendor(record.customer, desk)
  const wanted = record.lines.map(line => ({
    ...line,
    dropShipped: line.dropShipped || record.dropShip,
    parts: [line],
  }))
  if (desk.options.inventory) checkCompliance(record.lines, desk)
  const facts = { taxCode: record.taxCode, salesRep: null, contactId: null }
  const body = translateBody(record, wanted, facts, desk)
  const head = { contact: ref, kind: billKind(input.record), date: billDate(record, input.options.billDate) }
  const dueDate = findMappedDueDate({ ...head, dueDate: null, terms: record.terms }, desk)
  if (typeof dueDate !== 'string') desk.report(dueDate)
  const document =
    body === null || typeof dueDate !== 'string' ? null : composeBill(input, { ...head, dueDate }, body)
  return { document, companion: null, contact, problems: desk.problems(), mappingKeys: desk.mappingKeys() }
}

function composeBill(
  { record, options, reference }: PurchaseInput,
  head: Pick<LedgerDocument, 'contact' | 'kind' | 'date' | 'dueDate'>,
  { lines, ledgerTax }: Taxed,
): LedgerDocument {
  return {
    ...head,
    number: billNumber(options.billNumberFormat, record),
    reference: '', // Xero shows a bill's number as its reference and has no other (knowledge/ledgers.md)
    currency: record.currency.trim().toUpperCase(),
    status: reference.organisation.rules.drafts ? options.billsAs : 'approved',
    markSent: false, // a bill goes to nobody
    theme: null,
    lines: lines.map(line => ({ ...line, sources: line.sources.map(source => boughtAs(source, record)) })),
    totals: addUp(lines),
    unitDecimals: lines.some(line => line.unitAmount.places() > 2) ? 4 : 2,
    taxAsGiven: ledgerTax ? ledgerTax.when !== 'ignore' : isGiven(lines, options),
    ledgerTax,
  }
}

function boughtAs(source: LineSource, record: PurchaseExport): LineSource {
  const line = record.lines.find(({ id }) => id === source.glEntryId)
  const freight = line?.glType === 'PF'
  const product = line?.item?.identifier ?? ''
  return { ...source, bought: { product, slip: record.packingSlip, freight } }
}

/** Where no rate has any tax there is none that could go along. */
function isGiven(lines: readonly DocumentLine[], { purchaseTaxMethod }: PurchaseInput['options']): boolean {
  return purchaseTaxMethod === 'as-calculated' && lines.some(({ tax }) => !tax.rate.isZero())
}
