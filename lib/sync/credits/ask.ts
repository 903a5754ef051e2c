import { connectionOf } from '../../accounts/connections.ts'
import { inAccount } from '../../accounts/transaction.ts'
import { isLive } from '../payments/options.ts'
import type { Scope } from '../postings/store.ts'
import { wake } from '../run.ts'
import { askCreditRead } from './reads/store.ts'

/**
 * Credit may have been applied on either side, or it is time: the worker that holds the company's lane reads. False: nothing
 * goes by itself here yet. Nothing is believed of who rings.
 */
export async function ringForCredits(
  { accountId, companyId }: { accountId: string; companyId: string },
  olderThanMs = 0,
): Promise<boolean> {
  if (!(await isLive(accountId))) return false
  return inAccount(accountId, async tx => {
    const scope = { tx, accountId, companyId }
    // Without a ledger there is nothing to read, and nobody is woken for it.
    if (!(await connectionOf(tx, companyId))) return false
    const asks = await askCreditRead(scope, { asked: false, olderThanMs })
    if (asks) await wake(scope)
    return asks
  })
}

/** A person asks: before Go live too. */
export async function askForCredits(scope: Scope): Promise<void> {
  await askCreditRead(scope, { asked: true, olderThanMs: 0 })
  await wake(scope)
}
