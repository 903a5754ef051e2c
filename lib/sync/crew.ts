import { present } from '../std/assert.ts'
import type { Clock } from '../std/clock.ts'

/** What the end of each task gives others to do. */
const wakes = {
  collect: ['plan'],
  plan: ['contact', 'send', 'mark', 'amend'],
  contact: ['send', 'look', 'amend'],
  send: ['mark', 'look', 'credits', 'receipts'],
  mark: ['look'],
  unmark: ['look'],
  undo: ['look', 'unmark'],
  amend: ['look', 'mark', 'send', 'receipts'],
  payments: ['pay'],
  pay: ['look'],
  credits: ['allocate', 'credit'],
  allocate: ['look', 'credits'],
  credit: ['look', 'credits'],
  look: [
    ...['contact', 'send', 'mark', 'unmark', 'undo', 'amend', 'pay', 'credits', 'allocate', 'credit'],
    'receipts',
  ],
  recheck: ['mark'],
  receipts: [],
} as const satisfies Record<string, readonly string[]>

export type TaskName = keyof typeof wakes

export const taskNames = Object.keys(wakes).filter(isTaskName)

function isTaskName(name: string): name is TaskName {
  return Object.hasOwn(wakes, name)
}

/**
 * While somebody is busy for long, it is surveyed again after so much, then after twice as much, and so on, who may find something:
 * what came from outside (a click) does not wait for a call to end.
 */
const restMs = 500
/** And while some end one after the other, at least so often. */
const busyMs = 2_000

/** What a task says while it is at work. */
export interface Say {
  /** it has found its work: the next one may look for more */
  begun(): void
  /** it has given others something before its end */
  gave(): void
  /** it needs its place no longer, though it goes on */
  left(): void
}

/** Answers how much it did. */
export type Task = (say: Say) => Promise<number>

interface Running {
  name: TaskName
  /** it has found its work */
  begun: boolean
  /** it takes no place any more */
  left: boolean
  /** how often its kind had been given something when it began */
  given: number
}

interface Done {
  promise: Promise<Done>
  running: Running
  count: number
}

/**
 * Tasks side by side, each with so many places. A task answers how much it did; one that found nothing rests until another
 * one has given it something. When everybody rests the work is done.
 */
export class Crew {
  readonly #running = new Map<Promise<Done>, Running>()
  #nudge = Promise.withResolvers<null>()
  readonly #resting = new Set<TaskName>()
  readonly #counts = new Map<TaskName, number>()
  readonly #given = new Map<TaskName, number>()
  readonly #clock: Pick<Clock, 'wait' | 'monotonicMs'>
  readonly #survey: () => Promise<ReadonlySet<TaskName>>
  #restMs = restMs
  #surveyedMs = 0
  /** somebody found something since the survey */
  #moved = false
  #held = false

  /** `survey`: who may find something, by one look; the others need not look. */
  constructor(clock: Pick<Clock, 'wait' | 'monotonicMs'>, survey: () => Promise<ReadonlySet<TaskName>>) {
    this.#clock = clock
    this.#survey = survey
  }

  /** Only those begin that may find something. */
  async begin(): Promise<void> {
    const busy = await this.#look()
    for (const name of taskNames) if (!busy.has(name)) this.#rest(name)
  }

  #look(): Promise<ReadonlySet<TaskName>> {
    this.#surveyedMs = this.#clock.monotonicMs()
    this.#moved = false
    return this.#survey()
  }

  #untilLookMs(): number {
    if (!this.#moved) return this.#restMs
    return Math.min(this.#restMs, Math.max(0, this.#surveyedMs + busyMs - this.#clock.monotonicMs()))
  }

  #rest(name: TaskName): void {
    this.#resting.add(name)
    this.#counts.set(name, 0)
  }

  get size(): number {
    return this.#running.size
  }

  /** Starts the task unless it rests, has no place left, or one like it is still looking for its work. */
  keep(name: TaskName, places: number, task: Task): void {
    const others = [...this.#running.values()].filter(running => running.name === name)
    const taken = others.filter(other => !other.left).length
    // Those that have left are bounded too: answers must not come in faster than they are written down.
    if (this.#resting.has(name) || taken >= places || others.length >= 2 * places) return
    if (others.some(other => !other.begun)) return
    const given = this.#given.get(name) ?? 0
    const running: Running = { name, begun: false, left: false, given }
    const said = (what: () => void) => () => {
      what()
      this.#nudge.resolve(null)
    }
    const say: Say = {
      begun: said(() => {
        running.begun = true
      }),
      gave: said(() => this.#gave(name)),
      left: said(() => {
        running.left = true
      }),
    }
    const promise: Promise<Done> = task(say).then(count => ({ promise, running, count }))
    // One that fails while nobody waits is heard of at the next turn.
    promise.catch(() => undefined)
    this.#running.set(promise, running)
  }

  /** Did it find something when it last ended? Also true while nobody knows yet. */
  yields(name: TaskName): boolean {
    return this.#counts.get(name) !== 0
  }

  /** While `held`, a send may find too little to go; when it ends, they look again. */
  holdBack(held: boolean): void {
    if (this.#held && !held) this.#wake(['send'])
    this.#held = held
  }

  /** Waits for one task to end or to begin, or for the time to look again. Throws what a task threw; the others go on. */
  async next(): Promise<void> {
    const tasks = [...this.#running.keys()]
    present(tasks[0], 'nobody is at work')
    const stop = new AbortController()
    const again = this.#clock.wait(this.#untilLookMs(), stop.signal).then(
      () => 'again' as const,
      () => null,
    )
    const ends = tasks.map(promise => promise.catch(error => this.#failed(promise, error)))
    const first = await Promise.race([...ends, this.#nudge.promise, again]).finally(() => stop.abort())
    if (first === 'again') {
      this.#restMs *= 2
      for (const name of await this.#look()) this.#resting.delete(name)
    } else if (first) this.#ended(first)
    else this.#nudge = Promise.withResolvers()
  }

  /** Lets everybody finish; throws the first thing that was thrown. */
  async all(): Promise<void> {
    while (this.#running.size > 0) await this.next()
  }

  async allSettled(): Promise<void> {
    await Promise.allSettled([...this.#running.keys()])
    this.#running.clear()
  }

  #ended({ promise, running: { name, given }, count }: Done): void {
    this.#running.delete(promise)
    this.#counts.set(name, count)
    if (count === 0) {
      // What it was given while it looked it may have missed.
      if ((this.#given.get(name) ?? 0) === given) this.#resting.add(name)
      return
    }
    this.#restMs = restMs
    this.#moved = true
    this.#resting.delete(name)
    this.#gave(name)
  }

  #gave(name: TaskName): void {
    this.#wake(wakes[name])
    // What was collected is not planned yet, whatever the last plan found.
    if (name === 'collect') this.#counts.delete('plan')
  }

  #wake(names: readonly TaskName[]): void {
    for (const name of names) {
      this.#given.set(name, (this.#given.get(name) ?? 0) + 1)
      this.#resting.delete(name)
    }
  }

  #failed(promise: Promise<Done>, error: unknown): never {
    this.#running.delete(promise)
    throw error
  }
}
