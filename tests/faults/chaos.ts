import { setTimeout as wait } from 'node:timers/promises'
import { seeded } from '../simulators/kit/faults.ts'
import type { Plan } from './plan.ts'
import type { Workers } from './workers.ts'

export interface Chaos {
  readonly kills: number
  readonly stops: number
  end(): Promise<void>
}

export interface Victims {
  workers(): Workers
  /** Who holds the lane, and so is sending. */
  owner(): Promise<number | undefined>
}

/**
 * Kills a worker every few seconds, and stops one past its lease so that it wakes in the middle of what is another's by
 * then. A stop aims at the one that sends; some last past QUIET and past the life of a key.
 */
export function startChaos({ chaos, seed, factor }: Plan, victims: Victims): Chaos {
  const random = seeded(seed)
  const between = ([least, most]: readonly [number, number]) => least + random() * (most - least)
  const over = new AbortController()
  const count = { kills: 0, stops: 0 }
  let frozen: number | undefined
  const lengths = [70_000, 90_000, 230_000, 80_000, 400_000].map(vendorMs => vendorMs / factor)

  async function kills(): Promise<void> {
    while (count.kills < chaos.killsMost) {
      await wait(between(chaos.killEveryMs), undefined, { signal: over.signal })
      // One that is stopped has to wake again: in another's time.
      const pids = victims.workers().pids.filter(one => one !== frozen)
      const pid = pids[Math.floor(random() * pids.length)]
      if (pid === undefined) continue
      victims.workers().kill(pid)
      count.kills += 1
    }
  }

  async function sender(): Promise<number> {
    for (;;) {
      const pid = await victims.owner()
      if (pid !== undefined && victims.workers().pids.includes(pid)) return pid
      await wait(20, undefined, { signal: over.signal })
    }
  }

  async function stops(): Promise<void> {
    while (count.stops < chaos.stopsMost) {
      await wait(between(chaos.stopEveryMs), undefined, { signal: over.signal })
      const pid = await sender()
      const workers = victims.workers()
      workers.freeze(pid)
      frozen = pid
      try {
        await wait(lengths[count.stops % lengths.length] ?? 0, undefined, { signal: over.signal })
        // With the half its workers are ended: then it does not wake, and it was no stop.
        if (workers.pids.includes(pid)) count.stops += 1
      } finally {
        workers.resume(pid)
        frozen = undefined
      }
    }
  }

  const work = Promise.all([kills(), stops()].map(loop => loop.catch(ended)))
  return {
    get kills() {
      return count.kills
    },
    get stops() {
      return count.stops
    },
    end: async () => {
      over.abort()
      await work
    },
  }
}

function ended(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error
}
