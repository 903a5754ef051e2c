import { setTimeout as wait } from 'node:timers/promises'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { startSyncAll } from '../../lib/sync/run.ts'
import { readConnectWise, readXero } from '../faults/books.ts'
import { judge } from '../faults/checker.ts'
import { writePaths } from '../faults/figures.ts'
import type { Line } from '../faults/report.ts'
import { type Bulk, tenant, type World } from '../faults/world.ts'
import type { Call } from '../simulators/kit/record.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'
import { limits, peakMemoryMb, round, withWorkers, xeroFloorSeconds } from './run.ts'

const deadlineSeconds = 180

/** From the wish to the last invoice in Xero, as the vendors saw it. */
export async function xeroLines(world: World, { invoices }: Bulk, factor: number): Promise<Line[]> {
  const { rig } = world
  return withWorkers(world, 1, async workers => {
    const since = Date.now()
    await inAccount(world.accountId, tx => startSyncAll({ ...world, tx }))
    await untilDone(world, new Set(invoices.map(({ id }) => String(id))))
    const calls = { xero: await rig.xero.calls(), connectwise: await rig.connectwise.calls() }
    return [
      ...figures(calls.xero, since, invoices.length, factor),
      {
        name: 'connectwise.calls_per_record',
        value: round(calls.connectwise.length / invoices.length),
        unit: 'calls/record',
      },
      { name: 'worker.rss_mb', value: peakMemoryMb(workers), unit: 'MB' },
    ]
  })
}

function figures(calls: readonly Call[], since: number, invoices: number, factor: number): Line[] {
  const writes = calls.filter(({ committed }) => committed)
  const last = Math.max(...writes.map(({ at, ms }) => at + ms))
  const upTo = calls.filter(({ at }) => at <= last)
  const seconds = ((last - since) / 1_000) * factor
  return [
    {
      name: 'xero.calls_per_floor',
      value: round(upTo.length / Math.ceil(invoices / limits.xero.batch)),
      unit: 'calls/floor',
    },
    {
      name: 'xero.batch_largest',
      value: Math.max(...writes.map(({ documents = 0 }) => documents)),
      unit: 'documents',
    },
    {
      name: 'xero.time_per_floor',
      value: round(seconds / xeroFloorSeconds(upTo.length)),
      unit: 'time/floor',
    },
    { name: 'xero.seconds', value: round(seconds), unit: 's' },
  ]
}

async function untilDone({ rig }: World, expected: ReadonlySet<string>): Promise<void> {
  let marks = 0
  let seen = 0
  for (const end = performance.now() + deadlineSeconds * 1_000; performance.now() < end; await wait(500)) {
    // A copy of all books is heavy: one is asked for when the calls say that it may be the last.
    const fresh = await rig.connectwise.calls({ ...writePaths.connectwise, since: seen })
    marks += fresh.length
    seen = fresh.at(-1)?.seq ?? seen
    if (marks < expected.size) continue
    const verdict = judge(
      [{ books: readXero(await rig.xero.truth(), DEMO_AU), expected }],
      readConnectWise(await rig.connectwise.truth(), tenant),
    )
    if (verdict.duplicates + verdict.centsOff > 0) throw new Error('The books do not agree after the bench.')
    if (verdict.lost === 0) return
  }
  throw new Error('The Sync All of the bench did not come to its end.')
}
