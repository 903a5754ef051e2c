import type { Clock } from './clock.ts'

export type Taken = { ok: boolean; remaining: number; retryAfterSeconds: number }

/** Fixed windows that start with the first call of each key, as a vendor counts per minute or day. */
export function createWindows(clock: Clock) {
  const windows = new Map<string, { start: number; count: number }>()

  function window(key: string, spanMs: number) {
    const found = windows.get(key)
    if (found && clock.now() - found.start < clock.span(spanMs)) return found
    const fresh = { start: clock.now(), count: 0 }
    windows.set(key, fresh)
    return fresh
  }

  return {
    /** Counts one call, unless the window is full. Seconds are the vendor's: ours times the clock's scale. */
    take(key: string, limit: number, spanMs: number): Taken {
      const open = window(key, spanMs)
      const leftMs = (open.start + clock.span(spanMs) - clock.now()) * clock.scale
      const retryAfterSeconds = Math.max(1, Math.ceil(leftMs / 1000))
      if (open.count >= limit) return { ok: false, remaining: 0, retryAfterSeconds }
      open.count += 1
      return { ok: true, remaining: limit - open.count, retryAfterSeconds }
    },
    /** What is left, without counting. */
    peek(key: string, limit: number, spanMs: number): number {
      return Math.max(0, limit - window(key, spanMs).count)
    },
    clear: () => windows.clear(),
  }
}

/** Calls in flight for each key. */
export function createConcurrency() {
  const flights = new Map<string, number>()
  return {
    enter(key: string, limit: number): (() => void) | undefined {
      const now = flights.get(key) ?? 0
      if (now >= limit) return undefined
      flights.set(key, now + 1)
      let left = false
      return () => {
        if (left) return
        left = true
        flights.set(key, (flights.get(key) ?? 1) - 1)
      }
    },
  }
}
