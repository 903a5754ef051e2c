import { expect, test } from 'vitest'
import { fillTokens, hasTokens, unknownTokenOf } from '../../../lib/accounting/tokens.ts'

test('each token takes what the record says, without the space around it', () => {
  expect(fillTokens('{a} of {b}', { a: ' 1 ', b: '2' })).toBe('1 of 2')
  expect(fillTokens('only text', {})).toBe('only text')
})

test('a text that lacks one of its tokens is none', () => {
  expect(fillTokens('{a} of {b}', { a: '1', b: ' ' })).toBe('')
  expect(fillTokens('{c}', { a: '1' })).toBe('')
  expect(fillTokens('{toString}', {})).toBe('')
})

test('whether there are any, and the first that there is not', () => {
  expect([hasTokens('no {a}'), hasTokens('no a'), hasTokens('{a}')]).toEqual([true, false, true])
  expect(unknownTokenOf('{a} {b} {c}', ['a'])).toBe('b')
  expect(unknownTokenOf('{a}', ['a'])).toBeNull()
})
