import type { Engine } from '../../lib/sync/context.ts'
import { workCompany } from '../../lib/sync/lane.ts'

/** Beyond QUIET nothing of the protocol waits; what is due later waits for a person or a vendor's day. */
const patienceMs = 5_000

export async function workUntilQuiet(engine: Engine, accountId: string, companyId: string): Promise<void> {
  for (;;) {
    const result = await workCompany(engine, accountId, companyId, new AbortController().signal)
    if (!result.worked) {
      // A worker that died has left it: it is free when its lease is over.
      await engine.clock.wait(engine.timing.leaseMs / 10)
      continue
    }
    if (!result.nextDueAt) return
    const waitMs = result.nextDueAt.getTime() - Date.now()
    if (waitMs > patienceMs) return
    await engine.clock.wait(Math.max(0, waitMs))
  }
}
