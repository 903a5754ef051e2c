import { z } from 'zod'
import type { KeyEncryptionKey } from './seal.ts'
import { Secret } from './secret.ts'

// The pieces a configuration is made of: each reads one text and says in half a sentence what it wants.

/** What the README's table says of a variable. */
interface About {
  help: string
  default?: string
  /** What the README's table shows where the default is worked out. */
  defaultText?: string
  secret?: boolean
  optional?: boolean
}

export function required<T>(parse: z.ZodType<T, string>, about: About) {
  return z
    .string({ error: 'is missing' })
    .pipe(parse)
    .meta({ ...about })
}

export function optional<T>(parse: z.ZodType<T, string>, about: About) {
  return z
    .string()
    .pipe(parse)
    .optional()
    .meta({ ...about, optional: true })
}

export function defaulted<T>(parse: z.ZodType<T, string>, about: About & { default: string }) {
  return z
    .string()
    .default(about.default)
    .pipe(parse)
    .meta({ ...about })
}

export const flag = z.literal('1', { error: 'must be 1 or absent' }).transform(() => true)

export const factor = z
  .string()
  .regex(/^\d{1,2}(\.\d{1,3})?$/, 'must be a number from 1 to 20')
  .transform(Number)
  .refine(number => number >= 1 && number <= 20, 'must be a number from 1 to 20')

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
  return protocol !== 'https:' || isLoopbackHost(hostname)
}

/** Of a parsed address: of http(s) the URL parser has already turned 127.1, 0x7f000001 and their like into four numbers. */
export function isLoopbackHost(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127\..*|0\.0\.0\.0|\[::1?\]|\[::ffff:7f.*\])\.?$/i.test(hostname)
}

/** A mail server: smtps from the first byte, smtp with STARTTLS; user and password in it. */
export const smtpUrl = z
  .string()
  .refine(isSmtpUrl, 'must be an address smtps://user:password@host:465 or smtp://user:password@host:587')
  .transform(text => Secret.of(text))

/** What stands in From: an address, or a name with the address in angle brackets. */
export const sender = z
  .string()
  .max(200, 'must be shorter')
  .regex(
    /^([^\p{Cc}<>@,;:"\\]+ <[^\s\p{Cc}<>@,;]+@[\w.-]+>|[^\s\p{Cc}<>@,;]+@[\w.-]+)$/u,
    'must be an address such as Evenbook <mail@books.example.com>',
  )

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && !username && !password && !search && !hash
}

function isSmtpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname, search, hash } = new URL(text)
  return /^smtps?:$/.test(protocol) && hostname !== '' && /^\/?$/.test(pathname) && !search && !hash
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
