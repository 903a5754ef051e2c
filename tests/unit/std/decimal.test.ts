import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate, Decimal, DecimalError, type RoundingMode, sum } from '../../../lib/std/decimal.ts'

const d = Decimal.parse

// The oracle is BigInt: a number is `units` of 10^-places.
const anyDecimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 6 }))
  .map(([units, places]) => ({ units, places, decimal: fromUnits(units, places) }))

function fromUnits(units: bigint, places: number): Decimal {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  return d(`${units < 0n ? '-' : ''}${whole}${places > 0 ? `.${digits.slice(-places)}` : ''}`)
}

describe('reading', () => {
  test.each([
    ['0', '0'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['1.50', '1.5'],
    ['1e-7', '0.0000001'],
    ['1E+3', '1000'],
    ['-12.5e2', '-1250'],
    ['9007199254740993.01', '9007199254740993.01'],
    ['0.1', '0.1'],
    ['1234567890123456789012345678901234567890', '1234567890123456789012345678901234567890'],
  ])('%s is %s', (text, canonical) => {
    expect(d(text).toText()).toBe(canonical)
  })

  test.each([
    '',
    ' 1',
    '1 ',
    '+1',
    '01',
    '.5',
    '5.',
    '1,5',
    '1_000',
    '0x10',
    'NaN',
    'Infinity',
    '--1',
    '1e',
    '1e9999',
    '1e41',
    '1e-41',
    '١',
    '12345678901234567890123456789012345678901',
    `0.${'0'.repeat(41)}1`,
    '1'.repeat(10_000),
    '1\n',
    'null',
  ])('%j is refused', text => {
    expect(Decimal.isText(text)).toBe(false)
    expect(() => d(text)).toThrow(DecimalError)
  })

  test('every number of its own comes back from its text', () => {
    fc.assert(fc.property(anyDecimal, ({ decimal }) => d(decimal.toText()).equals(decimal)))
  })
})

describe('reckoning', () => {
  test('0.1 + 0.2 is 0.3', () => {
    expect(d('0.1').plus(d('0.2')).toText()).toBe('0.3')
  })

  test('sum, difference and product agree with whole numbers', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        const scale = (of: typeof a) => of.units * 10n ** BigInt(12 - of.places)
        expect(a.decimal.plus(b.decimal)).toEqual(fromUnits(scale(a) + scale(b), 12))
        expect(a.decimal.minus(b.decimal)).toEqual(fromUnits(scale(a) - scale(b), 12))
        expect(a.decimal.times(b.decimal)).toEqual(fromUnits(a.units * b.units, a.places + b.places))
        expect(a.decimal.compare(b.decimal)).toBe(scale(a) < scale(b) ? -1 : scale(a) > scale(b) ? 1 : 0)
      }),
    )
  })

  test('nothing is rounded silently: what needs more than 60 digits is refused', () => {
    const long = d('1234567890123456789012345678901234567890')
    expect(() => long.times(long)).toThrow(DecimalError)
    const nines = '9'.repeat(30)
    expect(d(nines).times(d(nines)).toText()).toBe((BigInt(nines) * BigInt(nines)).toString())
  })

  test('a quotient is rounded once, in the named way, as whole numbers say', () => {
    const small = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
    fc.assert(
      fc.property(
        small,
        small.filter(n => n !== 0n),
        fc.integer({ min: 0, max: 6 }),
        (a, b, places) => {
          const scaled = a * 10n ** BigInt(places)
          const floor = scaled / b - (scaled % b !== 0n && scaled < 0n !== b < 0n ? 1n : 0n)
          const quotient = (mode: RoundingMode) => fromUnits(a, 0).dividedBy(fromUnits(b, 0), places, mode)
          expect(quotient('floor')).toEqual(fromUnits(floor, places))
          expect(quotient('ceiling')).toEqual(fromUnits(scaled % b === 0n ? floor : floor + 1n, places))
          expect(quotient('down')).toEqual(fromUnits(scaled / b, places))
        },
      ),
    )
  })

  test('a division by zero is our mistake', () => {
    expect(() => Decimal.one.dividedBy(Decimal.zero, 2, 'down')).toThrow(/division by zero/)
  })

  test('a quotient a hair beside a tie does not become one', () => {
    const divisor = d(`1${'0'.repeat(39)}`)
    const tenth = (text: string) => d(text).dividedBy(divisor, 1, 'half-even').toText()
    expect(tenth(`5${'0'.repeat(37)}`)).toBe('0')
    expect(tenth(`5${'0'.repeat(36)}1`)).toBe('0.1')
    expect(tenth(`4${'9'.repeat(37)}`)).toBe('0')
  })
})

describe('rounding names its mode', () => {
  const cases: [RoundingMode, string[]][] = [
    ['half-up', ['-2.68', '-2.67', '2.67', '2.68', '2.68', '2.69']],
    ['half-even', ['-2.68', '-2.67', '2.67', '2.68', '2.68', '2.68']],
    ['down', ['-2.67', '-2.67', '2.67', '2.67', '2.67', '2.68']],
    ['up', ['-2.68', '-2.68', '2.68', '2.68', '2.68', '2.69']],
    ['floor', ['-2.68', '-2.68', '2.67', '2.67', '2.67', '2.68']],
    ['ceiling', ['-2.67', '-2.67', '2.68', '2.68', '2.68', '2.69']],
  ]
  test.each(cases)('%s', (mode, expected) => {
    const given = ['-2.675', '-2.674', '2.674', '2.675', '2.6751', '2.685']
    expect(given.map(text => d(text).round(2, mode).toText())).toEqual(expected)
  })

  test('places are whole and not negative', () => {
    for (const places of [-1, 0.5, Number.NaN, 61])
      expect(() => d('1').round(places, 'down')).toThrow(/decimal places/)
  })
})

describe('writing', () => {
  test('fixed places never round', () => {
    expect(d('2.5').toFixedText(2)).toBe('2.50')
    expect(d('-3').toFixedText(2)).toBe('-3.00')
    expect(() => d('2.505').toFixedText(2)).toThrow(/3 decimal places/)
  })

  test('JSON gets the number itself, digit by digit', () => {
    expect(JSON.stringify({ amount: d('9007199254740993.01'), small: d('1e-7') })).toBe(
      '{"amount":9007199254740993.01,"small":0.0000001}',
    )
  })

  test('two different numbers are not equal to a test either', () => {
    expect(d('1')).not.toEqual(d('2'))
    expect(d('1.0')).toEqual(d('1'))
  })

  test('signs, places and order', () => {
    expect([d('-1').isNegative(), d('0').isNegative(), d('1').isPositive(), d('0').isPositive()]).toEqual([
      true,
      false,
      true,
      false,
    ])
    expect([d('0').negated().isNegative(), d('-2').abs().toText(), d('2').negated().toText()]).toEqual([
      false,
      '2',
      '-2',
    ])
    expect([d('1.50').places(), d('100').places()]).toEqual([1, 0])
    expect([d('1').lessThan(d('2')), d('1').greaterThan(d('2')), d('2').isZero()]).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('splitting a total', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 30 })

  test('the parts add up, keep the sign, and each is within a cent of its share', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), weights, (cents, list) => {
        const total = fromUnits(cents, 2)
        const parts = allocate(
          total,
          list.map(weight => fromUnits(weight, 0)),
          2,
        )
        expect(sum(parts)).toEqual(total)
        const whole = list.reduce((a, b) => a + b, 0n)
        for (const [place, part] of parts.entries()) {
          expect(part.isZero() || part.isNegative() === total.isNegative()).toBe(true)
          if (whole === 0n) continue
          const share = total.times(fromUnits(list[place] ?? 0n, 0))
          const off = part.times(fromUnits(whole, 0)).minus(share).abs()
          expect(off.compare(d('0.01').times(fromUnits(whole, 0)))).toBe(-1)
        }
      }),
    )
  })

  test.each([
    ['100', ['1', '1', '1'], ['33.34', '33.33', '33.33']],
    ['-0.05', ['1', '1'], ['-0.03', '-0.02']],
    ['0.01', ['0', '0'], ['0.01', '0']],
    ['10', ['0', '3'], ['0', '10']],
    ['0', [], []],
  ])('%s over %j is %j', (total, list, expected) => {
    expect(allocate(d(total), list.map(d), 2).map(part => part.toText())).toEqual(expected)
  })

  test('what cannot be split exactly is our mistake', () => {
    expect(() => allocate(d('0.005'), [d('1')], 2)).toThrow(/more decimal places/)
    expect(() => allocate(d('1'), [], 2)).toThrow(/nothing to split/)
    expect(() => allocate(d('1'), [d('-1')], 2)).toThrow(/negative/)
  })
})
