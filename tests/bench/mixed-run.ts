import { setTimeout as wait } from 'node:timers/promises'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { startSyncAll } from '../../lib/sync/run.ts'
import { readConnectWise, readQuickBooks, readXero } from '../faults/books.ts'
import { judge } from '../faults/checker.ts'
import { writePaths } from '../faults/figures.ts'
import type { Rig } from '../faults/rig.ts'
import { type Bulk, openBeside, openWorld, seedInvoices, tenant, type World } from '../faults/world.ts'
import { LOCATIONS } from '../simulators/connectwise/seed-tenant.ts'
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
const creditEvery = 10
const deadlineSeconds = 1_500

const [sydney, melbourne] = LOCATIONS.map(({ id }) => id)
const seeds: { xero: Bulk; quickbooks: Bulk }[] = []
const world = await openWorld({ factor, ...latencies, settings: {}, seed })
try {
  const [seeded] = seeds
  if (!seeded) throw new Error('Nothing was seeded.')
  await mapContacts(world, seeded.xero)
  const beside = await openBeside(world, { ledger: 'quickbooks', location: melbourne ?? 0, known: true })
  const mixed = await withWorkers(world, 1, async (workers): Promise<Mixed> => {
    const since = Date.now()
    for (const { accountId, companyId, actor } of [world, beside])
      await inAccount(accountId, tx => startSyncAll({ tx, accountId, companyId, actor }))
    await untilMarked(world)
    await judgeBooks(world.rig, seeded)
    return { ...(await times(world, since)), rssMb: peakMemoryMb(workers) }
  })
  process.send?.(mixed)
  process.disconnect?.()
} finally {
  await world.close()
}

/** Half of the records are at the first company's location and half at the other's; each tenth is a credit memo. */
async function seed(rig: Rig): Promise<void> {
  const half = { invoices: records / 2, creditEvery }
  const xero = await seedForXero(rig, { ...half, location: sydney ?? 0 })
  const warm = { customers, linesPerInvoice: 3, status: 'closed' } as const
  const quickbooks = await seedInvoices(rig, { ...half, ...warm, location: melbourne ?? 0 })
  seeds.push({ xero, quickbooks })
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
async function judgeBooks(rig: Rig, seeded: { xero: Bulk; quickbooks: Bulk }): Promise<void> {
  const numbers = ({ invoices }: Bulk) => new Set(invoices.map(({ number }) => number))
  const quickbooks = readQuickBooks(await rig.quickbooks.truth(), REALM_AU, seeded.quickbooks.companies)
  const { duplicates, lost, centsOff } = judge(
    [
      { books: readXero(await rig.xero.truth(), DEMO_AU), expected: numbers(seeded.xero) },
      { books: quickbooks, expected: numbers(seeded.quickbooks) },
    ],
    readConnectWise(await rig.connectwise.truth(), tenant),
  )
  if (duplicates + lost + centsOff > 0)
    throw new Error(`Of the bench ${duplicates} stand twice, ${lost} are lost, ${centsOff} cents are off.`)
}

function refused(calls: readonly Call[]): number {
  return calls.filter(({ status }) => status === 429).length
}

/** All by the vendors' records: from the wish to the last mark, and the least time that their limits allow for as much. */
async function times({ rig }: World, since: number): Promise<Omit<Mixed, 'rssMb'>> {
  const calls = {
    xero: await rig.xero.calls(),
    quickbooks: await rig.quickbooks.calls(),
    connectwise: await rig.connectwise.calls(),
  }
  const marks = calls.connectwise.filter(
    ({ path, committed }) => committed && new RegExp(writePaths.connectwise.path).test(path),
  )
  const last = Math.max(...marks.map(({ at, ms }) => at + ms))
  const half = records / 2
  const credits = Math.floor(half / creditEvery)
  const batches = (size: number) => Math.ceil((half - credits) / size) + Math.ceil(credits / size)
  const floors = [
    xeroFloorSeconds(batches(limits.xero.batch)),
    windowsSeconds(batches(limits.quickbooks.batch), limits.quickbooks.minuteCalls),
    windowsSeconds(records + Math.ceil(records / limits.connectwise.export), limits.connectwise.minuteCalls),
  ]
  return {
    seconds: ((last - since) / 1_000) * factor,
    floorSeconds: Math.max(...floors),
    limited: {
      xero: refused(calls.xero),
      quickbooks: refused(calls.quickbooks),
      connectwise: refused(calls.connectwise),
    },
  }
}
