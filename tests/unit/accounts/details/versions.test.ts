import { expect, test } from 'vitest'
import {
  isNewer,
  latest,
  releaseOf,
  softwareVersion,
  softwareVersions,
} from '../../../../lib/accounts/details/versions.ts'

test('the latest stands first and is what a value of no list counts as', () => {
  expect(softwareVersions[0]?.value).toBe(latest)
  expect(softwareVersion('1999.1').value).toBe(latest)
  expect(softwareVersion('2024.1')).toMatchObject({ apiVersion: '2024.1', legacy: false })
})

test('only legacy versions are signed in to by an integrator login', () => {
  expect(softwareVersions.filter(one => one.legacy).map(one => one.value)).toEqual(['2015.3', '2014.4'])
})

test.each([
  ['v2025.1.104482', [2025, 1]],
  ['2025.16', [2025, 16]],
  ['v4.6.38842', null],
  ['', null],
])('the release of “%s”', (text, release) => {
  expect(releaseOf(text)).toEqual(release)
})

test.each([
  ['2026.4', 'v2025.1.104482', true],
  ['2025.16', 'v2025.1.104482', true],
  ['2025.1', 'v2025.16.1', false],
  ['2024.1', 'v2024.1.96310', false],
  ['2026.4', 'v4.6.38842', false],
])('%s after %s: %s', (chosen, installed, newer) => {
  expect(isNewer(chosen, installed)).toBe(newer)
})
