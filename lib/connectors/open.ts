import { createConnectWise } from './connectwise/index.ts'
import type { LedgerConsent } from './consent-facts.ts'
import type { Ledger, Psa } from './ports.ts'
import {
  createQuickBooks,
  createQuickBooksConsent,
  type QuickBooksConfig,
  type QuickBooksConsentConfig,
} from './quickbooks/index.ts'
import { createXero, createXeroConsent, type XeroConfig, type XeroConsentConfig } from './xero/index.ts'

/** The one place that knows which folder is which vendor. */
export function openPsa(config: Parameters<typeof createConnectWise>[0]): Psa {
  return createConnectWise(config)
}

export type LedgerConfig =
  | { vendor: 'xero'; config: XeroConfig }
  | { vendor: 'quickbooks'; config: QuickBooksConfig }

export function openLedger({ vendor, config }: LedgerConfig): Ledger {
  return vendor === 'xero' ? createXero(config) : createQuickBooks(config)
}

export type ConsentConfig =
  | { vendor: 'xero'; config: XeroConsentConfig }
  | { vendor: 'quickbooks'; config: QuickBooksConsentConfig }

export function openConsent({ vendor, config }: ConsentConfig): LedgerConsent {
  return vendor === 'xero' ? createXeroConsent(config) : createQuickBooksConsent(config)
}
