import type { Call } from '../../activity/calls/log.ts'
import { createLogger } from '../../std/log.ts'
import { beforeClose } from '../database.ts'
import { inAccount } from '../transaction.ts'
import { noteWorked } from './store.ts'

const onceMs = 60_000
const noted = new Map<string, number>()
const writing = new Set<Promise<void>>()
const log = createLogger('psa')

beforeClose(async () => {
  await Promise.all(writing)
})

/** “Last worked”: an answer to the account's own credentials, written down once a minute and never waited for. */
export function worked(accountId: string, call: Call): void {
  const { status } = call
  const now = performance.now()
  if (status === null || status >= 300 || now - (noted.get(accountId) ?? -onceMs) < onceMs) return
  // Company info and system info are told to anybody; a member's own hash is no key of ours.
  if (!/\/apis\/3\.0\/(?!system\/(?:info|myMembers))/.test(call.detail().path)) return
  noted.set(accountId, now)
  const write = inAccount(accountId, noteWorked)
    .catch((error: unknown) => log.warn({ account: accountId, error }, 'not written down that the keys work'))
    .finally(() => writing.delete(write))
  writing.add(write)
}
