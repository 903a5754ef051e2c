import { startOfDay } from '../std/clock.ts'

/** YYYY-MM */
export type Month = string

/** The month that the clocks of a zone show at a moment. */
export function monthIn(moment: Date, zone: string): Month {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit' })
  const of = (type: string) => format.formatToParts(moment).find(part => part.type === type)?.value ?? ''
  return monthOf(Number(of('year')), Number(of('month')))
}

export function addMonths(month: Month, count: number): Month {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const months = year * 12 + number - 1 + count
  return monthOf(Math.floor(months / 12), (months % 12) + 1)
}

export function startOfMonth(month: Month, zone: string): Date {
  return startOfDay(`${month}-01`, zone)
}

/** Nov 2026 */
export function monthName(month: Month): string {
  return names.format(new Date(`${month}-01T00:00:00Z`))
}

const names = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })

function monthOf(year: number, month: number): Month {
  return month < 10 ? `${year}-0${month}` : `${year}-${month}`
}
