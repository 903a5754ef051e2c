import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { connect, type Database, disconnect } from '../../drizzle/client.ts'
import { amend } from './amend.ts'
import { click, syncAll, undo } from './asks.ts'
import { ask, keepPaying } from './bookkeeper.ts'
import { readConnectWise } from './books.ts'
import { changesOf } from './changes.ts'
import { type Chaos, startChaos } from './chaos.ts'
import { judge, judgeCredits, judgePayments } from './checker.ts'
import { count, type StormResult } from './count.ts'
import { keepCrediting } from './crediting.ts'
import { faultsOfEndings } from './endings.ts'
import { underWay, writesOf } from './figures.ts'
import { loose } from './loose.ts'
import type { Plan } from './plan.ts'
import {
  askedBy,
  idsBy,
  judgedOf,
  type Kept,
  keptSides,
  numbersOf,
  openSides,
  type Seeds,
  type Side,
  type Storm,
  seedSides,
  settings,
  type Way,
} from './sides.ts'
import { close, finish } from './told.ts'
import { startWorkers, type Workers } from './workers.ts'
import { openWorld, tenant, type World } from './world.ts'

/** Two processes, as in the smallest installation that outlives one of them. */
const workerCount = 2
const pollMs = 1_000

/** One run of the rig by its plan: asks, faults and chaos together, then the books are compared. */
export async function runStorm(plan: Plan): Promise<StormResult> {
  const seeds: Seeds[] = []
  const world = await openWorld({
    factor: plan.factor,
    xero: {
      refuseDuplicateNumbers: plan.refuseDuplicateNumbers,
      // What is asked here in an hour, every fourth call of it in vain, is more than one day's.
      dayLimit: 50_000,
      latency: { readMs: 100, writeBaseMs: 100, writePerDocumentMs: 100 },
    },
    quickbooks: { latency: { readMs: 100, writeBaseMs: 100, writePerDocumentMs: 50 } },
    connectwise: {
      latency: { readMs: 50, writeMs: 100 },
      callbacks: { lateMs: 0, twice: true, shuffle: true, held: false },
    },
    settings,
    seed: async rig => void seeds.push(await seedSides(rig, plan)),
  })
  const [seeded] = seeds
  if (!seeded) throw new Error('Nothing was seeded.')
  const sides = await openSides(world, plan, seeded)
  const lookout = connect(world.rig.databaseUrl, { max: 1, name: 'lookout' })
  await liveSince(lookout)
  const storm: Storm = { plan, world, lookout, sides, since: performance.now(), kept: [] }
  let keep = true
  try {
    await loose(plan, world.rig)
    const result = await count(storm, await twoHalves(storm))
    keep = result.open.length > 0
    return result
  } finally {
    await disconnect(lookout)
    await world.close({ keep })
  }
}

/**
 * The company went live two days ago: of what comes in or is approved now the callback has it go, and ConnectWise names a day only.
 * What no callback reported was looked for just now.
 */
async function liveSince(lookout: Database): Promise<void> {
  await lookout.execute(sql`update accounts set live_at = now() - interval '2 days'`)
  await lookout.execute(sql`update psas set swept_at = now()`)
}

async function twoHalves(storm: Storm): Promise<Chaos> {
  let workers = await begin(storm, { XERO_BATCH_MAX: '1', QUICKBOOKS_BATCH_MAX: '1' })
  const chaos = startChaos(storm.plan, {
    workers: () => workers,
    owner: () => laneOwner(storm),
  })
  try {
    await firstHalf(storm)
    if (hasSecond(storm)) {
      await workers.end()
      workers = await begin(storm, { XERO_BATCH_MAX: '50', QUICKBOOKS_BATCH_MAX: '30' })
      await secondHalf(storm)
    }
  } finally {
    await chaos.end()
  }
  await landed(storm.world)
  await workers.end()
  return chaos
}

function hasSecond({ sides }: Storm): boolean {
  return sides.some(({ counts }) => counts.batched > 0)
}

/** Alone, by a click or a callback. */
async function firstHalf(storm: Storm): Promise<void> {
  const { plan, sides } = storm
  await Promise.all(
    sides.flatMap(side => [
      click(side.world, askedBy(side.seeded, 'clicks', 'undone', 'amended', 'credited')),
      close(side.world, side.seeded.sold.callbacks.invoices),
      finish(side),
    ]),
  )
  const first = idsOf(sides, 'clicks', 'callbacks', 'amended', 'credited', 'undone')
  await done(storm, first, hasSecond(storm) ? plan.openAtHalf : 0)
  // Sync All would send what no callback had sent.
  await done(storm, toldIn(sides), 0)
}

/** In batches; and what people do with what stands. */
async function secondHalf(storm: Storm): Promise<void> {
  const { plan, world, sides } = storm
  await faultsOfEndings(plan, world.rig)
  storm.kept = await Promise.all(sides.map(actsOf))
  await done(storm, idsOf(sides, 'clicks', 'callbacks', 'amended', 'credited', 'batched'), 0)
  await takenBack(storm)
  await broughtBack(storm)
}

/** Of the kinds beside what is sold. */
function toldIn(sides: readonly Side[]): Set<string> {
  const told = sides.flatMap(({ seeded }) => Object.values(seeded.others).flatMap(one => one.callbacks))
  return new Set(told.map(({ id }) => id))
}

function idsOf(sides: readonly Side[], ...by: readonly Way[]): Set<string> {
  return new Set(sides.flatMap(({ seeded }) => [...idsBy(seeded, ...by)]))
}

/** What people do at one company in the second half, side by side. */
async function actsOf(side: Side): Promise<Kept> {
  const { ledger, world, counts, seeded } = side
  const { sold } = seeded
  const numbers = [...numbersOf(sold.clicks)]
  const [paid, given] = await Promise.all([
    keepPaying(world, ledger, { numbers, count: counts.paid }),
    keepCrediting(world, ledger, numbersOf(sold.credited)),
    syncAll(world),
    undo(world, askedBy(seeded, 'undone')),
    amend({ ...world, tenant }, changesOf(side)),
  ])
  return { paid, given }
}

/** Out of their batches; and a Sync All that comes after them has looked at each. */
async function takenBack(storm: Storm): Promise<void> {
  const { world, lookout, sides } = storm
  const ids = idsOf(sides, 'undone')
  await until(storm, async () => {
    const { records } = readConnectWise(await world.rig.connectwise.truth(), tenant)
    const mine = records.filter(({ id }) => ids.has(id))
    return mine.every(({ entries }) => entries.every(({ batchId }) => batchId === null))
  })
  for (const side of sides) await syncAll(side.world)
  await until(storm, async () => {
    const [row] = await lookout.execute(sql`select count(*)::int as open from runs where finished_at is null`)
    return Number(row?.open) === 0
  })
}

/** Somebody asks until ConnectWise has what the ledgers have. */
async function broughtBack(storm: Storm): Promise<void> {
  await until(storm, async () => {
    const kept = await keptSides(storm)
    const connectwise = readConnectWise(await storm.world.rig.connectwise.truth(), tenant)
    const verdicts = [judgePayments(kept, connectwise), judgeCredits(kept, connectwise)]
    if (verdicts.every(({ twice, missing }) => twice + missing === 0)) return true
    for (const side of storm.sides) await ask(side.world)
    return false
  })
}

async function until({ plan, since }: Storm, isSo: () => Promise<boolean>): Promise<void> {
  const late = since + plan.deadlineSeconds * 1_000
  while (performance.now() < late && !(await isSo())) await wait(pollMs)
}

async function begin({ plan, world }: Storm, batches: Record<string, string>): Promise<Workers> {
  const env = { ...world.rig.env, ...batches }
  const workers = await startWorkers(plan.recovery, workerCount, env, world.rig.directory)
  await workers.ready()
  return workers
}

/** In ConnectWise's books: a record that is batched stands in its ledger, or the checker will say that it does not. */
async function done(storm: Storm, ids: ReadonlySet<string>, openMost: number): Promise<void> {
  const { plan, world, sides } = storm
  await until(storm, async () => {
    const connectwise = readConnectWise(await world.rig.connectwise.truth(), tenant)
    if (plan.duplicatesEnough !== null) {
      const { duplicates } = judge(await Promise.all(sides.map(judgedOf)), connectwise)
      if (duplicates >= plan.duplicatesEnough) return true
    }
    const batched = connectwise.records.filter(
      ({ id, closed, entries }) => ids.has(id) && closed && entries.every(({ batchId }) => batchId !== null),
    )
    return ids.size - batched.length <= openMost
  })
}

/** What was on its way when the last record was done may still land, and must be counted. */
async function landed({ rig }: World): Promise<void> {
  for (;;) {
    const { writes, ends, payments } = await writesOf(rig)
    if (![...Object.values(writes), ...Object.values(ends), payments].some(underWay)) return
    await wait(pollMs)
  }
}

async function laneOwner({ lookout }: Storm): Promise<number | undefined> {
  const rows = await lookout.execute(sql`
    select owner from company_lanes where owner is not null and lease_until > clock_timestamp()`)
  const pid = Number(String(rows[0]?.owner ?? '').split(':')[0])
  return pid > 0 ? pid : undefined
}
