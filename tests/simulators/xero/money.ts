import { Decimal } from 'decimal.js'
import type { Line, LineAmountTypes } from './entities.ts'

/** Wide enough that only the named roundings round. */
export const Money = Decimal.clone({ precision: 60 })

export function cents(value: Decimal, half: string): Decimal {
  return value.toDecimalPlaces(2, half === 'even' ? Decimal.ROUND_HALF_EVEN : Decimal.ROUND_HALF_UP)
}

export function sum(values: string[]): Decimal {
  return values.reduce((total, value) => total.plus(value), new Money(0))
}

/** Quantity × UnitAmount, less the discount; two places. */
export function lineAmount(
  quantity: Decimal,
  unitAmount: Decimal,
  discount: { rate?: Decimal; amount?: Decimal },
  half: string,
): Decimal {
  const gross = quantity.times(unitAmount)
  if (discount.rate) return cents(gross.times(new Money(100).minus(discount.rate)).dividedBy(100), half)
  return discount.amount ? cents(gross, half).minus(discount.amount) : cents(gross, half)
}

/** Tax of one line, rounded by itself: Xero adds rounded line taxes up, it does not tax the sum. */
export function lineTax(amount: Decimal, rate: string, types: LineAmountTypes, half: string): Decimal {
  const percent = new Money(rate)
  if (types === 'NoTax') return new Money(0)
  if (types === 'Inclusive') return cents(amount.times(percent).dividedBy(percent.plus(100)), half)
  return cents(amount.times(percent).dividedBy(100), half)
}

export function totals(lines: Line[], types: LineAmountTypes) {
  const amounts = sum(lines.map(line => line.lineAmount))
  const totalTax = sum(lines.map(line => line.taxAmount))
  const subTotal = types === 'Inclusive' ? amounts.minus(totalTax) : amounts
  return {
    subTotal: subTotal.toFixed(2),
    totalTax: totalTax.toFixed(2),
    total: subTotal.plus(totalTax).toFixed(2),
  }
}
