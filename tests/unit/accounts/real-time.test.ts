import { expect, test } from 'vitest'
import { lastLookAt } from '../../../lib/accounts/real-time.ts'

test.each([
  // five in the morning in Sydney is 19:00 UTC, in summer time 18:00
  ['2026-07-10T18:59:59Z', 'Australia/Sydney', '2026-07-09T19:00:00Z'],
  ['2026-07-10T19:00:00Z', 'Australia/Sydney', '2026-07-10T19:00:00Z'],
  ['2026-12-10T18:00:00Z', 'Australia/Sydney', '2026-12-10T18:00:00Z'],
  ['2026-03-08T12:00:00Z', 'America/New_York', '2026-03-08T10:00:00Z'],
  ['2026-01-01T00:00:00Z', 'UTC', '2025-12-31T05:00:00Z'],
] as const)('at %s in %s the last daily look was due at %s', (now, zone, due) => {
  expect(lastLookAt(new Date(now), zone)).toEqual(new Date(due))
})
