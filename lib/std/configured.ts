import { z } from 'zod'
import type { KeyEncryptionKey } from './seal.ts'
import { Secret } from './secret.ts'

/** The pieces a configuration is made of: each reads one text and says in half a sentence what it wants. */

export const secretText = z.string().transform(text => Secret.of(text))

export const webAddress = z
  .string()
  .refine(isWebAddress, 'must be an http(s) address without user name, query or fragment')
  .transform(text => text.replace(/\/+$/, ''))

export const origin = z
  .string()
  .refine(
    text => isOrigin(text.replace(/\/$/, '')),
    'must be an origin such as https://books.example.com, without a path',
  )
  .transform(text => text.replace(/\/$/, ''))

export const databaseUrl = z
  .string()
  .refine(
    text => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text),
    'must be an address postgres://user:password@host:port/name',
  )
  .transform(text => Secret.of(text))

export function wholeNumber(least: number, most: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine(number => number >= least && number <= most, `must be a whole number from ${least} to ${most}`)
}

/** version:key pairs, newest last. */
export const keyRing = z.string().transform((text, context): KeyEncryptionKey[] => {
  const keys = text.split(',').map(readKey)
  const good = keys.filter(key => key !== undefined)
  const rising = good.every(({ version }, place) => place === 0 || version > (good[place - 1]?.version ?? 0))
  if (good.length < keys.length || !rising) {
    context.addIssue(
      'must be version:key pairs with rising versions, each key 32 bytes in base64, such as 1:<openssl rand -base64 32>',
    )
  }
  return good
})

export function isHttpOrLoopback(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  // The URL parser has already turned 127.1, 0x7f000001 and their like into four numbers.
  return (
    protocol !== 'https:' ||
    /^(localhost|.*\.localhost|127\..*|0\.0\.0\.0|\[::1?\]|\[::ffff:7f.*\])\.?$/.test(hostname)
  )
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && !username && !password && !search && !hash
}

export function isOrigin(text: string): boolean {
  return isWebAddress(text) && new URL(text).origin === text
}

// The key itself does not show when the configuration is printed.
function readKey(text: string): KeyEncryptionKey | undefined {
  const [, version, encoded = ''] = /^\s*([1-9]\d{0,5}):([A-Za-z0-9+/_-]{43}=?)\s*$/.exec(text) ?? []
  const key = Buffer.from(encoded, 'base64')
  if (!version || key.length !== 32) return undefined
  return Object.defineProperty({ version: Number(version), key }, 'key', { enumerable: false })
}
