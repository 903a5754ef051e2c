import { cents } from '../../lib/accounting/money.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import type { InvoiceSpec } from '../simulators/connectwise/seed.ts'
import { agreement, type LineSpec, minus, untaxed } from '../simulators/connectwise/seed-lines.ts'
import type { AdjustmentSpec, TransferSpec } from '../simulators/connectwise/seed-movements.ts'
import type { OrderSpec } from '../simulators/connectwise/seed-orders.ts'
import { ITEM } from '../simulators/connectwise/seed-stock.ts'
import type { Happening } from '../support/drawn-stock.ts'
import type { Pair } from './stock-places.ts'

/** What people enter in Manage. */
export interface Entered {
  orders: OrderSpec[]
  adjustments: AdjustmentSpec[]
  transfers: TransferSpec[]
  invoices: InvoiceSpec[]
}

/** Identifiers of whom is bought from and sold to. */
export interface With {
  vendor: string
  customer: string
}

const identifier = 'HW-DOCK-19'
const item = 'dock' as const
const location = 2

/** Its steps a day apart, the last one yesterday; in the history's own two warehouses. `name` is no other history's. */
export function enter(name: string, history: readonly Happening[], pair: Pair, parties: With): Entered {
  const entered: Entered = { orders: [], adjustments: [], transfers: [], invoices: [] }
  for (const [at, one] of history.entries()) {
    const number = `${name}-${at + 1}`
    const daysAgo = history.length - at
    switch (one.what) {
      case 'receipt':
        entered.orders.push(orderOf(one, { number, daysAgo, pair, parties }))
        break
      case 'sale':
        entered.invoices.push(invoiceOf(one, { number, daysAgo, pair, parties }))
        break
      case 'adjustment':
        entered.adjustments.push({
          ...{ identifier: `Count ${number}`, reason: 'Count', daysAgo },
          lines: one.lines.map(({ pieces, cost, place, missing }) => ({
            ...{ item, cost: cost.toText(), warehouse: pair[place].id },
            quantity: whole(missing ? pieces.negated() : pieces),
          })),
        })
        break
      case 'transfer':
        entered.transfers.push({
          ...{ description: `Moved ${number}`, daysAgo },
          ...{ from: pair[one.from].id, to: pair[one.to].id },
          lines: one.lines.map(({ pieces, cost }) => ({
            ...{ item, quantity: whole(pieces), cost: cost.toText() },
          })),
        })
    }
  }
  return entered
}

interface Step {
  number: string
  daysAgo: number
  pair: Pair
  parties: With
}

type Of<What extends Happening['what']> = Extract<Happening, { what: What }>

/** All of it comes with one packing slip. */
function orderOf(
  { lines, dropShipped }: Of<'receipt'>,
  { number, daysAgo, pair, parties: { vendor, customer } }: Step,
): OrderSpec {
  const invoice = { vendorInvoiceNumber: `V${number}`, vendorInvoiceDaysAgo: daysAgo }
  return {
    ...{ number: `P${number}`, vendor, location, ...invoice, daysAgo: daysAgo + 3 },
    ...(dropShipped && { customer }),
    lines: lines.map(({ place, pieces, cost }) => ({
      ...{ item, quantity: pieces.toText(), cost: cost.toText(), warehouse: pair[place].id },
    })),
    deliveries: [
      { slip: `S${number}`, daysAgo, lines: lines.map((_line, index) => ({ number: index + 1 })) },
    ],
  }
}

function invoiceOf(
  { memo, lines }: Of<'sale'>,
  { number, daysAgo, pair, parties: { customer } }: Step,
): InvoiceSpec {
  const sold = lines.map(line => saleLine(line, pair))
  // What is no stock keeps the whole above zero, whatever comes back; now and then all of it is given away.
  const plain = untaxed(agreement('Managed services', '9000000.00'))
  const all = sold.every(({ amount }) => Decimal.parse(amount).isZero()) ? sold : [...sold, plain]
  return {
    ...{ number, company: customer, daysAgo, location },
    ...(memo ? { type: 'CreditMemo', lines: all.map(minus) } : { lines: all }),
  }
}

/** What comes back is written with less than nothing of it, as people do. */
function saleLine(
  { place, pieces, cost, price, back, dropShipped }: Of<'sale'>['lines'][number],
  pair: Pair,
): LineSpec {
  const quantity = back ? pieces.negated() : pieces
  return {
    ...{ kind: 'product', description: 'Dock 19S', category: 'Hardware', taxable: false },
    ...{ item: { id: ITEM[item], identifier }, price: price.toText(), cost: cost.toText() },
    ...{ quantity: quantity.toText(), amount: cents(quantity.times(price)).toFixedText(2) },
    ...(dropShipped ? { dropShipped } : { warehouseId: pair[place].id }),
  }
}

function whole(pieces: Decimal): number {
  return Number(pieces.toText())
}
