import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { connect, disconnect } from '../../drizzle/client.ts'
import { present } from '../../lib/std/assert.ts'
import { broken, type Demand, type Line, print } from '../faults/report.ts'
import type { Rig } from '../faults/rig.ts'
import { startWorkers, type Workers } from '../faults/workers.ts'
import type { Control } from '../simulators/kit/control-client.ts'

/** What the vendors take for an answer in a bench: 100 ms for a read or a mark, so much more for each document of a write. */
export const latencies = {
  xero: { latency: { readMs: 100, writeBaseMs: 100, writePerDocumentMs: 100 } },
  quickbooks: { latency: { readMs: 100, writeBaseMs: 100, writePerDocumentMs: 50 } },
  connectwise: { latency: { readMs: 100, writeMs: 100 } },
} as const

/**
 * The vendors' limits, from which every floor is reckoned. Xero: 60 calls a minute, five at once, fifty documents a call
 * (https://developer.xero.com/documentation/guides/oauth2/limits). QuickBooks: thirty operations a batch, forty batches a
 * minute (https://developer.intuit.com). ConnectWise: 1,000 calls a minute, a hundred records an export.
 */
export const limits = {
  xero: { batch: 50, minuteCalls: 60, inFlight: 5 },
  quickbooks: { batch: 30, minuteCalls: 40 },
  connectwise: { export: 100, minuteCalls: 1_000 },
} as const

/** With windows of a minute, the first of which begins with the first call: so long before the last may leave. */
export function windowsSeconds(calls: number, minuteCalls: number): number {
  return 60 * Math.max(0, Math.ceil(calls / minuteCalls) - 1)
}

/** A full write of the simulated Xero is answered after 5.1 s: five are under way at once. */
export function xeroFloorSeconds(calls: number): number {
  const { minuteCalls, inFlight, batch } = limits.xero
  const { writeBaseMs, writePerDocumentMs } = latencies.xero.latency
  const fullSeconds = (writeBaseMs + batch * writePerDocumentMs) / 1_000
  return Math.max(windowsSeconds(calls, minuteCalls), Math.ceil(calls / inFlight) * fullSeconds)
}

/** Fresh workers, idle when the work begins, and nothing recorded of what went before. */
export async function withWorkers<T>(
  { rig }: { rig: Rig },
  count: number,
  work: (workers: Workers) => Promise<T>,
): Promise<T> {
  const workers = await startWorkers('product', count, rig.env, rig.directory)
  try {
    await workers.ready()
    await untilIdle(rig)
    // Set-up calls came from other processes, and QuickBooks' answers do not tell these what is left of its minute.
    await untilFreshWindows(rig.quickbooks, rig.factor)
    await Promise.all([rig.xero.clearCalls(), rig.quickbooks.clearCalls(), rig.connectwise.clearCalls()])
    return await work(workers)
  } finally {
    await workers.end()
  }
}

/** What saved mappings have woken is over before anything is counted. */
async function untilIdle({ databaseUrl }: Rig): Promise<void> {
  const lookout = connect(databaseUrl, { max: 1, name: 'lookout' })
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

/** Every minute that a call has begun is over: the next one begins with what is measured. */
export async function untilFreshWindows(vendor: Control, factor: number): Promise<void> {
  let last = { seq: 0, at: 0 }
  do {
    last = (await vendor.calls({ since: last.seq })).at(-1) ?? last
    await wait(100)
  } while (Date.now() - last.at < 61_000 / factor)
}

/** VmHWM: the most it ever had (proc(5)). */
export function peakMemoryMb({ pids }: Workers): number {
  const peaks = pids.map(pid => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(present(/VmHWM:\s+(\d+) kB/.exec(status)?.[1], 'the most memory it had'))
  })
  return Math.round(Math.max(...peaks) / 1_024)
}

export function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}

/** The one in so many below which a share of the times lies. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return present(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))], 'a time')
}

/** Prints the figures; one that is not what it must be ends the bench with 1. */
export function conclude(lines: readonly Line[], demands: readonly Demand[]): void {
  print(lines, process.argv.includes('--json'))
  for (const sentence of broken(lines, demands)) {
    console.error(sentence)
    process.exitCode = 1
  }
}

/** `--factor 4`: every time of the vendors divided by four. */
export function numberOf(option: string, otherwise: number): number {
  const at = process.argv.indexOf(option)
  const value = at < 0 ? otherwise : Number(process.argv[at + 1])
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${option} takes a number above 0.`)
  return value
}
