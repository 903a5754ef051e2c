import { createHash, hash, randomBytes } from 'node:crypto'
import { assert } from './assert.ts'
import { writeCanonical } from './json.ts'

const hashedAtOnce = 65_536 // characters
const idGrammar = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ' // no I, L, O, U: read aloud without mistakes

/** UUID version 7 (RFC 9562 §5.7): ids made later sort later, which keeps index pages dense. */
export function newId(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export function isId(text: unknown): text is string {
  return typeof text === 'string' && idGrammar.test(text)
}

/** An unguessable key, base64url. */
export function randomKey(bits: number): string {
  assert(bits >= 64 && bits % 8 === 0, `A key of ${bits} bits is too weak or no whole number of bytes.`)
  return randomBytes(bits / 8).toString('base64url')
}

export function sha256(data: string | Buffer): string {
  return hash('sha256', data, 'hex')
}

/** Equal values give equal hashes, whatever the order of their keys. */
export function hashOf(value: unknown): string {
  const whole = createHash('sha256')
  let text = ''
  writeCanonical(value, part => {
    text += part
    if (text.length < hashedAtOnce) return
    whole.update(text)
    text = ''
  })
  return whole.update(text).digest('hex')
}

/** A short code a person can read to support ("7F3K-22QA"): 40 bits of the id's hash. */
export function referenceCode(id: string): string {
  const bits = BigInt(`0x${sha256(id).slice(0, 10)}`)
  const letters = Array.from({ length: 8 }, (_, place) =>
    crockford.charAt(Number((bits >> BigInt(35 - 5 * place)) & 31n)),
  )
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}
