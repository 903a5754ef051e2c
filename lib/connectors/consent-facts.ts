import type { Secret } from '../std/secret.ts'

/** One organisation that a consent opened. */
export interface ConsentOrganisation {
  connectionId: string
  organisationId: string
  name: string
}

/** `authEventId`: which consent this was; what it opened is asked for by it (Xero's event, QuickBooks' realm). */
export interface TokenSet {
  accessToken: Secret
  refreshToken: Secret
  expiresAt: Date
  scopes: string[]
  subject: string
  authEventId: string
}

/** The consent side of a ledger: the only calls the web process makes to a ledger's host. */
export interface LedgerConsent {
  readonly system: 'xero' | 'quickbooks'
  authorizeUrl(input: { state: string; challenge: string; redirectUri: string }): string
  /** `organisationId`: what the way back names (QuickBooks `realmId`), null where the vendor names none: only a claim */
  exchange(input: {
    code: string
    verifier: string
    redirectUri: string
    organisationId: string | null
  }): Promise<TokenSet>
  refresh(refreshToken: Secret): Promise<TokenSet>
  organisations(accessToken: Secret, authEventId: string): Promise<ConsentOrganisation[]>
  /** Xero: DELETE /connections/{id}, never a revocation, that would cut other customers' connections. QuickBooks: one consent is one company, and is revoked. */
  disconnect(accessToken: Secret, connectionId: string): Promise<void>
}
