import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cents, isMeasurable, lineAmount, priceLine } from '../../../lib/accounting/money.ts'
import { decimal as d } from '../../support/planning.ts'
import { arbitraryLine } from '../../support/planning-arbitrary.ts'

function priced(quantity: string, unitPrice: string | null, amount: string) {
  const line = priceLine({
    quantity: d(quantity),
    unitPrice: unitPrice === null ? null : d(unitPrice),
    amount: d(amount),
  })
  const { trueQuantity } = line
  return [line.quantity.toText(), line.unitAmount.toText(), line.amount.toText(), trueQuantity]
}

describe('a price that comes to the amount goes as it is', () => {
  test.each([
    ['whole', '8', '150', '1200', ['8', '150', '1200', '']],
    ['four decimals', '100', '5.2456', '524.56', ['100', '5.2456', '524.56', '']],
    ['rounding down', '3', '33.3333', '100', ['3', '33.3333', '100', '']],
    ['five decimals, four of which are enough', '3', '0.33333', '1', ['3', '0.3333', '1', '']],
    [
      'double noise of the sender',
      '1',
      '0.30000000000000004',
      '0.30000000000000004',
      ['1', '0.3', '0.3', ''],
    ],
    ['a return: minus in the quantity', '-2', '50', '-100', ['-2', '50', '-100', '']],
    ['a discount: minus in the amount only', '2', '50', '-100', ['2', '-50', '-100', '']],
    ['a credit: minus in both', '-2', '-50', '100', ['-2', '-50', '100', '']],
    ['a credit: minus in the quantity only', '-2', '50', '100', ['2', '50', '100', '']],
    ['no price, exact quotient', '2.5', null, '375', ['2.5', '150', '375', '']],
    ['nothing charged', '2', '150', '0', ['2', '0', '0', '']],
    ['a price below half a cent', '1', '0.003', '0', ['1', '0', '0', '']],
  ])('%s', (_name, quantity, unitPrice, amount, expected) => {
    expect(priced(quantity, unitPrice, amount)).toEqual(expected)
  })
})

describe('else one times the amount, the true quantity in words', () => {
  test.each([
    ['a price too long', '1000', '0.12345', '123.45', ['1', '123.45', '123.45', '1000 × 0.12345']],
    ['a price that is another', '2', '40', '100', ['1', '100', '100', '2 × 40']],
    ['exactly half a cent', '0.5', '99.99', '50', ['1', '50', '50', '0.5 × 99.99']],
    ['no price, no exact quotient', '3', null, '100', ['1', '100', '100', 'quantity 3']],
    ['a quantity too long', '0.33333', '300', '100', ['1', '100', '100', '0.33333 × 300']],
    ['no quantity', '0', null, '80', ['1', '80', '80', '']],
    ['one, without a price', '1', null, '80', ['1', '80', '80', '']],
    ['an amount with a part of a cent', '1', null, '80.005', ['1', '80.01', '80.01', '']],
  ])('%s', (_name, quantity, unitPrice, amount, expected) => {
    expect(priced(quantity, unitPrice, amount)).toEqual(expected)
  })
})

test('the amount is never changed to fit a price, and never rests on a tie', () => {
  const seed = Number(process.env.EVENBOOK_SEED ?? Date.now() % 2 ** 31)
  fc.assert(
    fc.property(arbitraryLine, line => {
      const { quantity, unitAmount, amount } = priceLine(line)
      expect(amount.toText()).toBe(cents(line.amount).toText())
      expect(lineAmount(quantity, unitAmount).toText()).toBe(amount.toText())
      expect(quantity.times(unitAmount).round(2, 'half-even').toText()).toBe(amount.toText())
      expect(unitAmount.places()).toBeLessThanOrEqual(4)
    }),
    { seed, numRuns: 1000 },
  )
})

test('half a cent is rounded away from zero', () => {
  expect([cents(d('1.005')).toText(), cents(d('-1.005')).toText(), cents(d('1.00499')).toText()]).toEqual([
    '1.01',
    '-1.01',
    '1',
  ])
})

test('what no ledger can hold is not measurable', () => {
  expect(
    ['9999999999.99', '-9999999999.99', '0.30000000000000004'].map(text => isMeasurable(d(text))),
  ).toEqual([true, true, true])
  expect(['10000000000', '-1e10', '1e-21'].map(text => isMeasurable(d(text)))).toEqual([false, false, false])
})
