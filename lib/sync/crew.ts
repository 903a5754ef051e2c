import { present } from '../std/assert.ts'

/** What the end of each task gives others to do. */
const wakes = {
  collect: ['plan'],
  plan: ['plan', 'contact', 'send'],
  contact: ['contact', 'send', 'look'],
  send: ['send', 'mark', 'look'],
  mark: ['mark', 'look', 'recheck'],
  look: ['look', 'contact', 'send', 'mark', 'recheck'],
  recheck: ['recheck', 'mark'],
} as const satisfies Record<string, readonly string[]>

export type TaskName = keyof typeof wakes

/** While others are busy, who rests looks again by itself: something may have become due. */
const restMs = 500

interface Done {
  promise: Promise<Done>
  name: TaskName
  key: string
  count: number
}

/**
 * Tasks side by side, each with so many places. A task answers how much it did; one that found nothing rests until another
 * one has given it something. When everybody rests the work is done.
 */
export class Crew {
  readonly #running = new Map<Promise<Done>, TaskName>()
  readonly #resting = new Map<string, { name: TaskName; sinceMs: number }>()
  readonly #held = new Set<string>()
  readonly #nowMs: () => number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  get size(): number {
    return this.#running.size
  }

  count(name: TaskName): number {
    return [...this.#running.values()].filter(running => running === name).length
  }

  /** Starts the task until `places` of its name are taken, unless it rests. `held`: it may find nothing for being told to wait. */
  keep(name: TaskName, places: number, task: () => Promise<number>, key: string = name, held = false): void {
    const rest = this.#resting.get(key)
    if (rest && this.#nowMs() - rest.sinceMs < restMs) return
    this.#resting.delete(key)
    if (held) this.#held.add(key)
    for (let free = places - this.count(name); free > 0; free--) this.#start(name, key, task)
  }

  /** Those that were told to wait look again. */
  wakeHeldBack(): void {
    for (const key of this.#held) this.#resting.delete(key)
    this.#held.clear()
  }

  wake(names: readonly TaskName[]): void {
    for (const [key, { name }] of this.#resting) if (names.includes(name)) this.#resting.delete(key)
  }

  /** Waits for one task to end. Throws what it threw; the others go on. */
  async next(): Promise<void> {
    const running = [...this.#running.keys()]
    present(running[0], 'nobody is at work')
    const done = await Promise.race(
      running.map(promise => promise.catch(error => this.#failed(promise, error))),
    )
    this.#running.delete(done.promise)
    if (done.count > 0) this.wake(wakes[done.name])
    else this.#resting.set(done.key, { name: done.name, sinceMs: this.#nowMs() })
  }

  /** Lets everybody finish; throws the first thing that was thrown. */
  async all(): Promise<void> {
    while (this.#running.size > 0) await this.next()
  }

  async allSettled(): Promise<void> {
    await Promise.allSettled([...this.#running.keys()])
    this.#running.clear()
  }

  #start(name: TaskName, key: string, task: () => Promise<number>): void {
    const promise: Promise<Done> = task().then(count => ({ promise, name, key, count }))
    this.#running.set(promise, name)
  }

  #failed(promise: Promise<Done>, error: unknown): never {
    this.#running.delete(promise)
    throw error
  }
}
