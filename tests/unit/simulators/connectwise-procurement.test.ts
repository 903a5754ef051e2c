import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DEMO, type RunningConnectWise, startConnectWise } from '../../simulators/connectwise/index.ts'
import { dec, sum } from '../../simulators/connectwise/money.ts'
import { booksOf, type PurchaseTransaction } from './connectwise-books.ts'
import { where } from './connectwise-client.ts'
import { faultsOf } from './connectwise-shapes.ts'

let simulator: RunningConnectWise
let books: ReturnType<typeof booksOf>
let fresh: string

beforeAll(async () => {
  simulator = await startConnectWise({ parameters: { purchasesAsRecorded: false } })
  books = booksOf(simulator)
  fresh = await simulator.control.snapshot()
})
beforeEach(() => simulator.control.restore(fresh))
afterAll(() => simulator.close())

const idOf = async (conditions: string) =>
  (await books.unposted(conditions)).map(row => row.unpostedProductId)
const ofOrder = async (name: string) => {
  const ids = await idOf(`purchaseOrder/name = "${name}"`)
  return (await books.products(ids)).purchaseTransactions
}
const slip = (found: PurchaseTransaction[], name: string) => {
  const one = found.find(({ packingSlip }) => packingSlip === name)
  if (!one) throw new Error(`no packing slip ${name}`)
  return one
}
const add = (body: object) =>
  simulator.control.call<{ orders: { id: number }[]; transfers: string[] }>('POST', 'procurement', {
    tenant: DEMO.company,
    ...body,
  })

test('each kind is listed, counted, filtered, ordered and paged as unposted invoices are', async () => {
  const rows = await books.unposted()
  expect(new Set(rows.map(row => row.procurementType))).toEqual(
    new Set(['Purchase', 'Adjustment', 'Transfer']),
  )
  const path = '/finance/accounting/unpostedprocurement'
  expect((await books.call(`${path}/count`)).text).toBe(`{"count":${rows.length}}`)
  const purchases = await books.unposted("procurementType='Purchase'")
  const slips = 'IM-771904 IM-772218 IM-772001 IM-773150 ST-40117 IM-772640 IM-772877 IM-773402 ST-40188|2'
  expect(purchases.map(row => row.description.split('packing slip ')[1]).sort()).toEqual(
    slips.split(' ').sort(),
  )
  const ordered = await books.call<{ total: { text: string } }[]>(
    `${path}?pageSize=2&page=1&orderBy=${encodeURIComponent('total desc')}&fields=id,total`,
  )
  expect(ordered.headers.get('link')).toContain('rel="next"')
  const highest = Math.max(...rows.map(row => Number(row.total.text)))
  expect([ordered.body.length, Number(ordered.body[0]?.total.text)]).toEqual([2, highest])
  const one = await books.call<{ unpostedProductId: string }>(`${path}/${purchases[0]?.id.text}`)
  expect(one.body.unpostedProductId).toBe(purchases[0]?.unpostedProductId)
  expect((await books.call(`${path}/999999`)).status).toBe(404)
})

test('an export is of the vendor’s form in all its parts, and read only', async () => {
  const before = await books.unposted()
  const all = { exportInvoicesFlag: true, exportExpensesFlag: true, exportProductsFlag: true }
  const { text, status } = await books.call('/finance/accounting/export', {
    method: 'POST',
    body: JSON.stringify({ ...all, batchIdentifier: "any'thing" }),
  })
  const body = JSON.parse(text)
  expect([status, faultsOf('GLExport', body)]).toEqual([201, []])
  for (const part of ['vendors', 'customers', 'transactions', 'expenseBills', 'purchaseTransactions'])
    expect(body[part].length, part).toBeGreaterThan(0)
  expect(await books.unposted()).toEqual(before)
})

test('as recorded: named by order and slip, entries of the other sign, and of the vendor’s form too', async () => {
  await simulator.control.setParameters({ purchasesAsRecorded: true })
  const rows = await books.unposted('purchaseOrder/name = "PO-2041"')
  const names = rows.map(row => row.unpostedProductId)
  expect(names.map(name => name.replace(/^\d+-/, ''))).toEqual(['IM-771904-purchase', 'IM-772218-purchase'])
  const { text } = await books.call('/finance/accounting/export', {
    method: 'POST',
    body: JSON.stringify({ exportProductsFlag: true, includedProductIds: names.slice(0, 1) }),
  })
  const body = JSON.parse(text)
  expect(faultsOf('GLExport', body)).toEqual([])
  const [found] = body.purchaseTransactions
  expect([found.id, found.total]).toEqual(['PO #PO-2041, Packing Slip: IM-771904', 8339.1])
  type Recorded = Record<'glTypeId' | 'accountNumber' | 'costAccountNumber', string> & { total: number }
  const told = (line: Recorded) => [line.glTypeId, line.accountNumber, line.costAccountNumber, line.total]
  expect(found.purchaseDetail.map(told)).toEqual([
    ['RP', '220', '320', -7152],
    ['RP', '220', '320', -384],
    ['PF', '425', '', -45],
  ])
  expect(found.purchaseDetailTax.map((line: Recorded) => line.total)).toEqual([-715.2, -38.4, -4.5])
  await simulator.control.setParameters({ purchasesAsRecorded: false })
})

test('a vendor credit: less than nothing of what is not kept in stock, or for less than nothing', async () => {
  const credit = (item: string, quantity: string, cost: string) =>
    add({
      orders: [
        {
          number: `PO-${item}`,
          vendor: 'SouthernTel',
          lines: [{ item, quantity, cost }],
          deliveries: [{ slip: 'CR', daysAgo: 0, lines: [{ number: 1 }] }],
        },
      ],
    })
  await credit('handset', '-2', '189.00')
  await credit('warranty', '1', '-96.00')
  const totals = await Promise.all(['PO-handset', 'PO-warranty'].map(ofOrder))
  expect(totals.flat().map(one => one.total.text)).toEqual(['-415.80', '-105.60'])
  await expect(credit('laptop', '-1', '1788.00')).rejects.toThrow()
})

test('a packing slip is a document: two of one order, the freight on the one it came with', async () => {
  const found = await ofOrder('PO-2041')
  expect(found).toHaveLength(2)
  const first = slip(found, 'IM-771904')
  const second = slip(found, 'IM-772218')
  expect([first.freightAmount.text, first.freightPackingSlip]).toEqual(['45.00', 'IM-771904'])
  expect([second.freightAmount.text, second.freightPackingSlip]).toEqual(['0.00', ''])
  expect(first.purchaseDetail.map(line => [line.glTypeId, line.total.text])).toEqual([
    ['P', '7152.00'],
    ['P', '384.00'],
    ['PF', '45.00'],
  ])
  expect(first.purchaseDetailTax.map(line => [line.glTypeId, line.total.text])).toEqual([
    ['PT', '715.20'],
    ['PT', '38.40'],
    ['FT', '4.50'],
  ])
  const [row] = await books.unposted(`unpostedProductId = "${first.id}"`)
  expect([row?.total.text, row?.taxTotal.text, row?.freightCost?.text, row?.freightTaxTotal?.text]).toEqual([
    '8339.10',
    '753.60',
    '45.00',
    '4.50',
  ])
})

test('every document adds up to what the vendor is owed', async () => {
  for (const one of (await books.products()).purchaseTransactions) {
    const lines = [...one.purchaseDetail, ...one.purchaseDetailTax].map(line => line.total.text)
    expect(sum(lines).toFixed(2), one.packingSlip).toBe(one.total.text)
  }
})

test('stock goes to an asset account, anything else to its cost; segments from the most specific rows', async () => {
  const first = slip(await ofOrder('PO-2041'), 'IM-771904')
  expect(
    first.purchaseDetail.map(line => [line.itemTypeXref, line.inventoryAccountNumber, line.locationXref]),
  ).toEqual([
    ['Inventory Part', '630', '630'],
    ['Non-inventory Part', '', '630'],
    ['Non-inventory Part', '', '630'],
  ])
  const [software] = await ofOrder('PO-2045')
  expect(software?.purchaseDetail[0]).toMatchObject({
    accountNumber: '485',
    glClass: 'Procurement-Sydney-Purchase',
    itemCost: { text: '26.8455' },
    total: { text: '2684.55' },
  })
  expect(software?.purchaseDetailTax.map(line => line.total.text)).toEqual(['268.46'])
})

test('one order, two vendor invoices: Manage has one number, a line of each slip names its own', async () => {
  const found = await ofOrder('PO-2042')
  expect(new Set(found.map(one => one.vendorInvoiceNumber))).toEqual(new Set(['IN-558377']))
  const second = slip(found, 'IM-773150')
  expect(second.purchaseDetail.map(line => [line.description, line.total.text])).toEqual([
    ['SonicWall TZ270', '1805.00'],
    ['IN-559012, 1805.00 + 180.50 = 1985.50', '0.00'],
  ])
  expect(second.total.text).toBe('1985.50')
})

test('a vendor who delivers to the customer, and freight without tax', async () => {
  const [dropped] = await ofOrder('PO-2044')
  expect(dropped).toMatchObject({ dropshipFlag: true, shipToCompany: { identifier: 'IronbarkEng' } })
  const [free] = await ofOrder('PO-2043')
  expect(free).toMatchObject({ dropshipFlag: false, freightAmount: { text: '12.50' } })
  expect(free?.purchaseDetailTax.map(line => line.glTypeId)).toEqual(['PT'])
})

test('counts and transfers: what was found is positive, a transfer moves and changes nothing', async () => {
  const { adjustmentTransactions, inventoryTransfers } = await books.products()
  const [count] = adjustmentTransactions
  expect(count?.adjustmentDescription).toBe('12-Count Sydney, third quarter')
  expect(count?.adjustmentDetail.map(line => [line.quantity.text, line.total.text])).toEqual([
    ['-1', '-240.10'],
    ['14', '58.10'],
  ])
  expect(adjustmentTransactions).toHaveLength(3)
  expect(inventoryTransfers).toHaveLength(3)
  for (const one of inventoryTransfers)
    expect(dec(one.total.text).plus(one.offset.total.text).isZero()).toBe(true)
  const rows = await books.unposted('unpostedProductId in ("12-adjustment","7-transfer")')
  expect(rows.map(row => row.total.text)).toEqual(['-240.10', '58.10', '1805.00', '240.10'])
  expect(inventoryTransfers.slice(0, 2).map(one => one.offset.id)).toEqual(rows.slice(2).map(row => row.id))
})

test('what is still open, on its way or not received is nowhere', async () => {
  const rows = JSON.stringify([await books.unposted(), await books.products()])
  for (const open of ['Count Melbourne', 'On its way', 'PO-2046']) expect(rows).not.toContain(open)
})

type Line = {
  lineNumber: { text: string }
  receivedStatus: string
  packingSlip: string
  quantity: { text: string }
}

test('receiving part of a line leaves the rest waiting, or cancels it; taking it back makes it wait again', async () => {
  const lines = [
    { item: 'cable', quantity: '10' },
    { item: 'dock', quantity: '2' },
  ]
  const made = await add({ orders: [{ number: 'PO-1', vendor: 'IngramMicro', lines }] })
  const id = made.orders[0]?.id
  const path = `/procurement/purchaseorders/${id}`
  const change = (body: object) =>
    simulator.control.call<{ closed: boolean }>('PATCH', 'purchase-orders', {
      tenant: DEMO.company,
      id,
      ...body,
    })
  const shown = async () =>
    (await books.call<Line[]>(`${path}/lineitems`)).body.map(line => [
      line.lineNumber.text,
      line.receivedStatus,
      line.quantity.text,
      line.packingSlip,
    ])
  await change({ deliver: { slip: 'A', lines: [{ number: 1, quantity: '4' }] } })
  expect(await shown()).toEqual([
    ['1', 'PartiallyReceiveCloneRest', '4', 'A'],
    ['2', 'Waiting', '2', ''],
    ['3', 'Waiting', '6', ''],
  ])
  const last = { slip: 'B', lines: [{ number: 3 }, { number: 2, quantity: '1', cancelRest: true }] }
  expect((await change({ deliver: last })).closed).toBe(true)
  expect((await books.call<object>(path)).body).toMatchObject({
    closedFlag: true,
    status: { name: 'Received' },
  })
  expect((await ofOrder('PO-1')).map(one => one.total.text)).toEqual(['18.26', '291.50'])
  expect((await change({ unreceive: 3 })).closed).toBe(false)
  expect((await ofOrder('PO-1')).map(one => one.total.text)).toEqual(['18.26', '264.11'])
})

test('an account that is not mapped: received, listed, and never exported', async () => {
  await simulator.control.call('POST', 'gl-accounts', { tenant: DEMO.company, remove: 'P' })
  await add({
    orders: [
      {
        number: 'PO-2',
        vendor: 'SouthernTel',
        lines: [{ item: 'handset', quantity: '1' }],
        deliveries: [{ slip: 'C', daysAgo: 0, lines: [{ number: 1 }] }],
      },
    ],
  })
  const row = 'purchaseOrder/name = "PO-2"'
  expect(await books.unposted(row)).toHaveLength(1)
  expect(await ofOrder('PO-2')).toEqual([])
  await simulator.control.setParameters({ unpostedWithoutEntries: false })
  expect(await books.unposted(row)).toEqual([])
  await simulator.control.setParameters({ unpostedWithoutEntries: true })
})

test('a row for each slip or for each of its lines, under the one name the export knows', async () => {
  const row = 'purchaseOrder/name = "PO-2041"'
  const slips = await books.unposted(row)
  await simulator.control.setParameters({ unpostedPurchasePerLine: true })
  const lines = await books.unposted(row)
  await simulator.control.setParameters({ unpostedPurchasePerLine: false })
  expect([slips.length, lines.length]).toEqual([2, 4])
  expect(new Set(lines.map(one => one.unpostedProductId))).toEqual(
    new Set(slips.map(one => one.unpostedProductId)),
  )
  const total = (rows: typeof lines) => sum(rows.map(one => one.total.text)).toFixed(2)
  expect(total(lines)).toBe(total(slips))
})

test('the export is narrowed by location, by day and by what is left out', async () => {
  const slips = async (more: object) =>
    (await books.preview({ exportProductsFlag: true, ...more })).purchaseTransactions.map(
      one => one.packingSlip,
    )
  expect(await slips({ locationId: 11 })).toEqual(['ST-40117'])
  const day = new Date(Date.now() - 15 * 86_400_000).toISOString()
  expect(await slips({ thruDate: day })).toEqual(['IM-771904', 'IM-772218', 'IM-772001'])
  const [first = ''] = await idOf('purchaseOrder/name = "PO-2041"')
  expect(await slips({ excludedProductIds: [first] })).not.toContain('IM-771904')
  expect(await slips({ includedProductIds: ['99-purchase'] })).toEqual([])
})

test('purchase orders are found by their number, their lines by their order', async () => {
  const { body } = await books.call<{ id: { text: string }; total: { text: string } }[]>(
    `/procurement/purchaseorders?${where('poNumber = "PO-2041"')}`,
  )
  expect(body.map(one => one.total.text)).toEqual(['9395.54'])
  const lines = `/procurement/purchaseorders/${body[0]?.id.text}/lineitems`
  expect((await books.call(`${lines}/count`)).text).toBe('{"count":3}')
  const rows: object[] = JSON.parse((await books.call(lines)).text)
  for (const row of rows) expect(faultsOf('PurchaseOrderLineItem', row)).toEqual([])
  expect((await books.call('/procurement/purchaseorders/1/lineitems')).status).toBe(404)
})
