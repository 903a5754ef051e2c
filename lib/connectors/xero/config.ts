import type { Secret } from '../../std/secret.ts'
import type { LedgerPlace } from '../exchange.ts'

/** One organisation with the grant that opens it. */
export interface XeroConfig extends LedgerPlace {
  organisationId: string
  /** Names the organisation in links for people; '' while it is not known yet. */
  shortCode: string
  /** What its manual journals are in, which do not say it; '' while it is not known yet. */
  baseCurrency: string
  /** Origin of the links for people, https://go.xero.com in production. */
  appUrl: string
  /** Documents in one write. */
  batchMax: number
  /** A bearer that is good now; a ConnectorError `unauthorized` when the grant is dead. */
  token(): Promise<Secret>
  /** Xero refused the bearer: the next `token()` must bring another. */
  tokenRefused(): void | Promise<void>
  /** Address on our own site that names a posting's revision. Xero refuses one with its own name in it. */
  markerUrl(marker: string): string
  /** Ends the waiting for a place in the windows (a shutdown). */
  signal?: AbortSignal
}

export interface XeroConsentConfig extends LedgerPlace {
  clientId: string
  clientSecret: Secret
  authorizeUrl: string
  tokenUrl: string
}
