import { Decimal } from 'decimal.js'
import { exact, NumberText } from '../kit/json.ts'

/** Amounts live as decimal text, meet arithmetic only here and go on the wire digit by digit. */
export const dec = (text: string): Decimal => new Decimal(text)
export const text = (value: Decimal): string => value.toFixed()
export const cents = (value: Decimal): Decimal => value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
export const sum = (values: readonly string[]): Decimal =>
  values.reduce((total, value) => total.plus(value), new Decimal(0))
export const number = (amount: string): NumberText => exact(amount)
export const isNumberText = (value: unknown): value is NumberText => value instanceof NumberText
