import type { Secret } from '../../std/secret.ts'
import type { LedgerPlace } from '../exchange.ts'

/** One QuickBooks company (a realm) with the grant that opens it. */
export interface QuickBooksConfig extends LedgerPlace {
  /** The realm id. */
  organisationId: string
  /** Origin of the links for people, https://qbo.intuit.com in production. */
  appUrl: string
  /** What a document without a currency is in: only companies with several name it. */
  homeCurrency: string
  /** Documents in one write, at most 30. */
  batchMax: number
  /** How long after a send "not found" begins to count, in real milliseconds. */
  quietMs: number
  /** A bearer that is good now; a ConnectorError `unauthorized` when the grant is dead. */
  token(): Promise<Secret>
  /** QuickBooks refused the bearer: the next `token()` must bring another. */
  tokenRefused(): void | Promise<void>
  /** Ends the waiting for a place in the windows (a shutdown). */
  signal?: AbortSignal
}

export interface QuickBooksConsentConfig extends LedgerPlace {
  clientId: string
  clientSecret: Secret
  authorizeUrl: string
  tokenUrl: string
  revokeUrl: string
}
