import { expect, test } from 'vitest'
import { Decimal } from '../../../lib/std/decimal.ts'
import { hashOf, isId, newId, randomKey, referenceCode, sha256 } from '../../../lib/std/id.ts'

test('ids are version 7, hold their time and do not repeat', () => {
  const before = Date.now()
  const ids = Array.from({ length: 2000 }, newId)
  const after = Date.now()
  expect(new Set(ids).size).toBe(2000)
  for (const id of ids) {
    expect(isId(id)).toBe(true)
    expect(id.charAt(14)).toBe('7')
    const made = Number.parseInt(id.replace('-', '').slice(0, 12), 16)
    expect(made).toBeGreaterThanOrEqual(before)
    expect(made).toBeLessThanOrEqual(after)
  }
})

test('what is no id', () => {
  const id = newId()
  for (const text of [
    '',
    id.slice(1),
    `${id}0`,
    id.toUpperCase(),
    `${id}\n`,
    id.replaceAll('-', ''),
    7,
    undefined,
  ]) {
    expect(isId(text)).toBe(false)
  }
})

test('a key has the strength it was asked for', () => {
  expect(randomKey(128)).toMatch(/^[\w-]{22}$/)
  expect(randomKey(256)).toMatch(/^[\w-]{43}$/)
  expect(randomKey(128)).not.toBe(randomKey(128))
  expect(() => randomKey(32)).toThrow(/too weak/)
  expect(() => randomKey(129)).toThrow(/whole number of bytes/)
})

test('hashes: the published vector; the order of keys and the spelling of a number do not matter', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(sha256(Buffer.from('abc'))).toBe(sha256('abc'))
  expect(hashOf({ a: Decimal.parse('1.0'), b: 'x' })).toBe(hashOf({ b: 'x', a: 1 }))
  expect(hashOf({ a: 1 })).not.toBe(hashOf({ a: 2 }))
})

test('a reference code is short, stable and without look-alikes', () => {
  const id = newId()
  expect(referenceCode(id)).toBe(referenceCode(id))
  const codes = Array.from({ length: 500 }, () => referenceCode(newId()))
  expect(new Set(codes).size).toBe(500)
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
})
