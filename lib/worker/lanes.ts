import { listCompanies } from '../accounts/companies.ts'
import { clearDue, deferDue, dueCompanies, markDue } from '../accounts/directory.ts'
import { createLogger } from '../std/log.ts'
import type { Engine } from '../sync/context.ts'
import { workCompany } from '../sync/lane.ts'

const log = createLogger('lanes')
const pollMs = 1_000
/** Companies that one process works side by side. */
const lanesMax = 16
const failureMs = 10_000

/**
 * Works companies that are due: woken by a job, or found by a look at `directory_due` every second, so that a killed
 * worker's company goes on after its lease (design §4, Queue).
 */
export class Lanes {
  readonly #engine: Engine
  readonly #active = new Map<string, Promise<void>>()
  readonly #drain = new AbortController()
  #poll: NodeJS.Timeout | undefined
  #looking = false

  constructor(engine: Engine) {
    this.#engine = engine
  }

  watch(): void {
    this.#poll = setInterval(() => void this.#sweep(), pollMs)
  }

  /** Works the company until nothing is due; a company that is already being worked here is asked to look once more. */
  async work(accountId: string, companyId: string): Promise<void> {
    const running = this.#active.get(companyId)
    if (running) await running
    if (this.#drain.signal.aborted) return
    await (this.#active.get(companyId) ?? this.#begin(accountId, companyId))
  }

  async drain(): Promise<void> {
    clearInterval(this.#poll)
    this.#drain.abort()
    await Promise.allSettled([...this.#active.values()])
  }

  #begin(accountId: string, companyId: string): Promise<void> {
    const work = this.#once(accountId, companyId).finally(() => this.#active.delete(companyId))
    this.#active.set(companyId, work)
    return work
  }

  async #once(accountId: string, companyId: string): Promise<void> {
    const { inAccount, timing } = this.#engine
    const deferred = await inAccount(accountId, tx => deferDue(tx, accountId, companyId, timing.leaseMs))
    try {
      const result = await workCompany(this.#engine, accountId, companyId, this.#drain.signal)
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
    if (this.#looking || this.#active.size >= lanesMax) return
    this.#looking = true
    try {
      for (const { accountId, companyId } of await dueCompanies(lanesMax - this.#active.size)) {
        if (!this.#active.has(companyId)) void this.#begin(accountId, companyId)
      }
    } catch (error) {
      log.error({ error }, 'The list of due companies could not be read')
    } finally {
      this.#looking = false
    }
  }
}
