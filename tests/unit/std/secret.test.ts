import { format, inspect } from 'node:util'
import { expect, test } from 'vitest'
import { writeJson } from '../../../lib/std/json.ts'
import { Secret } from '../../../lib/std/secret.ts'

test('a secret does not print, in any of the ways things print', () => {
  const secret = Secret.of('hush')
  const ways = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    writeJson([secret]),
    inspect({ deep: { secret } }),
    inspect(secret, { showHidden: true, depth: 9 }),
    format('%s %o %j', secret, secret, secret),
    Object.entries(secret).join(),
  ]
  for (const way of ways) expect(way).not.toContain('hush')
  expect(String(secret)).toBe('[secret]')
  expect(secret.reveal()).toBe('hush')
})

test('equal means the same text, whatever the length', () => {
  expect(Secret.of('a').equals(Secret.of('a'))).toBe(true)
  expect(Secret.of('a').equals(Secret.of('b'))).toBe(false)
  expect(Secret.of('a').equals(Secret.of('aa'))).toBe(false)
})
