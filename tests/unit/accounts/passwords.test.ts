import { parseOptions } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { commonPasswords } from '../../../lib/accounts/common-passwords.ts'
import {
  checkNoPassword,
  checkPassword,
  hashPassword,
  passwordFault,
} from '../../../lib/accounts/passwords.ts'
import { Secret } from '../../../lib/std/secret.ts'

test('a password is kept as argon2id of at least 46 MiB, and opens by itself only', async () => {
  const password = Secret.of('a walk along the river')
  const hash = await hashPassword(password)
  expect(hash).toMatch(/^\$argon2id\$v=19\$/)
  expect(parseOptions(hash).memoryCost).toBeGreaterThanOrEqual(46 * 1_024)
  expect(hash).not.toBe(await hashPassword(password))
  expect(await checkPassword(hash, password)).toBe(true)
  expect(await checkPassword(hash, Secret.of('a walk along the River'))).toBe(false)
})

test('a letter with an accent is the same letter on every keyboard', async () => {
  const hash = await hashPassword(Secret.of('cafe\u0301 at the corner'))
  expect(await checkPassword(hash, Secret.of('caf\u00e9 at the corner'))).toBe(true)
})

test('for nobody a check is never right', async () => {
  expect(await checkNoPassword(Secret.of('a walk along the river'))).toBe(false)
})

test.each(['a walk along the river', 'correct horse', '8 chars!', 'éàéèùéàè', 'x1'.repeat(64)])(
  '%j can be taken',
  text => {
    expect(passwordFault(text)).toBeNull()
  },
)

test.each([
  ['', 'at least 8'],
  ['7 chars', 'at least 8'],
  [`${'x1'.repeat(64)}y`, 'at most 128'],
  ['password1', 'first that are guessed'],
  ['PassWord1', 'first that are guessed'],
  ['qwertyuiop', 'first that are guessed'],
  ['zzzzzzzzzzzz', 'first that are guessed'],
])('%j cannot', (text, why) => {
  expect(passwordFault(text)).toContain(why)
})

test('the list has at least 3,000 that would be long enough', () => {
  expect([...commonPasswords].filter(text => text.length >= 8).length).toBeGreaterThan(3_000)
})
