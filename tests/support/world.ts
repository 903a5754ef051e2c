import { companyLanes } from '../../drizzle/schema/postings.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { env } from '../../lib/env.ts'
import { refreshLedger, refreshPsa } from '../../lib/reference/refresh.ts'
import { readSettings, saveSettings } from '../../lib/settings/settings.ts'
import { present } from '../../lib/std/assert.ts'
import type { Engine } from '../../lib/sync/context.ts'
import { type Asked, startRun, startSyncAll } from '../../lib/sync/run.ts'
import { createEngine } from '../../lib/worker/engine.ts'
import { decideMappings } from '../../scripts/seed-decisions.ts'
import { openContacts } from '../../scripts/seed-xero.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'
import {
  type Admin,
  accountsWorld,
  adminOf,
  connectXero,
  demoInput,
  type VendorOptions,
  type World,
} from './accounts-world.ts'
import { type Books, openBooks } from './books.ts'
import { type History, openHistory } from './history.ts'
import { workUntilQuiet } from './working.ts'

/** One MSP's company that can send, and a worker's engine to do it. */
export interface PostingSide {
  admin: Admin
  accountId: string
  companyId: string
  actor: { id: string; name: string }
  history: History
  engine: Engine
  /** Asks as a click does, without a preview unless its hash is given. */
  ask(
    records: { id: number | string; number: string }[],
    previewHash?: string,
  ): Promise<{ runId: string; postingIds: string[] }>
  syncAll(): Promise<string>
  lanes(): Promise<{ leaseUntil: Date | null; pausedReason: string }[]>
  /** Saves a setting of the company, as its page does. */
  set(key: string, value: unknown): Promise<void>
  /** Reads both sides' lists anew, as the job does. */
  refreshLists(): Promise<void>
  /** Works the company until nothing is due, waiting for what becomes due within the protocol's own times. */
  work(engine?: Engine): Promise<void>
}

/** Whatever ledger it is connected with, and what can be done with its Manage. */
export interface SendingWorld extends PostingSide {
  books: Pick<Books, 'add' | 'addOfNewCustomer' | 'addMany' | 'batchesOf' | 'inManage' | 'change'>
}

/** Everything of one MSP that can be sent. */
export interface PostingWorld extends World, PostingSide {
  books: Books
}

/** The protocol's times in real milliseconds: short, and long enough for a machine that is busy with other tests. */
export const times = {
  POSTING_TIMEOUT_MS: '600',
  LEASE_MS: '1500',
  SERVER_MAX_MS: '800',
  SEND_MAX_MS: '2000',
  QUIET_MS: '2300',
} as const

/** What the vendors' times are divided by: the greatest that is allowed. A key then lives eighteen seconds. */
export const scale = 20

/**
 * Database, both simulators, an account made and connected as people do it, lists read, the demo's mappings decided. A late
 * commit comes after the client gave up and before SERVER_MAX is over: what the protocol rests on.
 */
export async function postingWorld(options: VendorOptions = {}): Promise<PostingWorld> {
  const base = await accountsWorld({
    scale,
    serverMaxMs: 700 * scale,
    ...options,
    environment: { TIME_FACTOR: String(scale), ...times, ...options.environment },
  })
  const admin = await adminOf(demoInput())
  const { accountId, companyId } = admin
  const { connectwise, xero } = base
  await openContacts(
    {
      manage: connectwise.urls.ui,
      api: connectwise.urls.api,
      xero: xero.url,
      quickbooks: '',
      mail: '',
      ports: [],
    },
    accountId,
  )
  const connected = await connectXero(admin)
  if (connected.kind !== 'connected')
    throw new Error(`The simulated Xero was not connected: ${connected.kind}.`)
  await decideMappings(accountId, companyId)
  const side = postingSide(admin)
  return {
    ...base,
    ...side,
    close: async () => {
      await side.history.check().finally(base.close)
    },
    books: openBooks(base, DEMO_AU),
  }
}

/** What a connected company is asked and worked by. */
export function postingSide(admin: Admin): PostingSide {
  const { accountId, companyId } = admin
  const actor = { id: admin.userId, name: 'Jane Ng' }
  const engine = createEngine(env())
  return {
    admin,
    accountId,
    companyId,
    actor,
    engine,
    history: openHistory(accountId),
    ask: (records, previewHash) =>
      inAccount(accountId, tx =>
        startRun(
          { tx, accountId, companyId, actor },
          'record',
          records.map(one => asked(one, previewHash)),
        ),
      ),
    syncAll: async () =>
      (await inAccount(accountId, tx => startSyncAll({ tx, accountId, companyId, actor }))).runId,
    lanes: () => inAccount(accountId, tx => tx.select().from(companyLanes)),
    set: (key, value) =>
      inAccount(accountId, async tx => {
        const { version } = await readSettings(tx, 'company', companyId)
        const values = { [key]: value }
        await saveSettings(tx, { scope: 'company', scopeId: companyId, values, version, actor })
      }),
    refreshLists: async () => {
      const ledger = present(await engine.ledgerOf(accountId, companyId), 'the ledger is connected')
      await refreshLedger({ accountId, inAccount }, companyId, ledger)
      await refreshPsa({ accountId, inAccount }, await engine.psaOf(accountId))
    },
    work: (other = engine) => workUntilQuiet(other, accountId, companyId),
  }
}

function asked({ id, number }: { id: number | string; number: string }, previewHash?: string): Asked {
  return { recordId: String(id), number, previewHash: previewHash ?? null }
}

/** A customer that Xero knows and that is mapped, with GST. */
export const customer = 'AcmeDental'

let serial = 70_000

/** A number that no other test of the file uses. */
export function nextNumber(): string {
  serial += 1
  return String(serial)
}

export function line(amount = '100.00', description = 'Managed support') {
  return {
    kind: 'agreement',
    description,
    quantity: '1',
    price: amount,
    amount,
    cost: '0',
    taxable: true,
    item: null,
    category: 'Managed',
  }
}

/** The same as Manage keeps it, for an edit. */
export function storedLine(amount: string) {
  return { ...line(amount), id: 1, date: '2026-01-01', memberId: null }
}

/** One closed invoice of its own. */
export async function closedInvoice(world: { books: Pick<Books, 'add'> }, spec: object = {}) {
  const [invoice] = await world.books.add([
    { number: nextNumber(), company: customer, lines: [line()], ...spec },
  ])
  return present(invoice, 'Manage has made an invoice.')
}
