import { z } from 'zod'
import type { ActionContext } from '@/app/_session/action.ts'
import { type ActionResult, done, refused } from '@/app/_session/result.ts'
import { calendarDate, isCalendarDate } from '@/lib/std/clock.ts'
import { holdRecords } from '@/lib/sync/hold.ts'
import { keptText } from './words.ts'

export const zTerms = z.object({
  reason: z.string().trim().min(1, 'Say why it is held.').max(200, 'Use at most 200 characters.'),
  /** the first day on which it may go again; '' = when a person releases it */
  until: z.string().refine(text => text === '' || isCalendarDate(text), 'Choose a day.'),
})

export interface HeldSome {
  held: number
  /** why others are not */
  kept: string[]
  /** when the first of them was held */
  since: string
}

/** One that cannot be held does not keep the others from it. */
export async function holdSome(
  { member, inAccount }: ActionContext,
  records: readonly { recordId: string; number: string }[],
  { reason, until }: z.output<typeof zTerms>,
): Promise<ActionResult<HeldSome>> {
  const { accountId, userId: id, name } = member
  const terms = { reason, until: until === '' ? null : calendarDate(until) }
  const result = await holdRecords({ accountId, actor: { id, name }, inAccount }, records, terms)
  const { held, since } = result
  const kept = [...new Set(result.kept.map(keptText))]
  if (held > 0) return done({ held, kept, since })
  return refused('changed', kept.length === 0 ? 'This record is not known here.' : kept.slice(0, 3).join(' '))
}
