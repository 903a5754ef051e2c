import { answerReader, anyJson, type VendorAnswer } from '../answer.ts'
import { ConnectorError, type ConnectorErrorKind } from '../ports.ts'
import { limitOf } from './allowance.ts'
import { type Refusal, zRefusal } from './refusal.ts'

/** An answer that is no success, as the error a read throws. Its body is read for the vendor's words only. */
export function errorOf(answer: VendorAnswer, timeFactor: number): ConnectorError {
  const kind = kindOf(answer)
  const refusal = refusalOf(answer.text)
  return new ConnectorError({
    system: 'xero',
    kind,
    status: answer.status,
    message: `Xero answered ${answer.status}${refusal.message ? `: ${refusal.message}` : ''}`,
    ...(kind === 'limited' && { retryAfterMs: limitOf(answer.headers).seconds * (1_000 / timeFactor) }),
    vendor: { ...refusal, correlationId: correlationOf(answer.headers) },
  })
}

export function kindOf({ status, headers, text }: VendorAnswer): ConnectorErrorKind {
  const { code } = refusalOf(text)
  // OAuth's refusals are all 400: the grant is dead, or this app is not known (RFC 6749 §5.2).
  if (code === 'invalid_grant') return 'unauthorized'
  if (code === 'invalid_client' || code === 'unauthorized_client') return 'forbidden'
  if (status === 401) return lacksScope(headers, text) ? 'forbidden' : 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not-found'
  if (status === 409) return 'conflict'
  if (status === 429) return 'limited'
  if (status >= 500) return 'unavailable'
  if (status >= 400) return 'invalid'
  return 'malformed'
}

/**
 * 401 for a missing scope too: another token of the same grant would not help, a new consent would.
 * `insufficent_scope` is Xero's own spelling in places: https://github.com/XeroAPI/xero-node/issues/320
 */
function lacksScope(headers: Record<string, string>, text: string): boolean {
  return (
    /insuffici?ent_scope/.test(headers['www-authenticate'] ?? '') ||
    refusalOf(text).message.startsWith('AuthorizationUnsuccessful')
  )
}

/** What Xero says of a whole call that it refused; empty when the body is something else (a gateway's page). */
export function refusalOf(text: string): Refusal {
  const parsed = zRefusal.safeParse(anyJson(text))
  return parsed.success ? parsed.data : { code: '', message: '' }
}

export function correlationOf(headers: Record<string, string>): string {
  return headers['xero-correlation-id'] ?? ''
}

export const { readAs, checkedAs, malformed, unavailable } = answerReader('xero', "Xero's")
