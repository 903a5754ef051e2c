import { describe, expect, test } from 'vitest'
import { quoted, zDay, zGuid, zMoment } from '../../../../lib/connectors/xero/fields.ts'

describe('Xero’s dates', () => {
  test('are milliseconds in UTC, whatever offset stands beside', () => {
    expect(zMoment.parse('/Date(1552327126164+0000)/')).toBe('2019-03-11T17:58:46.164Z')
    expect(zMoment.parse('/Date(1552327126164+1100)/')).toBe('2019-03-11T17:58:46.164Z')
    expect(zMoment.parse('/Date(-86400000)/')).toBe('1969-12-31T00:00:00.000Z')
    expect(zDay.parse('/Date(1782777600000+0000)/')).toBe('2026-06-30')
  })

  test.each(['2026-06-30', '/Date()/', '/Date(1.5)/', 'Date(1)', ''])('%s is none', text => {
    expect(zMoment.safeParse(text).success).toBe(false)
  })
})

test('the empty GUID is no id', () => {
  expect(zGuid.safeParse('00000000-0000-0000-0000-000000000000').success).toBe(false)
  expect(zGuid.safeParse('ED14AEC0-1CF1-4B1F-F000-CC21D5AE4B7F').success).toBe(true)
})

test('a text in a filter stays one text', () => {
  expect(quoted('say "C" \\')).toBe('"say \\"C\\" \\\\"')
})
