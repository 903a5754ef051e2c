import type { CalendarDate } from '../std/clock.ts'
import type { Decimal } from '../std/decimal.ts'
import { asBilled, billDate } from './bill.ts'
import { billNumber } from './bill-number.ts'
import { besideChargedTax } from './charged-tax.ts'
import { findCustomer } from './customer.ts'
import { Desk, type MappingKey, taxMethodOf } from './desk.ts'
import type { LedgerDocument } from './document.ts'
import { findExclusion } from './exclusion.ts'
import type { BilledExport, PurchaseExport, RecordFacts } from './export.ts'
import { toBeReached } from './ledger-tax.ts'
import { cents, isMeasurable } from './money.ts'
import type { MappingLookup, PlanOptions, PlanReference } from './options.ts'
import { asOwed } from './owed.ts'
import type { Problem } from './problems.ts'
import { findResidue, findRoundingAccount, isBounded } from './rounding.ts'
import { findTax } from './tax.ts'
import { findTheme } from './theme.ts'

/**
 * The last look before sending. With `document` null only the record itself is looked at, so that a user sees all
 * that is to be mended at once and not one thing after the other.
 */
export function checkDocument(
  document: LedgerDocument | null,
  record: BilledExport,
  reference: PlanReference,
  options: PlanOptions,
): Problem[] {
  const bought = record.kind === 'purchase'
  const date = bought ? billDate(record, options.billDate) : record.date
  return [
    ...checkNumber(record.number, bought ? null : reference),
    ...(bought ? checkBillNumber(record, reference, options) : []),
    ...checkCurrency(record.currency, reference),
    ...checkDate(date, reference),
    ...checkTotal(record, document, options),
    ...(document ? checkBalance(document, figuresOf(record, document, options), reference, options) : []),
  ]
}

type Figures = Pick<BilledExport, 'kind' | 'total' | 'salesTax'>

/** Signed as the document is. */
function figuresOf(record: BilledExport, document: LedgerDocument, options: PlanOptions): Figures {
  if (record.kind === 'purchase') return asBilled(record)
  return record.kind === 'expense' ? asOwed(record, new Set(options.companyPaidTypes), document) : record
}

/** What would stop an open record once it is closed: all that can be said without its entries. */
export function checkOpen(
  facts: RecordFacts,
  given: { options: PlanOptions; reference: PlanReference; mappings: MappingLookup },
): Problem[] {
  const excluded = findExclusion(facts, given.options)
  if (excluded) return [excluded]
  const desk = askDesk(facts, given)
  const { dueDateFormat } = given.options
  const dated = facts.dueDate !== null || facts.terms.trim() !== '' || dueDateFormat.trim() !== ''
  const undated = facts.kind === 'invoice' && !dated
  return [
    ...desk.problems(),
    ...(undated ? [{ code: 'due-date-missing', terms: '' } as const] : []),
    ...checkNumber(facts.number, given.reference),
    ...checkCurrency(facts.currency, given.reference),
    ...checkDate(facts.date, given.reference),
  ]
}

/**
 * What the next invoice of an agreement would run into: all that can be said before it is made, with the choices that it asks
 * for. It has no number yet, and its accounts are ConnectWise's when it is closed.
 */
export function checkNext(
  next: Pick<RecordFacts, 'customer' | 'taxCode' | 'taxable' | 'currency' | 'date'>,
  given: { options: PlanOptions; reference: PlanReference; mappings: MappingLookup },
): { problems: Problem[]; mappingKeys: MappingKey[] } {
  const excluded = findExclusion({ kind: 'invoice', date: next.date }, given.options)
  if (excluded) return { problems: [excluded], mappingKeys: [] }
  const desk = askDesk(next, given)
  const problems = [
    ...desk.problems(),
    ...checkCurrency(next.currency, given.reference),
    ...checkDate(next.date, given.reference),
  ]
  return { problems, mappingKeys: desk.mappingKeys() }
}

/** Who is billed, by which look and with which tax. */
function askDesk(
  facts: Pick<RecordFacts, 'customer' | 'taxCode' | 'taxable'>,
  given: { options: PlanOptions; reference: PlanReference; mappings: MappingLookup },
): Desk {
  const desk = new Desk(given)
  findCustomer(facts.customer, desk)
  findTheme(desk)
  if (facts.taxable) findTax({ taxable: true, taxCode: facts.taxCode, documentTaxCode: '' }, {}, desk)
  return desk
}

/**
 * ConnectWise's batches break on a `|` (its number is the batch's name), so it is stopped before the ledger has it. Without
 * `reference` it is no number of the ledger's.
 */
export function checkNumber(given: string, reference: PlanReference | null): Problem[] {
  const number = given.trim()
  if (number === '') return [{ code: 'number-missing' }]
  if (number.includes('|')) return [{ code: 'number-invalid', number, reason: 'it contains the character |' }]
  const reason = faultOf(number, reference?.organisation.rules.numberMax ?? null)
  return reason === null ? [] : [{ code: 'number-invalid', number, reason }]
}

/** What names a bill in the ledger names no batch: it may hold a `|`. */
function checkBillNumber(record: PurchaseExport, reference: PlanReference, options: PlanOptions): Problem[] {
  const number = billNumber(options.billNumberFormat, record)
  const { numberMax } = reference.organisation.rules
  const reason = faultOf(number, numberMax)
  if (reason === null) return []
  if (number.length > numberMax) return [{ code: 'number-invalid', number, reason, format: true }]
  // The record's own has been told of.
  return number === record.number.trim() ? [] : [{ code: 'number-invalid', number, reason }]
}

function faultOf(number: string, most: number | null): string | null {
  if (most !== null && number.length > most) return `it is longer than ${most} characters`
  return /\p{Cc}/u.test(number) ? 'it contains a control character' : null
}

function checkCurrency(given: string, { organisation }: PlanReference): Problem[] {
  const currency = given.trim().toUpperCase()
  if (currency === '') return [{ code: 'currency-missing' }]
  if (currency === organisation.baseCurrency || organisation.currencies.includes(currency)) return []
  return [{ code: 'currency-unknown', currency }]
}

/** The lock date itself is locked too. Dates of the same form compare as text. */
export function checkDate(date: CalendarDate, { organisation }: PlanReference): Problem[] {
  const locks = [organisation.periodLockDate, organisation.yearLockDate].filter(lock => lock !== null)
  const lockDate = locks.toSorted().at(-1)
  return lockDate !== undefined && date <= lockDate ? [{ code: 'date-locked', date, lockDate }] : []
}

/** A $0.00 invoice counts as paid in the ledger the moment it is made and can never be put right there. */
function checkTotal(record: BilledExport, document: LedgerDocument | null, options: PlanOptions): Problem[] {
  if (!isMeasurable(record.total)) return []
  const total = cents(record.total)
  const problems: Problem[] = []
  // A week of expenses may come to nothing and its journal not: plan.ts has judged that.
  if (total.isZero() && record.kind !== 'expense') {
    if (options.zeroRecords === 'mark') return [{ code: 'zero-total' }]
    problems.push({ code: 'zero-total', warn: true })
  }
  if (record.lines.length === 0 || record.glEntryIds.length === 0) problems.push({ code: 'no-entries' })
  // A tax of the ledger's own may bring it below zero. A purchase below zero is a vendor credit, an expense a credit of the member.
  const planned = document?.totals.total ?? total
  const owed = total.isNegative() ? total : planned
  if (owed.isNegative() && (record.kind === 'invoice' || record.kind === 'credit-memo')) {
    const credit = record.kind === 'credit-memo'
    problems.push({ code: 'negative-total', total: inCents(owed), ...(credit && { credit }) })
  }
  return problems
}

/** To the cent, computed before anything is sent; a residue only as a visible line within its bound. */
function checkBalance(
  document: LedgerDocument,
  record: Figures,
  reference: PlanReference,
  options: PlanOptions,
): Problem[] {
  // Both sides of a journal have been held against each other.
  if (document.kind === 'journal') return []
  const wanted = besideChargedTax(toBeReached(record, document.ledgerTax), document.lines)
  const residue = findResidue(wanted, document.totals)
  const visible = document.lines.find(({ role }) => role === 'rounding' || role === 'adjustment')
  const adjusted = visible?.role === 'adjustment'
  const limit = inCents(bound(options))
  if (!adjusted && residue.tax.abs().greaterThan(options.roundingLimit)) {
    const [ours, connectwise] = [inCents(document.totals.tax), inCents(cents(wanted.salesTax))]
    const difference = inCents(residue.tax)
    return [{ code: 'out-of-balance', what: 'tax', ours, connectwise, difference, limit }]
  }
  if (residue.total.isZero()) {
    if (!visible) return []
    const difference = inCents(visible.amount)
    if (adjusted) return [{ code: 'adjustment-applied', difference }]
    const method = taxMethodOf(
      options,
      record.kind === 'invoice' || record.kind === 'credit-memo' ? 'sale' : 'purchase',
    )
    const tax = method !== 'as-calculated' && residue.tax.equals(visible.amount)
    return [{ code: 'rounding-applied', difference, ...(tax && { tax }) }]
  }
  const difference = inCents(residue.total)
  if (isBounded(residue, options) && !visible && !findRoundingAccount(options, reference)) {
    return [{ code: 'rounding-account-missing', difference }]
  }
  const [ours, connectwise] = [inCents(document.totals.total), inCents(cents(wanted.total))]
  return [{ code: 'out-of-balance', ours, connectwise, difference, limit }]
}

/** The largest difference that any visible line may take. */
function bound({ adjustmentAccountId, adjustmentLimit, roundingLimit }: PlanOptions): Decimal {
  return adjustmentAccountId !== null && adjustmentLimit.greaterThan(roundingLimit)
    ? adjustmentLimit
    : roundingLimit
}

function inCents(amount: Decimal): string {
  return amount.places() <= 2 ? amount.toFixedText(2) : amount.toText()
}
