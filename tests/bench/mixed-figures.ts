import { z } from 'zod'

/** What one run tells the one that started it; seconds are the vendors'. */
export const zMixed = z.object({
  seconds: z.number(),
  floorSeconds: z.number(),
  rssMb: z.number(),
  /** calls that a vendor refused because they came too fast */
  limited: z.object({ xero: z.number(), quickbooks: z.number(), connectwise: z.number() }),
})

export type Mixed = z.infer<typeof zMixed>
