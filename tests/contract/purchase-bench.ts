import type { Psa } from '../../lib/connectors/ports.ts'
import { Secret } from '../../lib/std/secret.ts'
import { DEMO } from '../simulators/connectwise/index.ts'
import type { Parcel } from '../simulators/connectwise/orders.ts'
import type { Values } from '../simulators/connectwise/parameters.ts'
import type { OrderSpec } from '../simulators/connectwise/seed-orders.ts'
import { openConnectWiseBench } from './connectwise-bench.ts'
import type { Happening } from './psa-bench.ts'

export type PurchaseBench = Awaited<ReturnType<typeof openPurchaseBench>>

/** A packing slip as the vendor's books have it, batched or not. */
export interface BenchSlip {
  productId: string
  slip: string
  total: string
  salesTax: string
  entryIds: string[]
}

export interface BenchOrder {
  id: string
  number: string
  slips: BenchSlip[]
}

interface Made {
  id: number
  number: string
}

let serial = 0

/** Four laptops and as many warranties, of which only the laptops are taxed, with freight. */
export function bought(changes: Partial<OrderSpec> = {}): OrderSpec {
  serial += 1
  return {
    number: `PO-T${serial}`,
    vendor: 'IngramMicro',
    daysAgo: 9,
    shippedDaysAgo: 4,
    freight: '45.00',
    vendorInvoiceNumber: `IN-${serial}`,
    vendorInvoiceDaysAgo: 3,
    lines: [
      { item: 'laptop', quantity: '4' },
      { item: 'warranty', quantity: '4', cost: '26.8455', taxable: false },
    ],
    deliveries: [{ slip: `SLIP-${serial}`, daysAgo: 2, lines: [{ number: 1 }, { number: 2 }] }],
    ...changes,
  }
}

export function slipIn(order: BenchOrder, name = order.slips[0]?.slip): BenchSlip {
  const found = order.slips.find(({ slip }) => slip === name)
  if (!found) throw new Error(`no packing slip ${name}`)
  return found
}

/** A ConnectWise over HTTP whose purchasing is done behind the connector's back. */
export async function openPurchaseBench(parameters: Partial<Values> = {}) {
  const bench = await openConnectWiseBench(parameters)
  const { control } = bench
  const tenant = DEMO.company

  async function shown({ id, number }: Made): Promise<BenchOrder> {
    const { purchases } = await bench.books()
    const slips = purchases.filter(one => one.order.id === id)
    return {
      id: String(id),
      number,
      slips: slips.map(one => ({ ...one, entryIds: one.entries.map(entry => String(entry.id)) })),
    }
  }
  const change = async (order: BenchOrder, body: object) =>
    shown(await control.call<Made>('PATCH', 'purchase-orders', { tenant, id: Number(order.id), ...body }))

  return {
    ...bench,
    order: async (spec: OrderSpec): Promise<BenchOrder> => {
      const { orders } = await control.call<{ orders: Made[] }>('POST', 'procurement', {
        tenant,
        orders: [spec],
      })
      const [made] = orders
      if (!made) throw new Error('no purchase order was made')
      return shown(made)
    },
    bulk: async (orders: OrderSpec[]): Promise<void> => {
      for (let at = 0; at < orders.length; at += 200)
        await control.call('POST', 'procurement', { tenant, orders: orders.slice(at, at + 200) })
    },
    deliver: (order: BenchOrder, parcel: Omit<Parcel, 'on'>) => change(order, { deliver: parcel }),
    takeBack: (order: BenchOrder, line: number) => change(order, { unreceive: line }),
    happen: async (on: 'batch' | 'list', effect: Happening, times = 1) => {
      const match = {
        method: on === 'list' ? 'GET' : 'POST',
        path: on === 'list' ? '/unpostedprocurement$' : '/batches$',
      }
      await control.fault({ match, effect, times, retryAfterSeconds: 10 })
    },
    /** What comes to it is changed on the way. */
    spoilt: (rewrite: (text: string) => string): Psa => {
      bench.rewriting.with(rewrite)
      return bench.open({ apiOrigin: bench.rewriting.origin })
    },
    wrongKeys: (): Psa => bench.open({ privateKey: Secret.of('wrong') }),
  }
}
