import { randomInt } from 'node:crypto'
import { randomKey, sha256 } from '../std/id.ts'
import { Secret } from '../std/secret.ts'

/** Crockford's alphabet: no I, L, O, U, so that nothing is misread from paper. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const recoveryLetters = 24

/** 120 random bits in six groups of four: `7F3K-22QA-…`. */
export function newRecoveryCode(): Secret {
  const letters = Array.from(Buffer.from(randomKey(256), 'base64url').subarray(0, recoveryLetters), byte =>
    alphabet.charAt(byte & 31),
  ).join('')
  return Secret.of(letters.replace(/(.{4})(?!$)/g, '$1-'))
}

/** Typed from paper: capitals, spaces and hyphens do not count, nor O for 0 and I or L for 1. Null: cannot be one. */
export function recoveryHash(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  if (letters.length !== recoveryLetters || [...letters].some(one => !alphabet.includes(one))) return null
  return sha256(letters)
}

export function newMailCode(): Secret {
  return Secret.of(String(randomInt(1_000_000)).padStart(6, '0'))
}

/** Six digits as they are pasted: with spaces or a hyphen between. Null: cannot be one. */
export function sixDigits(typed: string): string | null {
  const digits = typed.replace(/[\s-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : null
}
