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
    return purchasesIn(await connectwise.truth(), spec.tenant)
      .filter(({ slip }) => own.has(slip))
      .map(({ productId, slip }) => ({ id: purchaseId(productId), number: slip }))
  },
  read: books => zBooks.parse(books).purchases.map(slipOf),
  async change({ connectwise }, tenant, { number: slip }) {
    const order = orderWith(await connectwise.truth(), tenant, slip)
    const edit = { tenant, id: order.id }
    const { lines } = zShown.parse(await connectwise.call('PATCH', 'purchase-orders', edit))
    const { number } = present(
      lines.find(line => line.slip === slip),
      'a line of the slip',
    )
    await connectwise.call('PATCH', 'purchase-orders', { ...edit, unreceive: number })
    // One came, and the rest never will.
    const again = { slip, daysAgo: 3, lines: [{ number, quantity: '1', cancelRest: true }] }
    await connectwise.call('PATCH', 'purchase-orders', { ...edit, deliver: again })
    return order.id
  },
  callbacks: {
    type: 'purchaseorder',
    async open({ connectwise }, spec) {
      const orders = Array.from({ length: spec.count }, (_none, at) => boughtWhole(spec, at))
      const waiting = orders.map(({ deliveries: _none, ...order }) => order)
      const made = zMade.parse(
        await connectwise.call('POST', 'procurement', { tenant: spec.tenant, orders: waiting }),
      )
      return made.orders.map(({ id, number }) => ({ manageId: id, number: number.replace('B', prefix) }))
    },
    async finish({ connectwise }, tenant, { manageId, number: slip }) {
      const lines = [1, 2, 3, 4].map(number => ({ number }))
      const deliver = { slip, daysAgo: 1, lines }
      await connectwise.call('PATCH', 'purchase-orders', { tenant, id: manageId, deliver })
      return { id: purchaseId(slipIn(await connectwise.truth(), tenant, slip).productId), number: slip }
    },
  },
}

const ordersAtOnce = 200

const zBooks = z.object({
  purchases: z.array(
    z.object({
      productId: z.string(),
      order: z.object({ id: z.int() }),
      slip: z.string(),
      total: z.string(),
      entries: zEntries,
    }),
  ),
})
const zShown = z.object({ lines: z.array(z.object({ number: z.int(), slip: z.string() })) })
const zMade = z.object({ orders: z.array(z.object({ id: z.int(), number: z.string() })) })

const zTruth = z.object({ tenants: z.record(z.string(), zBooks) })

function purchasesIn(truth: unknown, tenant: string) {
  return present(zTruth.parse(truth).tenants[tenant], 'the login company').purchases
}

function slipIn(truth: unknown, tenant: string, slip: string) {
  return present(
    purchasesIn(truth, tenant).find(one => one.slip === slip),
    `the packing slip ${slip}`,
  )
}

const orderWith = (...of: Parameters<typeof slipIn>) => slipIn(...of).order

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
function ordersOf({ count, changing = false, ...spec }: SeedSpec): OrderSpec[] {
  const orders: OrderSpec[] = []
  for (let made = 0; made < count; ) {
    const at = orders.length
    const back = at % 8 === 7 && !changing
    const parcels = !back && at % 5 === 4 && count - made > 1 ? 2 : 1
    orders.push(back ? sentBack(spec, at) : boughtWhole(spec, at, parcels))
    made += parcels
  }
  return orders
}

function boughtWhole(spec: Pick<SeedSpec, 'location' | 'parties'>, at: number, parcels = 1): OrderSpec {
  const order = headOf(spec, at)
  return {
    ...order,
    ...(at % 3 === 0 && { freight: `${12 + (at % 9)}.${cents(serial, 7)}` }),
    lines: [0, 1, 2, 3].map(line => bought(serial, line)),
    deliveries: Array.from({ length: parcels }, (_none, parcel) => ({
      slip: `${prefix}${serial}${parcel === 0 ? '' : 'B'}`,
      daysAgo: 4 - parcel,
      lines: linesOf(parcel, parcels),
    })),
  }
}

/** No freight goes back. */
function sentBack(spec: Pick<SeedSpec, 'location' | 'parties'>, at: number): OrderSpec {
  const order = headOf(spec, at)
  const deliveries = [{ slip: `${prefix}${serial}`, daysAgo: 4, lines: [{ number: 1 }] }]
  return { ...order, lines: [returned(serial)], deliveries }
}

/** The next one. */
function headOf({ location, parties: { vendors } }: Pick<SeedSpec, 'location' | 'parties'>, at: number) {
  serial += 1
  return {
    number: `B${serial}`,
    vendor: present(vendors[at % vendors.length], 'a vendor').identifier,
    location,
    warehouse: warehouseOf(location),
    daysAgo: 12 + (at % 8),
    vendorInvoiceNumber: `IN-${serial}`,
    vendorInvoiceDaysAgo: 6,
  }
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
