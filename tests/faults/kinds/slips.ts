import { z } from 'zod'
import { purchaseId } from '../../../lib/accounting/record-id.ts'
import { present } from '../../../lib/std/assert.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import type { OrderLineSpec, OrderSpec } from '../../simulators/connectwise/seed-orders.ts'
import { type Kind, type ManageRecord, type SeedSpec, zEntries } from './kind.ts'
import { warehouseOf } from './warehouses.ts'

/** The packing slip is the bill's number (`bill-number-format`), so that each slip has one of its own. */
const prefix = 'SLIP'

/** Packing slips: bills, and of every eighth order vendor credits; every fifth order comes in two parcels. */
export const slips: Kind = {
  unit: 'packing slips',
  writes: { document: `"${prefix}`, batch: '"EB-P' },
  async seed({ connectwise }, spec) {
    const orders = ordersOf(spec)
    for (let from = 0; from < orders.length; from += ordersAtOnce)
      await connectwise.call('POST', 'procurement', {
        ...{ tenant: spec.tenant, orders: orders.slice(from, from + ordersAtOnce) },
      })
    // By which text the accounting interface calls a slip is open, and its own.
    const own = new Set(orders.flatMap(({ deliveries = [] }) => deliveries.map(({ slip }) => slip)))
    const { tenants } = zTruth.parse(await connectwise.truth())
    const { purchases } = present(tenants[spec.tenant], 'the login company')
    return purchases
      .filter(({ slip }) => own.has(slip))
      .map(({ productId, slip }) => ({ id: purchaseId(productId), number: slip }))
  },
  read: books => zBooks.parse(books).purchases.map(slipOf),
}

const ordersAtOnce = 200

const zBooks = z.object({
  purchases: z.array(
    z.object({ productId: z.string(), slip: z.string(), total: z.string(), entries: zEntries }),
  ),
})

const zTruth = z.object({ tenants: z.record(z.string(), zBooks) })

function slipOf({
  productId,
  slip,
  total,
  entries,
}: z.output<typeof zBooks>['purchases'][number]): ManageRecord {
  const owed = Decimal.parse(total)
  const kind = owed.isNegative() ? 'vendor-credit' : 'bill'
  return {
    id: purchaseId(productId),
    closed: true,
    // A vendor must be known before anything is owed to him: nobody is made for a bill.
    customer: '',
    entries,
    documents: [{ kind, number: slip, total: owed.abs().toText() }],
  }
}

let serial = 100_000

/** So many slips, and no more. */
function ordersOf({ count, location, parties: { vendors } }: SeedSpec): OrderSpec[] {
  const orders: OrderSpec[] = []
  for (let made = 0; made < count; ) {
    const at = orders.length
    const vendor = present(vendors[at % vendors.length], 'a vendor').identifier
    const back = at % 8 === 7
    const parcels = !back && at % 5 === 4 && count - made > 1 ? 2 : 1
    serial += 1
    const order = { number: `B${serial}`, vendor, location, daysAgo: 12 + (at % 8) }
    const warehouse = warehouseOf(location)
    const invoice = { vendorInvoiceNumber: `IN-${serial}`, vendorInvoiceDaysAgo: 6 }
    orders.push({
      ...order,
      ...invoice,
      warehouse,
      // No freight goes back.
      ...(!back && at % 3 === 0 && { freight: `${12 + (at % 9)}.${cents(serial, 7)}` }),
      lines: back ? [returned(serial)] : [0, 1, 2, 3].map(line => bought(serial, line)),
      deliveries: Array.from({ length: parcels }, (_none, parcel) => ({
        slip: `${prefix}${serial}${parcel === 0 ? '' : 'B'}`,
        daysAgo: 4 - parcel,
        lines: back ? [{ number: 1 }] : linesOf(parcel, parcels),
      })),
    })
    made += parcels
  }
  return orders
}

const linesOf = (parcel: number, parcels: number) =>
  [1, 2, 3, 4].filter(number => parcels === 1 || number > 2 === (parcel === 1)).map(number => ({ number }))

/** True prices of four decimals, one line without tax and one that is kept in stock: what a total to the cent is hard with. */
function bought(order: number, line: number): OrderLineSpec {
  const units = 20 + ((order * 7 + line * 11) % 400)
  switch (line) {
    case 0:
      return { item: 'handset', quantity: '3', cost: `${units}.${cents(order, line)}45` }
    case 1:
      return { item: 'microsoft365', quantity: '7', cost: `26.${cents(order, line)}55` }
    case 2:
      return { item: 'dock', quantity: '2', cost: `240.${cents(order, line)}35` }
    default:
      return { item: 'warranty', quantity: '1', cost: `${units}.${cents(order, line)}`, taxable: false }
  }
}

/** The minus stands in the quantity or in the cost, as people write it. */
function returned(order: number): OrderLineSpec {
  const cost = `${30 + (order % 90)}.${cents(order, 3)}`
  return order % 2 === 0
    ? { item: 'handset', quantity: '-1', cost }
    : { item: 'warranty', quantity: '1', cost: `-${cost}` }
}

function cents(order: number, line: number): string {
  return String((order * 37 + line * 53) % 100).padStart(2, '0')
}
