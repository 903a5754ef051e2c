import { assert } from '../std/assert.ts'
import { checkDocument } from './check.ts'
import { documentHash } from './compare.ts'
import { isBlocking, severityOf } from './problems.ts'
import { type SalesInput, type SalesTranslation, translateSales } from './translate/index.ts'

export interface SalesPlan extends SalesTranslation {
  /** names the document: the preview shows it, the click carries it; null without a document */
  hash: string | null
  /** a document without a blocking problem: the only thing that may ever be sent */
  ready: boolean
}

const order = { 'needs-fix': 0, waiting: 1, check: 2 }

/** Plan and check in one: what preview, click, real-time sync and Sync All all go through. */
export function planSales(input: SalesInput): SalesPlan {
  const translation = translateSales(input)
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
    hash: document && documentHash(document),
    ready: document !== null && !blocked,
  }
}
