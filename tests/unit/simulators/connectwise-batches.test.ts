import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DEMO, type RunningConnectWise, startConnectWise } from '../../simulators/connectwise/index.ts'
import { booksOf, idsOf } from './connectwise-books.ts'
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
beforeEach(async () => {
  await simulator.control.restore(fresh)
  await simulator.control.clearFaults()
})
afterAll(() => simulator.close())

const slipOf = async (name: string) => {
  const found = (await books.products()).purchaseTransactions.find(one => one.packingSlip === name)
  if (!found) throw new Error(`no packing slip ${name}`)
  return found
}
const isListed = async (productId: string) =>
  (await books.unposted(`unpostedProductId = "${productId}"`)).length > 0

test('a batched slip is unposted no more, its lines say so, and a deleted batch brings it back', async () => {
  const bill = await slipOf('IM-771904')
  const made = await books.batch('EB-IM-771904', idsOf(bill))
  expect([made.status, faultsOf('GLExport', JSON.parse(made.text))]).toEqual([201, []])
  expect(made.body.purchaseTransactions).toEqual([bill])
  expect(await isListed(bill.id)).toBe(false)
  expect((await books.products([bill.id])).purchaseTransactions).toEqual([])

  type Line = { batchedFlag: boolean; unbatchedRecId?: { text: string } }
  const [order] = (
    await books.call<{ id: { text: string } }[]>(
      `/procurement/purchaseorders?${where('poNumber = "PO-2041"')}`,
    )
  ).body
  const lines = async () =>
    (await books.call<Line[]>(`/procurement/purchaseorders/${order?.id.text}/lineitems`)).body
  expect((await lines()).map(line => line.batchedFlag)).toEqual([true, true, false])
  expect((await books.removeBatch('EB-IM-771904')).status).toBe(204)
  expect(await slipOf('IM-771904')).toEqual(bill)
  expect((await lines()).map(line => line.unbatchedRecId?.text)).toEqual(['71', '71', undefined])
  expect((await books.batch('EB-again', idsOf(bill))).status).toBe(201)
})

test('with only some of its entries in a batch the rest of a slip is offered again', async () => {
  const bill = await slipOf('IM-771904')
  const { purchaseDetail, purchaseDetailTax } = bill
  await books.batch(
    'EB-part',
    purchaseDetail.map(line => Number(line.id.text)),
  )
  const rest = await slipOf('IM-771904')
  expect([rest.purchaseDetail, rest.purchaseDetailTax]).toEqual([[], purchaseDetailTax])
})

test('where taxes are not exported, a batch without them is whole', async () => {
  await simulator.control.setParameters({ procurementTaxExported: false })
  const bill = await slipOf('IM-772218')
  expect([bill.purchaseDetailTax, bill.total.text]).toEqual([[], '960.40'])
  await books.batch('EB-untaxed', idsOf(bill))
  expect(await isListed(bill.id)).toBe(false)
  await simulator.control.setParameters({ procurementTaxExported: true })
})

test('a count and a transfer are batched by the ids of their unposted rows', async () => {
  for (const productId of ['12-adjustment', '7-transfer']) {
    const rows = await books.unposted(`unpostedProductId = "${productId}"`)
    expect(rows).toHaveLength(2)
    const made = await books.batch(
      `EB-${productId}`,
      rows.map(row => Number(row.id.text)),
    )
    expect([made.status, await isListed(productId)]).toEqual([201, false])
    await books.removeBatch(`EB-${productId}`)
    expect(await isListed(productId)).toBe(true)
  }
})

test('a batch lists what it holds, by what it is of, and exports it again', async () => {
  const bill = await slipOf('IM-772218')
  const rows = await books.unposted('unpostedProductId in ("12-adjustment","7-transfer")')
  const [report] = (await books.expenses()).expenseBills
  const expenseIds = (report?.detail ?? []).flatMap(line => line.id.map(id => Number(id.text)))
  const ids = [...idsOf(bill), ...rows.map(row => Number(row.id.text)), ...expenseIds]
  await books.batch('EB-all', ids, { exportProductsFlag: true, exportExpensesFlag: true })
  const entries: object[] = JSON.parse((await books.call('/finance/accounting/batches/71/entries')).text)
  for (const entry of entries) expect(faultsOf('BatchEntry', entry)).toEqual([])
  expect(entries).toHaveLength(ids.length)
  for (const part of ['purchaseOrder', 'adjustmentDetail', 'transfer', 'expense'])
    expect(
      entries.some(entry => part in entry),
      part,
    ).toBe(true)
  const again = await books.call<object>('/finance/accounting/batches/71/export', { method: 'POST' })
  expect(again.body).toMatchObject({ purchaseTransactions: [bill], expenseBills: [report] })
})

test('a taken identifier, a character that no batch takes, and ids of nothing are refused', async () => {
  const ids = idsOf(await slipOf('IM-772218'))
  const refusal = async (identifier: string, records: number[], flags?: object) => {
    const { status, body } = await books.batch(identifier, records, flags)
    return [status, body.errors?.[0]?.field]
  }
  for (const name of ["Joe's slip", 'IN-1|PO-2'])
    expect(await refusal(name, ids)).toEqual([400, 'batchIdentifier'])
  expect(await refusal('EB-none', [1])).toEqual([400, 'processedRecordIds'])
  // Not of the kind that the batch is said to be of.
  for (const kind of ['exportExpensesFlag', 'exportInvoicesFlag'])
    expect(await refusal('EB-kind', ids, { [kind]: true })).toEqual([400, 'processedRecordIds'])
  expect(await refusal('EB-flags', ids, {})).toEqual([400, 'exportInvoicesFlag'])
  expect((await books.batch('EB-1', ids)).status).toBe(201)
  expect(await refusal('EB-1', [1])).toEqual([400, 'batchIdentifier'])
  expect((await books.batch('EB-2', ids)).status).toBe(409)
  await simulator.control.call('PATCH', 'batches', { tenant: DEMO.company, id: 71 })
  expect((await books.removeBatch('EB-1')).status).toBe(409)
})

test('a slip with a bar and a count with an apostrophe are exported, and no batch takes them', async () => {
  const bar = await slipOf('ST-40188|2')
  const van = await books.unposted('description contains "van: "')
  for (const ids of [idsOf(bar), van.map(row => Number(row.id.text))]) {
    const { status, body } = await books.batch('EB-fine', ids)
    expect([status, ids.length > 0, body.errors[0]?.field]).toEqual([400, true, 'processedRecordIds'])
  }
  expect(await isListed(bar.id)).toBe(true)
})

test('a line that is batched cannot be taken back', async () => {
  const bill = await slipOf('IM-773402')
  await books.batch('EB-held', idsOf(bill))
  const [order] = (
    await books.call<{ id: { text: string } }[]>(
      `/procurement/purchaseorders?${where('poNumber = "PO-2047"')}`,
    )
  ).body
  const back = { tenant: DEMO.company, id: Number(order?.id.text), unreceive: 2 }
  await expect(simulator.control.call('PATCH', 'purchase-orders', back)).rejects.toThrow(/Unbatch it first/)
})

type Truth = { tenants: Record<string, { batches: { records: object[] }[] }> }

test.each([
  ['drop-after-commit', 1],
  ['500-after-commit', 1],
  ['drop-before', 0],
  ['limit', 0],
] as const)('a batch of a purchase under %s: %i stands', async (effect, batches) => {
  const ids = idsOf(await slipOf('IM-772640'))
  await simulator.control.fault({ effect, match: { method: 'POST', path: 'batches$' } })
  await books.batch('EB-fault', ids).catch(() => 'no answer')
  const truth = (await simulator.control.truth<Truth>()).tenants[DEMO.company]?.batches ?? []
  expect(truth.map(batch => batch.records.length)).toEqual(batches === 1 ? [ids.length] : [])
})

test('its calls are recorded and count against the minute like all others', async () => {
  const before = (await simulator.control.calls({ path: '/unpostedprocurement$' })).length
  await books.unposted()
  expect((await simulator.control.calls({ path: '/unpostedprocurement$' })).length).toBe(before + 1)
  await simulator.control.setParameters({ limitPerMinute: 1 })
  const answers = await Promise.all([1, 2].map(() => books.call('/procurement/purchaseorders/count')))
  expect(answers.map(one => one.status)).toContain(429)
  await simulator.control.setParameters({ limitPerMinute: 1000 })
})
