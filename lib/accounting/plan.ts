import { assert } from '../std/assert.ts'
import { hashOf } from '../std/id.ts'
import { checkDocument } from './check.ts'
import { documentHash } from './compare.ts'
import type { LedgerDocument } from './document.ts'
import { findExclusion } from './exclusion.ts'
import type { RecordExport } from './export.ts'
import { cents, isMeasurable } from './money.ts'
import { about, isBlocking, type Problem, severityOf } from './problems.ts'
import {
  type Given,
  type PurchaseInput,
  type SalesInput,
  type Translation,
  translatePurchase,
  translateSales,
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

const order = { 'needs-fix': 0, waiting: 1, check: 2 }

/** Plan and check in one: what preview, click, real-time sync and Sync All all go through. */
export function planRecord({ record, ...given }: RecordInput): RecordPlan {
  return record.kind === 'purchase' ? planPurchase({ record, ...given }) : planSales({ record, ...given })
}

export function planSales(input: SalesInput): RecordPlan {
  return planned(input, () => translateSales(input))
}

/** Its problems say that they are of a purchase, so that they are told in its words. */
export function planPurchase(input: PurchaseInput): RecordPlan {
  const plan = planned(input, () => translatePurchase(input))
  return { ...plan, problems: plan.problems.map(problem => about('purchase', problem)) }
}

function planned(input: RecordInput, translate: () => Translation): RecordPlan {
  const excluded = findExclusion(input.record, input.options)
  if (excluded) return leftAlone(excluded)
  if (isOnlyMarked(input)) return onlyMarked(input)
  const translation = translate()
  const { document } = translation
  const checked = checkDocument(document, input.record, input.reference, input.options)
  const problems = [...translation.problems, ...checked].toSorted(
    (a, b) => order[severityOf(a)] - order[severityOf(b)],
  )
  const blocked = problems.some(isBlocking)
  assert(document !== null || blocked, 'A record without a document has no problem that says why.')
  return {
    ...translation,
    problems,
    hash: document && planHash(document, translation.companion),
    ready: document !== null && !blocked,
    mark: false,
  }
}

/** What a person saw is all that is sent. */
function planHash(document: LedgerDocument, companion: LedgerDocument | null): string {
  const hash = documentHash(document)
  return companion ? hashOf([hash, documentHash(companion)]) : hash
}

/** Over 0.00, and with entries that a batch can name; what else is the matter with it does not matter any more. */
function isOnlyMarked({ record, options }: RecordInput): boolean {
  return (
    options.zeroRecords === 'mark' &&
    record.glEntryIds.length > 0 &&
    isMeasurable(record.total) &&
    cents(record.total).isZero()
  )
}

function onlyMarked({ record }: RecordInput): RecordPlan {
  const { recordId, number, date, glEntryIds } = record
  const hash = hashOf({ mark: recordId, number, date, glEntryIds })
  return { ...withoutDocument({ code: 'zero-total', marked: true }), hash, mark: true }
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
