import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  CalendarDateError,
  calendarDate,
  dayAt,
  lastDayOfMonth,
  startOfDay,
  systemClock,
} from '../../../lib/std/clock.ts'

describe('days', () => {
  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '26-04-01',
    '2026-04-01T00:00:00Z',
    '0000-01-01',
    '',
    '2026-04-01\n',
  ])('%j is none', text => {
    expect(() => calendarDate(text)).toThrow(CalendarDateError)
  })

  test('leap years', () => {
    expect([2024, 2025, 2000, 1900].map(year => lastDayOfMonth(year, 2))).toEqual([29, 28, 29, 28])
    expect(Array.from({ length: 12 }, (_, month) => lastDayOfMonth(2026, month + 1))).toEqual([
      31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ])
    expect(() => lastDayOfMonth(2026, 13)).toThrow(/no month/)
    expect(calendarDate('2024-02-29')).toBe('2024-02-29')
  })

  test('moving by days crosses months and years and comes back', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(() => addDays('2026-03-01', 0.5)).toThrow(/whole numbers/)
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
        const start = calendarDate(date.toISOString().slice(0, 10))
        const end = addDays(start, days)
        expect(addDays(end, -days)).toBe(start)
        expect(Date.parse(end) - Date.parse(start)).toBe(days * 86_400_000)
      }),
    )
  })
})

describe('the machine’s clock', () => {
  test('waits what it is told, not a factor of it', async () => {
    const clock = systemClock(20)
    const start = clock.monotonicMs()
    await clock.wait(30)
    expect(clock.monotonicMs() - start).toBeGreaterThan(28)
    expect(clock.factor).toBe(20)
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(1000)
  })

  test('a wait ends with its signal', async () => {
    const end = new AbortController()
    const waiting = systemClock().wait(60_000, end.signal)
    end.abort()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('a wait that setTimeout would turn into none is our mistake', async () => {
    await expect(systemClock().wait(2 ** 31)).rejects.toThrow(/no time to wait/)
    await expect(systemClock().wait(-1)).rejects.toThrow(/no time to wait/)
  })
})

test('a day begins when the clocks of its zone say so, on the days they are changed too', () => {
  const at = (day: string, zone: string) => startOfDay(day, zone).toISOString()
  expect(at('2026-11-01', 'UTC')).toBe('2026-11-01T00:00:00.000Z')
  expect(at('2026-11-01', 'Australia/Sydney')).toBe('2026-10-31T13:00:00.000Z')
  expect(at('2026-04-05', 'Australia/Sydney')).toBe('2026-04-04T13:00:00.000Z')
  expect(at('2026-04-06', 'Australia/Sydney')).toBe('2026-04-05T14:00:00.000Z')
  expect(at('2026-11-01', 'America/New_York')).toBe('2026-11-01T04:00:00.000Z')
  expect(at('2026-11-02', 'America/New_York')).toBe('2026-11-02T05:00:00.000Z')
})

test('the day of a moment is that of the zone', () => {
  const evening = new Date('2026-06-30T20:00:00Z')
  expect(dayAt(evening, 'UTC')).toBe('2026-06-30')
  expect(dayAt(evening, 'Australia/Sydney')).toBe('2026-07-01')
  expect(dayAt(new Date('2026-07-01T02:00:00Z'), 'America/New_York')).toBe('2026-06-30')
  expect(dayAt(new Date('2026-10-03T15:59:59.999Z'), 'Australia/Sydney')).toBe('2026-10-04')
})
