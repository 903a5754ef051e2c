import type { LedgerVendor } from '../../lib/accounts/ledgers.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { env } from '../../lib/env.ts'
import { saveMapping } from '../../lib/mappings/mappings.ts'
import { ledgerItems } from '../../lib/reference/reference.ts'
import { present } from '../../lib/std/assert.ts'
import type { Engine } from '../../lib/sync/context.ts'
import { createEngine } from '../../lib/worker/engine.ts'
import { decideKinds } from '../faults/decisions.ts'
import type { Parties } from '../faults/kinds/kind.ts'
import { openParties } from '../faults/parties.ts'
import type { Rig } from '../faults/rig.ts'
import { openWorld, setUp, tenant, type World } from '../faults/world.ts'
import { ACCOUNTING } from '../simulators/connectwise/seed-setup.ts'
import { WAREHOUSES } from '../simulators/connectwise/seed-stock.ts'
import type { With } from './stock-manage.ts'
import { type Pair, transitCode, warehousesOf } from './stock-places.ts'

export interface StockWorld extends World {
  engine: Engine
  parties: With
}

/** Divides the vendors' times, their limits among them, and ours. */
const factor = 20
const atOnce = { readMs: 0, writeBaseMs: 0, writePerDocumentMs: 0 }
const settings = {
  'record-kinds': ['invoices', 'credit-memos', 'payments', 'procurement', 'inventory'],
  'unknown-customer': 'create',
  'bill-number-format': '{slip}',
}

/** One MSP whose every warehouse has an asset account of its own, in Manage and in the ledger; nothing goes there by itself. */
export async function openStockWorld(ledger: LedgerVendor, pairs: readonly Pair[]): Promise<StockWorld> {
  const known: Parties[] = []
  const world = await openWorld({
    ...{ factor, ledger, settings },
    xero: { latency: atOnce },
    quickbooks: { latency: atOnce },
    connectwise: { callbacks: { lateMs: 0, twice: false, shuffle: false, held: true } },
    seed: async rig => {
      known.push(await openParties(rig))
      await openPlaces(rig, ledger, pairs)
    },
  })
  const parties = present(known[0], 'whom is bought from')
  await decideKinds(world, ledger, parties)
  await decidePlaces(world, pairs)
  const vendor = present(parties.vendors[0], 'a vendor').identifier
  return { ...world, engine: createEngine(env()), parties: { vendor, customer: 'AcmeDental' } }
}

/** What says on which account stock stands. */
export async function keepBy(
  { accountId, companyId }: Pick<World, 'accountId' | 'companyId'>,
  source: 'warehouse' | 'gl-mapping',
): Promise<void> {
  await setUp(accountId, companyId, { 'stock-account-source': source })
}

const codesOf = (pairs: readonly Pair[]) => [...warehousesOf(pairs).map(({ xref }) => xref), transitCode]

async function openPlaces(rig: Rig, ledger: LedgerVendor, pairs: readonly Pair[]): Promise<void> {
  const setup = {
    warehouses: [...WAREHOUSES, ...warehousesOf(pairs)],
    accounting: { ...ACCOUNTING, cogsDropShip: true },
  }
  await rig.connectwise.call('POST', 'tenants', { tenant, setup })
  const codes = codesOf(pairs)
  if (ledger === 'xero') await rig.xero.seed({ kind: 'assets', codes })
  else await rig.quickbooks.seed({ kind: 'assets', numbers: codes })
}

/** Each on its own account, and drop-shipped stock on one. */
async function decidePlaces({ accountId, companyId, actor }: World, pairs: readonly Pair[]): Promise<void> {
  const transit = await inAccount(accountId, async tx => {
    const accounts = new Map((await ledgerItems(tx, companyId, ['account'])).map(one => [one.code, one]))
    const by = { id: actor.id ?? '', name: actor.name }
    for (const psaKey of codesOf(pairs)) {
      const { id, name } = present(accounts.get(psaKey), `account ${psaKey}`)
      const row = { kind: 'account' as const, psaKey, psaName: psaKey, ledger: { id, name } }
      await saveMapping(tx, { ...row, companyId, actor: by })
    }
    return present(accounts.get(transitCode), 'the account of what is on its way').id
  })
  await setUp(accountId, companyId, { 'drop-ship-account': transit })
}
