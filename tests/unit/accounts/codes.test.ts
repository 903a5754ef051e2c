import { expect, test } from 'vitest'
import { newMailCode, newRecoveryCode, recoveryHash, sixDigits } from '../../../lib/accounts/codes.ts'

test('a recovery code has 120 bits in groups that can be read from paper', () => {
  const codes = Array.from({ length: 200 }, () => newRecoveryCode().reveal())
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(new Set(codes).size).toBe(200)
  expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32)
})

test('however it is typed, it is the same code', () => {
  const hash = recoveryHash('01AB-CDEF-GHJK-MNPQ-RSTV-WXYZ')
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  for (const typed of [
    '01abcdefghjkmnpqrstvwxyz',
    ' o1AB CDEF GHJK MNPQ RSTV WXYZ ',
    'OIAB-CDEF-GHJK-MNPQ-RSTV-WXYZ',
    'olab-cdef-ghjk-mnpq-rstv-wxyz',
  ]) {
    expect(recoveryHash(typed)).toBe(hash)
  }
  for (const typed of ['', '123456', '01AB-CDEF-GHJK-MNPQ-RSTV-WXY', '01AB-CDEF-GHJK-MNPQ-RSTV-WXYU'])
    expect(recoveryHash(typed)).toBeNull()
})

test('a mailed code has six digits, zeros in front too', () => {
  const codes = Array.from({ length: 500 }, () => newMailCode().reveal())
  for (const code of codes) expect(code).toMatch(/^\d{6}$/)
  expect(codes.some(code => code.startsWith('0'))).toBe(true)
})

test('six digits are taken as they are pasted', () => {
  expect(sixDigits(' 123 456 ')).toBe('123456')
  expect(sixDigits('123-456')).toBe('123456')
  for (const typed of ['', '12345', '1234567', '12345a', '١٢٣٤٥٦']) expect(sixDigits(typed)).toBeNull()
})
