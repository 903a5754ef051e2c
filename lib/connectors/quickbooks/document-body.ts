import type { LedgerDocument } from '../../accounting/document.ts'
import { assert, present } from '../../std/assert.ts'
import { allocate, Decimal } from '../../std/decimal.ts'
import { writeJson } from '../../std/json.ts'
import type { DocumentUpdate } from '../update-facts.ts'
import type { DocumentToSend } from '../write-facts.ts'
import { batchBody } from './batch.ts'
import { expenseLine, journalLine, saleLine } from './document-lines.ts'
import { noteOf, wire } from './documents.ts'
import { isUs, notTaxed, usCodeOf } from './tax.ts'
import { categoryIds } from './tracking.ts'

type Kind = LedgerDocument['kind']

/** The bytes of POST invoice, creditmemo, bill, vendorcredit, purchase or journalentry, or of a batch of one of them. */
export function documentsBody(kind: Kind, documents: readonly DocumentToSend[]): string {
  assert(documents.length > 0, 'A write without documents.')
  assert(
    documents.every(({ document }) => document.kind === kind),
    'Documents of another kind in one write.',
  )
  const [only, ...more] = documents.map(body)
  const { entity } = wire[kind]
  if (more.length === 0) return writeJson(only)
  return batchBody([present(only, 'none'), ...more].map(one => ({ entity, body: one })))
}

/** A full update: what is not named is emptied, and lines without their ids replace all that stand there. A bill knows no other. */
export function updateBody(kind: Kind, { id, version }: DocumentUpdate, one: DocumentToSend): string {
  assert(one.document.kind === kind, 'A document of another kind than the one that stands.')
  return writeJson({ Id: id, SyncToken: version, ...body(one) })
}

function body(one: DocumentToSend) {
  const { party } = wire[one.document.kind]
  if (party === null) return journal(one)
  return party === 'EntityRef' ? spentBody(one) : owedBody(one, party)
}

/** Without a word on tax, which leaves its lines untaxed everywhere; what is tracked stands on each line. */
function journal({ document, marker }: DocumentToSend) {
  return {
    DocNumber: document.number,
    TxnDate: document.date,
    CurrencyRef: { value: document.currency },
    PrivateNote: noteOf(marker),
    Line: document.lines.map(journalLine),
  }
}

function owedBody({ document, contactId, marker }: DocumentToSend, party: 'CustomerRef' | 'VendorRef') {
  const { kind, lines } = document
  const us = lines.some(({ tax }) => isUs(tax.id))
  const sale = party === 'CustomerRef'
  const owed = kind === 'invoice' || kind === 'bill'
  return {
    DocNumber: document.number,
    [party]: { value: contactId },
    TxnDate: document.date,
    ...(owed && { DueDate: document.dueDate }),
    CurrencyRef: { value: document.currency },
    // A purchase has a class on its lines only (Finance.xsd, PurchaseByVendor).
    ...(sale && headerOption(document, categoryIds.documentClass, 'ClassRef')),
    ...headerOption(document, categoryIds.department, 'DepartmentRef'),
    ...(sale && document.reference !== '' && { CustomerMemo: { value: document.reference } }),
    PrivateNote: noteOf(marker),
    ...(us ? usTaxOf(document, sale) : globalTaxOf(document)),
    Line: lines.map(one => (sale ? saleLine(one, us) : expenseLine(one, us))),
  }
}

/**
 * Paid from the account, by the way that its type asks for (Finance.xsd, Purchase); `Credit` is what came back to a card. Who is named
 * is a vendor.
 */
function spentBody({ document, contactId, marker }: DocumentToSend) {
  const { kind, lines } = document
  const us = lines.some(({ tax }) => isUs(tax.id))
  const account = present(document.paidFrom, 'Money that was spent or received names an account.')
  assert(account.card || kind === 'spend', 'Money comes back to a card only.')
  return {
    DocNumber: document.number,
    PaymentType: account.card ? 'CreditCard' : 'Cash',
    AccountRef: { value: account.id },
    ...(contactId !== '' && { EntityRef: { value: contactId, type: 'Vendor' } }),
    ...(kind === 'receive' && { Credit: true }),
    TxnDate: document.date,
    CurrencyRef: { value: document.currency },
    ...headerOption(document, categoryIds.department, 'DepartmentRef'),
    PrivateNote: noteOf(marker),
    ...(us ? usTaxOf(document, false) : globalTaxOf(document)),
    Line: lines.map(one => expenseLine(one, us)),
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

/**
 * Of a sale, a total that is given is kept and shared out over the lines, by the automated engine too; without one that reckons
 * its own. Purchases know no tax there (https://developer.intuit.com, tax for US locales: sales transactions only).
 */
function usTaxOf({ lines, totals, ledgerTax }: LedgerDocument, sale: boolean) {
  if (!sale) {
    assert(totals.tax.isZero(), 'A purchase in the United States has no tax of its own in QuickBooks.')
    return {}
  }
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
function taxLines(lines: LedgerDocument['lines']) {
  const byRate = new Map<string, { rate: Decimal; base: Decimal; amount: Decimal }>()
  for (const { amount, amountTax, tax } of lines) {
    const parts = tax.parts ?? []
    const rates = parts.map(({ rate }) => rate)
    // A reverse charge is a rate and its opposite, which come to nothing: QuickBooks reckons them by itself.
    if (rates.some(rate => rate.isNegative())) continue
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
