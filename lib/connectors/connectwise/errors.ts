import { z } from 'zod'
import { JsonError, parseJson } from '../../std/json.ts'
import { ConnectorError, type ConnectorErrorKind } from '../ports.ts'
import { zMaybeText } from './fields.ts'

export interface ConnectWiseAnswer {
  status: number
  headers: Record<string, string>
  text: string
}

export interface Refusal {
  code: string
  message: string
}

// The 429 body has `error` where every other has `code` (knowledge/connectwise.md §3).
const zRefusal = z.object({
  code: zMaybeText,
  error: zMaybeText,
  message: zMaybeText,
  errors: z
    .array(z.object({ code: zMaybeText, message: zMaybeText, field: zMaybeText }))
    .nullish()
    .transform(list => list ?? []),
})

const longestMessage = 500
/** What its own 429 texts name; used where a gateway in front says no time. */
const usualRetrySeconds = 30

export function errorOf(answer: ConnectWiseAnswer, timeFactor: number): ConnectorError {
  const kind = kindOfStatus(answer.status)
  const refusal = refusalOf(answer.text)
  return new ConnectorError({
    system: 'connectwise',
    kind,
    status: answer.status,
    message: `ConnectWise answered ${answer.status}${explain(kind, refusal)}`,
    ...(kind === 'limited' && { retryAfterMs: retryAfterMs(answer.headers, timeFactor) }),
    vendor: { ...refusal, correlationId: correlationOf(answer.headers) },
  })
}

export function kindOfStatus(status: number): ConnectorErrorKind {
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not-found'
  if (status === 409) return 'conflict'
  if (status === 429) return 'limited'
  if (status === 408 || status >= 500) return 'unavailable'
  return status >= 400 ? 'invalid' : 'malformed'
}

function explain(kind: ConnectorErrorKind, { message }: Refusal): string {
  // The cloud hides wrong keys and an unknown login company behind 404 (knowledge/connectwise.md §3).
  if (kind === 'not-found')
    return ': the record does not exist, or the login company or the API keys are wrong.'
  return message ? `: ${message}` : '.'
}

/** What ConnectWise says of a call that it refused; empty when the body is something else (a gateway's page). */
export function refusalOf(text: string): Refusal {
  const parsed = zRefusal.safeParse(jsonOrNull(text))
  if (!parsed.success) return { code: '', message: '' }
  const { code, error, message, errors } = parsed.data
  const details = errors.map(detail => [detail.field, detail.message].filter(Boolean).join(': '))
  return {
    code: errors[0]?.code || code || error,
    message: [message, ...details].filter(Boolean).join('; ').slice(0, longestMessage),
  }
}

export function retryAfterMs(headers: Record<string, string>, timeFactor: number): number {
  const seconds = /^\d{1,6}$/.test(headers['retry-after'] ?? '') ? Number(headers['retry-after']) : null
  return ((seconds ?? usualRetrySeconds) * 1_000) / timeFactor
}

/** ConnectWise itself documents none; its cloud stands behind Cloudflare, which numbers every call. */
export function correlationOf(headers: Record<string, string>): string {
  return headers['x-request-id'] ?? headers['cf-ray'] ?? ''
}

/** Of a known form, or an error that names the field and never its content. */
export function readAs<T>(schema: z.ZodType<T>, text: string, what: string): T {
  const parsed = schema.safeParse(jsonOf(text, what))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw malformed(what, `${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'another form'}`)
}

export function isReadable(text: string): boolean {
  return z.looseObject({}).safeParse(jsonOrNull(text)).success
}

export function malformed(what: string, detail: string): ConnectorError {
  return new ConnectorError({
    system: 'connectwise',
    kind: 'malformed',
    message: `ConnectWise's answer (${what}) cannot be read: ${detail}`,
  })
}

export function refused(kind: ConnectorErrorKind, message: string): ConnectorError {
  return new ConnectorError({ system: 'connectwise', kind, message })
}

function jsonOf(text: string, what: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonError) throw malformed(what, error.message)
    throw error
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonError) return null
    throw error
  }
}
