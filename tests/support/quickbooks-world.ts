import { present } from '../../lib/std/assert.ts'
import { decideMappings } from '../../scripts/seed-decisions.ts'
import { openCustomers } from '../../scripts/seed-quickbooks.ts'
import { type QuickBooks, startQuickBooks } from '../simulators/quickbooks/index.ts'
import type { QuickBooksParameters } from '../simulators/quickbooks/parameters.ts'
import { DEMO_USER, REALM_AU } from '../simulators/quickbooks/seed.ts'
import type { CompanyTruth, TransactionTruth } from '../simulators/quickbooks/truth.ts'
import { appUrl } from './accounts.ts'
import { accountsWorld, adminOf, connectXero, demoInput, type World } from './accounts-world.ts'
import { openBooks } from './books.ts'
import { postingSide, type SendingWorld, scale, times } from './world.ts'

/** One MSP whose company posts to QuickBooks. */
export interface QuickBooksWorld extends World, SendingWorld {
  quickbooks: QuickBooks
  company(): Promise<CompanyTruth>
  /** Every sale of that number that counts, of either kind. */
  inQuickBooks(number: string): Promise<TransactionTruth[]>
}

export async function quickBooksWorld(
  options: { parameters?: Partial<QuickBooksParameters>; environment?: Record<string, string> } = {},
): Promise<QuickBooksWorld> {
  const pace = { scale, serverMaxMs: 700 * scale }
  const quickbooks = await startQuickBooks({
    ...pace,
    redirectUris: [`${appUrl}/oauth/quickbooks/callback`],
    parameters: { ...options.parameters },
  })
  const base = await accountsWorld({
    ...pace,
    environment: {
      ...{ TIME_FACTOR: String(scale), ...times, QUICKBOOKS_QUIET_MS: '2600' },
      QUICKBOOKS_CLIENT_ID: quickbooks.clientId,
      QUICKBOOKS_CLIENT_SECRET: quickbooks.clientSecret,
      QUICKBOOKS_AUTHORIZE_URL: quickbooks.authorizeUrl,
      QUICKBOOKS_TOKEN_URL: quickbooks.tokenUrl,
      QUICKBOOKS_REVOKE_URL: quickbooks.revocationUrl,
      QUICKBOOKS_API_URL: quickbooks.apiUrl,
      QUICKBOOKS_APP_URL: quickbooks.apiUrl,
      ...options.environment,
    },
  })
  const admin = await adminOf(demoInput())
  await openCustomers(quickbooks.url, admin.accountId)
  const connected = await connectQuickBooks(admin)
  if (connected.kind !== 'connected')
    throw new Error(`The simulated QuickBooks was not connected: ${connected.kind}.`)
  await decideMappings(admin.accountId, admin.companyId)
  const side = postingSide(admin)
  const company = async () => {
    const { companies } = await quickbooks.control.truth()
    return present(
      companies.find(({ realmId }) => realmId === REALM_AU),
      'the connected company',
    )
  }
  return {
    ...base,
    ...side,
    quickbooks,
    clearFaults: async () => {
      await base.clearFaults()
      await quickbooks.control.clearFaults()
    },
    books: openBooks(base, ''),
    company,
    inQuickBooks: async number => {
      const { Invoice, CreditMemo } = (await company()).transactions
      return [...Invoice, ...CreditMemo].filter(
        sale => sale.number === number && !sale.voided && !sale.deleted,
      )
    },
    close: async () => {
      await side.history.check().finally(base.close)
      await quickbooks.close()
    },
  }
}

export function connectQuickBooks(admin: Parameters<typeof connectXero>[0]) {
  return connectXero(admin, { vendor: 'quickbooks', user: DEMO_USER.id, organisations: [REALM_AU] })
}
