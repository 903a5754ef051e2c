import { connectionOf } from '../../accounts/connections.ts'
import { inAccount } from '../../accounts/transaction.ts'
import type { Scope } from '../postings/store.ts'
import { wake } from '../run.ts'
import { isLive, paymentOptions } from './options.ts'
import { askRead } from './store.ts'

/** A webhook may be lost: whatever nobody rang for is read so often (knowledge/reliability.md §2.5). */
export const paymentsEveryMs = 15 * 60_000

/**
 * Something was paid, or it is time: the worker that holds the company's lane reads. False: payments
 * are not taken back by themselves here. Nothing is believed of who rings.
 */
export async function ringForPayments(
  { accountId, companyId }: { accountId: string; companyId: string },
  olderThanMs = 0,
): Promise<boolean> {
  if (!(await isLive(accountId))) return false
  return inAccount(accountId, async tx => {
    const scope = { tx, accountId, companyId }
    // Without a ledger there is nothing to read, and nobody is woken for it.
    if (!(await connectionOf(tx, companyId)) || !(await paymentOptions(scope)).on) return false
    const asks = await askRead(scope, { asked: false, olderThanMs })
    if (asks) await wake(scope)
    return asks
  })
}

/** A person asks: before Go live too. */
export async function askForPayments(scope: Scope): Promise<void> {
  await askRead(scope, { asked: true, olderThanMs: 0 })
  await wake(scope)
}
