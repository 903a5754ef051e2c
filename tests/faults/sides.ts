import type { Database } from '../../drizzle/client.ts'
import type { LedgerVendor } from '../../lib/accounts/ledgers.ts'
import { REALM_AU } from '../simulators/quickbooks/seed.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'
import { type LedgerBooks, readQuickBooks, readXero } from './books.ts'
import type { Given, Side as Judged } from './checker.ts'
import { decideKinds } from './decisions.ts'
import type { Asked, Awaited, Parties, SeedSpec } from './kinds/kind.ts'
import { allKinds, byWeek, type KindName, kindNames, kinds, ofKinds } from './kinds/table.ts'
import { atMelbourne, atSydney } from './kinds/warehouses.ts'
import { openParties } from './parties.ts'
import { type Counts, isIdle, type Plan } from './plan.ts'
import type { Rig } from './rig.ts'
import { type Bulk, openBeside, seedInvoices, tenant, type World } from './world.ts'

const otherWays = ['clicks', 'batched', 'undone', 'amended', 'callbacks'] as const
type OtherWay = (typeof otherWays)[number]
/** Those of what is sold; the other kinds have fewer. */
export type Way = OtherWay | 'credited'

/** The records of one company, by which way they go. */
export interface Parts {
  sold: Record<Way, Bulk>
  /** a record that goes by a callback is there once that is what it tells of (told.ts) */
  others: Record<KindName, Record<OtherWay, Asked[]>>
  awaited: Record<KindName, Awaited[]>
}

/** One company of the account, its ledger, and what was made for it. */
export interface Side {
  ledger: LedgerVendor
  world: World
  counts: Counts
  seeded: Parts
}

/** What somebody did in one ledger: the invoices that were paid, and the credit that was given. */
export interface Kept {
  paid: string[]
  given: Given[]
}

export interface Storm {
  plan: Plan
  world: World
  lookout: Database
  sides: readonly Side[]
  since: number
  /** what was done in the ledger of each side, in the order of the sides */
  kept: Kept[]
}

/** Odd, so that every second record of a customer is a credit memo too. */
const creditedCustomers = 3
export const settings = { 'unknown-customer': 'create', ...allKinds }
/** One in so many sells stock, so that a journal stands beside it; and of those that are amended. */
const stockEvery = 6
const amendedStockEvery = 2

/** What was made for both companies, and whom it names. */
export interface Seeds {
  xero: Parts
  quickbooks: Parts
  parties: Parties
}

export async function seedSides(rig: Rig, plan: Plan): Promise<Seeds> {
  const parties = await openParties(rig)
  return {
    parties,
    xero: await seedParts(rig, plan.xero, { location: atSydney, parties }),
    quickbooks: await seedParts(rig, plan.quickbooks, { location: atMelbourne, parties, byWeek: true }),
  }
}

type Place = Pick<SeedSpec, 'location' | 'parties' | 'byWeek'>

async function seedParts(rig: Rig, counts: Counts, place: Place): Promise<Parts> {
  const { location } = place
  const seed = (invoices: number, status: 'closed' | 'sent', every = stockEvery) =>
    seedInvoices(rig, {
      ...{ invoices, customers: Math.ceil(invoices / 15), linesPerInvoice: 3 },
      ...{ status, location, stockEvery: every },
    })
  const sold = {
    clicks: await seed(counts.clicks, 'closed'),
    callbacks: await seed(counts.callbacks, 'sent'),
    batched: await seed(counts.batched, 'closed'),
    undone: await seed(counts.undone, 'closed'),
    amended: await seed(counts.amended, 'closed', amendedStockEvery),
    credited: await seedInvoices(rig, {
      invoices: counts.credited * 2,
      customers: creditedCustomers,
      ...{ creditEvery: 2, linesPerInvoice: 3, status: 'closed', location },
    }),
  }
  return { sold, ...(await seedOthers(rig, counts, place)) }
}

async function seedOthers(
  rig: Rig,
  counts: Counts,
  place: Place,
): Promise<Pick<Parts, 'others' | 'awaited'>> {
  const others: Parts['others'] = ofKinds(() => ({
    ...{ clicks: [], batched: [], undone: [], amended: [], callbacks: [] },
  }))
  const awaited: Parts['awaited'] = ofKinds(() => [])
  for (const name of kindNames) {
    const spec = (way: OtherWay) => ({ ...place, tenant, count: counts.others[name][way] })
    for (const way of ['clicks', 'batched', 'undone'] as const)
      others[name][way] = await kinds[name].seed(rig, spec(way))
    others[name].amended = await kinds[name].seed(rig, { ...spec('amended'), changing: true })
    awaited[name] = (await kinds[name].callbacks?.open(rig, spec('callbacks'))) ?? []
  }
  return { others, awaited }
}

/** The first company, and beside it the one with QuickBooks, if it has anything to do. */
export async function openSides(world: World, plan: Plan, seeds: Seeds): Promise<Side[]> {
  const first: Side = { ledger: 'xero', world, counts: plan.xero, seeded: seeds.xero }
  await decideKinds(world, 'xero', seeds.parties)
  if (isIdle(plan.quickbooks)) return [first]
  const beside = await openBeside(world, {
    ledger: 'quickbooks',
    location: atMelbourne,
    known: false,
    settings: { ...settings, ...byWeek },
  })
  await decideKinds(beside, 'quickbooks', seeds.parties)
  return [first, { ledger: 'quickbooks', world: beside, counts: plan.quickbooks, seeded: seeds.quickbooks }]
}

export function numbersOf(...parts: readonly Bulk[]): Set<string> {
  return new Set(parts.flatMap(({ invoices }) => invoices.map(({ number }) => number)))
}

/** Those of all kinds that go one of these ways, the kinds by turns. */
export function askedBy({ sold, others }: Parts, ...by: readonly Way[]): Asked[] {
  const lists = [
    by.flatMap(way => sold[way].invoices.map(({ id, number }) => ({ id: String(id), number }))),
    ...Object.values(others).map(kind => otherWays.filter(way => by.includes(way)).flatMap(way => kind[way])),
  ]
  const longest = Math.max(...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_none, at) => lists.flatMap(list => list[at] ?? [])).flat()
}

export function idsBy(parts: Parts, ...by: readonly Way[]): Set<string> {
  return new Set(askedBy(parts, ...by).map(({ id }) => id))
}

/** What its ledger says, and what was asked of it. */
export async function judgedOf({ ledger, world, seeded }: Side): Promise<Judged> {
  return {
    books: await booksOf(ledger, world.rig, seeded),
    expected: idsBy(seeded, 'clicks', 'callbacks', 'batched', 'amended', 'credited'),
    undone: idsBy(seeded, 'undone'),
  }
}

async function booksOf(ledger: LedgerVendor, rig: Rig, { sold }: Parts): Promise<LedgerBooks> {
  if (ledger === 'xero') return readXero(await rig.xero.truth(), DEMO_AU)
  const customers = Object.values(sold).flatMap(({ companies }) => companies)
  return readQuickBooks(await rig.quickbooks.truth(), REALM_AU, customers)
}

/** Each side with the invoices of its own that were paid, and the credit that was given. */
export function keptSides({ sides, kept }: Storm) {
  return Promise.all(
    sides.map(async ({ ledger, world, seeded }, at) => {
      const { paid = [], given = [] } = kept[at] ?? {}
      return { books: await booksOf(ledger, world.rig, seeded), paid: new Set(paid), given }
    }),
  )
}
