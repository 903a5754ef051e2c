import { assert } from '../std/assert.ts'
import type { Clock } from '../std/clock.ts'

/** What a vendor lets one organisation do, by its own windows. */
export interface Allowance {
  /** What stands in the way of one more call, now. */
  obstacle(): Obstacle | null
  /** Until the windows let a call begin that comes after `waiting` others; 0 = now. */
  delayMs(waiting: number): number
  /** Counts one call. */
  begin(): Flight
  /** Where no answer tells what is left: how long ago the calls were that the windows still count, in milliseconds. */
  agesMs?(): number[]
  /** Counts those calls instead of its own: somebody else called in the meantime. */
  recall?(agesMs: readonly number[]): void
}

export interface Flight {
  /** The call leaves only now: a window counts it from here. */
  leaves?(): void
  /** The answer, or null when there was none, ends it. */
  done(answer: Answer | null): void
}

export interface Answer {
  status: number
  headers: Record<string, string>
}

export type Obstacle = { kind: 'flights' } | { kind: 'until'; atMs: number; day: boolean }

/**
 * Lets the calls of one organisation through in the order they came. A window's allowance is used at once and then its
 * end is waited for: spreading calls evenly would only add time.
 */
export interface Limiter {
  /** Waits for a place; `LimitReached` when none can come within `waitMs`, or none before the next day. */
  place(options: { waitMs: number; signal?: AbortSignal | undefined }): Promise<Place>
  /** Until the windows let one more call begin, those that wait already counted first; 0 = now. */
  delayMs(): number
  /** The calls that count still, for the process that goes on; none where the vendor tells it himself. */
  agesMs(): number[]
  recall(agesMs: readonly number[]): void
}

export interface Place {
  /** To be called where other places had to be waited for in the meantime. */
  leaves(): void
  /** To be called exactly once, with the answer, or null when there was none. */
  done(answer: Answer | null): void
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

const limiters = new Map<string, Limiter>()

/** One limiter an organisation and process: two clients of an organisation count together. */
export function limiterOf(
  { origin, organisationId }: { origin: string; organisationId: string },
  clock: Clock,
  allowance: () => Allowance,
): Limiter {
  const key = `${origin} ${organisationId}`
  const known = limiters.get(key)
  if (known) return known
  const limiter = createLimiter(clock, allowance())
  limiters.set(key, limiter)
  return limiter
}

interface Waiter {
  deadlineMs: number
  start(place: Place): void
  fail(error: unknown): void
}

export function createLimiter(clock: Clock, allowance: Allowance): Limiter {
  const queue: Waiter[] = []
  let alarm = new AbortController()

  function pump(): void {
    alarm.abort()
    while (queue.length > 0) {
      const found = allowance.obstacle()
      if (found?.kind === 'flights') return
      if (found) {
        refuseLate(queue, found, clock)
        if (queue.length > 0) wakeAt(found.atMs)
        return
      }
      queue.shift()?.start(opened(allowance, pump))
    }
  }

  function wakeAt(atMs: number): void {
    alarm = new AbortController()
    clock.wait(Math.max(1, atMs - clock.monotonicMs()), alarm.signal).then(pump, () => undefined)
  }

  return {
    delayMs: () => allowance.delayMs(queue.length),
    agesMs: () => allowance.agesMs?.() ?? [],
    recall: agesMs => {
      allowance.recall?.(agesMs)
      pump()
    },
    place: async ({ waitMs, signal }) => {
      signal?.throwIfAborted()
      const { promise, resolve, reject } = Promise.withResolvers<Place>()
      const waiter: Waiter = { deadlineMs: clock.monotonicMs() + waitMs, start: resolve, fail: reject }
      const leave = () => {
        if (remove(queue, waiter)) reject(signal?.reason)
        if (queue.length === 0) alarm.abort()
      }
      signal?.addEventListener('abort', leave, { once: true })
      queue.push(waiter)
      pump()
      return promise.finally(() => signal?.removeEventListener('abort', leave))
    },
  }
}

function opened(allowance: Allowance, pump: () => void): Place {
  const flight = allowance.begin()
  let closed = false
  return {
    leaves: () => flight.leaves?.(),
    done: answer => {
      assert(!closed, 'A place was given back twice.')
      closed = true
      flight.done(answer)
      pump()
    },
  }
}

/** Who cannot wait so long learns it at once, not when his time is over. Nobody waits for the next day. */
function refuseLate(queue: Waiter[], { atMs, day }: { atMs: number; day: boolean }, clock: Clock): void {
  for (const waiter of queue.filter(({ deadlineMs }) => day || deadlineMs < atMs)) {
    remove(queue, waiter)
    waiter.fail(new LimitReached(Math.max(0, atMs - clock.monotonicMs()), day))
  }
}

function remove<T>(list: T[], item: T): boolean {
  const at = list.indexOf(item)
  if (at >= 0) list.splice(at, 1)
  return at >= 0
}
