import { type Call, CallLog, type CallScope } from '../activity/calls/log.ts'
import { deleteOlder, insertCalls } from '../activity/calls/store.ts'
import { catalog } from '../settings/catalog.ts'
import { readSetting } from '../settings/settings.ts'
import { beforeClose } from './database.ts'
import { inAccount } from './transaction.ts'

export type CallOwner = CallScope

let opened: CallLog | undefined

/** One for each program of the process (outside.ts): what is put aside is written by timer, and at the end. */
function callLog(): CallLog {
  if (opened) return opened
  opened = new CallLog({
    isOn: isLogging,
    keep: (accountId, rows) => inAccount(accountId, tx => insertCalls(tx, accountId, rows)),
  })
  beforeClose(flushCalls)
  // Only where somebody else decides when the process ends: a listener alone would keep it from ending.
  if (process.listenerCount('SIGTERM') > 0) process.on('SIGTERM', () => void flushCalls())
  return opened
}

export function tookCall(owner: CallOwner, call: Call): void {
  callLog().took(owner, call)
}

/** For who reads the log right after a call, and for the end of a process. */
export async function flushCalls(): Promise<void> {
  await opened?.flush()
}

function isLogging(accountId: string): Promise<boolean> {
  return inAccount(accountId, tx => readSetting(tx, catalog['api-logging'], accountId))
}

const trimmedAtOnce = 5_000

/** What is older than the account wants to keep goes, a batch in each transaction. Kept on after the switch is off. */
export async function trimCalls(accountId: string): Promise<number> {
  const days = await inAccount(accountId, tx => readSetting(tx, catalog['api-log-days'], accountId))
  for (let gone = 0; ; ) {
    const batch = await inAccount(accountId, tx => deleteOlder(tx, days, trimmedAtOnce))
    gone += batch
    if (batch < trimmedAtOnce) return gone
  }
}
