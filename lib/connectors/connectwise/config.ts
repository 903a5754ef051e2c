import type { Clock } from '../../std/clock.ts'
import type { Egress } from '../../std/http.ts'
import type { Logger } from '../../std/log.ts'
import type { Secret } from '../../std/secret.ts'
import type { CallRecord } from '../transport.ts'

/** One login company. The origins come from configuration, never from a browser's message. */
export interface ConnectWiseConfig {
  /** where members work: company info, the member check, callback keys */
  uiOrigin: string
  /** where keys work; in the cloud another host than `uiOrigin` */
  apiOrigin: string
  loginCompany: string
  /** as company info said it, with the closing slash; read again when a cloud upgrade has changed it */
  codebase: string
  publicKey: string
  privateKey: Secret
  /** instead of the keys, where the version is one that knows none */
  integrator?: { username: string; password: Secret } | undefined
  /** the model to be answered in; the one this code was written by where it is absent */
  apiVersion?: string | undefined
  /** somebody watches: each call once, and no longer than this */
  hurry?: { timeoutMs: number; signal: AbortSignal } | undefined
  /** of this product, registered with the vendor */
  clientId: Secret
  egress: Egress
  clock: Clock
  /** divides the vendor's own times (Retry-After) and the pauses before another try */
  timeFactor: number
  log: Logger
  onCall?: (call: CallRecord) => void
}
