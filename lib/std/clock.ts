import { setTimeout as delay } from 'node:timers/promises'
import { assert } from './assert.ts'

export interface Clock {
  now(): Date
  /** Only for differences; never goes back. */
  monotonicMs(): number
  /** Rejects with an AbortError when the signal fires first. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

/**
 * The machine's clock. `factor` says how much faster the vendors' times run (the sandbox and the bench divide them);
 * callers pass times that are divided already, so `wait` waits exactly what it is told.
 */
export function systemClock(factor = 1): Clock & { readonly factor: number } {
  return {
    factor,
    now: () => new Date(),
    monotonicMs: () => performance.now(),
    wait: async (ms, signal) => {
      assert(ms >= 0 && ms < 2 ** 31, `${ms} ms is no time to wait.`)
      await delay(ms, undefined, { signal })
    },
  }
}

/** A day on the calendar, YYYY-MM-DD, in no time zone: a due date is the same day everywhere. */
export type CalendarDate = `${number}-${number}-${number}`

export class CalendarDateError extends Error {
  override readonly name = 'CalendarDateError'
}

export function calendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new CalendarDateError('Not a day written as YYYY-MM-DD.')
  return text
}

export function isCalendarDate(text: string): text is CalendarDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lastDayOfMonth(year, month)
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  assert(Number.isSafeInteger(days), 'Days are counted in whole numbers.')
  const moved = new Date(`${date}T00:00:00Z`)
  moved.setUTCDate(moved.getUTCDate() + days)
  return calendarDate(moved.toISOString().slice(0, 10))
}

/** Month 1 to 12. */
export function lastDayOfMonth(year: number, month: number): number {
  assert(Number.isInteger(month) && month >= 1 && month <= 12, `${month} is no month.`)
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** The moment at which a day begins on the clocks of a zone. */
export function startOfDay(day: string, zone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  // Twice, because the offset may change on that very day.
  const near = midnight - offsetMs(midnight, zone)
  return new Date(midnight - offsetMs(near, zone))
}

/** The day on which a moment falls on the clocks of a zone. */
export function dayAt(moment: Date, zone: string): CalendarDate {
  return calendarDate(
    new Date(moment.getTime() + offsetMs(moment.getTime(), zone)).toISOString().slice(0, 10),
  )
}

/** How far the clocks of a zone are ahead of UTC at that moment. */
function offsetMs(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(moment)
  const of = (type: string) => Number(parts.find(part => part.type === type)?.value)
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return shown - Math.floor(moment / 1_000) * 1_000
}
