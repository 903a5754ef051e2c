import { createHmac } from 'node:crypto'
import { env } from '../../lib/env.ts'
import { Secret } from '../../lib/std/secret.ts'

/**
 * Given to a frame whose handshake proved the very member its session belongs to, and kept in that page's memory only.
 * A frame in which Manage shows somebody else holds the cookie too, but never this: its actions are refused.
 */
export function agreementOf(sessionHash: string): string {
  return createHmac('sha256', env().SESSION_SECRET.reveal())
    .update(`agreement\n${sessionHash}`)
    .digest('base64url')
}

export function isAgreement(text: string, sessionHash: string): boolean {
  return Secret.of(text).equals(Secret.of(agreementOf(sessionHash)))
}
