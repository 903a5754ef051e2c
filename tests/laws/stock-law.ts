import fc from 'fast-check'
import { z } from 'zod'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { startSyncAll } from '../../lib/sync/run.ts'
import { openKeeper } from '../faults/bookkeeper.ts'
import type { Line } from '../faults/report.ts'
import { tenant } from '../faults/world.ts'
import { drawnHistory } from '../support/drawn-stock.ts'
import { workUntilQuiet } from '../support/working.ts'
import { standing } from './stock-books.ts'
import {
  centsOff,
  type Difference,
  differences,
  historyText,
  sentenceOf,
  type Told,
} from './stock-compare.ts'
import { enter } from './stock-manage.ts'
import { pairsOf } from './stock-places.ts'
import { keepBy, openStockWorld, type StockWorld } from './stock-world.ts'

export const zStockPlan = z.strictObject({
  ledger: z.enum(['xero', 'quickbooks']),
  seed: z.int(),
  /** of those that the seed draws: from this one on, so many */
  from: z.int().min(0),
  histories: z.int().min(1),
  /** so many side by side, each in warehouses of its own; compared when all of them are posted */
  together: z.int().min(1),
})

export type StockPlan = z.output<typeof zStockPlan>

export const zStockResult = z.object({
  lines: z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() })),
  /** a sentence for each place whose value differs, and the history behind it */
  broken: z.array(z.string()),
})

export type StockResult = z.output<typeof zStockResult>

/**
 * Random histories through the whole product: after each round, what ConnectWise says that each warehouse holds is what stands on
 * its account in the ledger, or of all of them on the one that they share. In the end one journal is taken out of the ledger, and the same look must say so.
 */
export async function runStockLaw(plan: StockPlan): Promise<StockResult> {
  const since = performance.now()
  const pairs = pairsOf(Math.min(plan.together, plan.histories))
  const world = await openStockWorld(plan.ledger, pairs)
  const look = () => standing(world.rig, plan.ledger, tenant)
  try {
    const drawn = fc.sample(drawnHistory, { seed: plan.seed, numRuns: plan.from + plan.histories })
    let [before, unposted] = [await look(), 0]
    let last = before
    let told: Told[] = []
    let shared: string | null = null
    const found: Difference[] = []
    for (let from = plan.from; from < drawn.length; from += pairs.length) {
      told = pairs.flatMap((pair, index): Told[] => {
        const history = drawn[from + index]
        return history ? [{ at: from + index, history, pair }] : []
      })
      shared = isShared((from - plan.from) / pairs.length) ? sharedAccounts[plan.ledger] : null
      await keepBy(world, shared === null ? 'warehouse' : 'gl-mapping')
      await happen(world, told)
      ;[before, last] = [last, await look()]
      found.push(...differences(told, before, last, shared))
      unposted += last.unposted
    }
    // The control: a law that does not miss a journal proves nothing.
    await (await openKeeper(plan.ledger, world.rig)).dropNewestJournal()
    const control = differences(told, before, await look(), shared)
    const seconds = Math.round((performance.now() - since) / 100) / 10
    return {
      lines: linesOf(plan, { found, control, records: last.records, unposted, seconds }),
      broken: found.flatMap(one => [sentenceOf(plan.seed, one), textOf(one, drawn)]),
    }
  } finally {
    await world.close()
  }
}

/** Every fourth round stands on one account, by ConnectWise's GL mapping: the sum of the round is compared. */
const isShared = (round: number): boolean => round % 4 === 3

/** By code in Xero, by id in QuickBooks (tests/faults/decisions.ts). */
const sharedAccounts = { xero: '630', quickbooks: '4' } as const

/** People do it in Manage; then somebody presses Sync All, and the worker works until nothing is due. */
async function happen({ rig, parties, engine, ...world }: StockWorld, told: readonly Told[]): Promise<void> {
  const entered = told.map(({ at, history, pair }) => enter(`H${at}`, history, pair, parties))
  await rig.connectwise.call('POST', 'procurement', {
    tenant,
    orders: entered.flatMap(({ orders }) => orders),
    adjustments: entered.flatMap(({ adjustments }) => adjustments),
    transfers: entered.flatMap(({ transfers }) => transfers),
  })
  const invoices = entered.flatMap(one => one.invoices)
  await rig.connectwise.call('POST', 'invoices', { tenant, invoices })
  const { accountId, companyId, actor } = world
  await inAccount(accountId, tx => startSyncAll({ tx, accountId, companyId, actor }))
  await workUntilQuiet(engine, accountId, companyId)
}

interface Seen {
  found: readonly Difference[]
  control: readonly Difference[]
  records: number
  unposted: number
  seconds: number
}

function linesOf(
  { ledger, seed, histories }: StockPlan,
  { found, control, records, unposted, seconds }: Seen,
): Line[] {
  const line = (name: string, value: number, unit: string) => ({
    name: `stock.${ledger}.${name}`,
    value,
    unit,
  })
  return [
    line('histories', histories, 'histories'),
    line('records', records, 'records'),
    line('places_off', found.length, 'warehouses'),
    line('cents_off', centsOff(found), 'cents'),
    line('unposted', unposted, 'records'),
    line('control.places_off', control.length, 'warehouses'),
    line('seconds', seconds, 's'),
    line('seed', seed, ''),
  ]
}

function textOf({ at }: Difference, drawn: readonly Told['history'][]): string {
  const history = at === null ? undefined : drawn[at]
  return history ? historyText(history) : '  all histories of that round'
}
