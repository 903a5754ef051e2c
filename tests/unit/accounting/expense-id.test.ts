import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  expenseId,
  expenseWeekId,
  isExpenseId,
  mondayOf,
  postedOutcomes,
  readExpenseId,
} from '../../../lib/accounting/expense-id.ts'
import { addDays, calendarDate } from '../../../lib/std/clock.ts'

const id = fc.integer({ min: 1, max: 2_147_483_647 }).map(String)

test('every id is read as what it was written for', () => {
  fc.assert(
    fc.property(id, detailId => {
      expect(readExpenseId(expenseId(detailId))).toEqual({ kind: 'entry', detailId })
    }),
  )
  const week = fc.record({
    memberId: id,
    monday: fc.nat(4_000).map(days => mondayOf(addDays(calendarDate('2020-01-06'), days))),
    outcome: fc.constantFrom(...postedOutcomes),
    locationId: fc.oneof(fc.constant(''), id),
  })
  fc.assert(
    fc.property(week, one => {
      expect(isExpenseId(expenseWeekId(one))).toBe(true)
      expect(readExpenseId(expenseWeekId(one))).toEqual({ kind: 'week', ...one })
    }),
  )
})

test('a Monday is its own, and the six days after it are of its week', () => {
  fc.assert(
    fc.property(fc.nat(4_000), days => {
      const day = addDays(calendarDate('2020-01-06'), days)
      expect(mondayOf(day)).toBe(addDays(day, -(days % 7)))
    }),
  )
})
