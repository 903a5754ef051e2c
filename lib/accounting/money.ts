import { Decimal } from '../std/decimal.ts'

/** A line as the ledger will compute it: quantity × unitAmount, rounded half-up to cents, is `amount`. */
export interface PricedLine {
  quantity: Decimal
  unitAmount: Decimal
  amount: Decimal
  /** what the text has to say because quantity and price could not ("100 × 5.24567"), else '' */
  trueQuantity: string
}

const ledgerPlaces = 4 // Xero takes four decimals of quantity and, with unitdp=4, of price
const halfCent = Decimal.parse('0.005')
const tooLarge = Decimal.parse('10000000000')

/**
 * The true price where it comes to ConnectWise's amount, else quantity 1 × the amount with the true quantity in the
 * text: the amount is never changed to fit a price. An amount that falls exactly on half a cent counts as no fit, since
 * Xero does not say which way it rounds one (developer.xero.com/documentation/api-guides/rounding-in-xero).
 */
export function priceLine(line: {
  quantity: Decimal
  unitPrice: Decimal | null
  amount: Decimal
}): PricedLine {
  const amount = cents(line.amount)
  const countable = !line.quantity.isZero() && line.quantity.places() <= ledgerPlaces
  if (countable) {
    // A price that rounds to no cents is refused by Xero as if the account were wrong (xero-node#702).
    if (amount.isZero()) return { quantity: line.quantity, unitAmount: amount, amount, trueQuantity: '' }
    const price = line.unitPrice?.round(ledgerPlaces, 'half-up') ?? exactPrice(amount, line.quantity)
    const fit = price && fitSigns(line.quantity, price, amount)
    if (fit) return { ...fit, amount, trueQuantity: '' }
  }
  return { quantity: Decimal.one, unitAmount: amount, amount, trueQuantity: trueQuantity(line) }
}

export function lineAmount(quantity: Decimal, unitAmount: Decimal): Decimal {
  return cents(quantity.times(unitAmount))
}

export function cents(amount: Decimal): Decimal {
  return amount.round(2, 'half-up')
}

/** Far wider than any invoice, narrow enough that the product of two such numbers is exact. */
export function isMeasurable(number: Decimal): boolean {
  return number.abs().lessThan(tooLarge) && number.places() <= 20
}

function exactPrice(amount: Decimal, quantity: Decimal): Decimal | null {
  const price = amount.dividedBy(quantity, ledgerPlaces, 'half-up')
  return price.times(quantity).equals(amount) ? price : null
}

/** ConnectWise carries the minus of a return or a discount in the quantity, in the price or only in the amount. */
function fitSigns(quantity: Decimal, price: Decimal, amount: Decimal) {
  if (fits(quantity, price, amount)) return { quantity, unitAmount: price }
  const signed = amount.isNegative() ? price.abs().negated() : price.abs()
  return fits(quantity.abs(), signed, amount) ? { quantity: quantity.abs(), unitAmount: signed } : null
}

function fits(quantity: Decimal, price: Decimal, amount: Decimal): boolean {
  const product = quantity.times(price)
  return cents(product).equals(amount) && !product.minus(amount).abs().equals(halfCent)
}

function trueQuantity(line: { quantity: Decimal; unitPrice: Decimal | null }): string {
  if (line.quantity.isZero()) return ''
  if (line.unitPrice) return `${line.quantity.toText()} × ${line.unitPrice.toText()}`
  return line.quantity.equals(Decimal.one) ? '' : `quantity ${line.quantity.toText()}`
}
