import type { CalendarDate } from '../std/clock.ts'
import { addDays, calendarDate, lastDayOfMonth } from '../std/clock.ts'
import type { Desk } from './desk.ts'
import type { DocumentKind } from './document.ts'
import type { SalesExport } from './export.ts'
import type { PlanOptions } from './options.ts'
import type { Problem } from './problems.ts'
import { termRule } from './term-rule.ts'

type Dated = Pick<SalesExport, 'date' | 'dueDate' | 'terms'> & { kind: SalesExport['kind'] | DocumentKind }

/**
 * The rule that somebody mapped the terms to goes before all else: ConnectWise knows days only, so for "20th of next month"
 * its own date is the wrong one. Terms that nobody mapped are no question, as most have a date of their own.
 */
export function findMappedDueDate(record: Dated, desk: Desk): CalendarDate | Problem {
  const name = record.terms.name.trim()
  const termId = desk.reference.psaTerms.get(name.toLowerCase())
  const rule = termId === undefined ? null : desk.find('term', termId, name)
  const mapped = rule === null ? null : dueByReference(record.date, rule)
  if (mapped) return mapped
  const found = findDueDate(record, desk.options)
  return typeof found === 'string' || termId === undefined ? found : { ...found, termId }
}

type Undated = Extract<Problem, { code: 'due-date-missing' | 'terms-invalid' }>

/**
 * ConnectWise's own due date, else its terms: the cross reference, else the days; a company may want the cross reference
 * first. Where neither leads to one its own format does. A credit is not paid by anyone, so without terms it falls due
 * on its own date.
 */
export function findDueDate(
  record: Dated,
  options: Pick<PlanOptions, 'dueDateSource' | 'dueDateFormat'>,
): CalendarDate | Undated {
  const { name, xref, dueDays } = record.terms
  const byReference = () => (xref.trim() === '' ? null : dueByReference(record.date, xref))
  const told =
    options.dueDateSource === 'terms' ? (byReference() ?? record.dueDate) : (record.dueDate ?? byReference())
  if (told) return told
  const byDays = dueDays !== null && dueDays >= 0 ? dueAfter(record.date, dueDays) : null
  const own = byDays ?? dueByReference(record.date, options.dueDateFormat)
  if (own) return own
  if (record.kind === 'credit-memo' || record.kind === 'vendor-credit') return record.date
  return xref.trim() === ''
    ? { code: 'due-date-missing', terms: name }
    : { code: 'terms-invalid', terms: name, xref }
}

/**
 * `30` = days after the date, `M+1:D20` = the 20th of the next month, `M0:D-0` = the last day of this one, `EOM+15` = days
 * after the end of this one. A day the month does not have is its last day: 15 January with M+1:D30 is due on 28 or
 * 29 February, never on 2 March.
 */
export function dueByReference(date: CalendarDate, xref: string): CalendarDate | null {
  const rule = termRule(xref)
  if (!rule) return null
  if (rule.kind === 'days') return dueAfter(date, rule.days)
  if (rule.kind === 'day') return dayOfMonth(date, rule.months, rule.day)
  const end = dayOfMonth(date, 0, 31)
  return end && dueAfter(end, rule.days)
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
