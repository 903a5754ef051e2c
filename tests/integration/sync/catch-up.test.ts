import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ensureCallbacks } from '../../../lib/accounts/install.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list } from '../../../lib/activity/activity.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { stopRun } from '../../../lib/sync/run.ts'
import { jobHandlers } from '../../../lib/worker/jobs.ts'
import { Lanes } from '../../../lib/worker/lanes.ts'
import { sweep } from '../../../lib/worker/sweep.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import { openExpenses, takeExpenses } from '../../support/expenses.ts'
import { openPurchases } from '../../support/purchases.ts'
import { openStock } from '../../support/stock.ts'
import { closedInvoice, type PostingWorld, postingWorld, scale } from '../../support/world.ts'

/** What no callback reported: found by the daily look, or asked for while there is no callback. */

let world: PostingWorld

beforeAll(async () => {
  world = await postingWorld({
    connectwise: { callbacks: { lateMs: 0, twice: false, shuffle: false, held: true } },
  })
})
afterAll(() => world.close())
beforeEach(async () => {
  await realTime(true)
  await ensureCallbacks(world.accountId)
})
afterEach(async () => {
  await realTime(false)
  await owner(sql`update psas set callback_lost_at = null, callback_back_at = null`)
})

const owner = (statement: ReturnType<typeof sql>) => world.database.owner.execute(statement)
const look = () => sweep(world.engine)
const started = async (id: number | string) => (await world.history.all(id)).map(({ origin }) => origin)
const said = (id: number) =>
  inAccount(world.accountId, async tx =>
    (await list(tx, { subject: `invoice:${id}`, limit: 5 })).map(({ verb }) => verb),
  )

/** Switched on a day ago, and the last daily look just as long ago. */
async function realTime(on: boolean): Promise<void> {
  const { accountId } = world
  await inAccount(accountId, async tx => {
    const { version } = await readSettings(tx, 'account', accountId)
    const save = { scope: 'account', scopeId: accountId, version, actor: null } as const
    await saveSettings(tx, { ...save, values: { 'real-time': on } })
  })
  await owner(sql`update settings set updated_at = now() - interval '1 day' where key = 'real-time'`)
  await owner(sql`update accounts set live_at = now() - interval '2 days'`)
  await due()
}
const due = () => owner(sql`update psas set swept_at = now() - interval '26 hours'`)

const minuteMs = 60_000
/** As if it were so much earlier at Manage. */
async function earlier<T>(minutes: number, work: () => Promise<T>): Promise<T> {
  const advance = (ms: number) => world.connectwise.control.advance(ms * scale)
  await advance(-minutes * minuteMs)
  try {
    return await work()
  } finally {
    await advance(minutes * minuteMs)
  }
}

/** An invoice whose callback never came. */
const missed = (minutes = 60) => earlier(minutes, () => closedInvoice(world))

describe('the daily look', () => {
  test('sends what was closed while real-time sync was on and no callback told of, once, and says so', async () => {
    const { id } = await missed()
    await look()
    expect(await started(id)).toEqual(['real-time'])
    expect(await said(id)).toEqual(['callback.missed'])
    await due()
    await look()
    expect(await started(id)).toHaveLength(1)
    await world.work()
    expect(await world.history.states(id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect((await world.books.batchesOf(id)).length).toBe(1)
  })

  test('is one a day: until the next one nothing goes', async () => {
    await look()
    const { id } = await missed()
    await look()
    expect(await started(id)).toEqual([])
    await due()
    await look()
    expect(await started(id)).toEqual(['real-time'])
  })

  test('leaves what was closed before real-time sync was on, and what is newer than a callback takes', async () => {
    const old = await missed(3 * 24 * 60)
    const fresh = await missed(2)
    await look()
    expect([await started(old.id), await started(fresh.id)]).toEqual([[], []])
  })

  test('sends nothing while real-time sync is off', async () => {
    await realTime(false)
    const { id } = await missed()
    await look()
    expect(await started(id)).toEqual([])
    await realTime(true)
    await owner(sql`update settings set updated_at = now() where key = 'real-time'`)
    await due()
    await look()
    expect(await started(id)).toEqual([])
  })

  test('leaves what a person stopped', async () => {
    const invoice = await missed()
    const { accountId, companyId, actor } = world
    const { runId } = await world.ask([invoice])
    await inAccount(accountId, tx => stopRun({ tx, accountId, companyId, actor }, runId))
    expect((await world.history.last(invoice.id)).state).toBe('withdrawn')
    await look()
    expect(await started(invoice.id)).toHaveLength(1)
  })

  test('leaves what the company left alone, also after the rule is gone', async () => {
    await world.set('record-kinds', ['credit-memos'])
    const { id } = await missed()
    await look()
    await world.work()
    const before = await started(id)
    await world.set('record-kinds', ['invoices', 'credit-memos'])
    await due()
    await look()
    expect(await started(id)).toEqual(before)
    expect((await world.history.all(id)).filter(({ live }) => live)).toEqual([])
    expect(await world.books.inXero(String(id))).toEqual([])
  })

  test('comes at once when a callback that was switched off is back', async () => {
    const { id } = await missed()
    await look()
    const { id: later } = await missed(30)
    const psa = await world.engine.psaOf(world.accountId)
    const [row] = await psa.callbacks()
    const callbackId = Number(row?.id)
    await world.connectwise.control.call('PATCH', 'callbacks', { tenant: DEMO.company, callbackId })
    await look()
    expect(await started(later)).toEqual([])
    await ensureByJob()
    await look()
    expect([await started(id), await started(later)]).toEqual([['real-time'], ['real-time']])
  })
})

/** As the worker does what the sweep asked for. */
async function ensureByJob(): Promise<void> {
  const jobs = await owner(
    sql`select data->>'accountId' as account from pgboss.job where name = 'ensure-callbacks' and state = 'created'`,
  )
  expect(jobs).toContainEqual({ account: world.accountId })
  const handlers = jobHandlers(world.engine, new Lanes(world.engine))
  await handlers['ensure-callbacks']({ name: 'ensure-callbacks', accountId: world.accountId }, never)
}
const never = new AbortController().signal

describe('without a callback', () => {
  /** The API member may not register one, and none is there. */
  async function withoutRight(): Promise<void> {
    const psa = await world.engine.psaOf(world.accountId)
    for (const row of await psa.callbacks()) await psa.removeCallback(row.id)
    await allow('')
    await ensureByJob()
  }
  const allow = (allowed: string) =>
    world.connectwise.control.call('POST', 'roles', {
      tenant: DEMO.company,
      securityRole: 'API Integration',
      right: 'System/Table Setup',
      allowed,
    })
  afterEach(async () => {
    await allow('AEDI')
  })
  const calls = async () =>
    (await world.connectwise.control.calls()).filter(({ path }) => path.endsWith('/finance/invoices'))

  test('what is closed goes with the next sweep, by one call more where nothing changed', async () => {
    await look()
    await withoutRight()
    await look()
    const { id } = await closedInvoice(world)
    await look()
    expect(await started(id)).toEqual(['real-time'])
    await owner(sql`update psas set polled_to = now() + interval '10 minutes'`)
    const before = (await calls()).length
    await look()
    expect((await calls()).length - before).toBe(1)
    expect(await started(id)).toHaveLength(1)
  })

  test('what is opened again is withdrawn before it is sent', async () => {
    await look()
    await withoutRight()
    const { id } = await closedInvoice(world)
    await look()
    expect((await world.history.last(id)).state).toBe('planned')
    await world.books.change(id, { status: 'New' })
    await look()
    expect((await world.history.last(id)).state).toBe('withdrawn')
  })

  test('with the right again the callback is registered, and nothing is asked for any more', async () => {
    await look()
    await withoutRight()
    await look()
    await allow('AEDI')
    await ensureByJob()
    const before = (await calls()).length
    await look()
    expect((await calls()).length).toBe(before)
  })
})

describe('stock', () => {
  test('goes by itself once the list has named it, where the company takes inventory', async () => {
    const { set } = world
    await set('record-kinds', ['procurement', 'inventory'])
    const found = await openStock(world).adjust({ daysAgo: 0 })
    await look()
    expect(await started(found.id)).toEqual(['real-time'])
    await set('record-kinds', ['procurement'])
    const left = await openStock(world).adjust({ daysAgo: 0 })
    await look()
    expect(await started(left.id)).toEqual([])
  })
})

describe('packing slips', () => {
  test('go by themselves from the list, though no callback names them: those of since, once, where procurement is taken', async () => {
    const purchases = openPurchases(world)
    const received = (slip: string, daysAgo: number) =>
      purchases.receive({ deliveries: [{ slip, daysAgo, lines: [{ number: 1 }] }] })
    const [fresh, old] = [await received('BY-ITSELF-1', 0), await received('BY-ITSELF-2', 5)]
    await world.set('record-kinds', ['invoices'])
    await look()
    expect(await started(fresh.id)).toEqual([])
    await world.set('record-kinds', ['invoices', 'procurement'])
    await look()
    expect(await started(fresh.id)).toEqual(['real-time'])
    expect(await started(old.id)).toEqual([])
    await look()
    expect(await started(fresh.id)).toHaveLength(1)
    await world.work()
    expect(await world.history.states(fresh.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  })
})

describe('expenses', () => {
  test('go by themselves from the list once they are offered, and not those of which nothing is posted', async () => {
    const expenses = openExpenses(world)
    const [spent, own] = [
      await expenses.spend({ amount: '71.10' }),
      await expenses.spend({ amount: '71.20', as: 'personal' }),
    ]
    await look()
    expect(await started(spent.id)).toEqual([])
    await takeExpenses(world)
    await look()
    expect(await started(spent.id)).toEqual(['real-time'])
    expect(await started(own.id)).toEqual([])
    await look()
    expect(await started(spent.id)).toHaveLength(1)
    await world.work()
    expect(await world.history.states(spent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await expenses.batchesOf(own)).toEqual([])
  })
})
