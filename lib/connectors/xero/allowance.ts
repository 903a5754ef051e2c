import type { Clock } from '../../std/clock.ts'
import type { Allowance, Answer, Obstacle } from '../limiter.ts'

export interface Pace {
  clock: Clock
  timeFactor: number
}

export const inFlightMax = 5
const minuteMax = 60
const minuteMs = 60_000
/** Where a 429 names no time: a call too many in flight is over soon, a window at the latest after its length. */
const fallbackSeconds = { concurrent: 1, minute: 60, day: 3_600 } as const

interface Window {
  endsAtMs: number
  left: number
}

/**
 * What Xero lets one organisation do: 5 calls in flight, 60 a minute, 5,000 a day (1,000 on the free plan), in fixed
 * windows that start with the first call; https://developer.xero.com/documentation/guides/oauth2/limits. The headers
 * are believed over our own count, because other processes and apps may call too.
 */
export function createAllowance({ clock, timeFactor }: Pace): Allowance {
  // Xero's window starts when the first call arrives, ours when it leaves: the way there, and a fixed part for us.
  const marginMs = 500 / timeFactor + 50
  let inFlight = 0
  let minute: Window | null = null
  let dayLeft: number | null = null
  let pause: { atMs: number; day: boolean } | null = null

  function obstacle(): Obstacle | null {
    const nowMs = clock.monotonicMs()
    if (pause && pause.atMs <= nowMs) pause = null
    if (minute && minute.endsAtMs <= nowMs) minute = null
    if (pause) return { kind: 'until', ...pause }
    if (minute && minute.left <= 0) return { kind: 'until', atMs: minute.endsAtMs, day: false }
    if (inFlight >= inFlightMax) return { kind: 'flights' }
    // The last calls of a day go one by one; the one too many learns from its 429 when the next day begins.
    if (dayLeft !== null && dayLeft <= inFlight && inFlight > 0) return { kind: 'flights' }
    return null
  }

  function learn({ status, headers }: Answer, counted: Window): void {
    const minuteLeft = count(headers['x-minlimit-remaining'])
    if (minuteLeft !== null) counted.left = Math.min(counted.left, minuteLeft)
    dayLeft = count(headers['x-daylimit-remaining']) ?? dayLeft
    if (status !== 429) return
    const { kind, seconds } = limitOf(headers)
    const atMs = clock.monotonicMs() + seconds * (1_000 / timeFactor) + 50
    if (!pause || pause.atMs < atMs) pause = { atMs, day: kind === 'day' }
    if (kind === 'minute') minute = null
    if (kind === 'day') dayLeft = null
  }

  return {
    obstacle,
    delayMs: waiting => {
      const found = obstacle()
      const open = minute
      const atMs = found?.kind === 'until' ? found.atMs : open && open.left <= waiting ? open.endsAtMs : null
      return atMs === null ? 0 : Math.max(1, atMs - clock.monotonicMs())
    },
    begin: () => {
      minute ??= { endsAtMs: clock.monotonicMs() + minuteMs / timeFactor + marginMs, left: minuteMax }
      const counted = minute
      counted.left -= 1
      inFlight += 1
      return {
        done: answer => {
          inFlight -= 1
          if (answer) learn(answer, counted)
        },
      }
    },
  }
}

/** Which limit a 429 speaks of, and how many of the vendor's seconds to wait. */
export function limitOf(headers: Record<string, string>): {
  kind: keyof typeof fallbackSeconds
  seconds: number
} {
  const problem = headers['x-rate-limit-problem']?.toLowerCase() ?? ''
  const named = count(headers['retry-after'])
  // A 429 that does not say which limit it is of, and asks for more than a window, can only be of the day.
  const day = problem === 'day' || (problem === '' && named !== null && named > 2 * fallbackSeconds.minute)
  const kind = day ? 'day' : problem.includes('concurrent') ? 'concurrent' : 'minute'
  return { kind, seconds: named ?? fallbackSeconds[kind] }
}

function count(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null
}
