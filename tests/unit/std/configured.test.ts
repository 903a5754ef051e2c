import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  databaseUrl,
  isHttpOrLoopback,
  isLoopbackHost,
  keyRing,
  origin,
  sender,
  smtpUrl,
  webAddress,
  wholeNumber,
} from '../../../lib/std/configured.ts'

const key = randomBytes(32)
const text = key.toString('base64')

describe('origins', () => {
  test.each(['https://books.example.com', 'https://books.example.com/', 'http://127.0.0.1:3000'])(
    '%s is one',
    given => {
      expect(origin.parse(given)).toBe(given.replace(/\/$/, ''))
    },
  )
  test.each([
    'books.example.com',
    'https://',
    'https://a.example/x',
    'https://a.example?x',
    'https://u:p@a.example',
    'ftp://a.example',
    'https://a.example:443',
    'javascript:alert(1)',
  ])('%s is none', given => {
    expect(origin.safeParse(given).success).toBe(false)
  })
  test('a web address may have a path, but nothing that could hold a secret', () => {
    expect(webAddress.parse('https://a.example/connect/token/')).toBe('https://a.example/connect/token')
    for (const given of [
      'https://a.example/x?y=1',
      'https://a.example/#x',
      'https://u@a.example/',
      'file:///etc',
    ]) {
      expect(webAddress.safeParse(given).success).toBe(false)
    }
  })
})

test.each([
  ['https://localhost', true],
  ['https://x.localhost.', true],
  ['https://127.1', true],
  ['https://0x7f000001', true],
  ['https://2130706433', true],
  ['https://[::1]', true],
  ['https://[::ffff:127.0.0.1]', true],
  ['https://0.0.0.0', true],
  ['http://api.xero.com', true],
  ['https://api.xero.com', false],
  ['https://localhost.example.com', false],
])('%s: http or loopback? %s', (address, expected) => {
  expect(isHttpOrLoopback(address)).toBe(expected)
})

test('a host is this machine in whatever spelling', () => {
  for (const host of ['localhost', 'LOCALHOST', '127.0.0.1', '[::1]', 'x.localhost.'])
    expect(isLoopbackHost(host), host).toBe(true)
  for (const host of ['mail.example.com', '128.0.0.1', 'localhost.example.com'])
    expect(isLoopbackHost(host), host).toBe(false)
})

describe('mail', () => {
  test.each(['smtps://u:hush@mail.example.com:465', 'smtp://mail.example.com', 'smtp://127.0.0.1:25/'])(
    '%s is a server, and a secret',
    given => {
      expect(smtpUrl.parse(given).reveal()).toBe(given)
      expect(String(smtpUrl.parse(given))).toBe('[secret]')
    },
  )
  test.each([
    'mail.example.com:25',
    'https://mail.example.com',
    'smtp://',
    'smtp://m.example/x',
    'smtp://m.example?x',
  ])('%s is none', given => expect(smtpUrl.safeParse(given).success).toBe(false))
  test('a sender is one address, with or without a name', () => {
    for (const given of ['mail@example.com', 'Evenbook at Acme <mail@example.com>'])
      expect(sender.parse(given)).toBe(given)
    for (const given of [
      'Evenbook',
      'a@b.example, c@d.example',
      'x <a@b.example>\r\nBcc: c@d.example',
      '<a@b.example',
    ])
      expect(sender.safeParse(given).success, given).toBe(false)
  })
})

describe('the key ring', () => {
  test('keeps order and bytes, and does not print the key', () => {
    const ring = keyRing.parse(`1:${text}, 2:${randomBytes(32).toString('base64url')}`)
    expect(ring.map(({ version }) => version)).toEqual([1, 2])
    expect(ring[0]?.key.equals(key)).toBe(true)
    expect(inspect(ring, { depth: 9 }) + JSON.stringify(ring)).not.toMatch(/key/)
  })
  test.each([
    '',
    text,
    `0:${text}`,
    `1:${text.slice(4)}`,
    `1:${text},1:${text}`,
    `2:${text},1:${text}`,
    `1:${text},`,
  ])('%# is none', given => {
    const result = keyRing.safeParse(given)
    expect(result.success).toBe(false)
    expect(String(result.error)).not.toContain(text.slice(0, 20))
  })
})

test('numbers have bounds', () => {
  const port = wholeNumber(1, 65_535)
  expect(port.parse('3000')).toBe(3000)
  for (const given of ['0', '65536', '-1', '3.5', '1e3', '', 'x', '9'.repeat(20)])
    expect(port.safeParse(given).success).toBe(false)
})

test('a database address is a secret', () => {
  expect(String(databaseUrl.parse('postgres://u:hush@localhost:5432/evenbook'))).toBe('[secret]')
  expect(databaseUrl.safeParse('mysql://localhost/x').success).toBe(false)
})
