import { listCompanies } from '../accounts/companies.ts'
import { clearDue, deferDue, dueCompanies, markDue } from '../accounts/directory.ts'
import { createLogger } from '../std/log.ts'
import type { Engine } from '../sync/context.ts'
import { workCompany } from '../sync/lane.ts'

const log = createLogger('lanes')
const pollMs = 1_000
const failureMs = 10_000

/** How many companies one process works side by side, and how long one keeps its place while others wait for one. */
const usual = { placesMost: 16, turnMs: 10_000 }

interface Running {
  work: Promise<void>
  sinceMs: number
  /** finishes what is under way and makes room */
  aside: AbortController
  /** somebody asked meanwhile: it looks once more */
  again: boolean
}

/**
 * Works companies that are due: woken by a job, or found by a look at `directory_due` every second, so that a killed
 * worker's company goes on after its lease (design §4, Queue). When all places are taken, who has had its turn steps aside for
 * who waits, and waits behind them: one company's thousands never keep another's click waiting.
 */
export class Lanes {
  readonly #engine: Engine
  readonly #limits: typeof usual
  readonly #active = new Map<string, Running>()
  readonly #drain = new AbortController()
  #poll: NodeJS.Timeout | undefined
  #looking = false

  constructor(engine: Engine, limits: Partial<typeof usual> = {}) {
    this.#engine = engine
    this.#limits = { ...usual, ...limits }
  }

  watch(): void {
    this.#poll = setInterval(() => void this.#sweep(), pollMs)
  }

  /** There is something to do: it begins now, or at the next look when all places are taken. Nobody waits for its end. */
  wake(accountId: string, companyId: string): void {
    const running = this.#active.get(companyId)
    if (running) running.again = true
    else if (this.#free > 0) this.#begin(accountId, companyId)
  }

  async drain(): Promise<void> {
    clearInterval(this.#poll)
    this.#drain.abort()
    await Promise.allSettled([...this.#active.values()].map(({ work }) => work))
  }

  get #free(): number {
    return this.#drain.signal.aborted ? 0 : this.#limits.placesMost - this.#active.size
  }

  #begin(accountId: string, companyId: string): void {
    const aside = new AbortController()
    const work = this.#once(accountId, companyId, aside.signal).finally(() => {
      const again = this.#active.get(companyId)?.again
      this.#active.delete(companyId)
      if (again) this.wake(accountId, companyId)
    })
    this.#active.set(companyId, { work, sinceMs: performance.now(), aside, again: false })
  }

  async #once(accountId: string, companyId: string, aside: AbortSignal): Promise<void> {
    const { inAccount, timing } = this.#engine
    const deferred = await inAccount(accountId, tx => deferDue(tx, accountId, companyId, timing.leaseMs))
    try {
      const result = await workCompany(this.#engine, accountId, companyId, this.#drain.signal, aside)
      // Another worker has the lane: it stays due after a lease, in case that worker dies.
      if (!result.worked) return
      await inAccount(accountId, async tx => {
        await clearDue(tx, accountId, companyId, deferred)
        if (result.nextDueAt) await markDue(tx, accountId, companyId, result.nextDueAt)
      })
    } catch (error) {
      const known = await inAccount(accountId, listCompanies)
      // Deleted meanwhile: nothing of it is due any more.
      if (!known.some(({ id }) => id === companyId)) {
        await inAccount(accountId, tx => clearDue(tx, accountId, companyId, deferred))
        return
      }
      log.error({ company: companyId, error }, 'A company could not be worked')
      await inAccount(accountId, tx => markDue(tx, accountId, companyId, new Date(Date.now() + failureMs)))
    }
  }

  async #sweep(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    try {
      const { placesMost } = this.#limits
      const due = await dueCompanies(2 * placesMost)
      const waiting = due.filter(({ companyId }) => !this.#active.has(companyId))
      const free = this.#free
      for (const { accountId, companyId } of waiting.slice(0, Math.max(free, 0)))
        this.#begin(accountId, companyId)
      if (waiting.length > free) this.#makeRoom()
    } catch (error) {
      log.error({ error }, 'The list of due companies could not be read')
    } finally {
      this.#looking = false
    }
  }

  /** The one that has had its place for longest, if its turn is over. */
  #makeRoom(): void {
    const staying = [...this.#active.values()].filter(({ aside }) => !aside.signal.aborted)
    const oldest = staying.toSorted((one, other) => one.sinceMs - other.sinceMs)[0]
    if (oldest && performance.now() - oldest.sinceMs >= this.#limits.turnMs) oldest.aside.abort()
  }
}
