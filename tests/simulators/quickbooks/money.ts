import { Decimal } from 'decimal.js'
import { exact, type NumberText } from '../kit/json.ts'

/** Wide enough that only the named roundings round. */
export const Money = Decimal.clone({ precision: 60 })

export function cents(value: Decimal): Decimal {
  return value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
}

export function sum(values: Decimal[]): Decimal {
  return values.reduce((total, value) => total.plus(value), new Money(0))
}

export function amountOf(value: NumberText | undefined): Decimal {
  return new Money(value?.text ?? '0')
}

/** Money as it stands in answers: two places. */
export function written(value: Decimal): NumberText {
  return exact(value.toFixed(2))
}
