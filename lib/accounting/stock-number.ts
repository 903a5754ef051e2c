import { sha256 } from '../std/id.ts'
import type { PlanOptions, StockJournal } from './options.ts'

/** QuickBooks' limit, kept for both ledgers: a company may change over. */
const longest = 21

const letters: Readonly<Record<StockJournal, string>> = { sale: 'C', adjustment: 'A', transfer: 'T' }

/**
 * Of a journal: prefix and ConnectWise's own number, so that it is the same whenever it is planned. A prefix has no dash, so the
 * first one ends it; where two kinds share one, a letter behind tells them apart. What does not fit ends in a mark of what it was.
 */
export function stockNumber(
  of: StockJournal,
  number: string,
  { stockPrefixes }: Pick<PlanOptions, 'stockPrefixes'>,
): string {
  const prefix = stockPrefixes[of].trim()
  const same = Object.values(stockPrefixes).filter(one => one.trim().toUpperCase() === prefix.toUpperCase())
  const end = same.length > 1 ? `-${letters[of]}` : ''
  const whole = `${prefix}-${number}${end}`
  if (whole.length <= longest) return whole
  const mark = `~${sha256(number).slice(0, 8)}${end}`
  return whole.slice(0, longest - mark.length) + mark
}

/** “12” of “12-adjustment”; another form stands for itself. */
export function movementNumber(productId: string): string {
  return /^(\d{1,10})-(?:adjustment|transfer)$/.exec(productId)?.[1] ?? productId
}
