import { assert } from '../std/assert.ts'
import type { Decimal } from '../std/decimal.ts'
import { hashOf } from '../std/id.ts'
import { checkDocument } from './check.ts'
import { checkGift, checkStock } from './check-stock.ts'
import { documentHash } from './compare.ts'
import { findExclusion } from './exclusion.ts'
import { findWaiting } from './expense-approval.ts'
import { expenseOutcome } from './expenses.ts'
import type { BilledExport, ExpenseExport, RecordExport } from './export.ts'
import { cents, isMeasurable } from './money.ts'
import type { PlanOptions } from './options.ts'
import { about, isBlocking, type Problem, severityOf } from './problems.ts'
import {
  type ExpenseInput,
  type Given,
  movesNothing,
  type PurchaseInput,
  type SalesInput,
  type StockInput,
  type Translation,
  translateExpense,
  translateGift,
  translatePurchase,
  translateSales,
  translateStock,
} from './translate/index.ts'

export interface RecordPlan extends Translation {
  /** names the document: the preview shows it, the click carries it; null without anything that could be done */
  hash: string | null
  /** a document without a blocking problem: the only thing that may ever be sent */
  ready: boolean
  /** nothing is sent: the record is only marked in ConnectWise */
  mark: boolean
}

export interface RecordInput extends Given {
  record: RecordExport
}

interface Billed extends Given {
  record: BilledExport
}

const order = { 'needs-fix': 0, waiting: 1, check: 2 }

/** Plan and check in one: what preview, click, real-time sync and Sync All all go through. */
export function planRecord({ record, ...given }: RecordInput): RecordPlan {
  switch (record.kind) {
    case 'purchase':
      return planPurchase({ record, ...given })
    case 'expense':
      return planExpense({ record, ...given })
    case 'stock':
      return planStock({ record, ...given })
    default:
      return planSales({ record, ...given })
  }
}

export function planSales(input: SalesInput): RecordPlan {
  const excluded = findExclusion(input.record, input.options)
  if (excluded) return leftAlone(excluded)
  const gift = comesToNothing(input) ? translateGift(input) : null
  if (gift) return checked(gift, checkGift(input))
  return planned(input, () => translateSales(input))
}

/** Its problems say that they are of a purchase, so that they are told in its words. */
export function planPurchase(input: PurchaseInput): RecordPlan {
  const plan = planned(input, () => translatePurchase(input))
  return { ...plan, problems: plan.problems.map(problem => about('purchase', problem)) }
}

/** What waits is not looked at further: it may be changed until it is approved. */
function planExpense(input: ExpenseInput): RecordPlan {
  const stopped = findExclusion(input.record, input.options) ? null : stopsBefore(input)
  const plan = stopped ?? planned(input, () => translateExpense(input))
  return { ...plan, problems: plan.problems.map(problem => about('expense', problem)) }
}

function stopsBefore(input: ExpenseInput): RecordPlan | null {
  const { record, options } = input
  const nothing = findNothing(record, options)
  if (nothing) return leftAlone(nothing)
  const [first, ...more] = findWaiting(record.entries, options)
  if (first) return { ...leftAlone(first), problems: [first, ...more] }
  const cancels = isZero(record.total) && record.entries.some(({ amount }) => !amount.isZero())
  return cancels && !isJournal(input)
    ? leftAlone({ code: 'expense-cancels-out', count: record.entries.length })
    : null
}

/** Whose sides come to nothing by nature. */
function isJournal({ record, options }: ExpenseInput): boolean {
  const paid = new Set(options.companyPaidTypes)
  return (
    options.companyPaidBecomes === 'journal' &&
    record.entries.every(entry => expenseOutcome(entry, paid).kind === 'company-paid')
  )
}

function isZero(amount: Decimal): boolean {
  return isMeasurable(amount) && cents(amount).isZero()
}

/** With the first reason. What comes to 0.00 may be marked, and no ledger has a use for a bill over nothing. */
function findNothing({ entries }: ExpenseExport, options: PlanOptions): Problem | null {
  const paid = new Set(options.companyPaidTypes)
  const outcomes = entries.map(entry => ({ entry, outcome: expenseOutcome(entry, paid) }))
  if (outcomes.some(({ outcome }) => outcome.kind !== 'nothing')) return null
  const found = outcomes.find(({ entry }) => !entry.amount.isZero())
  if (found === undefined && options.zeroRecords === 'mark') return null
  return { code: 'expense-nothing', reason: (found ?? outcomes[0])?.outcome.reason ?? '' }
}

/** Stock that was counted or moved; what changes no account is only marked, whatever the company does with records of 0.00. */
export function planStock(input: StockInput): RecordPlan {
  const { record, reference, options } = input
  const excluded = findExclusion(record, options)
  if (excluded) return leftAlone(excluded)
  const idle = record.glEntryIds.length > 0 && movesNothing(input)
  const plan = idle
    ? onlyMarked(input, { code: 'nothing-moves' })
    : checked(translateStock(input), checkStock(record, reference))
  return { ...plan, problems: plan.problems.map(problem => about('stock', problem)) }
}

function planned(input: Billed, translate: () => Translation): RecordPlan {
  const { record, reference, options } = input
  const excluded = findExclusion(record, options)
  if (excluded) return leftAlone(excluded)
  if (comesToNothing(input)) return onlyMarked(input, { code: 'zero-total', marked: true })
  const translation = translate()
  return checked(translation, checkDocument(translation.document, record, reference, options))
}

/** Two documents are one preview: a person who saw both sends both. */
function hashOfBoth({ document, companion }: Translation): string | null {
  if (document === null) return null
  return companion === null
    ? documentHash(document)
    : hashOf({ document: documentHash(document), companion: documentHash(companion) })
}

function checked(translation: Translation, found: readonly Problem[]): RecordPlan {
  const { document } = translation
  const problems = [...translation.problems, ...found].toSorted(
    (a, b) => order[severityOf(a)] - order[severityOf(b)],
  )
  const blocked = problems.some(isBlocking)
  assert(document !== null || blocked, 'A record without a document has no problem that says why.')
  return {
    ...translation,
    problems,
    hash: hashOfBoth(translation),
    ready: document !== null && !blocked,
    mark: false,
  }
}

/** Over 0.00, and with entries that a batch can name; what else is the matter with it does not matter any more. */
function comesToNothing({ record, options }: Billed): boolean {
  return (
    options.zeroRecords === 'mark' &&
    record.glEntryIds.length > 0 &&
    isMeasurable(record.total) &&
    cents(record.total).isZero() &&
    // Of several that come to nothing together each may have changed something.
    (record.kind !== 'expense' || record.entries.every(({ amount }) => amount.isZero()))
  )
}

function onlyMarked({ record }: RecordInput, problem: Problem): RecordPlan {
  const { recordId, number, date, glEntryIds } = record
  const hash = hashOf({ mark: recordId, number, date, glEntryIds })
  return { ...withoutDocument(problem), hash, mark: true }
}

/** The plan of a record that does not come here: the rule, and nothing else. */
export function leftAlone(problem: Problem): RecordPlan {
  return { ...withoutDocument(problem), hash: null, mark: false }
}

function withoutDocument(problem: Problem) {
  return {
    document: null,
    companion: null,
    contact: null,
    problems: [problem],
    mappingKeys: [],
    ready: false,
  }
}
