import { assert } from '../std/assert.ts'
import { createConnectWise } from './connectwise/index.ts'
import type { Ledger, LedgerConsent, Psa } from './ports.ts'
import { createXero, createXeroConsent, type XeroConfig, type XeroConsentConfig } from './xero/index.ts'

/** The one place that knows which folder is which vendor. */
export function openPsa(config: Parameters<typeof createConnectWise>[0]): Psa {
  return createConnectWise(config)
}

/** `vendor` as a connection's row has it. */
export function openLedger(vendor: string, config: XeroConfig): Ledger {
  assert(vendor === 'xero', `There is no ledger called ${vendor}.`)
  return createXero(config)
}

export function openConsent(vendor: string, config: XeroConsentConfig): LedgerConsent {
  assert(vendor === 'xero', `There is no ledger called ${vendor}.`)
  return createXeroConsent(config)
}
