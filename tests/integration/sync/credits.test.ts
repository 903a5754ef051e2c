import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { postings } from '../../../drizzle/schema/postings.ts'
import { addCompany } from '../../../lib/accounts/companies.ts'
import { goLive, pauseLive } from '../../../lib/accounts/go-live.ts'
import { present } from '../../../lib/std/assert.ts'
import { calendarDate } from '../../../lib/std/clock.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import { newId } from '../../../lib/std/id.ts'
import { askAllocation } from '../../../lib/sync/credits/allocation.ts'
import { ringForCredits } from '../../../lib/sync/credits/ask.ts'
import { askCreditRead, dueCreditRead } from '../../../lib/sync/credits/reads/store.ts'
import { workCompany } from '../../../lib/sync/lane.ts'
import { unevenCreditRows } from '../../../lib/sync/views/credits.ts'
import type { ManageInvoice } from '../../support/books.ts'
import { openCredits } from '../../support/credits.ts'
import { storms } from '../../support/storms.ts'
import { inScope, panelOf, told, unbatch } from '../../support/undoing.ts'
import { closedInvoice, line, type PostingWorld, postingWorld } from '../../support/world.ts'
import { xeroCaller } from '../../unit/simulators/xero-client.ts'

let world: PostingWorld
let credits: ReturnType<typeof openCredits>

beforeAll(async () => {
  world = await postingWorld()
  credits = openCredits(world)
})

afterEach(async () => {
  await world.clearFaults()
  await world.connectwise.control.setParameters({ creditsByApi: 'taken' })
  await world.set('payments-from', null)
})

afterAll(() => world.close())

/** Of 44.00 with its tax. */
const memoSpec = { type: 'CreditMemo', lines: [{ ...line('40.00'), amount: '-40.00' }] }

/** Of 110.00 with its tax. */
const invoice = () => closedInvoice(world, { lines: [line('100.00')] })
const memo = () => closedInvoice(world, memoSpec)

async function send(...records: ManageInvoice[]) {
  await world.ask(records)
  await world.work()
}

async function both() {
  const two = { memo: await memo(), invoice: await invoice() }
  await send(two.memo, two.invoice)
  return two
}

/** What the note gave in Xero, invoice by invoice. */
async function inXero(one: ManageInvoice): Promise<string[]> {
  const { creditNotes, invoices } = await world.books.organisation()
  const note = present(
    creditNotes.find(({ number }) => number === one.number),
    'the credit note',
  )
  return note.allocations.map(({ invoice: id, amount, date }) => {
    const found = invoices.find(other => other.id === id)
    return `${date} ${found?.number} ${amount}`
  })
}

async function xero(method: string, path: string, body?: object) {
  const { call } = await xeroCaller(world.xero)
  const answer = await call(method, path, body)
  expect([answer.status, answer.text]).toEqual([200, answer.text])
  return answer.body
}

async function applyInXero(two: { memo: ManageInvoice; invoice: ManageInvoice }, amount: string) {
  const note = await world.history.last(two.memo.id)
  const document = await world.history.last(two.invoice.id)
  const { Allocations } = await xero('PUT', `CreditNotes/${note.remoteId}/Allocations`, {
    Allocations: [{ Invoice: { InvoiceID: document.remoteId }, Amount: Number(amount), Date: '2027-01-20' }],
  })
  return `CreditNotes/${note.remoteId}/Allocations/${Allocations?.[0]?.AllocationID}`
}

test('what is applied in ConnectWise before it is sent follows the credit memo into Xero, once', async () => {
  const two = { memo: await memo(), invoice: await invoice() }
  await credits.apply(two.memo, two.invoice, '44.00')
  const title = `Applied to invoice ${two.invoice.number}`
  expect((await panelOf(world, two.memo)).credits).toMatchObject([
    { title, words: '44.00, applied in Xero after it is sent' },
  ])
  await send(two.invoice, two.memo)
  expect((await panelOf(world, two.memo)).credits).toMatchObject([
    { title, words: '44.00 in ConnectWise and Xero ✓' },
  ])
  expect((await panelOf(world, two.invoice)).credits).toMatchObject([
    { title: `Credit memo ${two.memo.number}`, trouble: '' },
  ])
  expect(await inXero(two.memo)).toEqual([`2027-01-18 ${two.invoice.number} 44.00`])
  await credits.read()
  await credits.read()
  expect(await inXero(two.memo)).toEqual([`2027-01-18 ${two.invoice.number} 44.00`])
  expect(await credits.inManage(two.memo, two.invoice)).toEqual([`2027-01-18 ${two.invoice.number} 44.00`])
})

test('it waits for an invoice that is not in the ledger yet, and says so', async () => {
  const two = { memo: await memo(), invoice: await invoice() }
  await credits.apply(two.memo, two.invoice, '30.00')
  await send(two.memo)
  expect(await inXero(two.memo)).toEqual([])
  const [pair] = (await credits.pairs()).filter(one => one.creditRecordId === String(two.memo.id))
  expect(pair?.problems).toMatchObject([{ code: 'credit-waits', invoice: two.invoice.number }])
  await send(two.invoice)
  expect(await inXero(two.memo)).toEqual([`2027-01-18 ${two.invoice.number} 30.00`])
})

test('one memo over two invoices; taken back and moved in ConnectWise, Xero follows', async () => {
  const { memo: one, invoice: first } = await both()
  const second = await invoice()
  await send(second)
  const id = await credits.apply(one, first, '24.00')
  await credits.apply(one, second, '20.00')
  await credits.read()
  expect((await inXero(one)).toSorted()).toEqual(
    [`2027-01-18 ${first.number} 24.00`, `2027-01-18 ${second.number} 20.00`].toSorted(),
  )
  await credits.takeBack(first, id)
  await credits.apply(one, second, '24.00')
  await credits.read()
  await credits.read()
  expect((await inXero(one)).toSorted()).toEqual([
    `2027-01-18 ${second.number} 20.00`,
    `2027-01-18 ${second.number} 24.00`,
  ])
})

test('what is applied in Xero comes back to ConnectWise, once, and never returns', async () => {
  const two = await both()
  const place = await applyInXero(two, '44.00')
  await credits.read()
  const written = [`2027-01-20 ${two.invoice.number} 44.00`]
  expect(await credits.inManage(two.memo, two.invoice)).toEqual(written)
  await credits.read()
  await credits.read()
  expect(await credits.inManage(two.memo, two.invoice)).toEqual(written)
  expect(await inXero(two.memo)).toEqual(written)
  await xero('DELETE', place)
  await applyInXero(two, '10.00')
  await credits.read()
  await credits.read()
  expect(await credits.inManage(two.memo, two.invoice)).toEqual([`2027-01-20 ${two.invoice.number} 10.00`])
  expect(await inXero(two.memo)).toEqual([`2027-01-20 ${two.invoice.number} 10.00`])
})

describe.each(storms)('$effect, $times times', ({ effect, times }) => {
  test('credit is never applied twice in Xero and never lost', async () => {
    const two = await both()
    const match = { method: 'PUT', path: 'Allocations' }
    await world.xero.control.fault({ match, effect, times })
    await credits.apply(two.memo, two.invoice, '22.00')
    await credits.read()
    const calls = await world.xero.control.calls(match)
    expect(calls.filter(call => call.fault !== undefined).length).toBeGreaterThanOrEqual(times)
    expect(await inXero(two.memo)).toEqual([`2027-01-18 ${two.invoice.number} 22.00`])
    await credits.read()
    expect(await credits.inManage(two.memo, two.invoice)).toEqual([`2027-01-18 ${two.invoice.number} 22.00`])
  })

  test('credit is never applied twice in ConnectWise and never lost', async () => {
    const two = await both()
    await applyInXero(two, '22.00')
    const match = { method: 'POST', path: `invoices/${two.invoice.id}/payments` }
    await world.connectwise.control.fault({ match, effect, times })
    await credits.read()
    const calls = await world.connectwise.control.calls(match)
    expect(calls.filter(call => call.fault !== undefined)).toHaveLength(times)
    expect(await credits.inManage(two.memo, two.invoice)).toEqual([`2027-01-20 ${two.invoice.number} 22.00`])
    await credits.read()
    expect(await inXero(two.memo)).toEqual([`2027-01-20 ${two.invoice.number} 22.00`])
  })
})

async function pairOf(one: ManageInvoice) {
  return present(
    (await credits.pairs()).find(pair => pair.creditRecordId === String(one.id)),
    'a pair',
  )
}

const listed = () => inScope(world, ({ tx }) => unevenCreditRows(tx, world.companyId, 'Xero', 100))

async function pay(one: ManageInvoice, amount: string) {
  const document = await world.history.last(one.id)
  const payment = { Invoice: { InvoiceID: document.remoteId }, Account: { Code: '090' }, Date: '2027-01-05' }
  const { Payments } = await xero('PUT', 'Payments', { Payments: [{ ...payment, Amount: Number(amount) }] })
  return String(Payments?.[0]?.PaymentID)
}

test('more than is still to be paid is not applied; it is told, and done once there is room', async () => {
  const two = await both()
  const payment = await pay(two.invoice, '100.00')
  await credits.apply(two.memo, two.invoice, '44.00')
  await credits.read()
  expect(await inXero(two.memo)).toEqual([])
  expect((await pairOf(two.memo)).problems).toEqual([
    {
      code: 'credit-exceeds',
      credit: two.memo.number,
      invoice: two.invoice.number,
      what: 'invoice',
      wanted: '44.00',
      left: '10.00',
    },
  ])
  expect((await credits.postings('allocation')).at(-1)?.attempts).toBe(1)
  const [uneven] = (await listed()).filter(row => row.credit === two.memo.number)
  expect(uneven).toMatchObject({ invoice: two.invoice.number, connectwise: '44.00', ledger: '0.00' })
  expect(uneven?.why).toContain('Xero has 10.00 still to be paid of it')
  await xero('POST', `Payments/${payment}`, { Status: 'DELETED' })
  await credits.read()
  expect(await inXero(two.memo)).toEqual([`2027-01-18 ${two.invoice.number} 44.00`])
  expect((await pairOf(two.memo)).problems).toEqual([])
})

test('a batch that is deleted is made again, and credit on the document is no mark of it', async () => {
  const two = await both()
  await credits.apply(two.memo, two.invoice, '10.00')
  await credits.read()
  const refused = await both()
  await pay(refused.invoice, '110.00')
  await credits.apply(refused.memo, refused.invoice, '44.00')
  await credits.read()
  for (const one of [two.invoice, refused.invoice]) {
    await unbatch(world, one)
    await told(world, one)
    await world.work()
    expect(await world.history.states(one.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await world.books.batchesOf(one.id)).toHaveLength(1)
  }
  const of = async (one: ManageInvoice) =>
    (await credits.postings('allocation')).filter(({ title }) => title === one.number).map(row => row.state)
  expect([await of(two.memo), await of(refused.memo)]).toEqual([['confirmed'], ['rejected']])
})

test('both sides changed to different ends: nothing is written, and it is told until they agree', async () => {
  const two = await both()
  await credits.apply(two.memo, two.invoice, '44.00')
  const place = await applyInXero(two, '10.00')
  await credits.read()
  expect((await pairOf(two.memo)).problems).toMatchObject([
    { code: 'credit-differs', connectwise: '44.00', ledger: '10.00' },
  ])
  expect(await credits.inManage(two.memo, two.invoice)).toEqual([`2027-01-18 ${two.invoice.number} 44.00`])
  expect(await inXero(two.memo)).toEqual([`2027-01-20 ${two.invoice.number} 10.00`])
  await xero('DELETE', place)
  await credits.read()
  await credits.read()
  expect(await inXero(two.memo)).toEqual([`2027-01-18 ${two.invoice.number} 44.00`])
  expect((await pairOf(two.memo)).problems).toEqual([])
})

test.each(['refused', 'ignored'])(
  'a ConnectWise whose API takes no credit (%s): that is told, and no money is left instead',
  async wayOf => {
    await world.connectwise.control.setParameters({ creditsByApi: wayOf })
    const two = await both()
    await applyInXero(two, '44.00')
    await credits.read()
    expect(await credits.allOf(two.invoice)).toEqual([])
    expect((await pairOf(two.memo)).problems).toMatchObject([
      { code: 'credit-refused', where: 'connectwise', message: expect.stringContaining('credit') },
    ])
    expect((await credits.postings('credit')).at(-1)?.attempts).toBe(1)
  },
)

test('Payments from: credit applied in Xero before that day is not written', async () => {
  await world.set('payments-from', '2027-01-21')
  const two = await both()
  await applyInXero(two, '44.00')
  await credits.read()
  expect(await credits.inManage(two.memo, two.invoice)).toEqual([])
  expect(await inXero(two.memo)).toEqual([`2027-01-20 ${two.invoice.number} 44.00`])
  await world.set('payments-from', '2027-01-20')
  await credits.read()
  expect(await credits.inManage(two.memo, two.invoice)).toEqual([`2027-01-20 ${two.invoice.number} 44.00`])
})

test('credit that is asked for by itself is applied once, however often it is asked for', async () => {
  const two = await both()
  const [credit, invoiced] = [await world.history.last(two.memo.id), await world.history.last(two.invoice.id)]
  const ask = () =>
    inScope(world, scope =>
      askAllocation(scope, {
        source: { kind: 'invoice', sourceId: String(two.invoice.id), part: 'allocation:1' },
        creditPostingId: credit.id,
        invoicePostingId: invoiced.id,
        want: Decimal.parse('12.50'),
        atMost: false,
        date: calendarDate('2027-01-18'),
        title: two.memo.number,
        requestedBy: world.actor.id,
        origin: 'amend',
      }),
    )
  const first = await ask()
  await world.work()
  expect(await ask()).toBe(first)
  await world.work()
  expect(await inXero(two.memo)).toEqual([`2027-01-18 ${two.invoice.number} 12.50`])
})

test('a doubled event of Xero writes once; nothing is read by itself before Go live', async () => {
  const two = await both()
  await applyInXero(two, '44.00')
  await pauseLive(world.accountId, world.actor)
  const ring = () => ringForCredits({ accountId: world.accountId, companyId: world.companyId })
  expect(await ring()).toBe(false)
  await goLive(world.accountId, world.actor)
  await Promise.all([ring(), ring()])
  await Promise.all([world.work(), world.work()])
  await ring()
  await world.work()
  expect(await credits.inManage(two.memo, two.invoice)).toEqual([`2027-01-20 ${two.invoice.number} 44.00`])
})

test('no call of it is one that the vendors do not know', async () => {
  expect(await world.connectwise.control.unknown()).toEqual([])
  expect(await world.xero.control.unknown()).toEqual([])
})

test('while marks of another company wait, credits are read only when a person asks', async () => {
  await both()
  const { accountId, companyId, actor, engine } = world
  const id = newId()
  await inScope(world, async ({ tx }) => {
    const other = await addCompany(tx, { accountId, name: 'Brisbane', actor })
    if (other.kind !== 'done') throw new Error(other.reason)
    const mark = { target: 'psa', operation: 'create', kind: 'batch', state: 'ready', origin: 'click' }
    await tx.insert(postings).values({ ...mark, accountId, companyId: other.companyId, id })
  })
  const readWhen = async (asked: boolean) => {
    await inScope(world, scope => askCreditRead(scope, { asked, olderThanMs: 0 }))
    await workCompany(engine, accountId, companyId, new AbortController().signal)
    return (await inScope(world, dueCreditRead)) === null
  }
  expect([await readWhen(false), await readWhen(true)]).toEqual([false, true])
  await inScope(world, ({ tx }) => tx.delete(postings).where(eq(postings.id, id)))
})
