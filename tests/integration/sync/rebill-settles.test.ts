import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { present } from '../../../lib/std/assert.ts'
import { DEMO_AU, stableId } from '../../simulators/xero/seed.ts'
import { amend, amounts, changedInManage } from '../../support/amending.ts'
import type { ManageInvoice } from '../../support/books.ts'
import { openCredits } from '../../support/credits.ts'
import { met } from '../../support/storms.ts'
import { dies, memo, panelOf, pay, sent } from '../../support/undoing.ts'
import { type PostingWorld, postingWorld } from '../../support/world.ts'
import { xeroCaller } from '../../unit/simulators/xero-client.ts'

/** The credit note of a document that is billed again is applied to what is still owed of that document. */

let world: PostingWorld

// Xero would refuse a second document of a number: here only the protocol stands between.
beforeAll(async () => {
  world = await postingWorld({ xero: { refuseDuplicateNumbers: false } })
})
afterEach(async () => {
  await world.xero.control.clearFaults()
  await lock('2020-01-01')
})
afterAll(() => world.close())

test('paid in part: the rest is settled with the credit, and what was paid stays open on the customer', async () => {
  const invoice = await paidInPart()
  await amend(world, invoice)
  await world.work()
  await isSettled(invoice)
  expect((await panelOf(world, invoice)).credits).toEqual([
    {
      id: expect.any(String),
      title: `Credit note ${invoice.number}-2 on ${invoice.number}`,
      words: '70.00 of 110.00 applied in Xero ✓ The rest stays open, to be applied or refunded there',
      trouble: '',
    },
  ])
})

test('it never comes to ConnectWise, which has the one record only', async () => {
  const credits = openCredits(world)
  // One of the same customer, so that both sides are read.
  const other = await sent(world, memo)
  const invoice = await paidInPart()
  await amend(world, invoice)
  await world.work()
  await credits.read()
  await credits.read()
  expect(await credits.allOf(invoice)).toEqual([])
  expect(await credits.inManage(other)).toEqual([])
  expect(await credits.pairs()).toEqual([])
  await isSettled(invoice)
})

test('paid wholly: nothing is applied, and all of the credit stays open', async () => {
  const invoice = await changed(await sent(world))
  await pay(world, invoice, '110.00')
  await rebill(invoice)
  expect(await noteOf(invoice)).toMatchObject({ amountDue: '110.00', allocations: [] })
  expect((await panelOf(world, invoice)).credits[0]?.words).toContain('its 110.00 stay open in Xero')
})

test('locked and not paid: the credit settles all of it', async () => {
  const invoice = await locked()
  await rebill(invoice)
  await isSettled(invoice, '110.00')
  expect((await panelOf(world, invoice)).credits[0]?.words).toBe('110.00 applied in Xero ✓')
})

describe.each([
  ['refuse', 2],
  ['drop-before', 2],
  ['drop-after-commit', 1],
  ['500-before', 1],
  ['500-after-commit', 1],
  ['commit-late', 1],
  ['limit', 2],
  ['bad-json', 1],
] as const)('%s, %i times', (effect, times) => {
  test('it is applied once', async () => {
    const invoice = await paidInPart()
    await world.xero.control.fault({ match: { method: 'PUT', path: 'Allocations' }, effect, times })
    await amend(world, invoice)
    await world.work()
    await met(world.xero.control, times)
    await isSettled(invoice)
  })
})

test.each(['before apply', 'after apply'])(
  'a worker that is killed %s',
  async death => {
    const invoice = await paidInPart()
    await amend(world, invoice)
    await dies(world, death)
    await world.work()
    await isSettled(invoice)
  },
  60_000,
)

test('what was paid meanwhile is not settled a second time', async () => {
  const invoice = await paidInPart()
  await amend(world, invoice)
  await dies(world, 'before apply')
  const [old] = (await world.history.all(invoice.id)).filter(({ operation }) => operation === 'create')
  await payThere(present(old?.remoteId, 'it stands'), 70)
  await world.work()
  expect(await noteOf(invoice)).toMatchObject({ amountDue: '110.00', allocations: [] })
}, 60_000)

test('what Xero does not take is told, and applied once it does', async () => {
  const invoice = await locked()
  await amend(world, invoice)
  await world.work()
  await amend(world, invoice)
  await dies(world, 'before apply')
  await lock('2020-01-01')
  const old = present((await world.history.all(invoice.id))[0]?.remoteId, 'it stands')
  const owner = present((await world.books.inXero(invoice.number))[0], 'the document').contactId
  await moveTo(old, stableId(DEMO_AU, 'contact', 'Banksia Legal'))
  await world.work()
  expect(await noteOf(invoice)).toMatchObject({ amountDue: '110.00', allocations: [] })
  const [told] = (await panelOf(world, invoice)).credits
  expect(told?.words).toContain('not applied in Xero')
  expect(told?.trouble).toBe('Credit of another customer.')
  await moveTo(old, owner)
  await openCredits(world).read()
  await isSettled(invoice, '110.00')
}, 60_000)

/** Changed in Manage, and 40.00 of it paid in Xero, so that it was not amended in place. */
async function paidInPart(): Promise<ManageInvoice> {
  const invoice = await changed(await sent(world))
  await pay(world, invoice, '40.00')
  await refusedInPlace(invoice)
  return invoice
}

async function changed(invoice: ManageInvoice): Promise<ManageInvoice> {
  await changedInManage(world, invoice, amounts('125.00'))
  return invoice
}

async function locked(): Promise<ManageInvoice> {
  const invoice = await sent(world, { daysAgo: 60 })
  await changedInManage(world, invoice, { ...amounts('125.00'), date: daysAgo(3) })
  await lock(daysAgo(40))
  return invoice
}

async function refusedInPlace(invoice: ManageInvoice) {
  await amend(world, invoice)
  await world.work()
  expect((await panelOf(world, invoice)).amend.offer?.way).toBe('rebill')
}

async function rebill(invoice: ManageInvoice) {
  await refusedInPlace(invoice)
  await amend(world, invoice)
  await world.work()
}

/** Once, by so much, and nothing is owed of the document before. */
async function isSettled({ number }: ManageInvoice, amount = '70.00') {
  const note = await noteOf({ number })
  const [old] = await world.books.inXero(number)
  expect(note.allocations.map(one => [one.invoice, one.amount])).toEqual([[old?.id, amount]])
  expect([old?.status, old?.amountDue]).toEqual(['PAID', '0.00'])
  const [next] = await world.books.inXero(`${number}-3`)
  expect([next?.status, next?.amountDue]).toEqual(['AUTHORISED', '137.50'])
}

async function noteOf({ number }: Pick<ManageInvoice, 'number'>) {
  const { creditNotes } = await world.books.organisation()
  return present(
    creditNotes.find(one => one.number === `${number}-2`),
    'the credit note',
  )
}

async function payThere(id: string, Amount: number) {
  const { call } = await xeroCaller(world.xero)
  const payment = { Invoice: { InvoiceID: id }, Account: { Code: '090' }, Date: '2026-11-20', Amount }
  expect((await call('PUT', 'Payments', { Payments: [payment] })).status).toBe(200)
}

async function moveTo(id: string, ContactID: string) {
  const { call } = await xeroCaller(world.xero)
  const invoice = { InvoiceID: id, Contact: { ContactID } }
  expect((await call('POST', `Invoices/${id}`, { Invoices: [invoice] })).status).toBe(200)
}

async function lock(periodLockDate: string) {
  await world.xero.control.seed({ kind: 'organisation', change: { periodLockDate } })
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
}
