import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { REALM_AU, REALM_US } from '../../simulators/quickbooks/seed.ts'
import { codeOf, line, quickBooksCaller, sale, startQuickBooksCaller } from './quickbooks-client.ts'

let world: Awaited<ReturnType<typeof startQuickBooksCaller>>

beforeEach(async () => {
  world = await startQuickBooksCaller()
})
afterEach(() => world.sim.close())

const pay = (TotalAmt: number, lines: [id: string, amount: number, type?: string][], more: object = {}) =>
  world.post('payment', {
    CustomerRef: { value: '1' },
    TxnDate: '2026-11-03',
    TotalAmt,
    Line: lines.map(([TxnId, Amount, TxnType = 'Invoice']) => ({ Amount, LinkedTxn: [{ TxnId, TxnType }] })),
    ...more,
  })
const invoice = async (number: string) => (await world.post('invoice', sale(number))).body.Invoice.Id
const read = async (id: string) => (await world.call('GET', `invoice/${id}`)).body.Invoice

test('a payment settles parts of several invoices, and what is over stays unapplied', async () => {
  const [one, two] = [await invoice('P-1'), await invoice('P-2')]
  const { Payment } = (
    await pay(200, [
      [one, 110],
      [two, 50],
    ])
  ).body
  expect(Payment).toMatchObject({ TotalAmt: 200, UnappliedAmt: 40 })
  expect(await read(one)).toMatchObject({
    Balance: 0,
    LinkedTxn: [{ TxnId: Payment.Id, TxnType: 'Payment' }],
  })
  expect(await read(two)).toMatchObject({ Balance: 60, SyncToken: '1' })
  expect(codeOf(await pay(100, [[two, 61]]))).toBe('6000')
  expect(codeOf(await pay(10, [[two, 11]]))).toBe('6000')
  expect(await read(two)).toMatchObject({ Balance: 60 })
})

test('a payment that is deleted or voided opens its invoices again', async () => {
  const id = await invoice('P-1')
  const { Payment: first } = (await pay(110, [[id, 110]])).body
  await world.post('payment?operation=delete', { Id: first.Id, SyncToken: '0' })
  expect(await read(id)).toMatchObject({ Balance: 110, LinkedTxn: [] })
  const { Payment: second } = (await pay(110, [[id, 110]])).body
  const { body } = await world.post('payment?operation=void', { Id: second.Id, SyncToken: '0' })
  expect(body.Payment).toMatchObject({ TotalAmt: 0, PrivateNote: 'Voided' })
  expect(await read(id)).toMatchObject({ Balance: 110 })
})

test('a credit memo is given to an invoice by a payment of nothing; a paid invoice that goes frees its money', async () => {
  const id = await invoice('P-1')
  const memo = (await world.post('creditmemo', sale('C-1', { Line: [line(50)] }))).body.CreditMemo
  await pay(0, [
    [id, 55],
    [memo.Id, 55, 'CreditMemo'],
  ])
  expect(await read(id)).toMatchObject({ Balance: 55 })
  const { Payment } = (await pay(55, [[id, 55]])).body
  await world.post('invoice?operation=delete', { Id: id, SyncToken: (await read(id)).SyncToken })
  const freed = (await world.call('GET', `payment/${Payment.Id}`)).body.Payment
  expect(freed).toMatchObject({ UnappliedAmt: 55, Line: [] })
})

test('changes since a moment, deletions too, of thirty days', async () => {
  const id = await invoice('X-1')
  const kept = await invoice('X-2')
  await world.post('invoice?operation=delete', { Id: id, SyncToken: '0' })
  const since = encodeURIComponent(new Date(Date.now() - 60_000).toISOString())
  const { text } = await world.call('GET', `cdc?entities=Invoice,Payment&changedSince=${since}`)
  const [{ QueryResponse }] = JSON.parse(text).CDCResponse
  expect(QueryResponse[0].Invoice).toMatchObject([{ Id: kept }, { Id: id, status: 'Deleted' }])
  expect(QueryResponse[1]).toEqual({})
  expect((await world.call('GET', 'cdc?entities=Invoice&changedSince=2020-01-01')).status).toBe(400)
})

test('webhooks: signed, several companies in one delivery, in either shape', async () => {
  const received: { body: string; signature: unknown }[] = []
  const server = createServer((incoming, outgoing) => {
    let body = ''
    incoming.on('data', chunk => (body += chunk))
    incoming.on('end', () => {
      received.push({ body, signature: incoming.headers['intuit-signature'] })
      outgoing.end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  await world.sim.control.webhook({ url: `http://127.0.0.1:${port}/hook`, verifierToken: 'v-1' })
  const mode = { lateMs: 0, twice: true, shuffle: false, gatherMs: 60_000, shape: 'cloudevents' }
  await world.sim.control.setParameters({ webhooks: mode })
  const us = await quickBooksCaller(world.sim, { realm: REALM_US })
  await world.post('customer', { DisplayName: 'Hooked' })
  await us.post('customer', { DisplayName: 'Hooked' })
  await world.sim.control.advance(60_000)
  await world.sim.webhooks.settled()
  expect(received).toHaveLength(2)
  const [{ body, signature } = { body: '[]', signature: '' }] = received
  expect(signature).toBe(createHmac('sha256', 'v-1').update(body).digest('base64'))
  expect(JSON.parse(body)).toMatchObject([
    { specversion: '1.0', type: 'qbo.customer.created.v1', intuitaccountid: REALM_AU },
    { intuitaccountid: REALM_US },
  ])
  await world.sim.control.setParameters({
    webhooks: { ...mode, twice: false, gatherMs: 0, shape: 'notifications' },
  })
  await world.post('customer', { DisplayName: 'Hooked again' })
  await world.sim.webhooks.settled()
  const [notification] = JSON.parse(received[2]?.body ?? '{}').eventNotifications
  expect(notification.dataChangeEvent.entities).toMatchObject([{ name: 'Customer', operation: 'Create' }])
  server.close()
})
