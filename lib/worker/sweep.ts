import { listCompanies } from '../accounts/companies.ts'
import { openInbox } from '../accounts/directory/inbox.ts'
import { listAccounts } from '../accounts/directory.ts'
import { inAccount, inDirectory } from '../accounts/transaction.ts'
import { enqueue, type Job } from '../queue/queue.ts'
import { listStates } from '../reference/reference.ts'
import { createLogger } from '../std/log.ts'
import { catchUp } from '../sync/catch-up.ts'
import { refreshUnposted } from '../sync/collect.ts'
import type { Engine } from '../sync/context.ts'
import { ringForCredits } from '../sync/credits/ask.ts'
import { paymentsEveryMs, ringForPayments } from '../sync/payments/ask.ts'

const log = createLogger('sweep')
const listsAgeMs = 60 * 60_000

/** Finds what a lost callback, job or refresh missed. One account's trouble does not hold up the others. */
export async function sweep(engine: Engine): Promise<void> {
  for (const accountId of await listAccounts()) {
    try {
      await sweepAccount(engine, accountId)
    } catch (error) {
      log.warn({ account: accountId, error }, 'An account could not be swept')
    }
  }
  for (const inboxId of await openInbox(500)) await ask(null, { name: 'handle-webhook', inboxId })
}

async function sweepAccount(engine: Engine, accountId: string): Promise<void> {
  for (const company of await inAccount(accountId, listCompanies)) {
    const companyId = company.id
    await refreshOld(accountId, companyId)
    await refreshUnposted(engine, accountId, companyId)
    await ringForPayments({ accountId, companyId }, paymentsEveryMs)
    await ringForCredits({ accountId, companyId }, paymentsEveryMs)
  }
  await ask(accountId, { name: 'ensure-callbacks', accountId })
  await ask(accountId, { name: 'chain-activity', accountId })
  await catchUp(engine, accountId)
}

async function refreshOld(accountId: string, companyId: string): Promise<void> {
  const states = await inAccount(accountId, tx => listStates(tx, companyId))
  const old = (ownerId: string) => {
    const own = states.filter(state => state.ownerId === ownerId)
    return (
      own.length === 0 || own.some(state => Date.now() - (state.refreshedAt?.getTime() ?? 0) > listsAgeMs)
    )
  }
  if (old(accountId)) await ask(accountId, { name: 'refresh-reference', accountId, companyId: null })
  if (old(companyId)) await ask(accountId, { name: 'refresh-reference', accountId, companyId })
}

async function ask(accountId: string | null, job: Job): Promise<void> {
  await (accountId ? inAccount(accountId, tx => enqueue(tx, job)) : inDirectory(tx => enqueue(tx, job)))
}
