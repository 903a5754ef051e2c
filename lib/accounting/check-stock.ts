import { checkDate, checkNumber } from './check.ts'
import type { StockExport } from './export.ts'
import type { PlanReference } from './options.ts'
import type { Problem } from './problems.ts'
import type { SalesInput } from './translate/index.ts'

/** The last look at a journal of stock: its sides have been held against each other already. */
export function checkStock(record: StockExport, reference: PlanReference): Problem[] {
  const missing = record.lines.length === 0 || record.glEntryIds.length === 0
  return [
    ...checkBatch(record),
    ...checkDate(record.date, reference),
    ...(missing ? [{ code: 'no-entries' } as const] : []),
  ]
}

/** An invoice over nothing of which only the cost of goods is posted. */
export function checkGift({ record, reference }: SalesInput): Problem[] {
  return [...checkNumber(record.number, null), ...checkDate(record.date, reference)]
}

/**
 * What ConnectWise refuses to batch must not be in the ledger first: an apostrophe in an adjustment, a bar in what it is called
 * (knowledge/features.md §B2). Which of its texts are meant is not said, so none may have one.
 */
function checkBatch({ of, name, reason }: StockExport): Problem[] {
  if (of !== 'adjustment') return []
  for (const text of [name, reason]) {
    const character = /['|]/.exec(text)?.[0]
    if (character !== undefined) return [{ code: 'batch-unfit', text, character }]
  }
  return []
}
