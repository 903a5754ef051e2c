import { Secret } from '../../std/secret.ts'
import type { WriteGuard } from '../ports.ts'
import { type SendResult, send } from '../transport.ts'
import type { QuickBooksPlace } from './config.ts'

export interface Call {
  method: 'GET' | 'POST'
  url: URL
  headers: Record<string, string | Secret>
  body?: string
  timeoutMs: number
}

/** Every call of this folder leaves here. */
export function exchange(place: QuickBooksPlace, call: Call, guard?: WriteGuard): Promise<SendResult> {
  return send(place.egress, { system: 'quickbooks', ...call, onCall: place.onCall }, guard)
}

export function bearer(token: Secret): Secret {
  return Secret.of(`Bearer ${token.reveal()}`)
}
