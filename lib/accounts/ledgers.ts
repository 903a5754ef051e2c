import type { LedgerConsent } from '../connectors/consent-facts.ts'
import { type ConsentConfig, type LedgerConfig, openConsent, openLedger } from '../connectors/open.ts'
import type { Ledger } from '../connectors/ports.ts'
import { env } from '../env.ts'
import { assert, present } from '../std/assert.ts'
import type { CallOwner } from './calls.ts'
import { place } from './outside.ts'

export const ledgerNames = { xero: 'Xero', quickbooks: 'QuickBooks' } as const satisfies Record<
  Ledger['system'],
  string
>

export const ledgerVendors = ['xero', 'quickbooks'] as const satisfies Ledger['system'][]
export type LedgerVendor = (typeof ledgerVendors)[number]

/** Null: no ledger is called so. */
export function asLedgerVendor(text: string): LedgerVendor | null {
  return ledgerVendors.find(vendor => vendor === text) ?? null
}

/** What a company can be connected to: Xero, and QuickBooks where its app is configured. */
export function ledgersOffered(): LedgerVendor[] {
  return env().QUICKBOOKS_CLIENT_ID === undefined ? ['xero'] : [...ledgerVendors]
}

/** A company's ledger for people; before it has one, the only one on offer or none by name. */
export function ledgerName(vendor: string | null): string {
  const known = asLedgerVendor(vendor ?? '')
  if (known) return ledgerNames[known]
  const [only, ...more] = ledgersOffered()
  return only && more.length === 0 ? ledgerNames[only] : 'the ledger'
}

/** Where the consent page of a ledger is. */
export function authorizeOrigin(vendor: LedgerVendor): string {
  const { XERO_AUTHORIZE_URL, QUICKBOOKS_AUTHORIZE_URL } = env()
  return new URL(vendor === 'xero' ? XERO_AUTHORIZE_URL : QUICKBOOKS_AUTHORIZE_URL).origin
}

/** The consent side of a vendor as configured. */
export function consentOf(vendor: string, accountId: string): LedgerConsent {
  return openConsent(consentConfig(vendorOf(vendor), { accountId, companyId: null }))
}

function consentConfig(vendor: LedgerVendor, owner: CallOwner): ConsentConfig {
  const settings = env()
  const outside = place('consent', owner)
  if (vendor === 'xero') {
    const config = {
      ...outside,
      apiUrl: settings.XERO_API_URL,
      authorizeUrl: settings.XERO_AUTHORIZE_URL,
      tokenUrl: settings.XERO_TOKEN_URL,
      clientId: settings.XERO_CLIENT_ID,
      clientSecret: settings.XERO_CLIENT_SECRET,
    }
    return { vendor, config }
  }
  const config = {
    ...outside,
    apiUrl: settings.QUICKBOOKS_API_URL,
    authorizeUrl: settings.QUICKBOOKS_AUTHORIZE_URL,
    tokenUrl: settings.QUICKBOOKS_TOKEN_URL,
    revokeUrl: settings.QUICKBOOKS_REVOKE_URL,
    clientId: present(settings.QUICKBOOKS_CLIENT_ID, 'QuickBooks is not configured.'),
    clientSecret: present(settings.QUICKBOOKS_CLIENT_SECRET, 'QuickBooks is not configured.'),
  }
  return { vendor, config }
}

/** One organisation, as its connection knows it, and how to come by a bearer. */
export interface OpenLedger {
  vendor: string
  owner: CallOwner
  organisationId: string
  /** may be learnt while the ledger is open */
  known: { shortCode: string; baseCurrency: string }
  token: LedgerConfig['config']['token']
  tokenRefused: LedgerConfig['config']['tokenRefused']
}

export function openLedgerOf(asked: OpenLedger): Ledger {
  return openLedger(ledgerConfig(vendorOf(asked.vendor), asked))
}

function ledgerConfig(vendor: LedgerVendor, asked: OpenLedger): LedgerConfig {
  const { owner, organisationId, known, token, tokenRefused } = asked
  const settings = env()
  const common = { ...place(vendor, owner), organisationId, token, tokenRefused }
  if (vendor === 'xero') {
    const config = {
      ...common,
      apiUrl: settings.XERO_API_URL,
      appUrl: settings.XERO_APP_URL,
      batchMax: settings.XERO_BATCH_MAX,
      get shortCode() {
        return known.shortCode
      },
      get baseCurrency() {
        return known.baseCurrency
      },
      markerUrl: (marker: string) => `${settings.EVENBOOK_URL}/r/${marker}`,
    }
    return { vendor, config }
  }
  const config = {
    ...common,
    apiUrl: settings.QUICKBOOKS_API_URL,
    appUrl: settings.QUICKBOOKS_APP_URL,
    batchMax: settings.QUICKBOOKS_BATCH_MAX,
    quietMs: settings.QUICKBOOKS_QUIET_MS,
    get homeCurrency() {
      return known.baseCurrency
    },
  }
  return { vendor, config }
}

function vendorOf(text: string): LedgerVendor {
  const vendor = asLedgerVendor(text)
  assert(vendor, `There is no ledger called ${text}.`)
  return vendor
}
