import { createDecipheriv, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSealer, SealError } from '../../../lib/std/seal.ts'
import { Secret } from '../../../lib/std/secret.ts'

const [first, second] = [
  { version: 1, key: randomBytes(32) },
  { version: 2, key: randomBytes(32) },
]
const sealer = createSealer([first])
const place = { account: 'acme', table: 'grants', row: '7', field: 'refresh_token' }
const { wrapped } = sealer.newDataKey('acme')

describe('a sealed value', () => {
  test('opens where it was sealed, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(sealer.open(wrapped, place, sealer.seal(wrapped, place, Secret.of(text))).reveal()).toBe(text)
      }),
    )
  })

  test('never looks the same twice, and has the announced form', () => {
    const sealed = sealer.seal(wrapped, place, Secret.of('hush'))
    expect(sealed).not.toBe(sealer.seal(wrapped, place, Secret.of('hush')))
    expect(sealed).toMatch(/^v1\.[\w-]{12}\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/)
  })

  test.each(['account', 'table', 'row', 'field'] as const)('does not open with another %s', part => {
    const sealed = sealer.seal(wrapped, place, Secret.of('hush'))
    expect(() => sealer.open(wrapped, { ...place, [part]: 'other' }, sealed)).toThrow(SealError)
  })

  test('does not open with any one character changed, dropped or added', () => {
    const sealed = sealer.seal(wrapped, place, Secret.of('hush'))
    for (let at = 0; at < sealed.length; at++) {
      const other = sealed.charAt(at) === 'A' ? 'B' : 'A'
      for (const changed of [
        sealed.slice(0, at) + other + sealed.slice(at + 1),
        sealed.slice(0, at) + sealed.slice(at + 1),
        `${sealed.slice(0, at)}=${sealed.slice(at)}`,
      ]) {
        expect(() => sealer.open(wrapped, place, changed), changed).toThrow(SealError)
      }
    }
  })

  test('does not open with any one bit of iv, text or tag flipped', () => {
    const parts = sealer.seal(wrapped, place, Secret.of('hush')).split('.')
    for (const index of [2, 3, 4]) {
      const bytes = Buffer.from(parts[index] ?? '', 'base64url')
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const flipped = Buffer.from(bytes)
        flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
        const changed = parts.with(index, flipped.toString('base64url')).join('.')
        expect(() => sealer.open(wrapped, place, changed)).toThrow(SealError)
      }
    }
  })

  test('does not open with a shorter tag, though GCM itself would take it', () => {
    const parts = sealer.seal(wrapped, place, Secret.of('hush')).split('.')
    const tag = Buffer.from(parts[4] ?? '', 'base64url')
    expect(() =>
      createDecipheriv('aes-256-gcm', first.key, randomBytes(12), { authTagLength: 12 }).setAuthTag(
        tag.subarray(0, 12),
      ),
    ).not.toThrow()
    for (const length of [0, 4, 8, 12, 15]) {
      const changed = parts.with(4, tag.subarray(0, length).toString('base64url')).join('.')
      expect(() => sealer.open(wrapped, place, changed)).toThrow(SealError)
    }
  })

  test('does not open with another account’s data key', () => {
    const sealed = sealer.seal(wrapped, place, Secret.of('hush'))
    expect(() => sealer.open(sealer.newDataKey('acme').wrapped, place, sealed)).toThrow(SealError)
    expect(() => sealer.open(sealer.newDataKey('other').wrapped, place, sealed)).toThrow(SealError)
    expect(() => sealer.seal(wrapped, { ...place, account: 'other' }, Secret.of('hush'))).toThrow(SealError)
  })
})

describe('keys', () => {
  test('rotation: a new key encryption key wraps anew, and what was sealed still opens', () => {
    const sealed = sealer.seal(wrapped, place, Secret.of('hush'))
    const both = createSealer([second, first])
    const anew = both.rewrap(wrapped, 'acme')
    expect(anew).toMatch(/^d1\.2\./)
    expect(createSealer([second]).open(anew, place, sealed).reveal()).toBe('hush')
    expect(() => createSealer([second]).open(wrapped, place, sealed)).toThrow(SealError)
    expect(() => both.rewrap(wrapped, 'other')).toThrow(SealError)
  })

  test('a wrapped key with any one character changed does not open', () => {
    const sealed = sealer.seal(wrapped, place, Secret.of('hush'))
    for (let at = 0; at < wrapped.length; at++) {
      const changed = wrapped.slice(0, at) + (wrapped.charAt(at) === 'A' ? 'B' : 'A') + wrapped.slice(at + 1)
      expect(() => sealer.open(changed, place, sealed), changed).toThrow(SealError)
    }
  })

  test('a wrong ring is our mistake', () => {
    expect(() => createSealer([])).toThrow(/no key encryption key/)
    expect(() => createSealer([{ version: 1, key: randomBytes(16) }])).toThrow(/32 bytes/)
    expect(() => createSealer([first, { ...second, version: 1 }])).toThrow(/same version/)
  })

  test('a separator in a place is refused: two places must never read alike', () => {
    expect(() => sealer.seal(wrapped, { ...place, row: '7|x' }, Secret.of('hush'))).toThrow(/holds a \|/)
  })
})
