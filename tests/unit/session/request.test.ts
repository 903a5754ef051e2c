import { describe, expect, test } from 'vitest'
import { isFromOurPage, isInstallKey, isOwnPath, readBytes, readJson } from '../../../app/_session/request.ts'

const install = 'AbCdEfGhIjKlMnOpQrStUv'

describe('a path of this install', () => {
  test.each([
    `/${install}/sync`,
    `/${install}/mappings?kind=account&key=4100`,
    `/${install}/documents/1#entry`,
  ])('%s', path => {
    expect(isOwnPath(install, path)).toBe(true)
  })

  test.each([
    `//evil.example/${install}/sync`,
    `https://evil.example/${install}/`,
    `/\\evil.example/${install}/`,
    `/${install}`,
    `/${install}x/sync`,
    '/another-account-key-xxx/sync',
    `/${install}/../another-account-key-xxx/sync`,
    `/${install}/%2e%2e/x`,
    `/${install}/..%2fx`,
    `/${install}/a\nb`,
    `/${install}/${'x'.repeat(2_000)}`,
    'javascript:alert(1)',
    '',
  ])('not %j', path => {
    expect(isOwnPath(install, path)).toBe(false)
  })
})

describe('a request of our own page', () => {
  const app = 'https://app.example'
  const sent = (origin: string | null, site: string | null) => {
    const headers = new Headers()
    if (origin) headers.set('origin', origin)
    if (site) headers.set('sec-fetch-site', site)
    return headers
  }
  test.each([
    ['ours', app, 'same-origin', true],
    ['no origin', null, 'same-origin', false],
    ['a sandboxed frame', 'null', 'same-origin', false],
    ['another site', 'https://evil.example', 'cross-site', false],
    ['a look-alike', `${app}.evil.example`, 'cross-site', false],
    ['another port', `${app}:8443`, 'same-site', false],
    ['a sister site', app, 'same-site', false],
    ['no fetch metadata', app, null, false],
  ])('%s', (_name, origin, site, ours) => {
    expect(isFromOurPage(sent(origin, site), app)).toBe(ours)
  })
})

test('an install key is 128 bits of base64url', () => {
  expect(isInstallKey(install)).toBe(true)
  for (const text of ['', 'short', `${install}x`, 'AbCdEfGhIjKlMnOpQrSt/v', 'favicon.ico']) {
    expect(isInstallKey(text)).toBe(false)
  }
})

const posted = (body: BodyInit | null) => new Request('https://app.example/x', { method: 'POST', body })

test('a body is read to its limit and no further', async () => {
  expect(await readBytes(posted('12345'), 5)).toEqual(Buffer.from('12345'))
  expect(await readBytes(posted('123456'), 5)).toBeNull()
  expect(await readBytes(posted(null), 5)).toEqual(Buffer.alloc(0))
  let pulled = 0
  const endless = new ReadableStream<Uint8Array>({
    pull: controller => {
      pulled += 1
      controller.enqueue(new Uint8Array(1_000))
    },
  })
  const request = new Request('https://app.example/x', {
    method: 'POST',
    body: endless,
    ...{ duplex: 'half' },
  })
  expect(await readBytes(request, 10_000)).toBeNull()
  expect(pulled).toBeLessThan(20)
})

test('what is no JSON, or too long, is undefined', async () => {
  expect(await readJson(posted('{"a":1}'), 100)).toEqual({ a: 1 })
  expect(await readJson(posted('{'), 100)).toBeUndefined()
  expect(await readJson(posted('{"a":1}'), 3)).toBeUndefined()
})
