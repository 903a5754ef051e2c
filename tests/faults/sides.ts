import type { Database } from '../../drizzle/client.ts'
import type { LedgerVendor } from '../../lib/accounts/ledgers.ts'
import { LOCATIONS } from '../simulators/connectwise/seed-tenant.ts'
import { REALM_AU } from '../simulators/quickbooks/seed.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'
import { type LedgerBooks, readQuickBooks, readXero } from './books.ts'
import type { Given, Side as Judged } from './checker.ts'
import type { Counts, Plan } from './plan.ts'
import type { Rig } from './rig.ts'
import { type Bulk, openBeside, seedInvoices, type World } from './world.ts'

/** The records of one company, by which way they go. */
export type Parts = Record<'clicks' | 'callbacks' | 'batched' | 'undone' | 'amended' | 'credited', Bulk>

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
const settings = { 'unknown-customer': 'create' }
const [sydney = 0, melbourne = 0] = LOCATIONS.map(({ id }) => id)

export async function seedSides(rig: Rig, plan: Plan): Promise<{ xero: Parts; quickbooks: Parts }> {
  return {
    xero: await seedParts(rig, plan.xero, sydney),
    quickbooks: await seedParts(rig, plan.quickbooks, melbourne),
  }
}

async function seedParts(rig: Rig, counts: Counts, location: number): Promise<Parts> {
  const seed = (invoices: number, status: 'closed' | 'sent') =>
    seedInvoices(rig, { invoices, customers: Math.ceil(invoices / 15), linesPerInvoice: 3, status, location })
  return {
    clicks: await seed(counts.clicks, 'closed'),
    callbacks: await seed(counts.callbacks, 'sent'),
    batched: await seed(counts.batched, 'closed'),
    undone: await seed(counts.undone, 'closed'),
    amended: await seed(counts.amended, 'closed'),
    credited: await seedInvoices(rig, {
      invoices: counts.credited * 2,
      customers: creditedCustomers,
      ...{ creditEvery: 2, linesPerInvoice: 3, status: 'closed', location },
    }),
  }
}

/** The first company, and beside it the one with QuickBooks, if it has anything to do. */
export async function openSides(
  world: World,
  plan: Plan,
  seeded: { xero: Parts; quickbooks: Parts },
): Promise<Side[]> {
  const first: Side = { ledger: 'xero', world, counts: plan.xero, seeded: seeded.xero }
  if (Object.values(plan.quickbooks).every(count => count === 0)) return [first]
  const beside = await openBeside(world, {
    ledger: 'quickbooks',
    location: melbourne,
    known: false,
    settings,
  })
  return [first, { ledger: 'quickbooks', world: beside, counts: plan.quickbooks, seeded: seeded.quickbooks }]
}

export function numbersOf(...parts: readonly Bulk[]): Set<string> {
  return new Set(parts.flatMap(({ invoices }) => invoices.map(({ number }) => number)))
}

/** What its ledger says, and what was asked of it. */
export async function judgedOf({ ledger, world, seeded }: Side): Promise<Judged> {
  const { clicks, callbacks, batched, undone, amended, credited } = seeded
  return {
    books: await booksOf(ledger, world.rig, seeded),
    expected: numbersOf(clicks, callbacks, batched, amended, credited),
    undone: numbersOf(undone),
  }
}

async function booksOf(ledger: LedgerVendor, rig: Rig, seeded: Parts): Promise<LedgerBooks> {
  if (ledger === 'xero') return readXero(await rig.xero.truth(), DEMO_AU)
  const customers = Object.values(seeded).flatMap(({ companies }) => companies)
  return readQuickBooks(await rig.quickbooks.truth(), REALM_AU, customers)
}

/** Each side with the invoices of its own that were paid, and the credit that was given. */
export function keptSides({ sides, kept }: Storm) {
  return Promise.all(
    sides.map(async (side, at) => {
      const { paid = [], given = [] } = kept[at] ?? {}
      return { ...(await judgedOf(side)), expected: new Set(paid), given }
    }),
  )
}
