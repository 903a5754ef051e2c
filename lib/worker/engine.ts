import { ledgerOf } from '../accounts/connections.ts'
import { psaOf } from '../accounts/psa.ts'
import { inAccount } from '../accounts/transaction.ts'
import type { Env } from '../env.ts'
import { systemClock } from '../std/clock.ts'
import { newId } from '../std/id.ts'
import { createLogger } from '../std/log.ts'
import type { Engine, Recover } from '../sync/context.ts'
import { lookFirst } from '../sync/look.ts'

/** The engine as the worker runs it. `recover` is a parameter of the composition only: no setting can take the look away. */
export function createEngine(env: Env, recover: Recover = lookFirst): Engine {
  return {
    clock: systemClock(env.TIME_FACTOR),
    timing: {
      timeoutMs: env.POSTING_TIMEOUT_MS,
      leaseMs: env.LEASE_MS,
      sendMaxMs: env.SEND_MAX_MS,
      quietMs: env.QUIET_MS,
      factor: env.TIME_FACTOR,
    },
    log: createLogger('sync'),
    owner: `${process.pid}:${newId()}`,
    inAccount,
    psaOf,
    ledgerOf: async (accountId, companyId) => {
      const ledger = await ledgerOf(accountId, companyId)
      return 'kind' in ledger ? null : ledger
    },
    recover,
  }
}
