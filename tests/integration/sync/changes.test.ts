import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { clearDue, deferDue, dueCompanies } from '../../../lib/accounts/directory.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { acceptDifference } from '../../../lib/sync/accept.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import type { Engine } from '../../../lib/sync/context.ts'
import { workCompany } from '../../../lib/sync/lane.ts'
import { stopRun } from '../../../lib/sync/run.ts'
import { DEMO_AU } from '../../simulators/xero/seed.ts'
import { age } from '../../support/accounts.ts'
import { told, unbatch } from '../../support/undoing.ts'
import {
  closedInvoice,
  line,
  type PostingWorld,
  postingWorld,
  scale,
  storedLine,
} from '../../support/world.ts'

let world: PostingWorld

beforeAll(async () => {
  world = await postingWorld()
})

afterEach(() => world.clearFaults())

afterAll(() => world.close())

describe('before it is sent', () => {
  test('a record that was opened again is withdrawn, and goes when it is closed again', async () => {
    const invoice = await closedInvoice(world)
    await world.ask([invoice])
    await world.books.change(invoice.id, { status: 'New' })
    await world.work()
    expect(await world.history.states(invoice.id)).toEqual({ document: 'withdrawn', mark: undefined })
    expect(await told(world, invoice)).toBe('noted')

    await world.books.change(invoice.id, { status: 'Closed' })
    expect(await told(world, invoice)).toBe('started')
    await world.work()
    expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await world.books.inXero(invoice.number)).toHaveLength(1)
  })

  test('a callback withdraws what stands ready, with its mark', async () => {
    const invoice = await closedInvoice(world)
    await readyAndHeld(invoice)
    await world.books.change(invoice.id, { status: 'New' })
    expect(await told(world, invoice)).toBe('withdrawn')
    await world.work()
    expect(await world.history.states(invoice.id)).toEqual({ document: 'withdrawn', mark: 'withdrawn' })
    expect(await world.books.inXero(invoice.number)).toEqual([])
  })

  test('what has stood ready for long is exported again before it goes', async () => {
    const invoice = await closedInvoice(world)
    await readyAndHeld(invoice)
    await reclose(invoice.id, '140.00')
    await age(
      world.database,
      `update postings set updated_at = now() - interval '20 minutes' where state = 'ready'`,
    )
    await world.work()
    expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect((await world.books.inXero(invoice.number)).map(({ total }) => total)).toEqual(['154.00'])
  })

  test('a stopped run takes back what had not begun and nobody else asks for', async () => {
    const [first, second] = [await closedInvoice(world), await closedInvoice(world)]
    const { runId } = await world.ask([first, second])
    await workOnce(await held())
    const other = await world.ask([first])
    const { accountId, companyId, actor } = world
    const { withdrawn } = await inAccount(accountId, tx =>
      stopRun({ tx, accountId, companyId, actor }, runId),
    )
    expect(withdrawn).toBe(1)
    await world.work()
    expect(await world.history.states(first.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await world.history.states(second.id)).toEqual({ document: 'withdrawn', mark: 'withdrawn' })
    expect(await world.books.inXero(second.number)).toEqual([])
    expect((await world.history.run(runId)).finishedAt).not.toBeNull()
    expect((await world.history.run(other.runId)).finishedAt).not.toBeNull()

    await world.ask([second])
    await world.work()
    expect(await world.history.states(second.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  })
})

describe('what Xero refuses', () => {
  test('is shown with its words, and goes when the cause is gone and somebody asks again', async () => {
    const invoice = await closedInvoice(world)
    await world.xero.control.seed({ kind: 'account', tenant: DEMO_AU, code: '201', status: 'ARCHIVED' })
    await world.ask([invoice])
    await world.work()
    expect(await world.history.states(invoice.id)).toEqual({ document: 'rejected', mark: 'ready' })
    expect(await world.history.problems(invoice.id)).toEqual(['ledger-refused'])
    expect(await world.books.inXero(invoice.number)).toEqual([])

    await world.xero.control.seed({ kind: 'account', tenant: DEMO_AU, code: '201', status: 'ACTIVE' })
    await world.ask([invoice])
    await world.work()
    expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await world.books.inXero(invoice.number)).toHaveLength(1)
  })

  test('a number that somebody else used is named, not adopted', async () => {
    const foreign = await closedInvoice(world)
    await world.ask([foreign])
    await world.work()
    const twin = await closedInvoice(world, { number: foreign.number })
    await world.ask([twin])
    await world.work()
    expect(await world.history.states(twin.id)).toEqual({ document: 'rejected', mark: 'ready' })
    expect(await world.history.problems(twin.id)).toEqual(['number-taken'])
    expect(await world.books.inXero(foreign.number)).toHaveLength(1)
    expect(await world.books.batchesOf(twin.id)).toEqual([])
  })
})

describe('after it stands in Xero', () => {
  test('a total that Xero computes otherwise is a difference, and marked once a person accepts it', async () => {
    await world.xero.control.setParameters({ halfCent: 'even' })
    const invoice = await closedInvoice(world, { lines: [line('10.25')] })
    await world.ask([invoice])
    await world.work()
    await world.xero.control.setParameters({ halfCent: 'up' })
    const posting = await world.history.last(invoice.id)
    expect([posting.state, await world.history.problems(invoice.id)]).toEqual([
      'mismatch',
      ['differs-from-ledger'],
    ])
    expect(await world.books.batchesOf(invoice.id)).toEqual([])
    await accept(posting.id)
    await world.work()
    expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  })

  test('its batch deleted and the record closed again, equal: marked again under a new name, twice over', async () => {
    const invoice = await posted()
    for (const batches of [1, 2]) {
      await unbatch(world, invoice)
      await world.books.change(invoice.id, { status: 'New' })
      await world.books.change(invoice.id, { status: 'Closed' })
      await told(world, invoice)
      await world.work()
      expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
      expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
      expect(await world.history.all(invoice.id, 'mark')).toHaveLength(1 + batches)
    }
    expect(await world.books.inXero(invoice.number)).toHaveLength(1)
  })

  test('changed after its batch was deleted: shown with both totals, and fine again when it is changed back', async () => {
    const invoice = await posted()
    await unbatch(world, invoice)
    await reclose(invoice.id, '125.00')
    await told(world, invoice)
    await world.work()
    const posting = await world.history.last(invoice.id)
    expect(posting.state).toBe('drifted')
    expect(posting.problems).toEqual([{ code: 'differs-from-ledger', ours: '137.50', ledger: '110.00' }])
    expect(await world.books.batchesOf(invoice.id)).toEqual([])

    await reclose(invoice.id, '100.00')
    await told(world, invoice)
    await world.work()
    expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await world.history.problems(invoice.id)).toEqual([])
    expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  })

  test('a change that a person accepts is marked as it now is', async () => {
    const invoice = await posted()
    await unbatch(world, invoice)
    await reclose(invoice.id, '130.00')
    await told(world, invoice)
    await world.work()
    await accept((await world.history.last(invoice.id)).id)
    await world.work()
    expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  })

  test('reopened before it was marked: a difference, and marked once it is closed as it was', async () => {
    const invoice = await closedInvoice(world)
    await postedNotMarked(invoice)
    await world.books.change(invoice.id, { status: 'New' })
    await world.work()
    const posting = await world.history.last(invoice.id)
    expect(posting.state).toBe('mismatch')
    expect(posting.problems).toEqual([
      { code: 'differs-from-ledger', ours: 'open again in ConnectWise', ledger: '110.00' },
    ])
    await world.books.change(invoice.id, { status: 'Closed' })
    await told(world, invoice)
    await world.work()
    expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
    expect(await world.books.inXero(invoice.number)).toHaveLength(1)
  })

  test('a list read by the sweep finds a deleted batch too', async () => {
    const invoice = await posted()
    await unbatch(world, invoice)
    const { accountId, companyId, engine } = world
    await inAccount(accountId, async tx =>
      clearDue(tx, accountId, companyId, await deferDue(tx, accountId, companyId, 0)),
    )
    await refreshUnposted(engine, accountId, companyId)
    expect(await dueCompanies(1)).toEqual([{ accountId, companyId }])
    await world.work()
    expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  })
})

async function posted() {
  const invoice = await closedInvoice(world)
  await world.ask([invoice])
  await world.work()
  return invoice
}

/** An engine whose ledger lets nothing begin: planned and ready is as far as a record comes. */
async function held(): Promise<Engine> {
  const { engine, accountId, companyId } = world
  const ledger = present(await engine.ledgerOf(accountId, companyId), 'the ledger is connected')
  return { ...engine, ledgerOf: async () => ({ ...ledger, delayMs: () => 60_000 }) }
}

async function readyAndHeld(invoice: { id: number; number: string }) {
  await world.ask([invoice])
  await workOnce(await held())
  expect(await world.history.states(invoice.id)).toEqual({ document: 'ready', mark: 'ready' })
}

/** In Xero; ConnectWise wants its batches to wait for four seconds. */
async function postedNotMarked(invoice: { id: number; number: string }) {
  const match = { method: 'POST', path: 'accounting/batches' }
  await world.connectwise.control.fault({ match, effect: 'limit', retryAfterSeconds: 4 * scale })
  await world.ask([invoice])
  await workOnce(world.engine)
  expect(await world.history.states(invoice.id)).toEqual({ document: 'posted', mark: 'ready' })
}

async function workOnce(engine: Engine) {
  await workCompany(engine, world.accountId, world.companyId, new AbortController().signal)
}

async function reclose(id: number, amount: string) {
  await world.books.change(id, { status: 'New' })
  await world.books.change(id, { changes: { lines: [storedLine(amount)] } })
  await world.books.change(id, { status: 'Closed' })
}

async function accept(postingId: string) {
  const { accountId, actor } = world
  expect(await inAccount(accountId, tx => acceptDifference({ tx, accountId, actor }, postingId))).toBe(true)
}
