import { Decimal as Library } from 'decimal.js'
import { assert } from './assert.ts'

export type RoundingMode = 'half-up' | 'half-even' | 'down' | 'up' | 'floor' | 'ceiling'

const modes = {
  'half-up': Library.ROUND_HALF_UP, // away from zero at a tie, as both ledgers do
  'half-even': Library.ROUND_HALF_EVEN,
  down: Library.ROUND_DOWN,
  up: Library.ROUND_UP,
  floor: Library.ROUND_FLOOR,
  ceiling: Library.ROUND_CEIL,
} as const

const maxDigitsRead = 40
const maxDigits = 60

// Wide enough that a sum, product or quotient of two 60-digit numbers is exact or, for a quotient, close enough
// that the one rounding that follows is right: a quotient that is no tie is at least 10^-61 away from one.
const Wide = Library.clone({ precision: 250, toExpNeg: -9e15, toExpPos: 9e15, rounding: Library.ROUND_DOWN })

const grammar = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/

export class DecimalError extends Error {
  override readonly name = 'DecimalError'
}

/** An exact decimal number. It is never made from a JS number, and nothing rounds without naming places and mode. */
export class Decimal {
  static readonly zero = new Decimal(new Wide(0))
  static readonly one = new Decimal(new Wide(1))

  readonly #value: Library
  /** The canonical text, an ordinary property so that equality in tests and printing see it. */
  private readonly text: string

  private constructor(value: Library) {
    this.#value = value.isZero() ? new Wide(0) : value // decimal.js keeps −0
    this.text = this.#value.toFixed()
    if (this.text.length > maxDigits && digitsOf(this.text) > maxDigits)
      throw new DecimalError(`A number has more than ${maxDigits} digits.`)
  }

  static parse(text: string): Decimal {
    if (!Decimal.isText(text))
      throw new DecimalError(`Not a decimal number of at most ${maxDigitsRead} digits.`)
    return new Decimal(new Wide(text))
  }

  /** A number as JSON writes it, at most 40 digits when written without an exponent. */
  static isText(text: string): boolean {
    if (text.length > 2 * maxDigitsRead) return false
    const match = grammar.exec(text)
    if (!match) return false
    return (
      digitsOf(new Wide(text).toFixed()) <= maxDigitsRead &&
      text.replace(/\D/g, '').length <= maxDigitsRead + 3
    )
  }

  plus(other: Decimal): Decimal {
    return new Decimal(this.#value.plus(other.#value))
  }

  minus(other: Decimal): Decimal {
    return new Decimal(this.#value.minus(other.#value))
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.#value.times(other.#value))
  }

  dividedBy(divisor: Decimal, places: number, mode: RoundingMode): Decimal {
    assert(!divisor.isZero(), 'A division by zero.')
    assertPlaces(places)
    return new Decimal(this.#value.dividedBy(divisor.#value).toDecimalPlaces(places, modes[mode]))
  }

  negated(): Decimal {
    return new Decimal(this.#value.negated())
  }

  abs(): Decimal {
    return this.isNegative() ? this.negated() : this
  }

  round(places: number, mode: RoundingMode): Decimal {
    assertPlaces(places)
    if (this.places() <= places) return this
    return new Decimal(this.#value.toDecimalPlaces(places, modes[mode]))
  }

  equals(other: Decimal): boolean {
    return this.text === other.text
  }

  compare(other: Decimal): -1 | 0 | 1 {
    if (this.#value.lessThan(other.#value)) return -1
    return this.text === other.text ? 0 : 1
  }

  lessThan(other: Decimal): boolean {
    return this.compare(other) < 0
  }

  greaterThan(other: Decimal): boolean {
    return this.compare(other) > 0
  }

  isZero(): boolean {
    return this.#value.isZero()
  }

  isNegative(): boolean {
    return this.#value.isNegative()
  }

  isPositive(): boolean {
    return !this.isZero() && !this.isNegative()
  }

  /** How many decimal places the number needs. */
  places(): number {
    return this.#value.decimalPlaces()
  }

  /** Plain: no exponent, no trailing zeros, no "-0". */
  toText(): string {
    return this.text
  }

  /** With exactly that many places; a number that would have to be rounded for it is our mistake. */
  toFixedText(places: number): string {
    assertPlaces(places)
    assert(
      this.places() <= places,
      `A number with ${this.places()} decimal places was written with ${places}.`,
    )
    return this.#value.toFixed(places)
  }

  toString(): string {
    return this.text
  }

  /** A number literal with this very text, never a double. */
  toJSON(): unknown {
    return JSON.rawJSON(this.text)
  }
}

export function sum(list: Iterable<Decimal>): Decimal {
  let total = Decimal.zero
  for (const one of list) total = total.plus(one)
  return total
}

/**
 * Splits a total by weights (largest remainder; at a tie the earlier one): the parts always add up to the total.
 * Weights that are all zero count as equal.
 */
export function allocate(total: Decimal, weights: readonly Decimal[], places: number): Decimal[] {
  assert(total.places() <= places, 'A total with more decimal places than its parts cannot be split exactly.')
  assert(
    weights.every(weight => !weight.isNegative()),
    'A weight is negative.',
  )
  assert(weights.length > 0 || total.isZero(), 'There is nothing to split a total over.')
  const whole = sum(weights)
  if (whole.isZero() && weights.length > 0) {
    return allocate(
      total,
      weights.map(() => Decimal.one),
      places,
    )
  }
  const size = total.abs()
  const parts = weights.map((weight, index) => {
    const share = size.times(weight)
    const part = share.dividedBy(whole, places, 'down')
    return { index, part, remainder: share.minus(part.times(whole)) }
  })
  const unit = Decimal.parse(`1e-${places}`)
  let left = size.minus(sum(parts.map(({ part }) => part)))
  for (const largest of parts.toSorted((a, b) => b.remainder.compare(a.remainder) || a.index - b.index)) {
    if (left.isZero()) break
    largest.part = largest.part.plus(unit)
    left = left.minus(unit)
  }
  return parts.map(({ part }) => (total.isNegative() ? part.negated() : part))
}

function assertPlaces(places: number): void {
  assert(
    Number.isInteger(places) && places >= 0 && places <= maxDigits,
    `${places} is no number of decimal places.`,
  )
}

function digitsOf(plain: string): number {
  return plain.replace(/^-?(0\.)?|\./g, '').length
}
