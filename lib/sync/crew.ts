import { assert } from '../std/assert.ts'

/** While these work, more is coming: batches wait to be full. */
const gatherers: ReadonlySet<string> = new Set(['plan', 'collect'])

interface Done {
  promise: Promise<Done>
  name: string
  key: string
  count: number
}

/**
 * Tasks side by side, each with so many places. A task answers how much it did; one that found nothing rests until another
 * one has moved something. When everybody rests the work is done.
 */
export class Crew {
  readonly #running = new Map<Promise<Done>, string>()
  readonly #resting = new Set<string>()

  get size(): number {
    return this.#running.size
  }

  count(name: string): number {
    return [...this.#running.values()].filter(running => running === name).length
  }

  /** Starts the task until `places` of its name are taken, unless it rests. */
  keep(name: string, places: number, task: () => Promise<number>, key: string = name): void {
    if (this.#resting.has(key)) return
    for (let free = places - this.count(name); free > 0; free--) this.#start(name, key, task)
  }

  #start(name: string, key: string, task: () => Promise<number>): void {
    const promise: Promise<Done> = task().then(count => ({ promise, name, key, count }))
    this.#running.set(promise, name)
  }

  /** Waits for one task to end. Throws what it threw; the others go on. */
  async next(): Promise<void> {
    const running = [...this.#running.keys()]
    assert(running.length > 0, 'nobody is at work')
    const done = await Promise.race(
      running.map(promise => promise.catch(error => this.#failed(promise, error))),
    )
    this.#running.delete(done.promise)
    if (done.count > 0) this.#resting.clear()
    else this.#rest(done)
  }

  /** What waited for the planning to end (a batch that is not full) may go now. */
  #rest(done: Done): void {
    if (gatherers.has(done.name) && this.count(done.name) === 0) this.#resting.clear()
    this.#resting.add(done.key)
  }

  #failed(promise: Promise<Done>, error: unknown): never {
    this.#running.delete(promise)
    throw error
  }

  /** Lets everybody finish; throws the first thing that was thrown. */
  async all(): Promise<void> {
    while (this.#running.size > 0) await this.next()
  }

  async allSettled(): Promise<void> {
    await Promise.allSettled([...this.#running.keys()])
    this.#running.clear()
  }
}
