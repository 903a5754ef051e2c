import type { Line } from './entities.ts'
import { cents, dec, text } from './money.ts'

export type LineSpec = Omit<Line, 'id' | 'date' | 'memberId'> & { memberId?: number }

/** Hours at a rate. Four decimals of the rate are true prices; the amount is what Manage computes. */
export const time = (description: string, hours: string, rate: string, workType = ''): LineSpec => ({
  ...base('time', description, hours, rate),
  category: workType,
})

export const agreement = (description: string, amount: string): LineSpec => ({
  ...base('agreement', description, '1', amount),
  category: 'Managed',
})

export const expense = (description: string, amount: string): LineSpec =>
  base('expense', description, '1', amount)

export const downpayment = (description: string, amount: string): LineSpec =>
  base('downpayment', description, '1', amount)

export const product = (
  item: { id: number; identifier: string },
  description: string,
  quantity: string,
  price: string,
  { cost = '0', category = '' } = {},
): LineSpec => ({ ...base('product', description, quantity, price), item, cost, category })

export const untaxed = (line: LineSpec): LineSpec => ({ ...line, taxable: false })
/** A line that lowers the document: a discount, or every line of a credit memo. */
export const minus = (line: LineSpec): LineSpec => ({ ...line, amount: text(dec(line.amount).negated()) })
/** Manage keeps amounts to four places where hours and rate make them. */
export const unrounded = (line: LineSpec): LineSpec => ({
  ...line,
  amount: text(dec(line.quantity).times(line.price).toDecimalPlaces(4)),
})

function base(kind: Line['kind'], description: string, quantity: string, price: string): LineSpec {
  return {
    kind,
    description,
    quantity,
    price,
    amount: cents(dec(quantity).times(price)).toFixed(2),
    cost: '0',
    taxable: true,
    item: null,
    category: '',
  }
}
