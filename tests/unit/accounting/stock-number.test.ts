import fc from 'fast-check'
import { expect, test } from 'vitest'
import { movementNumber, stockNumber } from '../../../lib/accounting/stock-number.ts'

const seed = Number(process.env.EVENBOOK_SEED ?? Date.now() % 2 ** 31)
const stockPrefixes = { sale: 'COGS', adjustment: 'ADJ', transfer: 'TRF' }

test('a journal is numbered by its prefix and ConnectWise’s own number', () => {
  expect(stockNumber('sale', '10456', { stockPrefixes })).toBe('COGS-10456')
  expect(stockNumber('adjustment', movementNumber('12-adjustment'), { stockPrefixes })).toBe('ADJ-12')
  expect(stockNumber('transfer', movementNumber('7-transfer'), { stockPrefixes })).toBe('TRF-7')
})

test('an id of another form stands for itself', () => {
  expect(movementNumber('something else')).toBe('something else')
  expect(stockNumber('adjustment', movementNumber(`12-${'x'.repeat(30)}`), { stockPrefixes })).toMatch(
    /^ADJ-12-xxxxx~[0-9a-f]{8}$/,
  )
})

const prefix = fc.stringMatching(/^[A-Za-z0-9]{1,8}$/)
const drawn = fc.record({
  stockPrefixes: fc.record({ sale: prefix, adjustment: prefix, transfer: prefix }),
  shared: fc.boolean(),
  movements: fc.uniqueArray(fc.integer({ min: 1, max: 9_999_999_999 }), { minLength: 1, maxLength: 6 }),
  invoices: fc.uniqueArray(fc.stringMatching(/^[A-Z0-9-]{1,15}$/), { minLength: 1, maxLength: 6 }),
})

test(`never longer than 21 characters, and never two alike, whatever the prefixes are (seed ${seed})`, () => {
  fc.assert(
    fc.property(drawn, ({ stockPrefixes: own, shared, movements, invoices }) => {
      const options = {
        stockPrefixes: shared
          ? { ...own, transfer: own.adjustment, sale: own.adjustment.toLowerCase() }
          : own,
      }
      const numbers = [
        ...movements.map(one => stockNumber('adjustment', movementNumber(`${one}-adjustment`), options)),
        ...movements.map(one => stockNumber('transfer', movementNumber(`${one}-transfer`), options)),
        ...invoices.map(one => stockNumber('sale', one, options)),
      ]
      expect(numbers.filter(number => number.length > 21)).toEqual([])
      expect(new Set(numbers.map(number => number.toUpperCase())).size).toBe(numbers.length)
    }),
    { seed, numRuns: 500 },
  )
})
