import { z } from 'zod'
import type { RecordFacts } from '../../accounting/export.ts'
import type { Named } from '../../accounting/older.ts'

const zOffered = z.array(
  z.object({
    recordId: z.string(),
    number: z.string(),
    customer: z.string(),
    total: z.string(),
    currency: z.string(),
    /** what names it: the document's reference or its number */
    by: z.enum(['reference', 'number']).default('number'),
    /** its total is another one than the document's */
    differs: z.boolean().default(false),
  }),
)

/** Invoices in ConnectWise that an unmatched payment may be for. */
export type Offered = z.output<typeof zOffered>[number]

export function offeredOf(row: { candidates: unknown }): Offered[] {
  return zOffered.parse(row.candidates)
}

export function offer({ by, differs, record }: Named<RecordFacts>): Offered {
  const { recordId, number, customer, total, currency } = record
  return { recordId, number, customer: customer.name, total: total.toFixedText(2), currency, by, differs }
}
