import { trimCalls } from '../accounts/calls.ts'
import { ledgerOf } from '../accounts/connections.ts'
import { listAccounts, markDue } from '../accounts/directory.ts'
import { trimEnded } from '../accounts/ended.ts'
import { watchCallbacks } from '../accounts/install.ts'
import { psaOf } from '../accounts/psa.ts'
import { inAccount } from '../accounts/transaction.ts'
import { chain } from '../activity/activity.ts'
import type { Handlers } from '../queue/queue.ts'
import { refreshLedger, refreshPsa } from '../reference/refresh.ts'
import { createLogger } from '../std/log.ts'
import { watchAlerts } from '../sync/alerts/watch.ts'
import { startUnposted } from '../sync/catch-up.ts'
import { refreshUnposted } from '../sync/collect.ts'
import type { Engine } from '../sync/context.ts'
import { handleWebhook } from '../webhooks/handle.ts'
import type { Lanes } from './lanes.ts'
import { sweep } from './sweep.ts'

const log = createLogger('jobs')

/** What each job does. A job carries ids only; losing or doubling one changes nothing. */
export function jobHandlers(engine: Engine, lanes: Lanes): Handlers {
  return {
    'wake-company': async ({ accountId, companyId }) => lanes.wake(accountId, companyId),
    'read-unposted': ({ accountId, companyId }) => refreshUnposted(engine, accountId, companyId),
    'start-unposted': ({ accountId, companyId }) => startUnposted(engine, accountId, companyId),
    'refresh-reference': async ({ accountId, companyId }) => {
      if (companyId === null) await refreshPsa({ accountId, inAccount }, await psaOf(accountId))
      else await refreshCompany(accountId, companyId, lanes)
    },
    'handle-webhook': ({ inboxId }) => handleWebhook(inboxId),
    'ensure-callbacks': ({ accountId }) => watchCallbacks(accountId),
    'chain-activity': async ({ accountId }) => {
      await inAccount(accountId, tx => chain(tx))
    },
    sweep: () => sweep(engine),
    'watch-alerts': watchAll,
    'trim-calls': trimAllCalls,
    'trim-ended': async () => {
      await trimEnded()
    },
  }
}

/** One account's trouble does not keep the others from being told. */
async function watchAll(): Promise<void> {
  for (const accountId of await listAccounts()) {
    try {
      await watchAlerts(accountId, inAccount)
    } catch (error) {
      log.error({ account: accountId, error }, 'An account’s alerts could not be looked at')
    }
  }
}

async function trimAllCalls(): Promise<void> {
  for (const accountId of await listAccounts()) await trimCalls(accountId)
}

/** The ledger's lists, then the company once more: what waited for a list may go now. */
async function refreshCompany(accountId: string, companyId: string, lanes: Lanes): Promise<void> {
  const ledger = await ledgerOf(accountId, companyId)
  if ('kind' in ledger) return
  await refreshLedger({ accountId, inAccount }, companyId, ledger)
  await inAccount(accountId, tx => markDue(tx, accountId, companyId, 'now'))
  lanes.wake(accountId, companyId)
}
