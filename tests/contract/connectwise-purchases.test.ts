import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { purchaseId } from '../../lib/accounting/record-id.ts'
import { unpostedSlips } from './psa-bench.ts'
import { openPurchaseBench, type PurchaseBench } from './purchase-bench.ts'

const handsets = {
  number: 'PO-9001',
  vendor: 'SouthernTel',
  lines: [{ item: 'handset' as const, quantity: '2' }],
  deliveries: [{ slip: 'ST-1', daysAgo: 2, lines: [{ number: 1 }] }],
}

describe('ConnectWise’s own ways with purchases', () => {
  let bench: PurchaseBench
  beforeEach(async () => {
    bench = await openPurchaseBench()
  })
  afterEach(() => bench.close())

  test('a slip that is taken back and received anew is the record it was', async () => {
    const order = await bench.order(handsets)
    const [before] = await bench.psa.exportPurchases([`${order.id}-ST-1-purchase`])
    const open = await bench.takeBack(order, 1)
    expect(open.slips).toEqual([])
    expect(await bench.psa.unpostedOf([before?.recordId ?? ''])).toEqual([])
    await bench.deliver(open, { slip: 'ST-1', lines: [{ number: 1 }] })
    const [after] = await bench.psa.exportPurchases([`${order.id}-ST-1-purchase`])
    expect(after?.recordId).toBe(before?.recordId)
    expect(after?.total).toEqual(before?.total)
    expect(after?.glEntryIds.filter(id => before?.glEntryIds.includes(id))).toEqual([])
  })

  test('numbers: of order and slip, without what no batch takes, and never two alike', async () => {
    const slipped = (number: string, slip: string) =>
      bench.order({ ...handsets, number, deliveries: [{ slip, daysAgo: 1, lines: [{ number: 1 }] }] })
    const long = 'INGRAM-MICRO-AUSTRALIA-DISTRIBUTION-CENTRE-SYDNEY-0000'
    for (const slip of ['7', 'A|1', 'A-1', "A'1", '', `${long}1`, `${long}2`]) await slipped('PO-9002', slip)
    const rows = (await unpostedSlips(bench.psa)).filter(row => row.number.startsWith('PO-9002'))
    const numbers = rows.map(row => row.number)
    expect(numbers).toContain('PO-9002/7')
    expect(numbers).toContain('PO-9002/A-1')
    expect(numbers).toContain('PO-9002')
    expect(numbers.filter(number => /^PO-9002\/A-1~[0-9a-f]{6}$/.test(number))).toHaveLength(2)
    expect(numbers.filter(number => number.length > 50 || /[|']/.test(number))).toEqual([])
    expect(new Set(numbers).size).toBe(7)
    const records = await bench.psa.exportPurchases(rows.map(row => row.exportId))
    expect(new Map(records.map(one => [one.recordId, one.number]))).toEqual(
      new Map(rows.map(row => [row.recordId, row.number])),
    )
    expect(records.map(one => one.packingSlip)).toContain('A|1')
  })

  test('received on an account that is not mapped: listed, and not exported', async () => {
    await bench.control.call('POST', 'gl-accounts', { tenant: 'evenbook_demo', remove: 'P' })
    const order = await bench.order(handsets)
    const rows = (await unpostedSlips(bench.psa)).filter(row => row.parentId === order.id)
    expect(rows.map(row => row.number)).toEqual(['PO-9001/ST-1'])
    expect(await bench.psa.exportPurchases(rows.map(row => row.exportId))).toEqual([])
  })

  test('where taxes of purchases are not exported, they are neither in the total nor in the batch', async () => {
    await bench.control.setParameters({ procurementTaxExported: false })
    const order = await bench.order(handsets)
    const [record] = await bench.psa.exportPurchases([`${order.id}-ST-1-purchase`])
    expect([record?.total, record?.salesTax].map(String)).toEqual(['378', '0'])
    expect(record?.glEntryIds).toHaveLength(1)
  })

  test('nulls written out are the same as fields left out', async () => {
    await bench.control.setParameters({ omitNulls: false })
    const order = await bench.order(handsets)
    const [record] = await bench.psa.exportPurchases([`${order.id}-ST-1-purchase`])
    expect(record).toMatchObject({ shippedOn: null, vendorInvoice: { number: '', date: null } })
    expect(await bench.psa.purchaseOrder(order.id)).toMatchObject({ shippedOn: null, shipTo: null })
  })

  test('a transaction that was not asked for, or that comes twice, is not taken for one that was', async () => {
    const order = await bench.order(handsets)
    const ids = [`${order.id}-ST-1-purchase`]
    const renamed = bench.spoilt(text => text.replaceAll('"packingSlip":"ST-1"', '"packingSlip":"ST-2"'))
    expect((await renamed.exportPurchases(ids)).map(one => one.recordId)).toHaveLength(1)
    const [many] = [await bench.order({ ...handsets, number: 'PO-9003' })]
    const both = [...ids, `${many.id}-ST-1-purchase`]
    await expect(renamed.exportPurchases(both)).rejects.toMatchObject({ kind: 'malformed' })
    const twice = bench.spoilt(text =>
      text.replaceAll('"documentNumber":"PO-9003"', '"documentNumber":"PO-9001"'),
    )
    await expect(twice.exportPurchases(both)).rejects.toMatchObject({
      kind: 'malformed',
      message: /comes twice/,
    })
  })

  test('a day is read either way that ConnectWise writes it', async () => {
    const order = await bench.order(handsets)
    const american = (_: string, year: string, month: string, day: string) =>
      `"dateClosed":"${Number(month)}/${Number(day)}/${year} 11:52:37 AM"`
    const psa = bench.spoilt(text => text.replace(/"dateClosed":"(\d{4})-(\d\d)-(\d\d)[^"]*"/g, american))
    const id = purchaseId(`${order.id}-ST-1-purchase`)
    const [[row], [other]] = [await bench.psa.unpostedOf([id]), await psa.unpostedOf([id])]
    expect(other?.dateClosed).toMatch(/ AM$/)
    expect(other?.date).toBe(row?.date)
  })

  test('a day that cannot be read is told, not guessed', async () => {
    const order = await bench.order(handsets)
    const psa = bench.spoilt(text =>
      text.replaceAll('"vendorInvoiceDate":""', '"vendorInvoiceDate":"31/12/2026"'),
    )
    await expect(psa.exportPurchases([`${order.id}-ST-1-purchase`])).rejects.toMatchObject({
      kind: 'malformed',
      message: /vendorInvoiceDate/,
    })
  })
})
