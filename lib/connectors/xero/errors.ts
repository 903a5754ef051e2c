import type { z } from 'zod'
import { JsonError, parseJson } from '../../std/json.ts'
import { ConnectorError, type ConnectorErrorKind } from '../ports.ts'
import { limitOf } from './allowance.ts'
import { type Refusal, zRefusal } from './refusal.ts'

export interface XeroAnswer {
  status: number
  headers: Record<string, string>
  text: string
}

/** An answer that is no success, as the error a read throws. Its body is read for the vendor's words only. */
export function errorOf(answer: XeroAnswer, timeFactor: number): ConnectorError {
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

export function kindOf({ status, headers, text }: XeroAnswer): ConnectorErrorKind {
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
  try {
    const parsed = zRefusal.safeParse(parseJson(text))
    return parsed.success ? parsed.data : { code: '', message: '' }
  } catch (error) {
    if (error instanceof JsonError) return { code: '', message: '' }
    throw error
  }
}

export function correlationOf(headers: Record<string, string>): string {
  return headers['xero-correlation-id'] ?? ''
}

export function readAs<T>(schema: z.ZodType<T>, text: string, what: string): T {
  return checkedAs(schema, jsonOf(text, what), what)
}

/** Of a known form, or an error that names the field and never its content. */
export function checkedAs<T>(schema: z.ZodType<T>, json: unknown, what: string): T {
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw malformed(what, `${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'another form'}`)
}

function jsonOf(text: string, what: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonError) throw malformed(what, error.message)
    throw error
  }
}

export function malformed(what: string, detail: string): ConnectorError {
  return new ConnectorError({
    system: 'xero',
    kind: 'malformed',
    message: `Xero's answer (${what}) cannot be read: ${detail}`,
  })
}

export function unavailable(message: string): ConnectorError {
  return new ConnectorError({ system: 'xero', kind: 'unavailable', message })
}
