import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { purchaseId } from '../../lib/accounting/record-id.ts'
import { Decimal, sum } from '../../lib/std/decimal.ts'
import { guard, unpostedSlips } from './psa-bench.ts'
import { type BenchOrder, bought, type PurchaseBench, slipIn } from './purchase-bench.ts'

const recordIdOf = (order: BenchOrder) => purchaseId(slipIn(order).productId)

/** What every PSA behind the port keeps of what was bought, whatever rows and entries it writes. */
export function purchasesContract(name: string, open: () => Promise<PurchaseBench>): void {
  describe(`${name}: purchases`, () => {
    let bench: PurchaseBench
    beforeAll(async () => {
      bench = await open()
    })
    afterAll(async () => {
      const unknown = await bench.control.unknown()
      await bench.close()
      expect(unknown).toEqual([])
    })

    async function exported(order: BenchOrder, slip?: string) {
      const [record, ...others] = await bench.psa.exportPurchases([slipIn(order, slip).productId])
      if (!record) throw new Error('the packing slip was not exported')
      expect(others).toEqual([])
      return record
    }

    test('a packing slip is one row, and nothing that only moves in stock is among them', async () => {
      const order = await bench.order(bought())
      const slip = slipIn(order)
      const rows = await unpostedSlips(bench.psa)
      const own = rows.filter(row => row.parentId === order.id)
      expect(own).toEqual([
        {
          recordId: purchaseId(slip.productId),
          exportId: slip.productId,
          number: expect.stringContaining(`${order.number}/`),
          kind: 'purchase',
          billingType: 'Purchase',
          parentId: order.id,
          customer: expect.objectContaining({ identifier: 'IngramMicro' }),
          date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          dueDate: null,
          total: Decimal.parse(slip.total),
          currency: 'AUD',
          dateClosed: expect.stringMatching(/^\d{4}-\d\d-\d\d/),
          locationId: '2',
        },
      ])
      expect(new Set(rows.map(row => row.recordId)).size).toBe(rows.length)
      expect(rows.filter(row => !row.exportId.endsWith('-purchase'))).toEqual([])
      expect(await bench.psa.unpostedOf([recordIdOf(order)])).toEqual(own)
    })

    test('an export agrees to the cent with the vendor’s books, freight and taxes in it', async () => {
      const order = await bench.order(bought())
      const slip = slipIn(order)
      const record = await exported(order)
      const [row] = await bench.psa.unpostedOf([record.recordId])
      expect(record).toMatchObject({
        kind: 'purchase',
        recordId: row?.recordId,
        productId: slip.productId,
        number: row?.number,
        order: { id: order.id, number: order.number },
        packingSlip: slip.slip,
        customer: {
          identifier: 'IngramMicro',
          name: 'Ingram Distribution Pty Ltd',
          accountNumber: 'V-1001',
          email: 'accounts@ingrammicro.example',
        },
        date: row?.date,
        currency: 'AUD',
        total: Decimal.parse(slip.total),
        salesTax: Decimal.parse(slip.salesTax),
        taxCode: 'GST',
        dropShip: false,
      })
      expect(record.total).toEqual(row?.total)
      expect(record.vendorInvoice.number).toBe(order.number.replace('PO-T', 'IN-'))
      const days = [record.order.date, record.shippedOn, record.vendorInvoice.date, record.date]
      expect(days).toEqual(days.toSorted())
      expect(new Set(days).size).toBe(4)
      expect(record.terms).toMatchObject({ name: 'Net 30', dueDays: 30, xref: '30' })
      expect(record.lines.map(line => [line.glType, line.description, line.amount.toText()])).toEqual([
        ['P', 'Latitude 5540', '7152'],
        ['P', 'Next-day warranty, 3 years', '107.38'],
        ['PF', 'Freight', '45'],
      ])
      expect(record.lines.map(line => [line.quantity.toText(), line.unitPrice?.toText()])).toEqual([
        ['4', '1788'],
        ['4', '26.8455'],
        ['1', '45'],
      ])
      expect(record.lines.map(line => line.taxable)).toEqual([true, false, true])
      expect(record.lines.map(line => line.account)).toEqual(['320', '320', '425'])
      expect(record.lines[0]).toMatchObject({
        item: { id: '712', identifier: 'HW-LT-5540' },
        segments: ['Procurement', 'Sydney', 'Purchase'],
        costAccount: '320',
      })
      expect(sum(record.lines.map(line => line.amount)).plus(record.salesTax)).toEqual(record.total)
      expect(record.glEntryIds.toSorted()).toEqual(slip.entryIds.toSorted())
    })

    test('one slip, one batch: gone from the list, and back on it when the batch is deleted', async () => {
      const order = await bench.order(bought())
      const { recordId, glEntryIds, productId } = await exported(order)
      const batch = `P-${order.number}`
      const outcome = await bench.psa.createBatch('purchase', batch, glEntryIds, guard())
      expect(outcome).toMatchObject({ kind: 'done', batch: { identifier: batch, closed: false } })
      const { batches } = await bench.books()
      expect(batches.find(one => one.identifier === batch)?.records).toHaveLength(glEntryIds.length)
      expect(await bench.psa.unpostedOf([recordId])).toEqual([])
      expect(await bench.psa.exportPurchases([productId])).toEqual([])
      expect((await unpostedSlips(bench.psa)).map(row => row.recordId)).not.toContain(recordId)
      const [found] = await bench.psa.findBatches([batch])
      expect(await bench.psa.deleteBatch(found?.id ?? '', guard())).toMatchObject({ kind: 'done' })
      expect((await bench.psa.unpostedOf([recordId])).map(row => row.recordId)).toEqual([recordId])
      expect((await exported(order)).glEntryIds).toEqual(glEntryIds)
    })

    test('entries of a purchase are none of an invoice’s, and a limit wrote nothing', async () => {
      const order = await bench.order(bought())
      const { glEntryIds } = await exported(order)
      const wrong = await bench.psa.createBatch('invoice', `W-${order.number}`, glEntryIds, guard())
      expect(wrong).toMatchObject({ kind: 'rejected', call: { status: 400 } })
      await bench.happen('batch', 'limit')
      const limited = await bench.psa.createBatch('purchase', `W-${order.number}`, glEntryIds, guard())
      expect(limited).toMatchObject({ kind: 'not-executed', reason: 'limited', retryAfterMs: 500 })
      expect(await bench.psa.findBatches([`W-${order.number}`])).toEqual([])
    })

    test('a slip that comes in two deliveries is one record; after its batch only the rest is exported', async () => {
      const placed = await bench.order(bought({ freight: '0.00', deliveries: [] }))
      const first = await bench.deliver(placed, { slip: 'TWICE', lines: [{ number: 1, quantity: '1' }] })
      const one = await exported(first)
      const second = await bench.deliver(first, { slip: 'TWICE', lines: [{ number: 2 }] })
      const two = await exported(second)
      expect(two.recordId).toBe(one.recordId)
      expect(two.total).toEqual(Decimal.parse(slipIn(second).total))
      expect(one.total.lessThan(two.total)).toBe(true)
      expect((await bench.psa.unpostedOf([two.recordId])).map(row => row.total)).toEqual([two.total])

      await bench.psa.createBatch('purchase', `D-${placed.number}`, two.glEntryIds, guard())
      const third = await bench.deliver(second, { slip: 'TWICE', lines: [{ number: 3 }] })
      const rest = await exported(third)
      expect(rest.recordId).toBe(one.recordId)
      expect(rest.total).toEqual(Decimal.parse(slipIn(third).total).minus(two.total))
      expect((await bench.psa.unpostedOf([rest.recordId])).map(row => row.total)).toEqual([rest.total])
      expect(rest.glEntryIds.filter(id => two.glEntryIds.includes(id))).toEqual([])
    })

    test('two slips of one order are two records, the freight on the one it came with', async () => {
      const order = await bench.order(
        bought({
          freightSlip: 'LATE',
          deliveries: [
            { slip: 'EARLY', daysAgo: 3, lines: [{ number: 1 }] },
            { slip: 'LATE', daysAgo: 2, lines: [{ number: 2 }] },
          ],
        }),
      )
      const records = await bench.psa.exportPurchases(order.slips.map(({ productId }) => productId))
      expect(records.map(record => [record.packingSlip, record.lines.map(line => line.glType)])).toEqual([
        ['EARLY', ['P']],
        ['LATE', ['P', 'PF']],
      ])
      expect(new Set(records.map(record => record.recordId)).size).toBe(2)
      for (const { packingSlip, total } of records)
        expect(total).toEqual(Decimal.parse(slipIn(order, packingSlip).total))
    })

    test('a vendor’s slip that is of two orders is told apart by the order', async () => {
      const deliveries = [{ slip: 'BOTH', daysAgo: 2, lines: [{ number: 1 }, { number: 2 }] }]
      const orders = [await bench.order(bought({ deliveries })), await bench.order(bought({ deliveries }))]
      const records = await bench.psa.exportPurchases(orders.map(order => slipIn(order).productId))
      expect(records.map(record => [record.order.id, record.order.number, record.recordId])).toEqual(
        orders.map(order => [order.id, order.number, recordIdOf(order)]),
      )
    })

    test('freight without tax, an order without any, and a vendor who delivers to the customer', async () => {
      const plain = await exported(await bench.order(bought({ taxFreight: false })))
      expect(plain.lines.find(line => line.glType === 'PF')?.taxable).toBe(false)
      expect(plain.salesTax.toText()).toBe('715.2')
      const untaxed = await exported(await bench.order(bought({ taxable: false, customer: 'IronbarkEng' })))
      expect(untaxed).toMatchObject({ salesTax: Decimal.zero, dropShip: true })
      expect(untaxed.customer.identifier).toBe('IngramMicro')
    })

    test('what goes back to the vendor is negative, by its quantity or by its cost', async () => {
      const lines = [{ item: 'warranty' as const, quantity: '-2', cost: '96.00' }]
      const deliveries = [{ slip: 'CREDIT', daysAgo: 1, lines: [{ number: 1 }] }]
      const back = await exported(await bench.order(bought({ freight: '0.00', lines, deliveries })))
      expect([back.total, back.salesTax].map(String)).toEqual(['-211.2', '-19.2'])
      const told = (record: typeof back) =>
        record.lines.map(line => [line.quantity, line.unitPrice, line.amount].map(String))
      expect(told(back)).toEqual([['-2', '96', '-192']])
      const less = [{ item: 'warranty' as const, quantity: '1', cost: '-96.00' }]
      const credit = await exported(await bench.order(bought({ freight: '0.00', lines: less, deliveries })))
      expect([credit.total, credit.salesTax].map(String)).toEqual(['-105.6', '-9.6'])
      expect(told(credit)).toEqual([['1', '-96', '-96']])
      const [row] = await bench.psa.unpostedOf([credit.recordId])
      expect(row?.total).toEqual(credit.total)
    })

    test('each location has its own', async () => {
      const orders = [
        await bench.order(bought()),
        await bench.order(bought({ location: 11, warehouse: 'melbourne' })),
      ]
      const rows = await bench.psa.unpostedOf(orders.map(recordIdOf))
      expect(new Map(rows.map(row => [row.parentId, row.locationId]))).toEqual(
        new Map([
          [orders[0]?.id, '2'],
          [orders[1]?.id, '11'],
        ]),
      )
    })

    test('records of both kinds by their ids; what is not there is not in the answer', async () => {
      const order = await bench.order(bought())
      const invoice = await bench.add({
        number: order.number.replace('PO-', ''),
        company: 'AcmeDental',
        lines: [],
      })
      const asked = [invoice.recordId, recordIdOf(order), purchaseId('999999-NONE-purchase'), '999999']
      const rows = await bench.psa.unpostedOf(asked)
      expect(rows.map(row => [row.recordId, row.kind]).toSorted()).toEqual(
        [
          [invoice.recordId, 'invoice'],
          [recordIdOf(order), 'purchase'],
        ].toSorted(),
      )
      expect(await bench.psa.unpostedOf([])).toEqual([])
      expect(await bench.psa.exportPurchases(['999999-NONE-purchase'])).toEqual([])
    })

    test('a malformed record holds up its own chunk only, and its error shows nothing of it', async () => {
      const [bad, good] = [await bench.order(bought({ vendor: 'SouthernTel' })), await bench.order(bought())]
      const psa = bench.spoilt(text =>
        text.includes('"purchaseTransactions"') && text.includes('SouthernTel')
          ? text.replace(/"glTypeId":"PF"/, '"glTypeId":7')
          : text,
      )
      const ids = [slipIn(bad).productId, slipIn(good).productId]
      for (const chunk of [ids, ids.slice(0, 1)]) {
        const error = await psa.exportPurchases(chunk).catch((thrown: unknown) => thrown)
        expect(error).toMatchObject({ kind: 'malformed' })
        expect(String(error)).toMatch(/purchaseTransactions\.\d\.purchaseDetail\.2\.glTypeId/)
        expect(String(error)).not.toContain('Southern')
      }
      expect(await psa.exportPurchases(ids.slice(1))).toHaveLength(1)
    })

    test('a limit is waited for, wrong keys are told', async () => {
      await bench.happen('list', 'limit', 2)
      const before = bench.pausesMs.length
      await unpostedSlips(bench.psa)
      expect(bench.pausesMs.slice(before)).toEqual([500, 500])
      await bench.happen('list', 'limit', 3)
      await expect(unpostedSlips(bench.psa)).rejects.toMatchObject({ kind: 'limited', retryAfterMs: 500 })
      const wrong = bench.wrongKeys()
      await expect(unpostedSlips(wrong)).rejects.toMatchObject({
        kind: 'not-found',
        message: /keys are wrong/,
      })
      await expect(wrong.purchaseOrder('1')).rejects.toMatchObject({ kind: 'not-found' })
    })

    test('beyond a page of 1,000: each slip once, though its rows lie pages apart, in few calls', async () => {
      const apart = await bench.order(bought({ freight: '0.00', deliveries: [] }))
      await bench.deliver(apart, { slip: 'APART', lines: [{ number: 1 }] })
      const lines = [{ item: 'handset' as const, quantity: '1' }]
      const many = Array.from({ length: 1_010 }, (_, at) => ({
        number: `BULK-${at}`,
        vendor: 'SouthernTel',
        lines,
        deliveries: [{ slip: `B${at}`, daysAgo: 1, lines: [{ number: 1 }] }],
      }))
      await bench.bulk(many)
      const whole = await bench.deliver(apart, { slip: 'APART', lines: [{ number: 2 }] })
      const before = bench.calls.length
      const rows = await unpostedSlips(bench.psa)
      expect(bench.calls.length - before).toBeLessThanOrEqual(3)
      expect(rows.filter(row => row.number.startsWith('BULK-'))).toHaveLength(1_010)
      expect(new Set(rows.map(row => row.recordId)).size).toBe(rows.length)
      const own = rows.filter(row => row.parentId === whole.id)
      expect(own.map(row => row.total)).toEqual([Decimal.parse(slipIn(whole).total)])
      const ids = rows.slice(0, 150).map(row => row.exportId)
      expect((await bench.psa.exportPurchases(ids)).map(record => record.productId).toSorted()).toEqual(
        ids.toSorted(),
      )
    })
  })
}
