import { expect } from 'vitest'
import type { Effect } from '../simulators/kit/faults.ts'
import type { PostingWorld } from './world.ts'

/**
 * Everything that may happen to a write, and twice in a row where nothing was carried out: what was is found by the look and
 * not written again. `partial-batch` and `revoke` have tests of their own.
 */
export const storms: { effect: Effect; times: number }[] = [
  { effect: 'refuse', times: 2 },
  { effect: 'drop-before', times: 2 },
  { effect: 'drop-after-commit', times: 1 },
  { effect: '500-before', times: 1 },
  { effect: '500-after-commit', times: 1 },
  { effect: 'commit-late', times: 1 },
  { effect: 'limit', times: 2 },
  { effect: 'bad-json', times: 1 },
]

/** A test of a fault that was never met proves nothing. */
export async function met(
  control: PostingWorld['xero']['control'] | PostingWorld['connectwise']['control'],
  times: number,
) {
  const { scripts } = await control.call<{ scripts: { times?: number; left: number }[] }>('GET', 'faults')
  expect(scripts.reduce((sum, script) => sum + (script.times ?? 1) - script.left, 0)).toBe(times)
}
