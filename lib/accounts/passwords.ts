import { hash, verify } from '@node-rs/argon2'
import type { Secret } from '../std/secret.ts'
import { commonPasswords } from './common-passwords.ts'

/** argon2id (the library's default kind), 46 MiB and one pass: OWASP's first choice, ASVS 5.0 11.4.2. */
const cost = { memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const

export const passwordLeast = 8
export const passwordMost = 128

/** What is wrong with a new password, or null. No rules about kinds of letters: they make worse ones (ASVS 5.0 6.2). */
export function passwordFault(text: string): string | null {
  const length = [...text].length
  if (length < passwordLeast) return `Take at least ${passwordLeast} characters; 15 or more are better.`
  if (length > passwordMost) return `Take at most ${passwordMost} characters.`
  if (commonPasswords.has(text.toLowerCase()) || new Set(text).size === 1)
    return 'This password is one of the first that are guessed. Take another one.'
  return null
}

export async function hashPassword(password: Secret): Promise<string> {
  return hash(written(password), cost)
}

export async function checkPassword(passwordHash: string, password: Secret): Promise<boolean> {
  return verify(passwordHash, written(password))
}

/** For somebody who has no password: takes as long as a check and is never right. */
export async function checkNoPassword(password: Secret): Promise<false> {
  nobody ??= hash(crypto.randomUUID(), cost)
  await verify(await nobody, written(password))
  return false
}

let nobody: Promise<string> | undefined

// One spelling of letters that have several: keyboards differ (RFC 8265 §4.2).
function written(password: Secret): string {
  return password.reveal().normalize('NFC')
}
