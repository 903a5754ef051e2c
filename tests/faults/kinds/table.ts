import { z } from 'zod'
import { expenses } from './expenses.ts'
import type { Kind } from './kind.ts'
import { slips } from './slips.ts'
import { adjustments, transfers } from './stock.ts'

/** A row a kind. What is sold has ways of its own to go (plan.ts). */
export const kinds: Readonly<Record<KindName, Kind>> = { slips, expenses, adjustments, transfers }

export const zKindName = z.enum(['slips', 'expenses', 'adjustments', 'transfers'])
export type KindName = z.output<typeof zKindName>

export const kindNames = zKindName.options

/** For each kind the same question. */
export function ofKinds<T>(of: (name: KindName) => T): Record<KindName, T> {
  return {
    slips: of('slips'),
    expenses: of('expenses'),
    adjustments: of('adjustments'),
    transfers: of('transfers'),
  }
}

/** What a company of a run takes: everything. A slip has a bill of its own, and a warehouse an account of its own. */
export const allKinds = {
  'record-kinds': ['invoices', 'credit-memos', 'payments', 'procurement', 'inventory', 'expenses'],
  'bill-number-format': '{slip}',
  'stock-account-source': 'warehouse',
}

/** Besides, where a member's expenses of a week are one record. */
export const byWeek = { 'expense-grouping': 'week' }
