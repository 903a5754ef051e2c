import { z } from 'zod'
import { Decimal } from '../../../lib/std/decimal.ts'
import { type Demanded, type ManageRecord, zEntries } from './kind.ts'

export const zInvoice = z.object({
  id: z.int(),
  number: z.string(),
  closed: z.boolean(),
  companyId: z.int(),
  total: z.string(),
  /** of what it takes out of stock, or brings back to it */
  costOfGoods: z.string(),
  entries: zEntries,
})

/** So the numbers of the journals begin that stand beside what sells stock. */
export const costPrefix = 'COGS-'

/** A credit memo is negative in ConnectWise, and a document of its own kind in the ledger. What sells stock has a journal beside it. */
export function saleOf(invoice: z.output<typeof zInvoice>): ManageRecord {
  const { id, number, closed, companyId, total, costOfGoods, entries } = invoice
  const owed = Decimal.parse(total)
  const kind = owed.isNegative() ? 'credit-note' : 'invoice'
  const documents: Demanded[] = [{ kind, number, total: owed.abs().toText() }]
  const cost = Decimal.parse(costOfGoods)
  if (!cost.isZero())
    documents.push({ kind: 'journal', number: `${costPrefix}${number}`, total: cost.abs().toText() })
  return { id: String(id), closed, customer: String(companyId), entries, documents }
}
