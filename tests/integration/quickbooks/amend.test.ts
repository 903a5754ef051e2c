import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import type { Engine } from '../../../lib/sync/context.ts'
import { askForPayments } from '../../../lib/sync/payments/ask.ts'
import { loosePayments } from '../../../lib/sync/views/payments.ts'
import type { Effect } from '../../simulators/kit/faults.ts'
import { amend, amounts, changedInManage } from '../../support/amending.ts'
import type { ManageInvoice } from '../../support/books.ts'
import { openCredits } from '../../support/credits.ts'
import { type QuickBooksWorld, quickBooksWorld } from '../../support/quickbooks-world.ts'
import { dies, memo, panelOf, sent } from '../../support/undoing.ts'
import { storedLine } from '../../support/world.ts'

let world: QuickBooksWorld

// A number that stands twice is not refused: only the protocol stands between.
beforeAll(async () => {
  world = await quickBooksWorld({ parameters: { duplicateNumbers: 'never', secondLimit: 10_000 } })
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

const note = { lines: [{ ...storedLine('-30.00'), price: '30.00' }] }

const kinds = [
  ['invoice', {}, amounts('125.00', '1.00'), '138.60'],
  ['credit memo', memo, note, '33.00'],
] as const

test.each(kinds)('%s: amended in place, whole', async (_kind, spec, changes, total) => {
  const invoice = await sent(world, spec)
  const { remoteId } = await world.history.last(invoice.id)
  await changedInManage(world, invoice, changes)
  expect(await amend(world, invoice)).toBe('done')
  await world.work()
  await isAmended(invoice, total)
  expect((await world.history.last(invoice.id)).remoteId).toBe(remoteId)
  const panel = await panelOf(world, invoice)
  expect([panel.standing, panel.posting?.totalThere]).toEqual(['in-ledger', total])
})

const effects: Effect[] = [
  'refuse',
  'drop-before',
  'drop-after-commit',
  '500-before',
  '500-after-commit',
  'commit-late',
  'limit',
  'bad-json',
]

describe.each(effects)('%s', effect => {
  test.each(kinds)('on the update of one %s: amended once', async (_kind, spec, changes, total) => {
    const invoice = await sent(world, spec)
    const { remoteId } = await world.history.last(invoice.id)
    await changedInManage(world, invoice, changes)
    await world.quickbooks.control.fault({
      match: { method: 'POST', bodyIncludes: `"Id":"${remoteId}"` },
      effect,
    })
    await amend(world, invoice)
    await world.syncAll()
    await world.work()
    const { scripts } = await world.quickbooks.control.call<{ scripts: { left: number }[] }>('GET', 'faults')
    expect(scripts.map(({ left }) => left)).toEqual([0])
    await isAmended(invoice, total)
  })
})

test.each(['before updateDocument', 'after updateDocument', 'after createBatch'])(
  'a worker that is killed %s',
  async death => {
    const invoice = await sent(world)
    await changedInManage(world, invoice, amounts('125.00'))
    await amend(world, invoice)
    await dies(world, death)
    await world.work()
    await isAmended(invoice, '137.50')
  },
)

test('changed by somebody between the look and the write: an older version is refused, and it is read anew', async () => {
  const invoice = await sent(world)
  await changedInManage(world, invoice, amounts('125.00'))
  await amend(world, invoice)
  let times = 0
  await world.work(
    await meddled(async id => {
      times += 1
      if (times === 1) await touch(id, { CustomerMemo: { value: 'Thank you' } })
    }),
  )
  expect(times).toBe(2)
  await isAmended(invoice, '137.50')
})

test('paid between the look and the write: it stands as it was, and why is told', async () => {
  const invoice = await sent(world)
  await changedInManage(world, invoice, amounts('125.00'))
  await amend(world, invoice)
  await world.work(await meddled(pay))
  expect((await world.inQuickBooks(invoice.number)).map(({ total }) => total)).toEqual(['110.00'])
  const [document, update] = await world.history.all(invoice.id)
  expect([document?.state, document?.live, update?.state]).toEqual(['drifted', true, 'rejected'])
  expect(update?.problems).toMatchObject([{ code: 'amend-paid', due: '100.00', total: '110.00' }])
  expect((await panelOf(world, invoice)).amend.refused?.problems[0]?.message).toContain('100.00 of 110.00')
})

test.each<Effect | null>([null, 'drop-after-commit', 'commit-late', 'bad-json'])(
  'E21: paid, so it is credited and billed again, each once (%s)',
  async effect => {
    const invoice = await sent(world)
    await changedInManage(world, invoice, amounts('125.00'))
    await pay((await world.history.last(invoice.id)).remoteId ?? '')
    const { number } = invoice
    const writes = [`"${number}-2"`, `"${number}-3"`, '"TxnType":"CreditMemo"']
    for (const bodyIncludes of effect === null ? [] : writes)
      await world.quickbooks.control.fault({
        match: { method: 'POST', bodyIncludes },
        effect: effect ?? 'slow',
      })
    // Refused in place where nobody has read of the payment yet.
    for (let offer = true; offer; offer = (await panelOf(world, invoice)).amend.offer !== null) {
      await amend(world, invoice)
      await world.work()
    }
    const { scripts } = await world.quickbooks.control.call<{ scripts: { left: number }[] }>('GET', 'faults')
    expect(scripts.filter(({ left }) => left > 0)).toEqual([])
    const { Invoice, CreditMemo } = (await world.company()).transactions
    const totals = (rows: typeof Invoice) =>
      rows.filter(one => one.number.startsWith(number)).map(one => `${one.number} ${one.total}`)
    expect(totals(Invoice)).toEqual([`${number} 110.00`, `${number}-3 137.50`])
    expect(totals(CreditMemo)).toEqual([`${number}-2 110.00`])
    await isSettled(invoice, '100.00')
    expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  },
)

test('what the credit settles is no payment and no credit in ConnectWise, and is listed nowhere', async () => {
  const credits = openCredits(world)
  // One of the same customer, so that both sides are read.
  await sent(world, memo)
  const invoice = await sent(world)
  await changedInManage(world, invoice, amounts('125.00'))
  await pay((await world.history.last(invoice.id)).remoteId ?? '')
  for (let offer = true; offer; offer = (await panelOf(world, invoice)).amend.offer !== null) {
    await amend(world, invoice)
    await world.work()
  }
  const { accountId, companyId } = world
  await inAccount(accountId, tx => askForPayments({ tx, accountId, companyId }))
  await credits.read()
  await credits.read()
  const paid = (await credits.allOf(invoice)).map(({ amount, creditId }) => [amount, creditId])
  expect(paid).toEqual([['10.00', undefined]])
  expect(await credits.pairs()).toEqual([])
  const loose = await inAccount(accountId, tx => loosePayments(tx, companyId, { offset: 0, limit: 100 }))
  expect(loose).toEqual([])
  await isSettled(invoice, '100.00')
  const [line] = (await panelOf(world, invoice)).credits
  expect(line?.words).toContain('100.00 of 110.00 applied in QuickBooks ✓')
}, 60_000)

test.each(['before apply', 'after apply'])(
  'a worker that is killed %s of the credit',
  async death => {
    const invoice = await sent(world)
    await changedInManage(world, invoice, amounts('125.00'))
    await pay((await world.history.last(invoice.id)).remoteId ?? '')
    await amend(world, invoice)
    if ((await panelOf(world, invoice)).amend.offer?.way !== 'rebill') await world.work()
    if ((await panelOf(world, invoice)).amend.offer?.way === 'rebill') await amend(world, invoice)
    await dies(world, death)
    await world.work()
    await isSettled(invoice, '100.00')
  },
  60_000,
)

test('with the books closed: it stands as it was', async () => {
  const invoice = await sent(world)
  await changedInManage(world, invoice, amounts('125.00'))
  await amend(world, invoice)
  await closeBooks('2026-12-31')
  await world.work()
  await closeBooks('2020-01-01')
  const [document, update] = await world.history.all(invoice.id)
  expect([document?.state, document?.live, update?.state]).toEqual(['drifted', true, 'rejected'])
  expect(update?.problems).toMatchObject([{ code: 'amend-locked' }])
})

/** The credit note was applied once, and nothing is owed of the document before. */
async function isSettled({ number }: ManageInvoice, amount: string) {
  const { Invoice, CreditMemo, Payment } = (await world.company()).transactions
  const old = Invoice.find(one => one.number === number)
  const applied = Payment.filter(one => !one.deleted && one.total === '0.00').flatMap(({ paid }) => paid)
  expect(applied.filter(({ id }) => id === old?.id)).toEqual([{ id: old?.id, amount }])
  expect([old?.balance, CreditMemo.find(one => one.number === `${number}-2`)?.balance]).toEqual([
    '0.00',
    '10.00',
  ])
}

/** Once in QuickBooks with that total, and one batch of all its entries. */
async function isAmended(invoice: ManageInvoice, total: string) {
  expect((await world.inQuickBooks(invoice.number)).map(one => one.total)).toEqual([total])
  const documents = await world.history.all(invoice.id)
  expect(documents.map(({ operation, state, live }) => [operation, state, live])).toEqual([
    ['create', 'undone', false],
    ['update', 'confirmed', true],
  ])
  expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  const { entries } = await world.books.inManage(invoice.id)
  expect(entries.filter(entry => entry.batchId === null)).toEqual([])
}

/** A worker before each of whose updates somebody does something in QuickBooks. */
async function meddled(meddle: (id: string) => Promise<void>): Promise<Engine> {
  const { engine, accountId, companyId } = world
  const ledger = present(await engine.ledgerOf(accountId, companyId), 'the ledger is connected')
  return {
    ...engine,
    ledgerOf: async () => ({
      ...ledger,
      updateDocument: async (kind, update, body, guard) => {
        await meddle(update.id)
        return ledger.updateDocument(kind, update, body, guard)
      },
    }),
  }
}

async function touch(id: string, change: object) {
  const { SyncToken } = (await call<{ Invoice: { SyncToken: string } }>('GET', `invoice/${id}`)).Invoice
  await call('POST', 'invoice', { Id: id, SyncToken, sparse: true, ...change })
}

async function pay(id: string) {
  const { CustomerRef } = (await call<{ Invoice: { CustomerRef: object } }>('GET', `invoice/${id}`)).Invoice
  const Line = [{ Amount: 10, LinkedTxn: [{ TxnId: id, TxnType: 'Invoice' }] }]
  await call('POST', 'payment', { CustomerRef, TotalAmt: 10, Line })
}

async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const { control, url } = world.quickbooks
  const { access_token, realmId } = await control.grant()
  const response = await fetch(`${url}/v3/company/${realmId}/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${access_token}`,
      accept: 'application/json',
      'content-type': 'application/json',
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  expect(response.status, text).toBe(200)
  return JSON.parse(text)
}

function closeBooks(bookCloseDate: string) {
  return world.quickbooks.control.seed({ kind: 'preferences', change: { bookCloseDate } })
}
