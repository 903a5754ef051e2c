import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { results } from '../../../lib/sync/views/results.ts'
import { DEMO_AU } from '../../simulators/xero/seed.ts'
import { amend, amounts, changedInManage } from '../../support/amending.ts'
import type { ManageInvoice } from '../../support/books.ts'
import { dies, panelOf, pay, sent, undo } from '../../support/undoing.ts'
import { type PostingWorld, postingWorld } from '../../support/world.ts'

let world: PostingWorld

// Xero would refuse a second document of a number: here only the protocol stands between.
beforeAll(async () => {
  world = await postingWorld({ xero: { refuseDuplicateNumbers: false } })
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

test('E21: invoice already exists, fully paid: it is credited and billed again, each once', async () => {
  const invoice = await refusedAsPaid('110.00')
  const { amend: shown } = await panelOf(world, invoice)
  const { number } = invoice
  expect(shown.offer).toMatchObject({
    way: 'rebill',
    number: `${number}-3`,
    credit: { number: `${number}-2`, of: number, total: '110.00' },
  })
  expect(await amend(world, invoice)).toBe('done')
  await world.work()
  await isRebilled(invoice)
  expect(await inXero(number)).toEqual(['ACCREC PAID 110.00'])
  const panel = await panelOf(world, invoice)
  expect([panel.standing, panel.posting?.totalThere, panel.amend.offer]).toEqual([
    'in-ledger',
    '137.50',
    null,
  ])
  const filter = { companyId: world.companyId, view: 'all' as const, search: number, from: '', to: '' }
  const { rows } = await inAccount(world.accountId, tx => results(tx, filter, 1))
  expect(rows.map(row => [row.number, row.customer, row.total]).toSorted()).toEqual([
    [number, 'Acme Dental Pty Ltd', '110.00'],
    [number, 'Acme Dental Pty Ltd', '110.00'],
    [`${number}-2`, 'Acme Dental Pty Ltd', '-110.00'],
    [`${number}-3`, 'Acme Dental Pty Ltd', '137.50'],
  ])
})

test('paid in part, and billed again once more after that', async () => {
  const invoice = await refusedAsPaid('40.00')
  await amend(world, invoice)
  await world.work()
  await isRebilled(invoice)
  // The new one is as any other: changed, it is amended in place; undone, the next number is its own.
  await changedInManage(world, invoice, amounts('130.00'))
  expect((await panelOf(world, invoice)).amend.offer).toMatchObject({
    way: 'update',
    number: `${invoice.number}-3`,
  })
  await amend(world, invoice)
  await world.work()
  expect(await inXero(`${invoice.number}-3`)).toEqual(['ACCREC AUTHORISED 143.00'])
  expect(await undo(world, invoice)).toBe(true)
  await world.work()
  await world.ask([invoice])
  await world.work()
  expect(await inXero(`${invoice.number}-4`)).toEqual(['ACCREC AUTHORISED 143.00'])
})

test('in a locked period: credited on the new day, where the lock lets it be', async () => {
  const invoice = await sent(world, { daysAgo: 60 })
  await changedInManage(world, invoice, { ...amounts('125.00'), date: daysAgo(3) })
  await lock(daysAgo(40))
  await amend(world, invoice)
  await world.work()
  expect(await world.history.problems(invoice.id)).toEqual(['amend-locked'])
  await amend(world, invoice)
  await world.work()
  await lock('2020-01-01')
  await isRebilled(invoice, 'PAID')
})

describe.each([
  'drop-before',
  'drop-after-commit',
  '500-after-commit',
  'commit-late',
  'limit',
  'bad-json',
] as const)('%s', effect => {
  test.each([
    ['the credit note', '-2"'],
    ['the new invoice', '-3"'],
  ])('on %s: each stands once', async (_name, number) => {
    const invoice = await refusedAsPaid('110.00')
    const bodyIncludes = `${invoice.number}${number}`
    await world.xero.control.fault({ match: { method: 'PUT', bodyIncludes }, effect })
    await amend(world, invoice)
    await world.work()
    await isRebilled(invoice)
  })
})

test.each(['before createDocuments', 'after createDocuments', 'after createBatch'])(
  'a worker that is killed %s',
  async death => {
    const invoice = await refusedAsPaid('110.00')
    await amend(world, invoice)
    await dies(world, death)
    await world.work()
    await isRebilled(invoice)
  },
)

test('a credit note that Xero refuses leaves everything as it was, and why is told; then it goes', async () => {
  const invoice = await refusedAsPaid('110.00')
  await account('ARCHIVED')
  await amend(world, invoice)
  await world.work()
  expect(await inXero(invoice.number)).toEqual(['ACCREC PAID 110.00'])
  expect(await inXero(`${invoice.number}-2`)).toEqual([])
  expect((await panelOf(world, invoice)).amend.refused?.problems.map(({ code }) => code)).toEqual([
    'ledger-refused',
  ])
  await account('ACTIVE')
  await amend(world, invoice)
  await world.work()
  await isRebilled(invoice)
})

test('a new invoice that Xero refuses after its credit note stands goes once it is asked for again', async () => {
  const invoice = await refusedAsPaid('110.00')
  await amend(world, invoice)
  await dies(world, 'after createDocuments')
  expect(await inXero(`${invoice.number}-2`)).toEqual(['ACCRECCREDIT AUTHORISED 110.00'])
  await account('ARCHIVED')
  await world.work()
  expect(await inXero(`${invoice.number}-3`)).toEqual([])
  const { standing, posting } = await panelOf(world, invoice)
  expect([standing, posting?.live, posting?.rebill]).toEqual(['fix', true, true])
  await account('ACTIVE')
  await world.ask([invoice])
  await world.work()
  await isRebilled(invoice)
})

/** Changed in Manage, paid in Xero, and so not amended in place. */
async function refusedAsPaid(amount: string): Promise<ManageInvoice> {
  const invoice = await sent(world)
  await pay(world, invoice, amount)
  await changedInManage(world, invoice, amounts('125.00'))
  if ((await panelOf(world, invoice)).amend.offer?.way === 'rebill') return invoice
  await amend(world, invoice)
  await world.work()
  expect(await world.history.problems(invoice.id)).toEqual(['amend-paid'])
  return invoice
}

/** One credit note and one new invoice, one batch of all its entries, and nothing is left of the document before. */
async function isRebilled(invoice: ManageInvoice, credit: 'AUTHORISED' | 'PAID' = 'AUTHORISED') {
  expect(await inXero(`${invoice.number}-2`)).toEqual([`ACCRECCREDIT ${credit} 110.00`])
  expect(await inXero(`${invoice.number}-3`)).toEqual(['ACCREC AUTHORISED 137.50'])
  const documents = await world.history.all(invoice.id)
  const over = documents.filter(({ state }) => state !== 'rejected' && state !== 'withdrawn')
  expect(over.map(({ operation, state, live }) => [operation, state, live])).toEqual([
    ['create', 'undone', false],
    ['rebill', 'confirmed', true],
  ])
  expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  const { entries } = await world.books.inManage(invoice.id)
  expect(entries.filter(entry => entry.batchId === null)).toEqual([])
}

async function inXero(number: string): Promise<string[]> {
  const { invoices, creditNotes } = await world.books.organisation()
  const mine = [...invoices, ...creditNotes].filter(one => one.number === number && one.status !== 'VOIDED')
  return mine.map(({ type, status, total }) => `${type} ${status} ${total}`)
}

async function lock(periodLockDate: string) {
  await world.xero.control.seed({ kind: 'organisation', change: { periodLockDate } })
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
}

async function account(status: 'ACTIVE' | 'ARCHIVED') {
  await world.xero.control.seed({ kind: 'account', tenant: DEMO_AU, code: '201', status })
}
