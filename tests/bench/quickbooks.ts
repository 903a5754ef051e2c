import { setTimeout as wait } from 'node:timers/promises'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { startSyncAll } from '../../lib/sync/run.ts'
import { readConnectWise, readQuickBooks } from '../faults/books.ts'
import type { Line } from '../faults/report.ts'
import { openWorld, seedInvoices, tenant, type World } from '../faults/world.ts'
import type { Call } from '../simulators/kit/record.ts'
import { REALM_AU } from '../simulators/quickbooks/seed.ts'
import { conclude, latencies, limits, numberOf, round, windowsSeconds, withWorkers } from './run.ts'
import { customers } from './warm.ts'

/**
 * The figures of a Sync All of 10,000 warm invoices (customers mapped, lists cached) into QuickBooks, counted from the
 * simulator's own records on the real clock.
 */
const factor = numberOf('--factor', 1)
const invoices = numberOf('--records', 10_000)
const deadlineSeconds = 1_200

const world = await openWorld({
  factor,
  ledger: 'quickbooks',
  ...latencies,
  settings: {},
  seed: async rig => {
    await seedInvoices(rig, { invoices, customers, linesPerInvoice: 3, status: 'closed' })
  },
})
try {
  conclude(await syncAllLines(world), [
    { name: 'qbo.time_per_floor', most: 1.15 },
    { name: 'qbo.batch_largest', most: limits.quickbooks.batch },
  ])
} finally {
  await world.close()
}

/** From the wish to the last invoice in QuickBooks, as QuickBooks saw it. */
async function syncAllLines(opened: World): Promise<Line[]> {
  return withWorkers(opened, 1, async () => {
    const since = Date.now()
    await inAccount(opened.accountId, tx => startSyncAll({ ...opened, tx }))
    const calls = await untilAllStand(opened)
    await judge(opened)
    return figures(calls, since)
  })
}

function figures(calls: readonly Call[], since: number): Line[] {
  const { batch, minuteCalls } = limits.quickbooks
  const writes = calls.filter(({ committed, documents = 0 }) => committed && documents > 0)
  const last = Math.max(...writes.map(({ at, ms }) => at + ms))
  const metered = calls.filter(
    ({ method, path, at }) => at <= last && (method === 'GET' || /\/(query|batch)$/.test(path)),
  )
  const seconds = ((last - since) / 1_000) * factor
  const floor = windowsSeconds(Math.ceil(invoices / batch), minuteCalls)
  return [
    { name: 'qbo.time_per_floor', value: round(seconds / floor), unit: 'time/floor' },
    { name: 'qbo.seconds', value: round(seconds), unit: 's' },
    { name: 'qbo.metered_calls_per_1000', value: round((metered.length / invoices) * 1_000), unit: 'calls' },
    {
      name: 'qbo.batch_largest',
      value: Math.max(...writes.map(({ documents = 0 }) => documents)),
      unit: 'documents',
    },
    { name: 'qbo.limited', value: calls.filter(({ status }) => status === 429).length, unit: 'calls' },
    { name: 'qbo.factor', value: factor, unit: '' },
  ]
}

async function untilAllStand({ rig }: World): Promise<Call[]> {
  for (const end = performance.now() + deadlineSeconds * 1_000; performance.now() < end; await wait(2_000)) {
    const calls = await rig.quickbooks.calls({ method: 'POST' })
    const standing = calls.reduce((sum, call) => sum + (call.committed ? (call.documents ?? 0) : 0), 0)
    if (standing >= invoices) return rig.quickbooks.calls()
  }
  throw new Error('The Sync All of the bench did not come to its end.')
}

/** Each number once and for ConnectWise's own total. */
async function judge({ rig }: World): Promise<void> {
  const { documents } = readQuickBooks(await rig.quickbooks.truth(), REALM_AU, [])
  const standing = Map.groupBy(documents, ({ number }) => number)
  const ours = readConnectWise(await rig.connectwise.truth(), tenant).invoices.filter(({ closed }) => closed)
  const wrong = ours.filter(({ number, total }) => {
    const [first, ...more] = standing.get(number) ?? []
    return first?.total !== total || more.length > 0
  })
  if (wrong.length > 0)
    throw new Error(`${wrong.length} invoices of the bench do not stand once, to the cent.`)
}
