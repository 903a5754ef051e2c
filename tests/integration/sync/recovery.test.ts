import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { env } from '../../../lib/env.ts'
import { present } from '../../../lib/std/assert.ts'
import type { Engine } from '../../../lib/sync/context.ts'
import { workCompany } from '../../../lib/sync/lane.ts'
import { recordChanged } from '../../../lib/sync/real-time.ts'
import { createEngine } from '../../../lib/worker/engine.ts'
import { deaths } from '../../support/dying-worker.ts'
import { workUntilQuiet } from '../../support/working.ts'
import { closedInvoice, type PostingWorld, postingWorld } from '../../support/world.ts'

let world: PostingWorld

// Xero would refuse a second document of a number: here only the protocol stands between.
beforeAll(async () => {
  world = await postingWorld({ xero: { refuseDuplicateNumbers: false } })
})

afterEach(async () => {
  await world.xero.control.clearFaults()
  await world.xero.control.setParameters({ latency: { readMs: 0, writeBaseMs: 0, writePerDocumentMs: 0 } })
})

afterAll(() => world.close())

test('click, callback and Sync All of one invoice within a moment make one document', async () => {
  const invoice = await closedInvoice(world, { status: 'new' })
  await world.books.change(invoice.id, { status: 'Closed' })
  const { accountId, companyId, engine } = world
  const psa = await engine.psaOf(accountId)
  const told = { accountId, companyId, psa, mayStart: true, inAccount }
  const asked = Promise.all([
    world.ask([invoice]),
    recordChanged(told, String(invoice.id)),
    world.syncAll(),
    recordChanged(told, String(invoice.id)),
    world.ask([invoice]),
  ])
  await Promise.all([
    asked.then(() => world.work()),
    workUntilQuiet(createEngine(env()), accountId, companyId),
  ])
  await world.work()
  await standsOnce(invoice)
  expect(await world.history.all(invoice.id)).toHaveLength(1)
})

test('two workers on one company: one has the lane, the other leaves it', async () => {
  const invoice = await closedInvoice(world)
  await world.ask([invoice])
  const { accountId, companyId } = world
  const signal = new AbortController().signal
  const results = await Promise.all(
    [createEngine(env()), createEngine(env())].map(engine =>
      workCompany(engine, accountId, companyId, signal),
    ),
  )
  expect(results.map(({ worked }) => worked).toSorted()).toEqual([false, true])
  await world.work()
  await standsOnce(invoice)
})

test.each(['before', 'after'] as const)(
  'a worker that is stopped past its lease, %s its write, changes nothing when it wakes',
  async moment => {
    const invoice = await closedInvoice(world)
    await world.ask([invoice])
    const { accountId, companyId } = world
    const sleeper = await sleepingEngine(moment)
    const sleeping = workCompany(sleeper.engine, accountId, companyId, new AbortController().signal)
    await sleeper.asleep
    await world.work()
    await standsOnce(invoice)
    const before = await world.history.last(invoice.id)

    sleeper.wake()
    await sleeping
    expect(await world.history.last(invoice.id)).toEqual(before)
    await world.work()
    await standsOnce(invoice)
  },
)

describe('a worker that is killed', () => {
  test.each(deaths)('%s', async death => {
    await world.set('unknown-customer', 'create')
    const { invoice } = await world.books.addOfNewCustomer()
    await world.ask([invoice])
    const child = spawn(
      process.execPath,
      ['tests/support/dying-worker.ts', world.accountId, world.companyId, death],
      { env: process.env, stdio: 'ignore' },
    )
    const [, signal] = await once(child, 'exit')
    expect(signal).toBe('SIGKILL')
    await world.work()
    await standsOnce(invoice)
  })
})

test('a worker that is told to end brings what is under way to its end, and another goes on', async () => {
  const invoices = await world.books.addMany(4, 1)
  await world.set('unknown-customer', 'create')
  await world.xero.control.setParameters({
    latency: { readMs: 0, writeBaseMs: 6_000, writePerDocumentMs: 0 },
  })
  await world.xero.control.clearCalls()
  await world.ask(invoices)
  const child = spawn(process.execPath, ['--input-type=module', '--eval', worker], {
    env: process.env,
    stdio: 'ignore',
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const writing = { method: 'PUT', path: 'api.xro' }
  await until(async () => (await world.xero.control.calls(writing)).some(call => call.status === 0))
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
  const lanes = await world.lanes()
  expect(lanes.map(({ leaseUntil }) => leaseUntil)).toEqual([null])
  for (const { id } of invoices)
    expect(await world.history.states(id)).not.toMatchObject({ document: 'sending' })
  await world.work()
  for (const invoice of invoices) await standsOnce(invoice)
})

const worker = "await (await import('./lib/worker/worker.ts')).runWorker()"

/** An engine of a process that stands still at its first document, before or after the write: no call, no query, no timer of it ends. */
async function sleepingEngine(moment: 'before' | 'after') {
  const engine = createEngine(env())
  const gate = Promise.withResolvers<void>()
  const asleep = Promise.withResolvers<void>()
  let stopped = false
  const { accountId, companyId } = world
  const ledger = present(await engine.ledgerOf(accountId, companyId), 'the ledger is connected')
  const stop = async () => {
    stopped = true
    asleep.resolve()
    await gate.promise
  }
  const still: Engine = {
    ...engine,
    inAccount: async (account, work) => {
      if (stopped) await gate.promise
      return engine.inAccount(account, work)
    },
    ledgerOf: async () => ({
      ...ledger,
      createDocuments: async (...parameters) => {
        if (moment === 'before') await stop()
        const outcome = await ledger.createDocuments(...parameters)
        if (moment === 'after') await stop()
        return outcome
      },
    }),
  }
  const wake = () => {
    stopped = false
    gate.resolve()
  }
  return { engine: still, asleep: asleep.promise, wake }
}

async function until(isSo: () => Promise<boolean>) {
  while (!(await isSo())) await world.engine.clock.wait(20)
}

async function standsOnce({ id, number, total }: { id: number; number: string; total: string }) {
  const documents = await world.books.inXero(number)
  expect(documents.map(document => document.total)).toEqual([total])
  expect(await world.history.states(id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect(await world.books.batchesOf(id)).toHaveLength(1)
}
