import type { Decimal } from '../../std/decimal.ts'

// What entries of sales and of purchases have alike.

/** The export rounds prices to cents, amounts not always: a price that does not lead to the amount is no true one. */
export function truePrice(price: Decimal, quantity: Decimal, amount: Decimal): Decimal | null {
  const signed = amount.isNegative() === quantity.isNegative() ? price.abs() : price.abs().negated()
  const places = Math.max(2, amount.places())
  return signed.times(quantity).round(places, 'half-up').equals(amount) ? signed : null
}

const classSegmentCount = 3

/**
 * Segments 2 to 4, the ones of type Class, in one text: joined by colons or, where there is none, by dashes; empty ones
 * at the end are left out. A dash more than there are segments belongs to the last one ("GST-FREE").
 */
export function classSegments(glClass: string): string[] {
  const separator = glClass.includes(':') ? ':' : '-'
  const parts = glClass.split(separator)
  const last = parts.slice(classSegmentCount - 1).join(separator)
  const segments = [...parts.slice(0, classSegmentCount - 1), last].map(part => part.trim())
  return Array.from({ length: classSegmentCount }, (_, index) => segments[index] ?? '')
}
