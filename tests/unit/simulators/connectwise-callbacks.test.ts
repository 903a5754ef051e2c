import { createHash, createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEMO, type RunningConnectWise, startConnectWise } from '../../simulators/connectwise/index.ts'
import { callerOf, patch, post, where } from './connectwise-client.ts'

type Heard = { url: string; signature: string; body: string }
type Told = { ID: number; Action: string; CompanyId: string; Metadata: { key_url: string } }

let simulator: RunningConnectWise
let receiver: Server
let heard: Heard[]
let statuses: number[]
let address: string

beforeEach(async () => {
  simulator = await startConnectWise({ scale: 1000 })
  heard = []
  statuses = []
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const signature = String(request.headers['x-content-signature'])
      heard.push({ url: request.url ?? '', signature, body: Buffer.concat(chunks).toString('utf8') })
      response.writeHead(statuses.shift() ?? 202).end()
    })
  })
  await new Promise<void>(resolve => receiver.listen(0, '127.0.0.1', resolve))
  const bound = receiver.address()
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}/hook`
})
afterEach(async () => {
  await simulator.close()
  receiver.closeAllConnections()
  await new Promise(resolve => receiver.close(resolve))
})

async function register(extra: object = {}) {
  const body = { url: `${address}?recordId=`, objectId: 1, type: 'Invoice', level: 'Owner', ...extra }
  return (await callerOf(simulator)<{ id: { text: string } }>('/system/callbacks', post(body))).body.id.text
}
const closeInvoice = () =>
  simulator.control.call('PATCH', 'invoices', { tenant: DEMO.company, id: 1222, status: 'Closed' })
const settled = () => simulator.control.call('POST', 'callbacks/settled')

test('an invoice that closes is told, signed with the key behind key_url', async () => {
  await register()
  await closeInvoice()
  await settled()
  const [first] = heard
  const told: Told = JSON.parse(first?.body ?? '{}')
  expect(first?.url).toBe('/hook?recordId=1222&action=updated')
  expect(told).toMatchObject({ ID: 1222, Action: 'updated', CompanyId: DEMO.company })
  expect(told.Metadata.key_url.startsWith(simulator.urls.ui)).toBe(true)
  const { signing_key }: { signing_key: string } = await (await fetch(told.Metadata.key_url)).json()
  const key = createHash('sha256').update(signing_key).digest()
  expect(first?.signature).toBe(
    createHmac('sha256', key)
      .update(first?.body ?? '')
      .digest('base64'),
  )
})

test.each([
  [[404, 429], 3],
  [[409, 419, 404, 404], 3],
  [[500], 1],
  [[], 1],
])('answers %j make %i tries', async (answers, tries) => {
  statuses = [...answers]
  await register()
  await closeInvoice()
  await settled()
  expect(heard).toHaveLength(tries)
})

test('three days of failures switch a callback off', async () => {
  const id = await register()
  statuses = [500, 500]
  await closeInvoice()
  await settled()
  await simulator.control.advance(3 * 24 * 60 * 60 * 1000)
  await simulator.control.call('PATCH', 'invoices', { tenant: DEMO.company, id: 1223, status: 'Closed' })
  await settled()
  const row = await callerOf(simulator)<{ inactiveFlag: boolean }>(`/system/callbacks/${id}`)
  expect(row.body.inactiveFlag).toBe(true)
})

test('a self-suppressed callback hears of others only', async () => {
  await register({ isSelfSuppressedFlag: true })
  await callerOf(simulator)('/finance/invoices/1222', patch('reference', 'by the integration'))
  await closeInvoice()
  await settled()
  expect(heard).toHaveLength(1)
})

test('held back, released, doubled, replayed and forged', async () => {
  await register()
  await simulator.control.setParameters({ callbacks: { held: true } })
  await closeInvoice()
  await settled()
  expect(heard).toHaveLength(0)
  await simulator.control.setParameters({ callbacks: { held: false, twice: true } })
  await simulator.control.call('POST', 'callbacks/release')
  await settled()
  const send = (body: object) =>
    simulator.control.call('POST', 'callbacks/send', { tenant: DEMO.company, id: 1222, ...body })
  await send({ replay: true })
  await send({ forge: 'signature' })
  await send({ forge: 'key-url', keyUrl: 'http://127.0.0.1:1/key' })
  expect(heard).toHaveLength(5)
  expect(heard[2]).toEqual(heard[0])
  expect(heard[3]?.signature).not.toBe(heard[0]?.signature)
  expect(heard[4]?.body).toContain('http://127.0.0.1:1/key')
})

const told = (): { Type: string; ID: number; Action: string; Entity: string }[] =>
  heard.map(one => JSON.parse(one.body))

test('purchase orders and expenses are told too, to whoever listens to their vendor or their class', async () => {
  const vendors = await callerOf(simulator)<{ id: { text: string } }[]>(
    `/company/companies?${where('identifier = "IngramMicro"')}`,
  )
  const vendorId = Number(vendors.body[0]?.id.text)
  await register({ type: 'PurchaseOrder', level: 'Vendor', objectId: vendorId })
  await register({ type: 'Expense', level: 'Class', objectId: 1 })
  const order = (vendor: string) => ({
    number: `PO-${vendor}`,
    vendor,
    lines: [{ item: 'dock', quantity: '1' }],
  })
  const orders = [order('SouthernTel'), order('IngramMicro')]
  const made = await simulator.control.call<{ orders: { id: number }[] }>('POST', 'procurement', {
    tenant: DEMO.company,
    orders,
  })
  const id = made.orders[1]?.id
  const deliver = { slip: 'A', lines: [{ number: 1 }] }
  await simulator.control.call('PATCH', 'purchase-orders', { tenant: DEMO.company, id, deliver })
  const expenses = [
    { member: 'SMarsh', amount: '9.00', status: 'Open' },
    { member: 'SMarsh', amount: '8.00', paidBy: 'companyVisa' },
  ]
  const [own] = (
    await simulator.control.call<{ expenses: { id: number }[] }>('POST', 'expenses', {
      tenant: DEMO.company,
      expenses,
    })
  ).expenses
  await simulator.control.call('PATCH', 'expenses', { tenant: DEMO.company, id: own?.id })
  await settled()
  const heardOf = told().map(({ Type, ID, Action }) => [Type, ID, Action])
  expect(heardOf.sort()).toEqual(
    [
      ['purchaseorder', id, 'added'],
      ['purchaseorder', id, 'updated'],
      ['expense', own?.id, 'added'],
      ['expense', own?.id, 'updated'],
    ].sort(),
  )
  const last = told().find(one => one.Type === 'purchaseorder' && one.Action === 'updated')
  expect(JSON.parse(last?.Entity ?? '{}')).toMatchObject({ poNumber: 'PO-IngramMicro', closedFlag: true })
})
