import { expect, test } from 'vitest'
import { errorOf, refusalOf, retryAfterMs } from '../../../../lib/connectors/connectwise/errors.ts'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers,
  text: typeof body === 'string' ? body : JSON.stringify(body),
})

test.each([
  [400, 'invalid'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [405, 'invalid'],
  [408, 'unavailable'],
  [409, 'conflict'],
  [429, 'limited'],
  [500, 'unavailable'],
  [503, 'unavailable'],
  [302, 'malformed'],
])('%i is %s, whatever the text says', (status, kind) => {
  expect(errorOf(answer(status, { code: 'Unauthorized', message: 'Too many requests' }), 1)).toMatchObject({
    system: 'connectwise',
    kind,
    status,
  })
})

test('the vendor’s own words: the field’s code before the object’s', () => {
  const detail = {
    code: 'OutOfRange',
    message: 'must be lower',
    resource: 'company',
    field: 'yearEstablished',
  }
  const body = { code: 'InvalidObject', message: 'company object is invalid', errors: [detail] }
  expect(refusalOf(JSON.stringify(body))).toEqual({
    code: 'OutOfRange',
    message: 'company object is invalid; yearEstablished: must be lower',
  })
  expect(refusalOf('{"error":"ConnectWiseAPI","message":"Too many requests."}').code).toBe('ConnectWiseAPI')
  expect(refusalOf('<html>Cloudflare</html>')).toEqual({ code: '', message: '' })
})

test('404 says that keys may be the cause: the cloud hides them behind it', () => {
  const error = errorOf(answer(404, { code: 'NotFound', message: 'no' }), 1)
  expect(error.message).toMatch(/login company or the API keys are wrong/)
})

test('Retry-After runs as much faster as the vendor’s clock; without a number the usual time counts', () => {
  expect(retryAfterMs({ 'retry-after': '30' }, 20)).toBe(1_500)
  expect(retryAfterMs({ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 1)).toBe(30_000)
  expect(retryAfterMs({}, 1)).toBe(30_000)
})
