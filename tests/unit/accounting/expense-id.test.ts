import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  expenseId,
  expenseWeekId,
  isExpenseId,
  mondayOf,
  postedOutcomes,
  readExpenseId,
  weekIdsOf,
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
    paymentTypeId: fc.oneof(fc.constant(''), id),
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

test('an expense may be of a week of each outcome, of its place or of none, and of a payment type where the company has paid', () => {
  const facts = { memberId: '153', day: calendarDate('2026-11-14'), locationId: '11' }
  expect(weekIdsOf(facts, ['7'])).toEqual([
    'expense-153-2026-11-09-reimbursable',
    'expense-153-2026-11-09-reimbursable-at-11',
    'expense-153-2026-11-09-company-paid',
    'expense-153-2026-11-09-company-paid-at-11',
    'expense-153-2026-11-09-company-paid-by-7',
    'expense-153-2026-11-09-company-paid-by-7-at-11',
    'expense-153-2026-11-09-private',
    'expense-153-2026-11-09-private-at-11',
  ])
  expect(weekIdsOf({ ...facts, locationId: '' }, [])).toHaveLength(3)
})

test('a Monday is its own, and the six days after it are of its week', () => {
  fc.assert(
    fc.property(fc.nat(4_000), days => {
      const day = addDays(calendarDate('2020-01-06'), days)
      expect(mondayOf(day)).toBe(addDays(day, -(days % 7)))
    }),
  )
})
