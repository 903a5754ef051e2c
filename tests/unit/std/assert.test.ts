import { expect, test } from 'vitest'
import { AssertionError, assert, present, unreachable } from '../../../lib/std/assert.ts'

test('a false condition is our mistake and says which', () => {
  expect(() => assert(0, 'a zero came')).toThrow(new AssertionError('a zero came'))
  expect(() => assert(1, 'never')).not.toThrow()
})

test('present hands the value on, a zero and an empty text included', () => {
  expect(present(0, 'gone')).toBe(0)
  expect(present('', 'gone')).toBe('')
  expect(() => present(undefined, 'gone')).toThrow(new AssertionError('gone'))
  expect(() => present(null, 'gone')).toThrow(new AssertionError('gone'))
})

test('an unreachable place does not show the value that came', () => {
  const closed = (word: 'a' | 'b') => (word === 'a' || word === 'b' ? word : unreachable(word))
  expect(() => Reflect.apply(closed, undefined, ['hush'])).toThrow(AssertionError)
  expect(() => Reflect.apply(closed, undefined, ['hush'])).not.toThrow(/hush/)
})
