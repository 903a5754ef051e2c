import { expect, test } from 'vitest'
import { textOf } from '../../../app/_ui/address.ts'
import { filterOf, idOf, isMoment } from '../../../app/[install]/(frame)/logs/filter-of.ts'
import { curlOf, formatBytes, toneOf } from '../../../app/[install]/(frame)/logs/words.ts'

test('a call for a shell is quoted, names no host and holds no secret', () => {
  const call = {
    ...{ method: 'POST', path: "/a?b=it's", system: 'xero', direction: 'out' },
    requestHeaders: { authorization: '[secret]', 'content-length': '12', accept: 'application/json' },
    requestBody: '{"note":"it\'s"}',
  }
  expect(curlOf(call).split(' \\\n  ')).toEqual([
    "curl -X POST 'https://XERO_HOST/a?b=it'\\''s'",
    "-H 'authorization: [secret]'",
    "-H 'accept: application/json'",
    "--data-raw '{\"note\":\"it'\\''s\"}'",
  ])
})

test('of an address only what is known becomes a filter', () => {
  const query = new URLSearchParams({
    ...{ system: 'telnet', method: 'PUT', status: '4', record: ' 10456\0 ', path: '\ud800x' },
    ...{ from: '2026-02-31T10:00', to: '2026-02-28T10:00' },
  })
  expect(filterOf(textOf(query), 'UTC')).toEqual({
    ...{ system: '', method: 'PUT', status: '4', record: '10456', path: '\ufffdx' },
    ...{ from: '', to: '2026-02-28T10:00', zone: 'UTC' },
  })
  expect(isMoment('2026-13-01T10:00')).toBe(false)
  expect([idOf('12'), idOf('-1'), idOf('1e9'), idOf('')]).toEqual([12, null, null, null])
})

test('sizes and tones', () => {
  expect([0, 1_023, 1_536, 5 * 1_048_576].map(formatBytes)).toEqual(['0 B', '1023 B', '1.5 KiB', '5.0 MiB'])
  expect([200, 304, 429, 500, null].map(toneOf)).toEqual(['ok', 'ok', 'warn', 'bad', 'bad'])
})
