import type { Clock } from '../std/clock.ts'
import type { Egress } from '../std/http.ts'
import type { Logger } from '../std/log.ts'
import { Secret } from '../std/secret.ts'
import type { VendorAnswer } from './answer.ts'
import { ConnectorError, type Ledger } from './ports.ts'
import { type CallRecord, type SendResult, send } from './transport.ts'
import type { WriteGuard } from './write-facts.ts'

/** How this process reaches a ledger's vendor: the same for every organisation. */
export interface LedgerPlace {
  /** Origin of the API. */
  apiUrl: string
  egress: Egress
  clock: Clock
  /** Divides every time of the vendor: windows, Retry-After, lives of tokens. */
  timeFactor: number
  log: Logger
  onCall?: (call: CallRecord) => void
}

export interface Call {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  url: URL
  headers: Record<string, string | Secret>
  body?: string | Buffer
  timeoutMs: number
}

type System = Ledger['system']

/** Every call to a ledger leaves here. */
export function exchange(
  system: System,
  place: LedgerPlace,
  call: Call,
  guard?: WriteGuard,
): Promise<SendResult> {
  return send(place.egress, { system, ...call, onCall: place.onCall }, guard)
}

/** For a call that is neither a claimed write nor tried again: an answer, whichever, or a ConnectorError. */
export async function answerOf(system: System, place: LedgerPlace, call: Call): Promise<VendorAnswer> {
  const sent = await exchange(system, place, call)
  if (sent.kind === 'response') return sent
  throw new ConnectorError({ system, kind: 'unavailable', message: sent.message })
}

/** RFC 6749 §4.1.3 and §6, the app proven by HTTP Basic. */
export function tokenCall(
  tokenUrl: string,
  basic: Secret,
  form: Record<string, string>,
  timeoutMs: number,
): Call {
  return {
    method: 'POST',
    url: new URL(tokenUrl),
    headers: {
      authorization: basic,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: new URLSearchParams(form).toString(),
    timeoutMs,
  }
}

export function bearer(token: Secret): Secret {
  return Secret.of(`Bearer ${token.reveal()}`)
}
