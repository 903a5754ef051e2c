import type { Transaction } from '../../drizzle/client.ts'
import { type Series, series, seriesOf } from './kinds.ts'
import { addMonths, type Month, monthIn, startOfMonth } from './months.ts'
import { medianByMonth, syncedByMonth, waitingByMonth } from './store.ts'

export interface MonthLine {
  month: Month
  counts: Readonly<Record<Series, number>>
  total: number
  /** share of what stands in the ledger among what does or waits for a person, 0 to 1; null: there was nothing */
  success: number | null
  /** from closed in ConnectWise to the ledger, in seconds; null: nothing of which both are known */
  medianSeconds: number | null
}

export interface Statistics {
  zone: string
  /** oldest first, the running month last */
  months: MonthLine[]
  totals: Readonly<Record<Series, number>>
  total: number
  success: number | null
}

const monthsShown = 13

/** Records synced in the last thirteen months, of one company or of all that the reader has. */
export async function statistics(
  tx: Transaction,
  options: { companyId: string | null; zone: string; now: Date },
): Promise<Statistics> {
  const { companyId, zone, now } = options
  const last = monthIn(now, zone)
  const first = addMonths(last, 1 - monthsShown)
  const names = Array.from({ length: monthsShown }, (_, place) => addMonths(first, place))
  const bounds = names.map(month => ({
    month,
    from: startOfMonth(month, zone),
    to: startOfMonth(addMonths(month, 1), zone),
  }))
  const period = { companyId, months: bounds }
  const synced = await syncedByMonth(tx, period)
  const waiting = new Map((await waitingByMonth(tx, period)).map(row => [row.month, row.count]))
  const medians = new Map((await medianByMonth(tx, period)).map(row => [row.month, row.seconds]))
  const months = names.map((month): MonthLine => {
    const counts = countsOf(synced.filter(row => row.month === month))
    const total = sumOf(counts)
    const success = shareOf(total, waiting.get(month) ?? 0)
    return { month, counts, total, success, medianSeconds: medians.get(month) ?? null }
  })
  const totals = countsOf(synced)
  const stuck = [...waiting.values()].reduce((all, one) => all + one, 0)
  return { zone, months, totals, total: sumOf(totals), success: shareOf(sumOf(totals), stuck) }
}

function countsOf(rows: { kind: string; count: number }[]): Record<Series, number> {
  const counts = { invoices: 0, payments: 0, procurement: 0, expenses: 0 }
  for (const row of rows) {
    const name = seriesOf(row.kind)
    if (name) counts[name] += row.count
  }
  return counts
}

function sumOf(counts: Readonly<Record<Series, number>>): number {
  return series.reduce((all, name) => all + counts[name], 0)
}

function shareOf(done: number, waiting: number): number | null {
  return done + waiting === 0 ? null : done / (done + waiting)
}
