import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainCell, safeCell } from '../../../lib/std/cell.ts'

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2+3', "'-2+3"],
  ["'=1", "''=1"],
  ['-12.50', '-12.50'],
  ["O'Brien", "O'Brien"],
  ["'quoted'", "'quoted'"],
  ['', ''],
])('%j is written as %j and read back', (text, cell) => {
  expect([safeCell(text), plainCell(cell)]).toEqual([cell, text])
})

test('whatever is written is read back', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^['=+\-@\t\r0-9.]{0,8}$/))
  fc.assert(
    fc.property(text, one => {
      expect(plainCell(safeCell(one))).toBe(one)
      expect(safeCell(one)).not.toMatch(/^[=+@\t\r]/)
    }),
  )
})
