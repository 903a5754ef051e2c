import { expect, test } from 'vitest'
import { addMonths, monthIn, monthName, startOfMonth } from '../../../lib/statistics/months.ts'

test('a month is that of the zone’s clock', () => {
  const moment = new Date('2026-10-31T13:30:00Z')
  expect(monthIn(moment, 'UTC')).toBe('2026-10')
  expect(monthIn(moment, 'Australia/Sydney')).toBe('2026-11')
  expect(startOfMonth('2026-11', 'Australia/Sydney').toISOString()).toBe('2026-10-31T13:00:00.000Z')
})

test('months are counted over the turn of the year', () => {
  expect(addMonths('2026-11', -12)).toBe('2025-11')
  expect(addMonths('2026-01', -1)).toBe('2025-12')
  expect(addMonths('2026-12', 1)).toBe('2027-01')
  expect(monthName('2026-11')).toBe('Nov 2026')
})
