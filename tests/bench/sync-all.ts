import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { connect, disconnect } from '../../drizzle/client.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { present } from '../../lib/std/assert.ts'
import { startSyncAll } from '../../lib/sync/run.ts'
import { judge, readConnectWise, readXero } from '../faults/checker.ts'
import { writePaths } from '../faults/figures.ts'
import type { Line } from '../faults/report.ts'
import { startWorkers } from '../faults/workers.ts'
import { type Bulk, tenant, type World } from '../faults/world.ts'
import type { Call } from '../simulators/kit/record.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'

const batchMax = 50
/** https://developer.xero.com/documentation/guides/oauth2/limits */
const minuteCalls = 60
const inFlight = 5
/** The simulator's answer to a full write: 100 ms + 100 ms for each document. */
const fullWriteSeconds = 5.1
const deadlineSeconds = 180

/** From the wish to the last invoice in Xero, as the vendors saw it. */
export async function syncAllLines(world: World, { invoices }: Bulk, factor: number): Promise<Line[]> {
  const { rig } = world
  const workers = await startWorkers('product', 1, rig.env, rig.directory)
  try {
    await workers.ready()
    await untilIdle(world)
    await Promise.all([rig.xero.clearCalls(), rig.connectwise.clearCalls()])
    const since = Date.now()
    await inAccount(world.accountId, tx => startSyncAll({ ...world, tx }))
    await untilDone(world, new Set(invoices.map(({ number }) => number)))
    const calls = { xero: await rig.xero.calls(), connectwise: await rig.connectwise.calls() }
    return [
      ...xeroLines(calls.xero, since, invoices.length, factor),
      {
        name: 'connectwise.calls_per_record',
        value: round(calls.connectwise.length / invoices.length),
        unit: 'calls/record',
      },
      {
        name: 'worker.rss_mb',
        value: peakMemory(present(workers.pids[0], 'The worker is gone.')),
        unit: 'MB',
      },
    ]
  } finally {
    await workers.end()
  }
}

function xeroLines(calls: readonly Call[], since: number, invoices: number, factor: number): Line[] {
  const writes = calls.filter(({ committed }) => committed)
  const last = Math.max(...writes.map(({ at, ms }) => at + ms))
  const upTo = calls.filter(({ at }) => at <= last)
  const seconds = ((last - since) / 1_000) * factor
  const floor = Math.max(
    60 * (Math.ceil(upTo.length / minuteCalls) - 1),
    Math.ceil(upTo.length / inFlight) * fullWriteSeconds,
  )
  return [
    {
      name: 'xero.calls_per_floor',
      value: round(upTo.length / Math.ceil(invoices / batchMax)),
      unit: 'calls/floor',
    },
    {
      name: 'xero.batch_largest',
      value: Math.max(...writes.map(({ documents = 0 }) => documents)),
      unit: 'documents',
    },
    { name: 'xero.time_per_floor', value: round(seconds / floor), unit: 'time/floor' },
    { name: 'xero.seconds', value: round(seconds), unit: 's' },
  ]
}

/** What saved mappings have woken is over before anything is counted. */
export async function untilIdle({ rig }: World): Promise<void> {
  const lookout = connect(rig.databaseUrl, { max: 1, name: 'lookout' })
  try {
    for (;;) {
      const rows = await lookout.execute(sql`
        select (select count(*) from directory_due) + (select count(*) from pgboss.job
          where state in ('created', 'retry', 'active')) + (select count(*) from company_lanes
          where owner is not null) as open`)
      if (Number(rows[0]?.open) === 0) return
      await wait(200)
    }
  } finally {
    await disconnect(lookout)
  }
}

async function untilDone({ rig }: World, numbers: ReadonlySet<string>): Promise<void> {
  let marks = 0
  let seen = 0
  for (const end = performance.now() + deadlineSeconds * 1_000; performance.now() < end; await wait(500)) {
    // A copy of all books is heavy: one is asked for when the calls say that it may be the last.
    const fresh = await rig.connectwise.calls({ ...writePaths.connectwise, since: seen })
    marks += fresh.length
    seen = fresh.at(-1)?.seq ?? seen
    if (marks < numbers.size) continue
    const verdict = judge(
      numbers,
      readXero(await rig.xero.truth(), DEMO_AU),
      readConnectWise(await rig.connectwise.truth(), tenant),
    )
    if (verdict.duplicates + verdict.centsOff > 0) throw new Error('The books do not agree after the bench.')
    if (verdict.lost === 0) return
  }
  throw new Error('The Sync All of the bench did not come to its end.')
}

/** VmHWM: the most it ever had (proc(5)). */
function peakMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1_024)
}

const round = (value: number) => Math.round(value * 1_000) / 1_000
