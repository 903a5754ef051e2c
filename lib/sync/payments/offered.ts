import { z } from 'zod'

const zOffered = z.array(
  z.object({
    recordId: z.string(),
    number: z.string(),
    customer: z.string(),
    total: z.string(),
    currency: z.string(),
  }),
)

/** Invoices in ConnectWise that an unmatched payment may be for. */
export type Offered = z.output<typeof zOffered>[number]

export function offeredOf(row: { candidates: unknown }): Offered[] {
  return zOffered.parse(row.candidates)
}
