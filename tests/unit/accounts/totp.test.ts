import { expect, test } from 'vitest'
import { codeOfStep, newTotpSecret, stepAt, stepOfCode, totpAddress } from '../../../lib/accounts/totp.ts'
import { Secret } from '../../../lib/std/secret.ts'

/** '12345678901234567890' in Base32: RFC 6238, appendix B, SHA1; of its eight digits the last six. */
const secret = Secret.of('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('RFC 6238: at %i s the code is %s', (seconds, code) => {
  const step = stepAt(seconds * 1_000)
  expect(codeOfStep(secret, step)).toBe(code)
  expect(stepOfCode(secret, code, seconds * 1_000)).toBe(step)
})

test('a code counts for its thirty seconds and five more', () => {
  const code = codeOfStep(secret, 100)
  const at = (seconds: number) => stepOfCode(secret, code, seconds * 1_000)
  expect(at(2_999.9)).toBeNull()
  expect(at(3_000)).toBe(100)
  expect(at(3_029.9)).toBe(100)
  expect(at(3_034.9)).toBe(100)
  expect(at(3_035)).toBeNull()
})

test('anything else is no code', () => {
  for (const code of ['', '000000', '28708', '2870820', 'abcdef', '２８７０８２']) {
    expect(stepOfCode(secret, code, 59_000)).toBeNull()
  }
  expect(stepOfCode(newTotpSecret(), '287082', 59_000)).toBeNull()
})

test('a secret has 160 bits, and what the app reads says whose it is', () => {
  const made = newTotpSecret()
  expect(made.reveal()).toMatch(/^[A-Z2-7]{32}$/)
  expect(newTotpSecret().equals(made)).toBe(false)
  const address = new URL(totpAddress(made, 'jane@acme.example').reveal())
  expect(address.protocol).toBe('otpauth:')
  expect(decodeURIComponent(address.pathname)).toContain('Evenbook:jane@acme.example')
  expect(Object.fromEntries(address.searchParams)).toEqual({
    issuer: 'Evenbook',
    secret: made.reveal(),
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})
