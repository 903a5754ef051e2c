import { z } from 'zod'
import type { PaymentWrite } from '../../accounting/payments.ts'
import { calendarDate, isCalendarDate } from '../../std/clock.ts'
import { zDecimal } from '../../std/json.ts'

const figures = {
  amount: zDecimal,
  date: z.string().refine(isCalendarDate, 'expected a day').transform(calendarDate),
  shares: z.array(z.string()),
}

/** What a posting of payments carries once it was claimed: the invoice, and the one write. */
const zPlanned = z.object({
  recordId: z.string(),
  write: z.discriminatedUnion('operation', [
    z.object({ operation: z.literal('create'), ...figures }),
    z.object({ operation: z.literal('update'), paymentId: z.string(), ...figures }),
    z.object({ operation: z.literal('delete'), paymentId: z.string() }),
  ]),
})

export interface PlannedPayment {
  recordId: string
  write: PaymentWrite
}

export function plannedPayment(posting: { payload: unknown }): PlannedPayment {
  return zPlanned.parse(posting.payload)
}

const zRecord = z.object({ recordId: z.string() })

export function paidRecordId(posting: { payload: unknown }): string {
  return zRecord.parse(posting.payload).recordId
}
