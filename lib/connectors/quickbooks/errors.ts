import { answerReader, anyJson, type VendorAnswer } from '../answer.ts'
import { ConnectorError, type ConnectorErrorKind } from '../ports.ts'
import { type Fault, type Refusal, zFaulty, zOauth } from './refusal.ts'

/** https://developer.intuit.com: throttled calls wait a minute. */
const limitSeconds = 60

/** An answer that is no success, as the error a read throws. Its body is read for the vendor's words only. */
export function errorOf(answer: VendorAnswer, timeFactor: number): ConnectorError {
  const kind = kindOf(answer)
  const refusal = refusalOf(answer.text)
  return new ConnectorError({
    system: 'quickbooks',
    kind,
    status: answer.status,
    message: `QuickBooks answered ${answer.status}${refusal.message ? `: ${refusal.message}` : ''}`,
    ...(kind === 'limited' && { retryAfterMs: limitMs(answer.headers, timeFactor) }),
    vendor: { code: refusal.code, message: refusal.message, correlationId: correlationOf(answer.headers) },
  })
}

// https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
const byCode: Readonly<Record<string, ConnectorErrorKind>> = {
  invalid_grant: 'unauthorized',
  invalid_client: 'forbidden',
  unauthorized_client: 'forbidden',
  '3001': 'limited',
  '003001': 'limited',
  '3200': 'unauthorized',
  '003200': 'unauthorized',
  '3100': 'forbidden',
  '003100': 'forbidden',
  '120': 'forbidden',
  '6190': 'forbidden',
  '610': 'not-found',
  '5010': 'conflict',
}

/** By the code first: a fault may come with any status. */
export function kindOf({ status, text }: VendorAnswer): ConnectorErrorKind {
  if (status >= 500) return 'unavailable'
  const known = byCode[refusalOf(text).code]
  if (known) return known
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not-found'
  if (status === 429) return 'limited'
  return status >= 400 || faultOf(text) ? 'invalid' : 'malformed'
}

export function limitMs(headers: Record<string, string>, timeFactor: number): number {
  const named = headers['retry-after']?.trim() ?? ''
  const seconds = /^\d{1,6}$/.test(named) ? Number(named) : limitSeconds
  return seconds * (1_000 / timeFactor)
}

/** What QuickBooks says of a call that it refused; empty when the body is something else (a gateway's page). */
function refusalOf(text: string): Refusal {
  const json = anyJson(text)
  const fault = zFaulty.safeParse(json)
  if (fault.success) return fault.data.errors[0] ?? nothing
  const oauth = zOauth.safeParse(json)
  return oauth.success ? oauth.data : nothing
}

const nothing: Refusal = { code: '', message: '', element: '' }

export function faultOf(text: string): Fault | null {
  const parsed = zFaulty.safeParse(anyJson(text))
  return parsed.success ? parsed.data : null
}

export function correlationOf(headers: Record<string, string>): string {
  return headers.intuit_tid ?? ''
}

export const { readAs, checkedAs, malformed, unavailable } = answerReader('quickbooks', "QuickBooks'")
