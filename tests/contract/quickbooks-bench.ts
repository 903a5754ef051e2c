import { isSpent, type LedgerDocument } from '../../lib/accounting/document.ts'
import type { Ledger } from '../../lib/connectors/ports.ts'
import { createQuickBooks, type QuickBooksConfig } from '../../lib/connectors/quickbooks/index.ts'
import type { CallRecord } from '../../lib/connectors/transport.ts'
import { systemClock } from '../../lib/std/clock.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { createEgress } from '../../lib/std/http.ts'
import { createLogger } from '../../lib/std/log.ts'
import { Secret } from '../../lib/std/secret.ts'
import { type QuickBooks, type QuickBooksOptions, startQuickBooks } from '../simulators/quickbooks/index.ts'
import { REALM_AU } from '../simulators/quickbooks/seed.ts'
import { reconcileInQuickBooks } from '../support/reconciling.ts'
import { closedOrigin, factor, isPurchase, journalDocument, salesDocument } from './bench.ts'

export type QuickBooksBench = Awaited<ReturnType<typeof openQuickBooksBench>>

export const redirectUri = 'http://localhost:4321/oauth/quickbooks/callback'
/** Ids of the seed: the first customer, one of the twelve that is made inactive, and the five vendors after them. */
export const customer = '1'
export const inactive = '5'
export const vendors = ['13', '14'] as const
export const inactiveVendor = '17'

type Options = QuickBooksOptions & { realm?: string; settings?: Partial<QuickBooksConfig> }

/** A QuickBooks over HTTP with one company opened, and what it was asked. */
export async function openQuickBooksBench({ realm = REALM_AU, settings, ...simulator }: Options = {}) {
  const scale = simulator.scale ?? factor
  const sim = await startQuickBooks({
    redirectUris: [redirectUri],
    ...simulator,
    scale,
    // Not a matter of these tests: a slow machine must not let the token run out.
    parameters: { accessLifeMs: 10 * 86_400_000, ...simulator.parameters },
  })
  const egress = createEgress({ allowed: [sim.url, closedOrigin] })
  const granted = await sim.control.grant({ realm })
  const calls: CallRecord[] = []
  const refused: string[] = []
  const place = {
    apiUrl: sim.url,
    egress,
    clock: systemClock(scale),
    timeFactor: scale,
    log: createLogger('quickbooks'),
    onCall: (call: CallRecord) => void calls.push(call),
  }
  const open = (changes: Partial<QuickBooksConfig> = {}): Ledger =>
    createQuickBooks({
      ...place,
      organisationId: realm,
      appUrl: sim.url,
      homeCurrency: 'AUD',
      batchMax: 30,
      quietMs: 12_000,
      token: async () => Secret.of(granted.access_token),
      tokenRefused: () => void refused.push('refused'),
      ...settings,
      ...changes,
    })
  return {
    sim,
    egress,
    place,
    open,
    ledger: open(),
    calls,
    refused,
    control: sim.control,
    grant: granted,
    books: async () => {
      const { companies } = await sim.control.truth()
      const own = companies.find(({ realmId }) => realmId === realm)
      if (!own) throw new Error('the company is gone')
      return own
    },
    voidInvoice: (id: string) => voidInvoice(sim, realm, id),
    reconcile: (kind: 'spend' | 'receive', id: string) => reconcileInQuickBooks(sim.url, kind, id),
    close: async () => {
      await egress.close()
      await sim.close()
    },
  }
}

/** As a person does it in QuickBooks, with another token of the same company. */
async function voidInvoice(sim: QuickBooks, realm: string, id: string): Promise<void> {
  const { access_token } = await sim.control.grant({ realm })
  const response = await fetch(`${sim.url}/v3/company/${realm}/invoice?operation=void`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${access_token}`,
      accept: 'application/json',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ Id: id, SyncToken: '0' }),
  })
  if (response.status !== 200) throw new Error(await response.text())
}

const sold = {
  account: { id: '10', code: '4000', name: 'Managed Services Revenue' },
  item: { id: '1', code: 'MS-SEAT', name: 'Managed service, per seat' },
}
const bought = { account: { id: '17', code: '5000', name: 'Cost of Goods Sold' }, item: null }

export const bank = { id: '1', code: '1000', name: 'Business Bank Account', card: false }
export const card = { id: '6', code: '2100', name: 'Company Credit Card', card: true }

const stock = { id: '4', code: '1300', name: 'Inventory' }

/** One line of 10 % tax, or both sides of a journal; `changes` are laid over the document, `line` over its lines. */
export function makeDocument(
  number: string,
  changes: Partial<LedgerDocument> = {},
  line: Partial<LedgerDocument['lines'][number]> = {},
): LedgerDocument {
  if (changes.kind === 'journal') return journalDocument(number, changes, [bought.account, stock], line)
  // What came back can stand on a card only.
  const spent = isSpent(changes.kind ?? 'invoice') && { paidFrom: changes.kind === 'spend' ? bank : card }
  return salesDocument(
    number,
    { ...spent, ...changes },
    {
      ...(isPurchase(changes.kind) ? bought : sold),
      tax: { id: '2', name: 'GST', rate: Decimal.parse('10') },
      tracking: [],
      ...line,
    },
  )
}
