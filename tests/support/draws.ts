import { seeded } from '../simulators/kit/faults.ts'

/** Whole numbers below what is asked for, the same ones from the same seed. */
export function drawsOf(seed: number): (below: number) => number {
  const random = seeded(seed)
  return below => Math.floor(random() * below)
}
