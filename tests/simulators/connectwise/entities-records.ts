import type { GlType, Segments } from './entities.ts'

/** An entry of a purchase, a stock movement or an expense: made when its record is done, and frozen. */
export type RecordEntry = {
  key: string
  tenant: string
  id: number
  kind: 'product' | 'expense'
  /** The expense, or what the unposted list calls the purchase, the adjustment or the transfer. */
  recordId: string
  /** The line it came from; null for freight and its tax. */
  lineId: number | null
  type: GlType
  /** What is bought, found or spent is positive. */
  amount: string
  description: string
  segments: Segments
  cogs: Segments
  inventory: string
  /** Of a transfer: the account of the warehouse that it left. */
  offset?: Segments
  batchId: number | null
  /** The batch it was taken out of. */
  unbatchedId: number | null
}
