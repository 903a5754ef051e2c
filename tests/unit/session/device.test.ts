import { expect, test } from 'vitest'
import { codeFault, faultQuery } from '../../../app/_session/code-fault.ts'
import { browserName } from '../../../app/_session/device.ts'
import { waitText } from '../../../app/_session/factor.ts'

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    'Safari on macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile/15E148 Safari/604.1',
    'Safari on iOS',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  ['curl/8', 'A browser'],
  [null, 'A browser'],
])('%j is %s', (agent, name) => {
  expect(browserName(agent)).toBe(name)
})

test('a limit says when it ends', () => {
  const after = (seconds: number) => waitText(new Date(Date.now() + seconds * 1_000 - 100))
  expect(after(1)).toBe('Too many tries. Try again in 1 second.')
  expect(after(30)).toBe('Too many tries. Try again in 30 seconds.')
  expect(after(91)).toBe('Too many tries. Try again in 2 minutes.')
  expect(after(-5)).toBe('Too many tries. Try again in 1 second.')
})

test('an address can only choose among our words', () => {
  const until = new Date(Date.now() + 29_900)
  expect(codeFault(faultQuery({ kind: 'wait', until }))).toBe('Too many tries. Try again in 30 seconds.')
  expect(codeFault(faultQuery({ kind: 'wrong' }))).toMatch(/^This code is not right/)
  for (const query of [
    {},
    { fault: '<script>' },
    { fault: 'wait' },
    { fault: 'wait', until: '1e99' },
    { fault: 'wait', until: String(Date.now() - 1_000) },
    { fault: ['wrong', 'wrong'] },
  ]) {
    expect(codeFault(query)).toBe('')
  }
})
