import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { holdRecord } from '../../../lib/sync/hold.ts'
import { startRun } from '../../../lib/sync/run.ts'
import { holdBench, type Invoice, reason } from '../../support/holds.ts'
import { closedInvoice, type PostingWorld, postingWorld } from '../../support/world.ts'

/** A hold and a send at the same moment: one of them has its way, never both. */

let world: PostingWorld
let bench: ReturnType<typeof holdBench>
// Xero would refuse a second document of a number: here only the protocol stands between.
beforeAll(async () => {
  world = await postingWorld({ xero: { refuseDuplicateNumbers: false } })
  bench = holdBench(world)
})
afterAll(() => world.close())

const rounds = [...Array(12).keys()]

test('who comes second waits for who came first, and then knows of it', async () => {
  const [one, other] = [await bench.listed(), await bench.listed()]
  const { accountId, companyId, actor } = world
  const terms = { reason, until: null }
  const asked = ({ id, number }: Invoice) => [{ recordId: String(id), number, previewHash: null }]
  const send = await inAccount(accountId, async tx => {
    expect(await holdRecord({ tx, accountId, actor }, String(one.id), terms)).toBe('done')
    const second = world.ask([one])
    await someoneWaits()
    return { second }
  })
  expect((await send.second).postingIds).toEqual([])
  const held = await inAccount(accountId, async tx => {
    await startRun({ tx, accountId, companyId, actor }, 'record', asked(other))
    const second = bench.hold([other])
    await someoneWaits()
    return { second }
  })
  expect(await held.second).toBe('done')
  expect(await bench.state(other)).toBe('withdrawn')
  await world.work()
  expect([await bench.inXero(one), await bench.inXero(other)]).toEqual([0, 0])
})

test('one of them has its way, never both, whichever comes first', async () => {
  const invoices = []
  for (const _ of rounds) invoices.push(await closedInvoice(world))
  await refreshUnposted(world.engine, world.accountId, world.companyId)
  const working = world.work()
  const results = await Promise.all(
    invoices.map(async (one, place) => {
      const sends = [() => world.ask([one]), () => bench.told(one), () => world.syncAll()]
      const send = present(sends[place % sends.length], 'a way to send')()
      const [result] = await Promise.all([bench.hold([one]), send])
      return result
    }),
  )
  await working
  await world.work()
  for (const [place, one] of invoices.entries()) {
    const outcome = [results[place], await bench.inXero(one)]
    expect([
      ['done', 0],
      ['moving', 1],
      ['changed', 1],
    ]).toContainEqual(outcome)
  }
  expect(results.filter(result => result === 'done').length).toBeGreaterThan(0)
})

test('the whole list is ticked, held and sent by two people while the worker is at it', async () => {
  const invoices = []
  for (const _ of rounds) invoices.push(await closedInvoice(world))
  await refreshUnposted(world.engine, world.accountId, world.companyId)
  await world.ask(invoices)
  const working = world.work()
  await Promise.all([
    bench.hold(invoices),
    bench.hold(invoices.toReversed()),
    world.ask(invoices.toReversed()),
  ])
  await working
  await world.work()
  for (const one of invoices) {
    const held = (await bench.panel(one)).hold !== null
    expect([held, await bench.inXero(one)]).toEqual([held, held ? 0 : 1])
  }
})

/** Until a transaction waits for another one's rows. */
async function someoneWaits() {
  const waits = sql`select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  for (;;) {
    const [row] = await world.database.owner.execute(waits)
    if (Number(row?.count) > 0) return
    await world.engine.clock.wait(5)
  }
}
