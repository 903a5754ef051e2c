import { expenseWeekId, mondayOf } from '../../../lib/accounting/expense-id.ts'
import { calendarDate } from '../../../lib/std/clock.ts'
import type { Asked } from './kind.ts'

/** So the notes of an expense begin that is gathered with the others of its week. */
export const weekNote = 'With its week'

export function isOfWeek({ notes }: { notes: string }): boolean {
  return notes.startsWith(weekNote)
}

interface Spent {
  memberId: number
  locationId: number
  date: string
  classification: 'Reimbursable' | 'NonReimbursable' | 'Personal'
}

const outcomes = {
  Reimbursable: { outcome: 'reimbursable', letter: '' },
  NonReimbursable: { outcome: 'company-paid', letter: 'C' },
  Personal: { outcome: 'private', letter: 'P' },
} as const

/** Its location belongs to a company that names it, so that its weeks do too. */
export function weekOf({ memberId, locationId, date, classification }: Spent): Asked {
  const { outcome, letter } = outcomes[classification]
  const monday = mondayOf(calendarDate(date))
  const day = monday.slice(2).replaceAll('-', '')
  return {
    id: expenseWeekId({
      memberId: String(memberId),
      monday,
      outcome,
      paymentTypeId: '',
      locationId: String(locationId),
    }),
    number: `EXP-${memberId}L${locationId}-${day}${letter}`,
  }
}

/** So many days of a week that is so many weeks ago, from its Tuesday on: how long ago each is. */
export function daysOfWeek(weeksAgo: number, many: number): number[] {
  const sinceMonday = (new Date().getUTCDay() + 6) % 7
  return Array.from({ length: many }, (_none, at) => weeksAgo * 7 + sinceMonday - 1 - at)
}
