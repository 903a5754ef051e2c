import { isSpent, type LedgerDocument } from '../../lib/accounting/document.ts'
import type { Ledger } from '../../lib/connectors/ports.ts'
import type { CallRecord } from '../../lib/connectors/transport.ts'
import { createXero, type XeroConfig } from '../../lib/connectors/xero/index.ts'
import { systemClock } from '../../lib/std/clock.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { createEgress } from '../../lib/std/http.ts'
import { createLogger } from '../../lib/std/log.ts'
import { Secret } from '../../lib/std/secret.ts'
import { startXero, type XeroOptions } from '../simulators/xero/index.ts'
import { DEMO_AU, stableId } from '../simulators/xero/seed.ts'
import { reconcileInXero } from '../support/reconciling.ts'
import { closedOrigin, factor, isPurchase, journalDocument, salesDocument } from './bench.ts'

export type XeroBench = Awaited<ReturnType<typeof openXeroBench>>

export const redirectUri = 'http://localhost:4321/oauth/xero/callback'
/** A Xero over HTTP with one organisation opened, and what it was asked. */
export async function openXeroBench(options: XeroOptions & { settings?: Partial<XeroConfig> } = {}) {
  const { settings, ...simulator } = options
  const scale = simulator.scale ?? factor
  const xero = await startXero({
    redirectUris: [redirectUri],
    ...simulator,
    scale,
    // Not a matter of these tests: a slow machine must not let the token run out.
    parameters: { accessLifeMs: 86_400_000, ...simulator.parameters },
  })
  const egress = createEgress({ allowed: [xero.url, closedOrigin] })
  const granted = await xero.control.grant()
  const calls: CallRecord[] = []
  const refused: string[] = []
  const place = {
    apiUrl: xero.url,
    egress,
    clock: systemClock(scale),
    timeFactor: scale,
    log: createLogger('xero'),
    onCall: (call: CallRecord) => void calls.push(call),
  }
  const open = (changes: Partial<XeroConfig> = {}): Ledger =>
    createXero({
      ...place,
      organisationId: DEMO_AU,
      shortCode: '!nw7Au',
      baseCurrency: 'AUD',
      appUrl: xero.url,
      batchMax: 50,
      token: async () => Secret.of(granted.access_token),
      tokenRefused: () => void refused.push('refused'),
      markerUrl: marker => `https://evenbook.example/r/${marker}`,
      ...settings,
      ...changes,
    })
  return {
    xero,
    egress,
    place,
    open,
    ledger: open(),
    calls,
    refused,
    control: xero.control,
    grant: granted,
    books: async () => {
      const { organisations } = await xero.control.truth()
      const own = organisations.find(({ tenantId }) => tenantId === DEMO_AU)
      if (!own) throw new Error('the demo organisation is gone')
      return own
    },
    reconcile: (id: string) => reconcileInXero(xero.url, id),
    close: async () => {
      await egress.close()
      await xero.close()
    },
  }
}

export function contactId(name: string): string {
  return stableId(DEMO_AU, 'contact', name)
}

export function option(category: 'Department' | 'Location', name: string) {
  return {
    categoryId: stableId(DEMO_AU, 'tracking', category),
    category,
    optionId: stableId(DEMO_AU, category, name),
    option: name,
  }
}

const sold = {
  account: { id: stableId(DEMO_AU, 'account', '201'), code: '201', name: 'Managed Services Revenue' },
  tax: { id: 'OUTPUT', name: 'GST on Income', rate: Decimal.parse('10') },
}
const bought = {
  account: { id: stableId(DEMO_AU, 'account', '310'), code: '310', name: 'Cost of Goods Sold' },
  tax: { id: 'INPUT', name: 'GST on Expenses', rate: Decimal.parse('10') },
}

export const bank = accountOf('090', 'Business Bank Account', false)
export const card = accountOf('092', 'Company Credit Card', true)

function accountOf(code: string, name: string, card: boolean) {
  return { id: stableId(DEMO_AU, 'account', code), code, name, card }
}

const stock = { id: stableId(DEMO_AU, 'account', '630'), code: '630', name: 'Inventory' }

/** One line of 10 % tax, or both sides of a journal; `changes` are laid over the document, `line` over its lines. */
export function makeDocument(
  number: string,
  changes: Partial<LedgerDocument> = {},
  line: Partial<LedgerDocument['lines'][number]> = {},
): LedgerDocument {
  const tracking = [option('Department', 'Managed Services'), option('Location', 'Sydney')]
  if (changes.kind === 'journal')
    return journalDocument(number, changes, [bought.account, stock], { tracking, ...line })
  const spent = isSpent(changes.kind ?? 'invoice') && { paidFrom: bank }
  return salesDocument(
    number,
    { ...spent, ...changes },
    {
      ...(isPurchase(changes.kind) ? bought : sold),
      item: null,
      tracking,
      ...line,
    },
  )
}
