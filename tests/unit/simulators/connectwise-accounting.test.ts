import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DEMO, type RunningConnectWise, startConnectWise } from '../../simulators/connectwise/index.ts'
import { dec, sum } from '../../simulators/connectwise/money.ts'
import { callerOf, patch, post, where } from './connectwise-client.ts'

type Text = { text: string }
type Detail = {
  id: Text
  glTypeId: string
  total: Text
  accountNumber: string
  glClass: string
  itemPrice: Text
}
type Transaction = {
  id: Text
  documentNumber: string
  documentType: string
  total: Text
  glEntryIds: string
  detail: Detail[]
}
type Export = { transactions: Transaction[] }
type Unposted = { id: Text; billingLogId: Text; invoiceNumber: string }

let simulator: RunningConnectWise
let call: ReturnType<typeof callerOf>
let fresh: string

beforeAll(async () => {
  simulator = await startConnectWise()
  call = callerOf(simulator)
  fresh = await simulator.control.snapshot()
})
beforeEach(async () => {
  await simulator.control.restore(fresh)
  await simulator.control.clearFaults()
})
afterAll(() => simulator.close())

const exported = async (numbers?: string[]) => {
  const included = numbers && (await unposted(numbers)).map(row => Number(row.billingLogId.text))
  const request = { exportInvoicesFlag: true, ...(included ? { includedInvoiceIds: included } : {}) }
  return (await call<Export>('/finance/accounting/export', post(request))).body.transactions
}
const unposted = async (numbers: string[]) => {
  const list = numbers.map(one => `"${one}"`).join(',')
  const path = `/finance/accounting/unpostedinvoices?pageSize=1000&${where(`invoiceNumber in (${list})`)}`
  return (await call<Unposted[]>(path)).body
}
const entryIds = (transaction: Transaction) => [
  ...transaction.glEntryIds.split(',').map(Number),
  ...transaction.detail.map(line => Number(line.id.text)),
]
const batch = (identifier: string, ids: number[]) =>
  call<{ code: string }>(
    '/finance/accounting/batches',
    post({ batchIdentifier: identifier, exportInvoicesFlag: true, processedRecordIds: ids }),
  )
const one = async (number: string) => {
  const [found] = await exported([number])
  if (!found) throw new Error(`${number} is not in the export`)
  return found
}

test('every exported document balances to the cent, with revenue and tax against the receivable', async () => {
  const documents = await exported()
  expect(documents.length).toBe(19)
  for (const { documentType, total, detail } of documents) {
    const lines = sum(detail.map(line => line.total.text))
    expect(lines.plus(total.text).toDecimalPlaces(2).isZero()).toBe(true)
    expect(dec(total.text).isNegative()).toBe(documentType === 'CREDIT MEMO')
    if (documentType === 'CREDIT MEMO') expect(detail.every(line => dec(line.total.text).gt(0))).toBe(true)
  }
})

test('segments come from the most specific rows, prices rounded to cents, amounts exact', async () => {
  const priced = await one('10461')
  expect(priced.detail[0]).toMatchObject({
    accountNumber: '260',
    glClass: 'Procurement-Sydney',
    itemPrice: { text: '5.25' },
    total: { text: '-524.56' },
  })
  const product = await call<{ price: Text }[]>(`/procurement/products?${where('invoice/id = 1211')}`)
  expect(product.body[0]?.price.text).toBe('5.2456')
  const unrounded = await one('10457')
  expect(unrounded.detail.map(line => line.total.text)).toEqual(['-199.995', '-399.9917', '-60'])
})

test('open records, and closed ones without mapping, are never exported', async () => {
  expect((await unposted(['10472', '10470'])).map(row => row.invoiceNumber)).toEqual(['10470'])
  expect(await exported(['10472', '10470'])).toEqual([])
})

test('closing makes entries, reopening removes them, and new ones get new ids', async () => {
  const closed = await call('/finance/invoices/1222', patch('status', { id: 3 }))
  expect(closed.status).toBe(200)
  const before = await one('10472')
  expect((await call('/finance/invoices/1222', patch('status', { id: 1 }))).status).toBe(400)
  await call('/finance/closedInvoices/1222', patch('status', { name: 'GL Reload' }))
  expect((await call<object[]>('/finance/invoices/1222/glEntries/')).body).toEqual([])
  await call('/finance/invoices/1222', patch('status', { id: 3 }))
  const after = await one('10472')
  expect(after.total).toEqual(before.total)
  expect(entryIds(after)).not.toEqual(entryIds(before))
})

test('a batch marks the invoice; its identifier and its entries cannot be used again', async () => {
  const document = await one('10451')
  expect((await batch('EB-10451', entryIds(document))).status).toBe(201)
  expect(await exported(['10451'])).toEqual([])
  const invoice = await call<{ glBatch: { name: string } }>('/finance/invoices/1201')
  expect(invoice.body.glBatch.name).toBe('EB-10451')
  expect((await batch('EB-10451', [1])).status).toBe(400)
  expect((await batch('EB-other', entryIds(document))).status).toBe(409)
  await simulator.control.setParameters({ alreadyBatchedStatus: 400 })
  expect((await batch('EB-other', entryIds(document))).status).toBe(400)
  await simulator.control.setParameters({ alreadyBatchedStatus: 409 })
  expect((await call('/finance/closedInvoices/1201', patch('status', { id: 1 }))).status).toBe(400)
})

test('a deleted batch makes the record unposted again, and it can be batched anew', async () => {
  const document = await one('10451')
  await batch('EB-1', entryIds(document))
  const [found] = (
    await call<{ id: Text }[]>(`/finance/accounting/batches?${where('batchIdentifier = "EB-1"')}`)
  ).body
  const path = `/finance/accounting/batches/${found?.id.text}`
  expect((await call<object[]>(`${path}/entries`)).body).toHaveLength(entryIds(document).length)
  expect((await call(path, { method: 'DELETE' })).status).toBe(204)
  expect((await call(path)).status).toBe(404)
  expect(entryIds(await one('10451'))).toEqual(entryIds(document))
  expect((await batch('EB-1', entryIds(document))).status).toBe(201)
})

test('with only some entries in a batch the rest is offered again', async () => {
  const document = await one('10451')
  await batch('EB-part', document.glEntryIds.split(',').map(Number))
  const rest = await one('10451')
  expect(rest.glEntryIds).toBe('')
  expect(rest.detail).toHaveLength(document.detail.length)
})

test.each([
  ['drop-after-commit', true],
  ['500-after-commit', true],
  ['drop-before', false],
  ['limit', false],
] as const)('a batch under %s: committed %s', async (effect, committed) => {
  const ids = entryIds(await one('10452'))
  await simulator.control.fault({ effect, match: { method: 'POST', path: 'batches$' } })
  await batch('EB-fault', ids).catch(() => 'no answer')
  const truth = await simulator.control.truth<{ tenants: Record<string, { batches: object[] }> }>()
  expect(truth.tenants[DEMO.company]?.batches.length).toBe(committed ? 1 : 0)
})

test('bulk invoices are closed and mapped', async () => {
  type Made = { invoices: { number: string; billingLogId: number; total: string }[]; companies: object[] }
  const spec = { kind: 'bulk', tenant: DEMO.company, invoices: 30, customers: 4, linesPerInvoice: 3 }
  const made = await simulator.control.seed<Made>(spec)
  const documents = await exported(made.invoices.map(invoice => invoice.number))
  expect(made.companies).toHaveLength(4)
  expect(documents.map(document => dec(document.total.text).toFixed(2))).toEqual(
    made.invoices.map(invoice => invoice.total),
  )
})
