import { type Actor, record } from '../activity/activity.ts'
import { ConnectorError } from '../connectors/ports.ts'
import { ensureCallbacks } from './install.ts'
import { companyRows, liveConnection, saveLive } from './store.ts'
import { inAccount } from './transaction.ts'

export type LiveChange =
  /** `callback` false: ConnectWise could not be asked now, the worker registers or removes it within five minutes */
  { kind: 'changed'; callback: boolean } | { kind: 'already' } | { kind: 'no-ledger' }

/**
 * From here on closed records may go without a click; what was lying there waits for a person (decision 9). Refused while no
 * company has a ledger: nothing could go anywhere.
 */
export async function goLive(accountId: string, actor: Actor): Promise<LiveChange> {
  const change = await inAccount(accountId, async tx => {
    const links = await Promise.all((await companyRows(tx)).map(({ id }) => liveConnection(tx, id)))
    if (links.every(link => link === null)) return 'no-ledger'
    if (!(await saveLive(tx, true))) return 'already'
    const subject = `account:${accountId}`
    await record(tx, { accountId, actor, verb: 'account.live', subject, detail: {} })
    return 'changed'
  })
  return change === 'changed'
    ? { kind: change, callback: await tellConnectWise(accountId) }
    : { kind: change }
}

/** Nothing begins by itself any more; what is under way goes to its end, and everything can be sent by hand. */
export async function pauseLive(accountId: string, actor: Actor): Promise<LiveChange> {
  const paused = await inAccount(accountId, async tx => {
    if (!(await saveLive(tx, false))) return false
    const subject = `account:${accountId}`
    await record(tx, { accountId, actor, verb: 'account.paused', subject, detail: {} })
    return true
  })
  return paused ? { kind: 'changed', callback: await tellConnectWise(accountId) } : { kind: 'already' }
}

async function tellConnectWise(accountId: string): Promise<boolean> {
  try {
    await ensureCallbacks(accountId)
    return true
  } catch (error) {
    if (error instanceof ConnectorError) return false
    throw error
  }
}
