import { z } from 'zod'
import { purchaseId } from '../../lib/accounting/record-id.ts'
import { present } from '../../lib/std/assert.ts'
import { DEMO } from '../simulators/connectwise/index.ts'
import type { Parcel } from '../simulators/connectwise/orders.ts'
import type { OrderSpec } from '../simulators/connectwise/seed-orders.ts'
import type { World } from './accounts-world.ts'

const zOrder = z.object({ id: z.int(), number: z.string() })
const zMade = z.object({ orders: z.array(zOrder) })
const zSlip = z.object({
  productId: z.string(),
  slip: z.string(),
  order: z.object({ id: z.int() }),
  total: z.string(),
  entries: z.array(z.object({ id: z.int(), batchId: z.int().nullable() })),
})
const zTruth = z.object({ tenants: z.record(z.string(), z.object({ purchases: z.array(zSlip) })) })

/** A packing slip as Manage has it. */
export interface Slip {
  /** as the engine knows it */
  id: string
  number: string
  orderId: number
  slip: string
  total: string
  batchId: number | null
}

let serial = 0

/** What an MSP buys, as people do it in Manage. */
export function openPurchases({ connectwise }: Pick<World, 'connectwise'>) {
  const { control } = connectwise
  const tenant = DEMO.company
  async function slipsOf(order: z.output<typeof zOrder>): Promise<Slip[]> {
    const { tenants } = zTruth.parse(await control.truth())
    const purchases = present(tenants[tenant], 'the login company').purchases
    return purchases
      .filter(one => one.order.id === order.id)
      .map(({ productId, slip, total, entries }) => ({
        ...{ slip, total, orderId: order.id },
        id: purchaseId(productId),
        number: `${order.number}/${slip}`,
        batchId: entries[0]?.batchId ?? null,
      }))
  }
  return {
    slipsOf,
    /** An order of two laptops with freight, all of it received. */
    async receive(spec: Partial<OrderSpec> = {}): Promise<Slip> {
      serial += 1
      const order: OrderSpec = {
        number: `PO-I${serial}`,
        vendor: 'IngramMicro',
        daysAgo: 9,
        taxable: true,
        freight: '40.00',
        vendorInvoiceNumber: `IN-I${serial}`,
        vendorInvoiceDaysAgo: 3,
        lines: [{ item: 'laptop', quantity: '2', cost: '1000.00' }],
        deliveries: [{ slip: `SLIP-I${serial}`, daysAgo: 2, lines: [{ number: 1 }] }],
        ...spec,
      }
      const made = zMade.parse(await control.call('POST', 'procurement', { tenant, orders: [order] }))
      return present((await slipsOf(present(made.orders[0], 'an order')))[0], 'a packing slip')
    },
    async deliver({ orderId }: Slip, parcel: Omit<Parcel, 'on'>): Promise<void> {
      await control.call('PATCH', 'purchase-orders', { tenant, id: orderId, deliver: parcel })
    },
    async slip({ orderId, number, slip }: Slip): Promise<Slip> {
      const order = { id: orderId, number: number.slice(0, -slip.length - 1) }
      return present(
        (await slipsOf(order)).find(one => one.slip === slip),
        'the packing slip',
      )
    },
  }
}
