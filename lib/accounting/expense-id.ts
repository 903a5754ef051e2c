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
  /** where each payment type is told apart: they are paid from accounts of their own; '' else */
  paymentTypeId: string
  /** '' where no company takes the records of this location by its name */
  locationId: string
}

/** One entry by its expenseDetailId, or a week of them (docs/decisions/0063). */
export type ExpenseId = { kind: 'entry'; detailId: string } | ({ kind: 'week' } & ExpenseWeek)

const prefix = 'expense-'
const written =
  /^expense-(\d{1,12})(?:-(\d{4}-\d{2}-\d{2})-(reimbursable|company-paid|private)(?:-by-(\d{1,12}))?(?:-at-(\d{1,12}))?)?$/

export function isExpenseId(recordId: string): boolean {
  return written.test(recordId)
}

export function expenseId(detailId: string): string {
  return prefix + detailId
}

export function expenseWeekId({ memberId, monday, outcome, paymentTypeId, locationId }: ExpenseWeek): string {
  const by = paymentTypeId === '' ? '' : `-by-${paymentTypeId}`
  const at = locationId === '' ? '' : `-at-${locationId}`
  return `${prefix}${memberId}-${monday}-${outcome}${by}${at}`
}

/** Every id under which an expense of that day may be part of a week, however companies gather: with one of these payment types. */
export function weekIdsOf(
  { memberId, day, locationId }: { memberId: string; day: CalendarDate; locationId: string },
  paymentTypeIds: readonly string[],
): string[] {
  const week = { memberId, monday: mondayOf(day) }
  const places = [...new Set(['', locationId])]
  return postedOutcomes.flatMap(outcome => {
    const types = outcome === 'company-paid' ? ['', ...paymentTypeIds] : ['']
    return types.flatMap(paymentTypeId =>
      places.map(place => expenseWeekId({ ...week, outcome, paymentTypeId, locationId: place })),
    )
  })
}

export function readExpenseId(recordId: string): ExpenseId {
  const [, id, monday, word, paymentTypeId = '', locationId = ''] = written.exec(recordId) ?? []
  assert(id !== undefined, 'the id of an expense')
  const outcome = postedOutcomes.find(one => one === word)
  if (monday === undefined || outcome === undefined) return { kind: 'entry', detailId: id }
  return { kind: 'week', memberId: id, monday: calendarDate(monday), outcome, paymentTypeId, locationId }
}

/** The day on which its week begins. */
export function mondayOf(day: CalendarDate): CalendarDate {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}
