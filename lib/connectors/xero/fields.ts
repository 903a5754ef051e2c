import { z } from 'zod'
import { type CalendarDate, calendarDate } from '../../std/clock.ts'

const msDate = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/

/** `/Date(1552327126164+0000)/`: milliseconds in UTC, the offset is for display only. As ISO text. */
export const zMoment = z
  .string()
  .regex(msDate, 'expected /Date(ms)/')
  .transform(text => new Date(Number(msDate.exec(text)?.[1])).toISOString())

/** The same form where only the day counts: Xero writes midnight in UTC. */
export const zDay = zMoment.transform((moment): CalendarDate => calendarDate(moment.slice(0, 10)))

/** Xero leaves out what is empty. */
export const zMaybeText = z
  .string()
  .nullish()
  .transform(text => text ?? '')

/** Any GUID but the empty one, which Xero gives an element that it did not make. */
export const zGuid = z.guid().refine(id => !/^[0-]+$/.test(id), 'expected an id')

const zMessages = z
  .array(z.object({ Message: z.string() }))
  .nullish()
  .transform(list => (list ?? []).map(({ Message }) => Message))

/** What every element of a write's answer says of itself, besides being the object. */
export const zVerdict = z.object({
  StatusAttributeString: zMaybeText,
  HasErrors: z.boolean().nullish(),
  HasValidationErrors: z.boolean().nullish(),
  ValidationErrors: zMessages,
  Warnings: zMessages,
})

/** A text literal of Xero's filter language; its only escape is the backslash. */
export function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}
