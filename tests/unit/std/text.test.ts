import { expect, test } from 'vitest'
import { isKeepable, keepable, unkeepableAt } from '../../../lib/std/text.ts'

test.each(['', 'Zoë', '𝒳', '👩‍👩‍👧‍👦', '\u202eright to left', 'tab\there'])(
  '%j can be kept as it is',
  text => {
    expect(isKeepable(text)).toBe(true)
    expect(keepable(text)).toBe(text)
  },
)

test.each([
  ['a\0b', 'ab'],
  ['\ud800 half', '\ufffd half'],
  ['half \udc00', 'half \ufffd'],
])('%j cannot', (text, rest) => {
  expect(isKeepable(text)).toBe(false)
  expect(keepable(text)).toBe(rest)
})

test('says where in a form the text stands that cannot be kept', () => {
  const form = { name: 'Jane', rows: [{ key: 'a' }, { key: 'b\0' }], count: 1, none: null }
  expect(unkeepableAt(form)).toEqual(['rows', '1', 'key'])
  expect(unkeepableAt({ ...form, rows: [] })).toBeNull()
  expect(unkeepableAt({ values: { 'a\0': 'x' } })).toEqual(['values'])
  expect(unkeepableAt('\0')).toEqual([])
})
