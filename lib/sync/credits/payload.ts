import { z } from 'zod'
import type { CreditStep } from '../../accounting/credits.ts'
import { calendarDate, isCalendarDate } from '../../std/clock.ts'
import { zDecimal } from '../../std/json.ts'

const zStep = z.discriminatedUnion('operation', [
  z.object({ operation: z.literal('apply'), amount: zDecimal, from: zDecimal, to: zDecimal }),
  z.object({ operation: z.literal('unapply'), id: z.string(), from: zDecimal, to: zDecimal }),
])

/** What a posting of credit carries: how much of the one document is to be applied to the other in all. */
const zPlanned = z.object({
  /** the row of the two that it brings up to date; null: asked for by itself */
  pairId: z.string().nullable(),
  /** the document's own postings, whose ledger ids say which two are meant */
  creditPostingId: z.string(),
  invoicePostingId: z.string(),
  /** ids in ConnectWise; '' where the posting does not write there */
  creditRecordId: z.string(),
  invoiceRecordId: z.string(),
  want: zDecimal,
  /** so much of it as both are still open for; else all of it or nothing */
  atMost: z.boolean().default(false),
  date: z.string().refine(isCalendarDate, 'expected a day').transform(calendarDate),
})

export type PlannedCredit = z.output<typeof zPlanned>

const zClaimed = zPlanned.extend({ step: zStep.optional() })

export function plannedCredit(posting: { payload: unknown }): PlannedCredit {
  return zPlanned.parse(posting.payload)
}

/** The one write that was decided when it was claimed; null: there was nothing to be written. */
export function stepOf(posting: { payload: unknown }): CreditStep | null {
  return zClaimed.parse(posting.payload).step ?? null
}
