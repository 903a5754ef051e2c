import { expect, test } from 'vitest'
import { clientAddress, readForm } from '../../../app/_session/request.ts'

const from = (address: string) =>
  clientAddress(new Headers(address === '' ? {} : { 'x-evenbook-address': address }))

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['2001:DB8::1', '2001:db8:0:0::/64'],
])('%s is limited as %s', (address, limited) => {
  expect(from(address)).toBe(limited)
})

test.each([
  '',
  '127.0.0.1',
  '127.8.8.8',
  '::1',
  '::ffff:127.0.0.1',
  'unknown',
  '203.0.113.7, 1.1.1.1',
  'a'.repeat(99),
])('%j is nobody’s address', address => {
  expect(from(address)).toBeNull()
})

const app = 'https://app.example'
const posted = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request(`${app}/x`, {
    method: 'POST',
    body,
    headers: { origin: app, 'sec-fetch-site': 'same-origin', ...headers },
  })

async function textIn(body: BodyInit) {
  const form = await readForm(posted(body), app)
  if (typeof form === 'string') throw new Error(form)
  return form.text
}

test('a form is read where it comes from our page, and no further than forms are long', async () => {
  const text = await textIn(new URLSearchParams({ email: 'jane@acme.example', long: 'x'.repeat(300) }))
  expect(text('email')).toBe('jane@acme.example')
  expect(text('email', 4)).toBe('jane')
  expect(text('long')).toHaveLength(200)
  expect(text('absent')).toBe('')
  const files = new FormData()
  files.set('email', new Blob(['x']))
  expect((await textIn(files))('email')).toBe('')
  expect(await readForm(posted(new URLSearchParams({ a: 'x'.repeat(20_000) })), app)).toBe('large')
  expect(await readForm(posted('{}', { 'content-type': 'application/json' }), app)).toBe('foreign')
  const others: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ]
  for (const headers of others)
    expect(await readForm(posted(new URLSearchParams(), headers), app)).toBe('foreign')
})
