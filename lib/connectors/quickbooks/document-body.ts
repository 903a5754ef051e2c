import type { DocumentLine, LedgerDocument } from '../../accounting/document.ts'
import { assert, present } from '../../std/assert.ts'
import { allocate, Decimal } from '../../std/decimal.ts'
import { writeJson } from '../../std/json.ts'
import type { DocumentUpdate } from '../update-facts.ts'
import type { DocumentToSend } from '../write-facts.ts'
import { batchBody } from './batch.ts'
import { noteOf, wire } from './documents.ts'
import { isUs, notTaxed, usCodeOf, usNon, usTax } from './tax.ts'
import { categoryIds } from './tracking.ts'

type Kind = LedgerDocument['kind']

/** The bytes of POST invoice or creditmemo, or of a batch of them. */
export function documentsBody(kind: Kind, documents: readonly DocumentToSend[]): string {
  assert(documents.length > 0, 'A write without documents.')
  assert(
    documents.every(({ document }) => document.kind === kind),
    'Documents of another kind in one write.',
  )
  const [only, ...more] = documents.map(body)
  return more.length === 0 ? writeJson(only) : batchBody(wire[kind].entity, [present(only, 'none'), ...more])
}

/** A full update: what is not named is emptied, and lines without their ids replace all that stand there. */
export function updateBody(kind: Kind, { id, version }: DocumentUpdate, one: DocumentToSend): string {
  assert(one.document.kind === kind, 'A document of another kind than the one that stands.')
  return writeJson({ Id: id, SyncToken: version, ...body(one) })
}

function body({ document, contactId, marker }: DocumentToSend) {
  const us = document.lines.some(({ tax }) => isUs(tax.id))
  return {
    DocNumber: document.number,
    CustomerRef: { value: contactId },
    TxnDate: document.date,
    ...(document.kind === 'invoice' && { DueDate: document.dueDate }),
    CurrencyRef: { value: document.currency },
    ...headerOption(document, categoryIds.documentClass, 'ClassRef'),
    ...headerOption(document, categoryIds.department, 'DepartmentRef'),
    ...(document.reference !== '' && { CustomerMemo: { value: document.reference } }),
    PrivateNote: noteOf(marker),
    ...(us ? usTaxOf(document) : globalTaxOf(document)),
    Line: document.lines.map(one => line(one, us)),
  }
}

/** A sales line names an item, and the item the account: without one QuickBooks takes it for a comment and drops its amount. */
function line({ description, quantity, unitAmount, amount, item, tax, tracking }: DocumentLine, us: boolean) {
  const named = present(item, 'A line for QuickBooks names no item.')
  const taxCode = us && tax.id !== usNon ? usTax : tax.id
  const coded = tax.id !== notTaxed
  const lineClass = tracking.find(({ categoryId }) => categoryId === categoryIds.lineClass)
  return {
    DetailType: 'SalesItemLineDetail',
    Description: description,
    Amount: amount,
    SalesItemLineDetail: {
      ItemRef: { value: named.id },
      Qty: quantity,
      UnitPrice: unitAmount,
      ...(coded && { TaxCodeRef: { value: taxCode } }),
      ...(lineClass && { ClassRef: { value: lineClass.optionId } }),
    },
  }
}

/** The plan lets no document through whose lines differ in what it can hold only once. */
function headerOption(document: LedgerDocument, categoryId: string, field: 'ClassRef' | 'DepartmentRef') {
  const options = document.lines.flatMap(({ tracking }) =>
    tracking.flatMap(option => (option.categoryId === categoryId ? option.optionId : [])),
  )
  const [value] = options
  assert(new Set(options).size <= 1, `A document for QuickBooks has several of ${field}.`)
  return value === undefined ? {} : { [field]: { value } }
}

/** A total that is given is kept and shared out over the lines, by the automated engine too; without one that reckons its own. */
function usTaxOf({ lines, totals, ledgerTax }: LedgerDocument) {
  const codes = new Set(lines.flatMap(({ tax }) => usCodeOf(tax.id) ?? []))
  const [code] = codes
  const detail = {
    ...(code !== undefined && codes.size === 1 && { TxnTaxCodeRef: { value: code } }),
    ...(ledgerTax?.when !== 'ignore' && { TotalTax: totals.tax }),
  }
  return Object.keys(detail).length === 0 ? {} : { TxnTaxDetail: detail }
}

/** ConnectWise's amounts are without tax, so no document says that it includes any. */
function globalTaxOf({ taxAsGiven, totals, lines }: LedgerDocument) {
  if (lines.every(({ tax }) => tax.id === notTaxed)) return { GlobalTaxCalculation: 'NotApplicable' }
  const TaxLine = taxLines(lines)
  return {
    GlobalTaxCalculation: 'TaxExcluded',
    ...(taxAsGiven && {
      TxnTaxDetail: { TotalTax: totals.tax, ...(TaxLine.length > 0 && { TaxLine }) },
    }),
  }
}

/** Outside the United States it is the amount of each rate that is kept as it was sent, and not their total. */
function taxLines(lines: readonly DocumentLine[]) {
  const byRate = new Map<string, { rate: Decimal; base: Decimal; amount: Decimal }>()
  for (const { amount, amountTax, tax } of lines) {
    const parts = tax.parts ?? []
    const rates = parts.map(({ rate }) => rate)
    const shares = parts.length === 0 ? [] : allocate(amountTax, rates, 2)
    for (const [at, { id, rate }] of parts.entries()) {
      const before = byRate.get(id) ?? { rate, base: Decimal.zero, amount: Decimal.zero }
      const share = shares[at] ?? Decimal.zero
      byRate.set(id, { rate, base: before.base.plus(amount), amount: before.amount.plus(share) })
    }
  }
  return [...byRate].map(([id, { rate, base, amount }]) => ({
    Amount: amount,
    DetailType: 'TaxLineDetail',
    TaxLineDetail: {
      TaxRateRef: { value: id },
      PercentBased: true,
      TaxPercent: rate,
      NetAmountTaxable: base,
    },
  }))
}
