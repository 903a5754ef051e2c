import type { CalendarDate } from '../std/clock.ts'
import { addDays, calendarDate, lastDayOfMonth } from '../std/clock.ts'
import type { SalesExport } from './export.ts'
import type { Problem } from './problems.ts'

/**
 * ConnectWise's own due date, else its terms: the cross reference, else the days. A credit note is not paid by anyone,
 * so without terms it falls due on its own date.
 */
export function findDueDate(
  record: Pick<SalesExport, 'kind' | 'date' | 'dueDate' | 'terms'>,
): CalendarDate | Problem {
  if (record.dueDate) return record.dueDate
  const { name, xref, dueDays } = record.terms
  const byReference = xref.trim() === '' ? null : dueByReference(record.date, xref)
  if (byReference) return byReference
  if (dueDays !== null && dueDays >= 0) {
    const byDays = dueAfter(record.date, dueDays)
    if (byDays) return byDays
  }
  if (record.kind === 'credit-memo') return record.date
  return xref.trim() === ''
    ? { code: 'due-date-missing', terms: name }
    : { code: 'terms-invalid', terms: name, xref }
}

/**
 * `30` = days after the date, `M+1:D20` = the 20th of the next month, `M0:D-0` = the last day of this one. A day the
 * month does not have is its last day: 15 January with M+1:D30 is due on 28 or 29 February, never on 2 March.
 */
export function dueByReference(date: CalendarDate, xref: string): CalendarDate | null {
  const days = /^(\d{1,4})(?:\s*days?)?$/i.exec(xref.trim())
  if (days) return dueAfter(date, Number(days[1]))
  const months = /^M\s*\+?\s*(\d{1,3})\s*:\s*D\s*(-0|\d{1,2})$/i.exec(xref.trim())
  if (!months) return null
  const last = months[2] === '-0'
  const day = last ? 31 : Number(months[2])
  return day >= 1 && day <= 31 ? dayOfMonth(date, Number(months[1]), day) : null
}

function dueAfter(date: CalendarDate, days: number): CalendarDate | null {
  return days <= 9999 && isNear(date) ? addDays(date, days) : null
}

function dayOfMonth(date: CalendarDate, monthsLater: number, day: number): CalendarDate | null {
  if (!isNear(date)) return null
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + monthsLater
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1]
  const clamped = Math.min(day, lastDayOfMonth(year, month))
  return calendarDate([pad(year, 4), pad(month, 2), pad(clamped, 2)].join('-'))
}

/** A date whose due date still has four digits of year. */
function isNear(date: CalendarDate): boolean {
  return Number(date.slice(0, 4)) < 9800
}

function pad(number: number, digits: number): string {
  return String(number).padStart(digits, '0')
}
