import { z } from 'zod'
import { Decimal } from '../../../lib/std/decimal.ts'
import { type ManageRecord, zEntries } from './kind.ts'

export const zInvoice = z.object({
  id: z.int(),
  number: z.string(),
  closed: z.boolean(),
  companyId: z.int(),
  total: z.string(),
  entries: zEntries,
})

/** A credit memo is negative in ConnectWise, and a document of its own kind in the ledger. */
export function saleOf({
  id,
  number,
  closed,
  companyId,
  total,
  entries,
}: z.output<typeof zInvoice>): ManageRecord {
  const owed = Decimal.parse(total)
  const kind = owed.isNegative() ? 'credit-note' : 'invoice'
  return {
    id: String(id),
    closed,
    customer: String(companyId),
    entries,
    documents: [{ kind, number, total: owed.abs().toText() }],
  }
}
