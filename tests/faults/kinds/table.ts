import { z } from 'zod'
import type { Kind } from './kind.ts'
import { slips } from './slips.ts'

/** A row a kind. What is sold has ways of its own to go (plan.ts). */
export const kinds = { slips } as const satisfies Record<string, Kind>

export const zKindName = z.enum(['slips'])
export type KindName = z.output<typeof zKindName>

export const kindNames = zKindName.options

/** What a company of a run takes: everything. */
export const allKinds = {
  'record-kinds': ['invoices', 'credit-memos', 'payments', 'procurement'],
  'bill-number-format': '{slip}',
}
