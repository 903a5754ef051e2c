export type Clock = {
  readonly scale: number
  /** Milliseconds since the epoch: real time plus what `advance` has added. */
  now(): number
  /** How long a vendor's `ms` lasts here. */
  span(ms: number): number
  /** Waits a vendor's `ms`; false when the simulator closed meanwhile. */
  wait(ms: number): Promise<boolean>
  /** Moves time by a vendor's `ms`; waits that have become due end. */
  advance(ms: number): void
  stop(): void
}

type Waiter = { due: number; timer?: NodeJS.Timeout; end(completed: boolean): void }

/** One factor divides every latency, window, key life, token life and retry pause. */
export function createClock({ scale = 1 }: { scale?: number } = {}): Clock {
  let offset = 0
  let stopped = false
  const waiters = new Set<Waiter>()
  const now = () => Date.now() + offset
  const span = (ms: number) => ms / scale

  function arm(waiter: Waiter) {
    clearTimeout(waiter.timer)
    waiter.timer = setTimeout(() => finish(waiter, true), Math.max(0, waiter.due - now()))
  }

  function finish(waiter: Waiter, completed: boolean) {
    clearTimeout(waiter.timer)
    waiters.delete(waiter)
    waiter.end(completed)
  }

  return {
    scale,
    now,
    span,
    wait(ms) {
      if (stopped) return Promise.resolve(false)
      if (ms <= 0) return Promise.resolve(true)
      return new Promise(end => {
        const waiter: Waiter = { due: now() + span(ms), end }
        waiters.add(waiter)
        arm(waiter)
      })
    },
    advance(ms) {
      offset += span(ms)
      for (const waiter of waiters) arm(waiter)
    },
    stop() {
      stopped = true
      for (const waiter of [...waiters]) finish(waiter, false)
    },
  }
}
