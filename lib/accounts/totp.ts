import { Secret as Key, TOTP } from 'otpauth'
import { Secret } from '../std/secret.ts'

/** What every authenticator app takes (RFC 6238 with its defaults). */
const kind = { algorithm: 'SHA1', digits: 6, period: 30 } as const
const periodMs = kind.period * 1_000
/** The code of the step before counts this long: it was read off just before it changed (ASVS 5.0 6.5.5). */
const graceMs = 5_000

/** 160 random bits, as long as the hash (RFC 4226 §4), in Base32 as people type it. */
export function newTotpSecret(): Secret {
  return Secret.of(new Key({ size: 20 }).base32)
}

/** What the QR code says. `account` tells several entries in one app apart. */
export function totpAddress(secret: Secret, account: string): Secret {
  return Secret.of(totpOf(secret, account).toString())
}

/** The time step whose code this is, null when it is none that counts now. */
export function stepOfCode(secret: Secret, code: string, at: number): number | null {
  const step = Math.floor(at / periodMs)
  const now = isCode(secret, code, step)
  const before = isCode(secret, code, step - 1)
  if (now) return step
  return before && at % periodMs < graceMs ? step - 1 : null
}

export function codeOfStep(secret: Secret, step: number): string {
  return totpOf(secret).generate({ timestamp: step * periodMs })
}

export function stepAt(at: number): number {
  return Math.floor(at / periodMs)
}

function isCode(secret: Secret, code: string, step: number): boolean {
  return Secret.of(codeOfStep(secret, step)).equals(Secret.of(code))
}

function totpOf(secret: Secret, label = ''): TOTP {
  return new TOTP({ ...kind, issuer: 'Evenbook', label, secret: Key.fromBase32(secret.reveal()) })
}
