import { assert } from '../std/assert.ts'
import { addDays, type CalendarDate, calendarDate } from '../std/clock.ts'

/** What becomes of an expense where something does (expenses.ts). */
export const postedOutcomes = ['reimbursable', 'company-paid', 'private'] as const
export type PostedOutcome = (typeof postedOutcomes)[number]

/** A week's expenses of one member that become the same document. */
export interface ExpenseWeek {
  memberId: string
  monday: CalendarDate
  outcome: PostedOutcome
  /** '' where no company takes the records of this location by its name */
  locationId: string
}

/** One entry by its expenseDetailId, or a week of them (docs/decisions/0063). */
export type ExpenseId = { kind: 'entry'; detailId: string } | ({ kind: 'week' } & ExpenseWeek)

const prefix = 'expense-'
const written =
  /^expense-(\d{1,12})(?:-(\d{4}-\d{2}-\d{2})-(reimbursable|company-paid|private)(?:-at-(\d{1,12}))?)?$/

export function isExpenseId(recordId: string): boolean {
  return written.test(recordId)
}

export function expenseId(detailId: string): string {
  return prefix + detailId
}

export function expenseWeekId({ memberId, monday, outcome, locationId }: ExpenseWeek): string {
  return `${prefix}${memberId}-${monday}-${outcome}${locationId === '' ? '' : `-at-${locationId}`}`
}

export function readExpenseId(recordId: string): ExpenseId {
  const [, id, monday, word, locationId = ''] = written.exec(recordId) ?? []
  assert(id !== undefined, 'the id of an expense')
  const outcome = postedOutcomes.find(one => one === word)
  if (monday === undefined || outcome === undefined) return { kind: 'entry', detailId: id }
  return { kind: 'week', memberId: id, monday: calendarDate(monday), outcome, locationId }
}

/** The day on which its week begins. */
export function mondayOf(day: CalendarDate): CalendarDate {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}
