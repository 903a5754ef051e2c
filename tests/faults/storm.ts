import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { connect, type Database, disconnect } from '../../drizzle/client.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'
import { click, close, syncAll, undo } from './asks.ts'
import { type Chaos, startChaos } from './chaos.ts'
import { judge, readConnectWise, readXero, type Verdict } from './checker.ts'
import { faultsOfEndings } from './endings.ts'
import { aloneIn, endLines, endPaths, faultKinds, faultLines, underWay, writePaths } from './figures.ts'
import type { Plan } from './plan.ts'
import type { Line } from './report.ts'
import type { Rig } from './rig.ts'
import { startWorkers, type Workers } from './workers.ts'
import { type Bulk, openWorld, seedInvoices, tenant, type World } from './world.ts'

/** Two processes, as in the smallest installation that outlives one of them. */
const workerCount = 2
const pollMs = 1_000

export interface StormResult {
  lines: Line[]
  verdict: Verdict
  /** what the product says of what is not done, for whoever looks for the reason */
  open: string[]
}

/** One run of the rig by its plan: asks, faults and chaos together, then the books are compared. */
export async function runStorm(plan: Plan): Promise<StormResult> {
  const seeds: { clicks: Bulk; callbacks: Bulk; batched: Bulk; undone: Bulk }[] = []
  const world = await openWorld({
    factor: plan.factor,
    xero: {
      refuseDuplicateNumbers: plan.refuseDuplicateNumbers,
      latency: { readMs: 100, writeBaseMs: 100, writePerDocumentMs: 100 },
    },
    connectwise: {
      latency: { readMs: 50, writeMs: 100 },
      callbacks: { lateMs: 0, twice: true, shuffle: true, held: false },
    },
    settings: { 'unknown-customer': 'create' },
    seed: async rig => void seeds.push(await seedAll(rig, plan)),
  })
  const [seeded] = seeds
  if (!seeded) throw new Error('Nothing was seeded.')
  const lookout = connect(world.rig.databaseUrl, { max: 1, name: 'lookout' })
  const storm: Storm = { plan, world, lookout, seeded, since: performance.now() }
  let keep = true
  try {
    await loose(plan, world.rig)
    const chaos = await twoHalves(storm)
    const result = await count(storm, chaos)
    keep = result.open.length > 0
    return result
  } finally {
    await disconnect(lookout)
    await world.close({ keep })
  }
}

interface Storm {
  plan: Plan
  world: World
  lookout: Database
  seeded: Awaited<ReturnType<typeof seedAll>>
  since: number
}

async function seedAll(rig: Rig, plan: Plan) {
  const customers = (invoices: number) => Math.ceil(invoices / 15)
  const seed = (invoices: number, status: 'closed' | 'sent') =>
    seedInvoices(rig, { invoices, customers: customers(invoices), linesPerInvoice: 3, status })
  return {
    clicks: await seed(plan.clicks, 'closed'),
    callbacks: await seed(plan.callbacks, 'sent'),
    batched: await seed(plan.batched, 'closed'),
    undone: await seed(plan.undone, 'closed'),
  }
}

/** From here on every write to a vendor may go wrong, by seeded dice. Late commits land after every client has given up. */
async function loose({ seed, faultShare }: Plan, { xero, connectwise }: Rig): Promise<void> {
  const effects = Object.fromEntries(faultKinds.map(kind => [kind, 1]))
  const shape = {
    share: faultShare,
    delayMs: [31_000, 140_000] satisfies [number, number],
    retryAfterSeconds: 2,
  }
  await xero.randomFaults({
    ...shape,
    seed,
    effects: { ...effects, 'partial-batch': 0.5 },
    match: writePaths.xero,
  })
  await connectwise.randomFaults({ ...shape, seed: seed + 1, effects, match: writePaths.connectwise })
}

async function twoHalves(storm: Storm): Promise<Chaos> {
  const { plan, world, seeded } = storm
  let workers = await begin(storm, '1')
  const chaos = startChaos(plan, {
    workers: () => workers,
    owner: () => laneOwner(storm),
  })
  const clicked = [...seeded.clicks.invoices, ...seeded.undone.invoices]
  await Promise.all([click(world, clicked), close(world, seeded.callbacks.invoices)])
  const alone = [seeded.clicks, seeded.callbacks]
  await done(storm, [...alone, seeded.undone], plan.batched > 0 ? plan.openAtHalf : 0)
  if (plan.batched > 0) {
    await workers.end()
    workers = await begin(storm, '50')
    await faultsOfEndings(plan, world.rig)
    await Promise.all([syncAll(world), undo(world, seeded.undone.invoices)])
    await done(storm, [...alone, seeded.batched], 0)
    await undone(storm)
  }
  await chaos.end()
  await landed(world)
  await workers.end()
  return chaos
}

/** Out of their batches; and a Sync All that comes after them has looked at each. */
async function undone(storm: Storm): Promise<void> {
  const { plan, world, lookout, seeded } = storm
  const numbers = new Set(seeded.undone.invoices.map(({ number }) => number))
  const late = storm.since + plan.deadlineSeconds * 1_000
  const until = async (isSo: () => Promise<boolean>) => {
    while (performance.now() < late && !(await isSo())) await wait(pollMs)
  }
  await until(async () => {
    const { invoices } = readConnectWise(await world.rig.connectwise.truth(), tenant)
    const mine = invoices.filter(({ number }) => numbers.has(number))
    return mine.every(({ entries }) => entries.every(({ batchId }) => batchId === null))
  })
  await syncAll(world)
  await until(async () => {
    const [row] = await lookout.execute(sql`select count(*)::int as open from runs where finished_at is null`)
    return Number(row?.open) === 0
  })
}

async function begin({ plan, world }: Storm, batchMax: string): Promise<Workers> {
  const env = { ...world.rig.env, XERO_BATCH_MAX: batchMax }
  const workers = await startWorkers(plan.recovery, workerCount, env, world.rig.directory)
  await workers.ready()
  return workers
}

/** In ConnectWise's books: a record that is batched stands in Xero, or the checker will say that it does not. */
async function done(storm: Storm, parts: readonly Bulk[], openMost: number): Promise<void> {
  const { plan, world } = storm
  const numbers = new Set(parts.flatMap(({ invoices }) => invoices.map(({ number }) => number)))
  const late = storm.since + plan.deadlineSeconds * 1_000
  while (performance.now() < late) {
    const connectwise = readConnectWise(await world.rig.connectwise.truth(), tenant)
    if (plan.duplicatesEnough !== null) {
      const { duplicates } = judge(numbers, readXero(await world.rig.xero.truth(), DEMO_AU), connectwise)
      if (duplicates >= plan.duplicatesEnough) return
    }
    const batched = connectwise.invoices.filter(
      ({ number, closed, entries }) =>
        numbers.has(number) && closed && entries.every(({ batchId }) => batchId !== null),
    )
    if (numbers.size - batched.length <= openMost) return
    await wait(pollMs)
  }
}

/** What was on its way when the last record was done may still land, and must be counted. */
async function landed({ rig }: World): Promise<void> {
  for (;;) {
    const calls = [
      ...[await rig.xero.calls(writePaths.xero), await rig.xero.calls(endPaths.xero)],
      ...[
        await rig.connectwise.calls(writePaths.connectwise),
        await rig.connectwise.calls(endPaths.connectwise),
      ],
    ]
    if (!calls.some(underWay)) return
    await wait(pollMs)
  }
}

async function count({ plan, world, lookout, seeded, since }: Storm, chaos: Chaos): Promise<StormResult> {
  const seconds = (performance.now() - since) / 1_000
  const { rig } = world
  const xero = readXero(await rig.xero.truth(), DEMO_AU)
  const connectwise = readConnectWise(await rig.connectwise.truth(), tenant)
  const parts = [seeded.clicks, seeded.callbacks, seeded.batched]
  const expected = new Set(parts.flatMap(({ invoices }) => invoices.map(({ number }) => number)))
  const undoneNumbers = new Set(seeded.undone.invoices.map(({ number }) => number))
  const verdict = judge(expected, xero, connectwise, undoneNumbers)
  const writes = {
    xero: await rig.xero.calls(writePaths.xero),
    connectwise: await rig.connectwise.calls(writePaths.connectwise),
  }
  const ends = {
    xero: await rig.xero.calls(endPaths.xero),
    connectwise: await rig.connectwise.calls(endPaths.connectwise),
  }
  const line = (name: string, value: number, unit: string): Line => ({
    name: `${plan.name}.${name}`,
    value,
    unit,
  })
  const lines = [
    line('invoices', expected.size, 'invoices'),
    line('postings', verdict.postings, 'postings'),
    line('alone', aloneIn(writes.xero), 'invoices'),
    line('duplicates', verdict.duplicates, 'postings'),
    line('lost', verdict.lost, 'invoices'),
    line('cents_off', verdict.centsOff, 'cents'),
    line('undone', undoneNumbers.size, 'invoices'),
    line('undone_standing', verdict.standing, 'invoices'),
    ...faultLines(plan.name, writes),
    ...endLines(plan.name, ends),
    line('kills', chaos.kills, 'kills'),
    line('stops', chaos.stops, 'stops'),
    line('seconds', Math.round(seconds * 10) / 10, 's'),
    line('factor', plan.factor, ''),
    line('seed', plan.seed, ''),
  ]
  const wanted = plan.recovery === 'product' && verdict.lost + verdict.standing > 0
  const open = wanted ? [...(await openPostings(lookout)), rig.directory] : []
  return { lines, verdict, open }
}

async function laneOwner({ lookout }: Storm): Promise<number | undefined> {
  const rows = await lookout.execute(sql`
    select owner from company_lanes where owner is not null and lease_until > clock_timestamp()`)
  const pid = Number(String(rows[0]?.owner ?? '').split(':')[0])
  return pid > 0 ? pid : undefined
}

/** The product's own account of what is not done: for people only, nothing of it is counted. */
async function openPostings(lookout: Database): Promise<string[]> {
  const states = await lookout.execute(sql`
    select kind, state, count(*)::int as count, min(problems::text) as problems
    from postings where state <> 'confirmed' group by kind, state`)
  const events = await lookout.execute(sql`
    select p.kind, p.title, e.at, e.event, e.message, e.status, e.ms
    from posting_events e join postings p on p.id = e.posting_id
    where p.id in (select id from postings where state <> 'confirmed' order by kind, id limit 4)
    order by p.id, e.id`)
  return [...states, ...events].map(row => JSON.stringify(row))
}
