import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  maskHeaders,
  maskPath,
  maskText,
  oneLine,
  printable,
  secretsOf,
  shownBody,
} from '../../../lib/std/mask.ts'

describe('by its name', () => {
  test.each([
    ['{"access_token":"abc","expires_in":1800}', '{"access_token":"[secret]","expires_in":1800}'],
    ['{"signing_key" : "k\\"1 2"}', '{"signing_key" : "[secret]"}'],
    [
      '{"a":"{\\"clientSecret\\":\\"s 3\\",\\"b\\":1}"}',
      '{"a":"{\\"clientSecret\\":\\"[secret]\\",\\"b\\":1}"}',
    ],
    [
      'grant_type=refresh_token&refresh_token=r1&code=c1&code_verifier=v1',
      'grant_type=refresh_token&refresh_token=[secret]&code=[secret]&code_verifier=[secret]',
    ],
    [
      'companyName=acme; memberId=JNg; memberHash=h1==; x=2',
      'companyName=acme; memberId=JNg; memberHash=[secret]; x=2',
    ],
    ['<Password>p 1</Password>', '<Password>[secret]</Password>'],
    ['clientId: 0000-1111', 'clientId: [secret]'],
    ['https://host/key?ticket=t1&to=/x', 'https://host/key?ticket=[secret]&to=/x'],
    ['https://jo:pw@host/a', 'https://[secret]@host/a'],
    ['Authorization failed for Bearer abcdefghijklmnop.q', 'Authorization failed for Bearer [secret]'],
    ['eyJhbGciOiJI.eyJzdWIiOiIx.c2ln', '[secret]'],
    [
      '{"url":"https://e.example/api/webhooks/connectwise/Ab-1_2?recordId="}',
      '{"url":"https://e.example/api/webhooks/connectwise/[secret]?recordId="}',
    ],
    // cut off in the middle
    ['{"id_token":"half of i', '{"id_token":"[secret]'],
    ['{"id_token":"half of \\', '{"id_token":"[secret]'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  test('what an accountant needs stays', () => {
    const texts = [
      '{"Code":"200","AccountCode":"4100","InvoiceNumber":"10456","UnitAmount":187.5000}',
      '{"invoiceNumber":"10456","status":{"id":3,"name":"Closed","isClosed":true}}',
      "conditions=invoiceNumber in ('10456')&fields=id,company&pageSize=1000",
      'Basic support, 3 hours; bearer of news',
      '/api/webhooks/xero/events',
    ]
    expect(texts.map(text => maskText(text))).toEqual(texts)
  })
})

test('a known secret goes wherever it stands, however it is written', () => {
  const secret = 'p"r/i+v=1'
  const text = `a ${secret} b ${encodeURIComponent(secret)} c ${JSON.stringify({ note: secret })}`
  expect(maskText(text, [secret])).toBe('a [secret] b [secret] c {"note":"[secret]"}')
})

test('no known secret survives anything around it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.stringMatching(/^[\w+/=-]{12,40}$/), (before, after, secret) => {
      expect(maskText(`${before}${secret}${after}`, [secret])).not.toContain(secret)
    }),
  )
})

test('a header is shown when it is on the list; of a credential only that it was there', () => {
  const headers = {
    Accept: 'application/json',
    authorization: 'Bearer t',
    Cookie: 'memberHash=h',
    'x-typed': 'Jo',
  }
  expect(maskHeaders({ ...headers, 'content-type': 'text/plain\r\nx: y' })).toEqual({
    accept: 'application/json',
    authorization: '[secret]',
    cookie: '[secret]',
    'content-type': 'text/plain x: y',
  })
})

test('the halves of a Basic pair and the values of a cookie are secrets of their own', () => {
  const basic = `Basic ${Buffer.from('acme+pub:priv-1').toString('base64')}`
  expect(secretsOf(basic)).toContain('priv-1')
  expect(secretsOf('Bearer abc.def')).toEqual(['Bearer abc.def', 'abc.def'])
  expect(secretsOf('companyName=a; memberHash=h1=')).toContain('h1=')
  expect(secretsOf('client-id')).toEqual(['client-id'])
})

test('an address is one line of path and query', () => {
  expect(maskPath(new URL('https://host/a/b?x=1&access_token=t'))).toBe('/a/b?x=1&access_token=[secret]')
  expect(oneLine('a\r\nINFO forged\u2028b')).toBe('a INFO forged b')
  expect(printable('a\r\nb\u0000\u001b[31mc\td')).toBe('a\nb[31mc\td')
})

describe('a body', () => {
  test('is shortened with its true size, and no half of a secret is left at the cut', () => {
    const secret = 'canary-0123456789'
    const text = `${'x'.repeat(65_536 - 5)}${secret}${'y'.repeat(9_000)}`
    const shown = shownBody(text, Buffer.byteLength(text), [secret])
    expect(shown).toMatch(/\n\[shortened: 74548 bytes\]$/)
    expect(shown).not.toContain('canar')
    expect(Buffer.byteLength(shown)).toBeLessThan(65_600)
  })

  test('that fits stays whole', () => {
    expect(shownBody('{"a":1}', 7)).toBe('{"a":1}')
  })

  test('is cut between characters', () => {
    const text = 'ä'.repeat(40_000)
    expect(shownBody(text, Buffer.byteLength(text))).toMatch(/^ä+\n\[shortened: 80000 bytes\]$/)
  })
})
