import type { Clock } from '../../std/clock.ts'
import type { Allowance, Answer, Obstacle } from '../limiter.ts'
import { limitMs } from './errors.ts'

export interface Pace {
  clock: Clock
  timeFactor: number
}

/** So many calls may begin within so long. */
export interface Rule {
  most: number
  perMs: number
}

/**
 * What Intuit lets an app do with one company: 500 calls a minute, 10 a second, and 40 batches a minute
 * (https://developer.intuit.com/app/developer/qbo/docs/learn/rest-api-features, limits and throttles). No header says how
 * much is left. Reads count against a monthly allowance of the app as well; writes do not.
 */
export const callRules: readonly Rule[] = [
  { most: 10, perMs: 1_000 },
  { most: 500, perMs: 60_000 },
]
export const batchRules: readonly Rule[] = [{ most: 40, perMs: 60_000 }]
/** Older texts of the same page limit the calls at once instead of those in a second: both are kept. */
export const inFlightMax = 10

/**
 * By sliding windows: where Intuit's begin is not documented, and a window that slides fits into every fixed one. A call is
 * counted there at some time between its leaving and its answer: taken as the latter, which costs little beside the minute that
 * a refusal costs.
 */
export function createAllowance({ clock, timeFactor }: Pace, rules: readonly Rule[]): Allowance {
  // Calls leave at our times and are counted at theirs: the way there, and a fixed part for us.
  const windows = rules.map(({ most, perMs }) => ({ most, lengthMs: (perMs + 100) / timeFactor + 20 }))
  const longestMs = Math.max(...windows.map(({ lengthMs }) => lengthMs))
  let begun: { atMs: number }[] = []
  let inFlight = 0
  let pausedUntilMs = 0

  /** When one more call may begin that comes after `waiting` others. */
  function opensAtMs(waiting: number): number {
    const nowMs = clock.monotonicMs()
    begun = begun.filter(({ atMs }) => atMs > nowMs - longestMs)
    const ends = windows.map(({ most, lengthMs }) => {
      const full = begun.length + waiting - most
      const first = full < 0 ? undefined : begun[Math.min(full, begun.length - 1)]
      return first === undefined ? 0 : first.atMs + lengthMs
    })
    return Math.max(pausedUntilMs, ...ends)
  }

  function obstacle(): Obstacle | null {
    const atMs = opensAtMs(0)
    if (atMs > clock.monotonicMs()) return { kind: 'until', atMs, day: false }
    return inFlight >= inFlightMax ? { kind: 'flights' } : null
  }

  return {
    obstacle,
    delayMs: waiting => Math.max(0, opensAtMs(waiting) - clock.monotonicMs()),
    agesMs: () => begun.map(({ atMs }) => Math.max(0, Math.ceil(clock.monotonicMs() - atMs))),
    recall: agesMs => {
      begun = agesMs.map(age => ({ atMs: clock.monotonicMs() - age })).sort((a, b) => a.atMs - b.atMs)
    },
    begin: () => {
      const call = { atMs: clock.monotonicMs() }
      begun.push(call)
      inFlight += 1
      const countNow = () => {
        call.atMs = clock.monotonicMs()
        begun.sort((a, b) => a.atMs - b.atMs)
      }
      return {
        leaves: countNow,
        done: (answer: Answer | null) => {
          inFlight -= 1
          countNow()
          if (answer?.status !== 429) return
          pausedUntilMs = Math.max(pausedUntilMs, clock.monotonicMs() + limitMs(answer.headers, timeFactor))
        },
      }
    },
  }
}
