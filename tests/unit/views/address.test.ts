import { expect, test } from 'vitest'
import { addressText, dayText, pageNumber, textOf } from '../../../app/_ui/address.ts'

test('of an address only what can be looked for is taken', () => {
  const text = textOf(new URLSearchParams({ search: 'a\0cme', long: 'x'.repeat(300) }))
  expect(text('search')).toBe('acme')
  expect(text('long')).toHaveLength(200)
  expect(text('none')).toBe('')
  expect(addressText(['twice', 'given'])).toBe('')
  // Half of a character, where the cut falls between its halves.
  expect(addressText(`${'x'.repeat(199)}𝒳`).isWellFormed()).toBe(true)
})

test.each(['2026-02-28', '2024-02-29', '0001-01-01', '9999-12-31'])('%s is a day', text => {
  expect(dayText(text)).toBe(text)
})

test.each(['', '2026-02-31', '2026-13-01', '2026-00-10', '0000-01-01', '2026-1-1', '2026-02-28T00:00', 'x'])(
  '%j is none',
  text => {
    expect(dayText(text)).toBe('')
  },
)

test.each([
  ['1', 1],
  ['42', 42],
  ['999999', 999_999],
  ['0', 1],
  ['-1', 1],
  ['1.5', 1],
  ['1e9', 1],
  ['1000000', 1],
  ['Infinity', 1],
  ['', 1],
])('page %j is %d', (text, page) => {
  expect(pageNumber(text)).toBe(page)
})
