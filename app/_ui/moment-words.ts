import { house } from './format.ts'

/** A moment in a zone (null: the device's): today the clock alone, else with the day; at length with the zone's name. */
export function momentWords(
  at: string,
  how: { locale: string | null; timeZone: string | null; seconds?: boolean },
  now = new Date(),
): { short: string; long: string } {
  const moment = new Date(at)
  const locale = how.locale ?? house.days
  const zone = how.timeZone === null ? {} : { timeZone: how.timeZone }
  const format = (options: Intl.DateTimeFormatOptions, date: Date) =>
    new Intl.DateTimeFormat(locale, { ...options, ...zone }).format(date)
  const whole = { dateStyle: 'short' } as const
  const day =
    format(whole, moment) === format(whole, now) ? {} : ({ day: 'numeric', month: 'short' } as const)
  const exact = how.seconds ? ({ second: '2-digit' } as const) : {}
  return {
    short: format({ ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...exact }, moment),
    long: format({ dateStyle: 'medium', timeStyle: 'long' }, moment),
  }
}
