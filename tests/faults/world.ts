import { z } from 'zod'
import { createAccount } from '../../lib/accounts/accounts.ts'
import { addCompany } from '../../lib/accounts/companies.ts'
import { closeAppDatabase } from '../../lib/accounts/database.ts'
import { ensureCallbacks } from '../../lib/accounts/install.ts'
import type { LedgerVendor } from '../../lib/accounts/ledgers.ts'
import { listMembers } from '../../lib/accounts/members.ts'
import { closeEgress } from '../../lib/accounts/outside.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { env } from '../../lib/env.ts'
import { readSettings, saveSettings } from '../../lib/settings/settings.ts'
import { present } from '../../lib/std/assert.ts'
import type { Actor } from '../../lib/sync/run.ts'
import { migrateDatabase } from '../../scripts/migrate.ts'
import { connectLedger } from '../../scripts/seed-consent.ts'
import { decideMappings } from '../../scripts/seed-decisions.ts'
import { openCustomers } from '../../scripts/seed-quickbooks.ts'
import { NORTHWIND } from '../simulators/connectwise/index.ts'
import { openDoor } from './door.ts'
import { type Rig, type RigOptions, startRig } from './rig.ts'

export const tenant = NORTHWIND.company

export interface World {
  rig: Rig
  accountId: string
  companyId: string
  installKey: string
  actor: Actor
  close(options?: { keep: boolean }): Promise<void>
}

const bulk = z.object({
  companies: z.array(z.object({ id: z.int(), name: z.string() })),
  invoices: z.array(z.object({ id: z.int(), number: z.string() })),
})
export type Bulk = z.output<typeof bulk>

/**
 * One MSP, made and connected as a person would: its account, its ledger by real consent, its mappings decided. The rest of
 * this process speaks for the web: clicks, and the door at which callbacks arrive.
 */
export async function openWorld({
  ledger = 'xero',
  ...options
}: Omit<RigOptions, 'appUrl'> & {
  ledger?: LedgerVendor
  /** Makes the invoices, before real-time sync listens: what is made must not go by itself. */
  seed(rig: Rig): Promise<void>
  settings: Record<string, unknown>
}): Promise<World> {
  const door = await openDoor()
  const rig = await startRig({ ...options, appUrl: door.url })
  Object.assign(process.env, rig.env)
  await migrateDatabase(env())
  const { accountId, companyId, installKey } = await createAccount({
    name: 'Northwind MSP',
    region: 'rig',
    loginCompany: tenant,
    publicKey: NORTHWIND.keys.public,
    privateKey: NORTHWIND.keys.private,
    admin: { memberIdentifier: NORTHWIND.member },
    live: true,
  })
  await openAgain(rig)
  await options.seed(rig)
  if (ledger === 'quickbooks') await openCustomers(rig.quickbooksUrl, accountId)
  await connectLedger(ledger, accountId, companyId)
  await decideMappings(accountId, companyId)
  const actor = await setUp(accountId, companyId, options.settings)
  await ensureCallbacks(accountId)
  const close = async (closing?: { keep: boolean }) => {
    await door.close()
    await closeEgress()
    await closeAppDatabase()
    await rig.close(closing)
  }
  return { rig, accountId, companyId, installKey, actor, close }
}

export interface BulkSpec {
  invoices: number
  customers: number
  linesPerInvoice: number
  status: 'closed' | 'sent'
  /** where all of them are; left out: at each location in turn */
  location?: number
  /** every so many is a credit memo */
  creditEvery?: number
  /** every so many sells stock */
  stockEvery?: number
  /** login company of ConnectWise */
  tenant?: string
}

export async function seedInvoices({ connectwise }: Rig, spec: BulkSpec): Promise<Bulk> {
  if (spec.invoices === 0) return { companies: [], invoices: [] }
  return bulk.parse(await connectwise.seed({ kind: 'bulk', tenant, ...spec }))
}

const books = z.object({
  tenants: z.record(
    z.string(),
    z.object({ invoices: z.array(z.object({ id: z.int(), closed: z.boolean() })) }),
  ),
})

/** A second company of the account, with a ledger of its own: it takes the records of one location. */
export async function openBeside(
  world: World,
  { ledger, location, known, settings = {} }: Beside,
): Promise<World> {
  const { accountId, actor, rig } = world
  const asked = { accountId, name: 'Northwind beside', actor: { id: actor.id ?? '', name: actor.name } }
  const added = await inAccount(accountId, tx => addCompany(tx, { ...asked }))
  if (added.kind !== 'done') throw new Error(`The second company cannot be added: ${added.reason}`)
  const { companyId } = added
  if (ledger === 'quickbooks' && known) await openCustomers(rig.quickbooksUrl, accountId)
  await connectLedger(ledger, accountId, companyId)
  await decideMappings(accountId, companyId)
  await setUp(accountId, companyId, { ...settings, locations: [String(location)] })
  return { ...world, companyId }
}

interface Beside {
  ledger: LedgerVendor
  location: number
  /** whether its ledger has ConnectWise's customers already */
  known: boolean
  settings?: Record<string, unknown>
}

/** What stands closed from the first day is opened, so that everything that goes is ours to count. */
async function openAgain({ connectwise }: Rig): Promise<void> {
  const { tenants } = books.parse(await connectwise.truth())
  for (const { id, closed } of tenants[tenant]?.invoices ?? []) {
    if (closed) await connectwise.call('PATCH', 'invoices', { tenant, id, status: 'New' })
  }
}

export async function setUp(
  accountId: string,
  companyId: string,
  values: Record<string, unknown>,
): Promise<Actor> {
  return inAccount(accountId, async tx => {
    const admin = present((await listMembers(tx))[0], 'A new account has an admin.')
    const actor = { id: admin.userId, name: admin.name }
    const { version } = await readSettings(tx, 'company', companyId)
    const saved = await saveSettings(tx, { scope: 'company', scopeId: companyId, values, version, actor })
    if (saved.kind !== 'saved') throw new Error(`The settings of the run cannot be saved: ${saved.kind}.`)
    return actor
  })
}
