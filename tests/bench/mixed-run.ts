import { setTimeout as wait } from 'node:timers/promises'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { startSyncAll } from '../../lib/sync/run.ts'
import { type ConnectWiseBooks, readConnectWise, readQuickBooks, readXero } from '../faults/books.ts'
import { judge } from '../faults/checker.ts'
import { decideKinds } from '../faults/decisions.ts'
import { writePaths } from '../faults/figures.ts'
import type { Parties } from '../faults/kinds/kind.ts'
import { allKinds, type KindName, kindNames, kinds } from '../faults/kinds/table.ts'
import { atMelbourne, atSydney } from '../faults/kinds/warehouses.ts'
import { openParties } from '../faults/parties.ts'
import type { Rig } from '../faults/rig.ts'
import { type Bulk, openBeside, openWorld, seedInvoices, tenant, type World } from '../faults/world.ts'
import type { Call } from '../simulators/kit/record.ts'
import { REALM_AU } from '../simulators/quickbooks/seed.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'
import type { Mixed } from './mixed-figures.ts'
import {
  latencies,
  limits,
  numberOf,
  peakMemoryMb,
  windowsSeconds,
  withWorkers,
  xeroFloorSeconds,
} from './run.ts'
import { customers, mapContacts, seedForXero } from './warm.ts'

/** One of the two runs of mixed.ts. */
const factor = numberOf('--factor', 1)
const records = numberOf('--records', 1_000)
/** Of all records. The rest is sold, and of that each seventh is a credit memo. */
const shares: Record<KindName, number> = {
  slips: 0.15,
  expenses: 0.1,
  adjustments: 0.03,
  transfers: 0.02,
}
const creditEvery = 7
/** One in so many invoices sells stock, and has a journal beside it. */
const stockEvery = 10
const deadlineSeconds = 1_500

/** What was made for one company: the ids of its records by their kinds. */
interface Seeded {
  companies: Bulk['companies']
  ids: string[][]
}

const seeds: { xero: Seeded; quickbooks: Seeded; parties: Parties }[] = []
const world = await openWorld({ factor, ...latencies, settings: allKinds, seed })
try {
  const [seeded] = seeds
  if (!seeded) throw new Error('Nothing was seeded.')
  await mapContacts(world, seeded.xero)
  await decideKinds(world, 'xero', seeded.parties)
  const beside = await openBeside(world, {
    ...{ ledger: 'quickbooks', location: atMelbourne, known: true },
    settings: allKinds,
  })
  await decideKinds(beside, 'quickbooks', seeded.parties)
  const mixed = await withWorkers(world, 1, async (workers): Promise<Mixed> => {
    const since = Date.now()
    for (const { accountId, companyId, actor } of [world, beside])
      await inAccount(accountId, tx => startSyncAll({ tx, accountId, companyId, actor }))
    await untilMarked(world)
    const books = readConnectWise(await world.rig.connectwise.truth(), tenant)
    await judgeBooks(world.rig, seeded, books)
    const sides = [seeded.xero, seeded.quickbooks]
    return {
      ...(await times(world, since)),
      floorSeconds: floorOf(sides, books),
      rssMb: peakMemoryMb(workers),
    }
  })
  process.send?.(mixed)
  process.disconnect?.()
} finally {
  await world.close()
}

/** Half of the records are at the first company's location and half at the other's. */
async function seed(rig: Rig): Promise<void> {
  const parties = await openParties(rig)
  const half = Math.floor(records / 2)
  const counts = kindNames.map(name => ({ name, count: Math.floor(half * shares[name]) }))
  const sold = { invoices: half - counts.reduce((sum, { count }) => sum + count, 0), creditEvery, stockEvery }
  const warm = { customers, linesPerInvoice: 3, status: 'closed' } as const
  const others = async (location: number) => {
    const made: string[][] = []
    for (const { name, count } of counts) made.push(await seedOthers(rig, name, { count, location, parties }))
    return made
  }
  const xero = await seedForXero(rig, { ...sold, location: atSydney })
  const quickbooks = await seedInvoices(rig, { ...sold, ...warm, location: atMelbourne })
  seeds.push({
    parties,
    xero: { companies: xero.companies, ids: [idsOf(xero), ...(await others(atSydney))] },
    quickbooks: { companies: quickbooks.companies, ids: [idsOf(quickbooks), ...(await others(atMelbourne))] },
  })
}

async function seedOthers(
  rig: Rig,
  name: KindName,
  spec: { count: number; location: number; parties: Parties },
): Promise<string[]> {
  return (await kinds[name].seed(rig, { ...spec, tenant })).map(({ id }) => id)
}

function idsOf({ invoices }: Bulk): string[] {
  return invoices.map(({ id }) => String(id))
}

/** The last mark is the last thing that is to be done of a record. */
async function untilMarked({ rig }: World): Promise<void> {
  let marks = 0
  let seen = 0
  for (const end = performance.now() + deadlineSeconds * 1_000; performance.now() < end; await wait(1_000)) {
    const fresh = await rig.connectwise.calls({ ...writePaths.connectwise, since: seen })
    // One that is under way is not told of its end again: the next look begins with it.
    const ended = untilUnderWay(fresh)
    marks += ended.filter(({ committed }) => committed).length
    seen = ended.at(-1)?.seq ?? seen
    if (marks >= records) return
  }
  throw new Error(`${marks} of ${records} records were marked in time.`)
}

function untilUnderWay(calls: readonly Call[]): readonly Call[] {
  const first = calls.findIndex(({ ms }) => ms === 0)
  return first < 0 ? calls : calls.slice(0, first)
}

/** Each stands once in its own ledger, to the cent, and wholly in one batch. */
async function judgeBooks(
  rig: Rig,
  seeded: { xero: Seeded; quickbooks: Seeded },
  connectwise: ConnectWiseBooks,
): Promise<void> {
  const expected = ({ ids }: Seeded) => new Set(ids.flat())
  const quickbooks = readQuickBooks(await rig.quickbooks.truth(), REALM_AU, seeded.quickbooks.companies)
  const { duplicates, lost, centsOff } = judge(
    [
      { books: readXero(await rig.xero.truth(), DEMO_AU), expected: expected(seeded.xero) },
      { books: quickbooks, expected: expected(seeded.quickbooks) },
    ],
    connectwise,
  )
  if (duplicates + lost + centsOff > 0)
    throw new Error(`Of the bench ${duplicates} stand twice, ${lost} are lost, ${centsOff} cents are off.`)
}

function refused(calls: readonly Call[]): number {
  return calls.filter(({ status }) => status === 429).length
}

/** All by the vendors' records: from the wish to the last mark. */
async function times({ rig }: World, since: number): Promise<Pick<Mixed, 'seconds' | 'limited'>> {
  const calls = {
    xero: await rig.xero.calls(),
    quickbooks: await rig.quickbooks.calls(),
    connectwise: await rig.connectwise.calls(),
  }
  const marks = calls.connectwise.filter(
    ({ path, committed }) => committed && new RegExp(writePaths.connectwise.path).test(path),
  )
  const last = Math.max(...marks.map(({ at, ms }) => at + ms))
  return {
    seconds: ((last - since) / 1_000) * factor,
    limited: {
      xero: refused(calls.xero),
      quickbooks: refused(calls.quickbooks),
      connectwise: refused(calls.connectwise),
    },
  }
}

/**
 * The least time that the vendors' limits allow for as much: a write holds documents of one kind, an export records of one kind, and
 * each record has its own batch.
 */
function floorOf([xero, quickbooks]: readonly Seeded[], books: ConnectWiseBooks): number {
  const documents = new Map(books.records.map(one => [one.id, one.documents]))
  const writes = (side: Seeded | undefined, size: number) => {
    const all = (side?.ids ?? []).flat().flatMap(id => documents.get(id) ?? [])
    return sum(
      [...Map.groupBy(all, ({ kind }) => kind).values()].map(({ length }) => Math.ceil(length / size)),
    )
  }
  const lists = [xero, quickbooks].flatMap(side => side?.ids ?? [])
  const exports = sum(lists.map(({ length }) => Math.ceil(length / limits.connectwise.export)))
  const marks = sum(lists.map(({ length }) => length))
  return Math.max(
    xeroFloorSeconds(writes(xero, limits.xero.batch)),
    windowsSeconds(writes(quickbooks, limits.quickbooks.batch), limits.quickbooks.minuteCalls),
    windowsSeconds(marks + exports, limits.connectwise.minuteCalls),
  )
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
