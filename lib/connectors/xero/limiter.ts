import { assert } from '../../std/assert.ts'
import type { Clock } from '../../std/clock.ts'

/**
 * Xero's limits for one organisation: 5 calls in flight, 60 a minute, 5,000 a day (1,000 on the free plan), in fixed
 * windows that start with the first call; https://developer.xero.com/documentation/guides/oauth2/limits. A window's
 * allowance is used at once and then its end is waited for: spreading calls evenly would only add time. What the
 * headers say is believed over our own count, because other apps' processes may call too.
 */
export interface Limiter {
  /** Waits for a place; `LimitReached` when none can come within `waitMs`. */
  place(options: { waitMs: number; signal?: AbortSignal | undefined }): Promise<Place>
  /** Until the windows let one more call begin, those that wait already counted first; 0 = now. */
  delayMs(): number
}

export interface Place {
  /** To be called exactly once, with the answer, or null when there was none. */
  done(answer: Answer | null): void
}

export interface Answer {
  status: number
  headers: Record<string, string>
}

export class LimitReached extends Error {
  override readonly name = 'LimitReached'
  readonly retryAfterMs: number
  readonly day: boolean

  constructor(retryAfterMs: number, day: boolean) {
    super(day ? 'The day’s calls of this organisation are used up.' : 'No call can start within this time.')
    this.retryAfterMs = retryAfterMs
    this.day = day
  }
}

export const inFlightMax = 5
const minuteMax = 60
const minuteMs = 60_000
/** Where a 429 names no time: a call too many in flight is over soon, a window at the latest after its length. */
const fallbackSeconds = { concurrent: 1, minute: 60, day: 3_600 } as const

const limiters = new Map<string, Limiter>()

/** One limiter an organisation and process: two clients of an organisation count together. */
export function limiterOf(
  origin: string,
  organisationId: string,
  pace: { clock: Clock; timeFactor: number },
): Limiter {
  const key = `${origin} ${organisationId}`
  const known = limiters.get(key)
  if (known) return known
  const limiter = createLimiter(pace)
  limiters.set(key, limiter)
  return limiter
}

interface Waiter {
  deadlineMs: number
  start(place: Place): void
  fail(error: unknown): void
}

interface Window {
  endsAtMs: number
  left: number
}

type Obstacle = { kind: 'flights' } | { kind: 'until'; atMs: number; day: boolean }

export function createLimiter({ clock, timeFactor }: { clock: Clock; timeFactor: number }): Limiter {
  // Xero's window starts when the first call arrives, ours when it leaves: the way there, and a fixed part for us.
  const marginMs = 500 / timeFactor + 50
  const queue: Waiter[] = []
  let inFlight = 0
  let minute: Window | null = null
  let dayLeft: number | null = null
  let pause: { atMs: number; day: boolean } | null = null
  let alarm: { atMs: number; off: AbortController } | null = null

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

  function pump(): void {
    while (queue.length > 0) {
      const found = obstacle()
      if (found?.kind === 'flights') return
      if (found) {
        refuseLate(found)
        wakeAt(found.atMs)
        return
      }
      queue.shift()?.start(open())
    }
  }

  /** Who cannot wait so long learns it at once, not when his time is over. */
  function refuseLate({ atMs, day }: { atMs: number; day: boolean }): void {
    for (const waiter of queue.filter(({ deadlineMs }) => deadlineMs < atMs)) {
      queue.splice(queue.indexOf(waiter), 1)
      waiter.fail(new LimitReached(Math.max(0, atMs - clock.monotonicMs()), day))
    }
  }

  function wakeAt(atMs: number): void {
    alarm?.off.abort()
    alarm = null
    if (queue.length === 0) return
    const off = new AbortController()
    alarm = { atMs, off }
    clock.wait(Math.max(1, atMs - clock.monotonicMs()), off.signal).then(pump, () => undefined)
  }

  function open(): Place {
    minute ??= { endsAtMs: clock.monotonicMs() + minuteMs / timeFactor + marginMs, left: minuteMax }
    const counted = minute
    counted.left -= 1
    inFlight += 1
    let closed = false
    return {
      done: answer => {
        assert(!closed, 'A place was given back twice.')
        closed = true
        inFlight -= 1
        if (answer) learn(answer, counted)
        pump()
      },
    }
  }

  function learn({ status, headers }: Answer, counted: Window): void {
    const minuteLeft = count(headers['x-minlimit-remaining'])
    if (minuteLeft !== null) counted.left = Math.min(counted.left, minuteLeft)
    dayLeft = count(headers['x-daylimit-remaining']) ?? dayLeft
    if (status !== 429) return
    const limit = limitOf(headers)
    const atMs = clock.monotonicMs() + limit.seconds * (1_000 / timeFactor) + 50
    if (!pause || pause.atMs < atMs) pause = { atMs, day: limit.kind === 'day' }
    if (limit.kind === 'minute') minute = null
    if (limit.kind === 'day') dayLeft = null
  }

  return {
    delayMs: () => {
      const found = obstacle()
      if (found?.kind === 'until') return Math.max(1, found.atMs - clock.monotonicMs())
      const promised = minute !== null && minute.left <= queue.length
      return promised ? Math.max(1, minute.endsAtMs - clock.monotonicMs()) : 0
    },
    place: ({ waitMs, signal }) => {
      const { promise, resolve, reject } = Promise.withResolvers<Place>()
      const waiter: Waiter = {
        deadlineMs: clock.monotonicMs() + waitMs,
        start: resolve,
        fail: reject,
      }
      const leave = () => {
        const at = queue.indexOf(waiter)
        if (at >= 0) queue.splice(at, 1)
        if (queue.length === 0) alarm?.off.abort()
        reject(signal?.reason)
      }
      if (signal?.aborted) reject(signal.reason)
      else {
        signal?.addEventListener('abort', leave, { once: true })
        queue.push(waiter)
        pump()
      }
      return promise.finally(() => signal?.removeEventListener('abort', leave))
    },
  }
}

/** Which limit a 429 speaks of, and how many of the vendor's seconds to wait. */
export function limitOf(headers: Record<string, string>): {
  kind: keyof typeof fallbackSeconds
  seconds: number
} {
  const problem = headers['x-rate-limit-problem']?.toLowerCase() ?? ''
  const kind = problem === 'day' ? 'day' : problem.includes('concurrent') ? 'concurrent' : 'minute'
  return { kind, seconds: count(headers['retry-after']) ?? fallbackSeconds[kind] }
}

function count(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null
}
