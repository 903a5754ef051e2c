import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { SimRequest } from './message.ts'

/** An opaque code or token. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

/** RFC 7636, S256. */
export function verifierMatches(verifier: string, challenge: string): boolean {
  return createHash('sha256').update(verifier).digest('base64url') === challenge
}

export function signJwt(claims: object, key: Buffer): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`
}

/** Client credentials from the Basic header or, when there is none, from the form. */
export function clientOf(request: SimRequest, form: URLSearchParams): { id: string; secret: string } {
  const [kind, encoded] = (request.header('authorization') ?? '').split(' ')
  if (kind !== 'Basic' || !encoded)
    return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' }
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { id: decodeURIComponent(id), secret: decodeURIComponent(rest.join(':')) }
}

/** RFC 6749 §5.2 */
export function oauthError(error: string, description?: string, status = 400) {
  return { status, body: description === undefined ? { error } : { error, error_description: description } }
}
