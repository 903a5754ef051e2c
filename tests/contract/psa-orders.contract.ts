import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Decimal } from '../../lib/std/decimal.ts'
import { guard } from './psa-bench.ts'
import { bought, type PurchaseBench, slipIn } from './purchase-bench.ts'

/** What a purchase order's screen and its callback need, whoever the vendor is. */
export function ordersContract(name: string, open: () => Promise<PurchaseBench>): void {
  describe(`${name}: purchase orders`, () => {
    let bench: PurchaseBench
    beforeAll(async () => {
      bench = await open()
    })
    afterAll(() => bench.close())

    test('what was ordered, what came and what is batched', async () => {
      const placed = await bench.order(bought({ deliveries: [], vendorOrderNumber: '60-1' }))
      const parcel = { slip: 'HALF', lines: [{ number: 1, quantity: '3' }] }
      const half = await bench.deliver(placed, parcel)
      const [record] = await bench.psa.exportPurchases([slipIn(half).productId])
      await bench.psa.createBatch('purchase', `O-${placed.number}`, record?.glEntryIds ?? [], guard())
      const order = await bench.psa.purchaseOrder(placed.id)
      expect(order).toMatchObject({
        id: placed.id,
        number: placed.number,
        statusName: 'Sent to vendor',
        closed: false,
        vendor: { identifier: 'IngramMicro', name: 'Ingram Distribution Pty Ltd' },
        shipTo: null,
        terms: 'Net 30',
        vendorOrderNumber: '60-1',
        vendorInvoice: { number: placed.number.replace('PO-T', 'IN-') },
        currency: 'AUD',
        taxCode: 'GST',
        locationId: '2',
      })
      const money = [
        order?.subtotal,
        order?.salesTax,
        order?.freight.amount,
        order?.freight.tax,
        order?.total,
      ]
      expect(money.map(String)).toEqual(['7259.38', '715.2', '45', '4.5', '8024.08'])
      const lines = order?.lines.map(line => [
        line.number,
        line.product?.identifier,
        `${line.ordered}`,
        `${line.received}`,
        line.receivedStatus,
        line.packingSlip,
        line.closed,
        line.batched,
      ])
      expect(lines).toEqual([
        [1, 'HW-LT-5540', '3', '3', 'PartiallyReceiveCloneRest', 'HALF', true, true],
        [2, 'SV-WARR-3Y', '4', '0', 'Waiting', '', false, false],
        [3, 'HW-LT-5540', '1', '0', 'Waiting', '', false, false],
      ])
      expect(order?.lines[1]).toMatchObject({
        unit: 'Each',
        unitCost: Decimal.parse('26.8455'),
        receivedOn: null,
      })
    })

    test('none is null, and what is no number is not asked for', async () => {
      expect(await bench.psa.purchaseOrder('999999')).toBeNull()
      const before = bench.calls.length
      expect(await bench.psa.purchaseOrder('1 or 1=1')).toBeNull()
      expect(bench.calls).toHaveLength(before)
    })
  })
}
