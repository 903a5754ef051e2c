import type { Transaction } from '../../../drizzle/client.ts'
import { isMailConfigured, MailError, sendMail } from '../../mail/mail.ts'
import { hashOf } from '../../std/id.ts'
import { createLogger } from '../../std/log.ts'
import { compose } from './compose.ts'
import { findAlerts } from './find.ts'
import { type Claim, claimMail, postponeMails, settleMails } from './mails/store.ts'
import { recipients } from './people.ts'
import { deleteOldAlerts } from './store.ts'

export type InAccount = <T>(accountId: string, work: (tx: Transaction) => Promise<T>) => Promise<T>

const log = createLogger('alerts')
/** Longer than a mail may take, so that no other worker sends it meanwhile. */
const leaseSeconds = 120
const triesMost = 12
const keptDays = 90

/** Finds what an account's people have to be told of, and tells them. Any number of workers may do so at once. */
export async function watchAlerts(accountId: string, inAccount: InAccount): Promise<void> {
  await inAccount(accountId, async tx => {
    await findAlerts(tx, accountId)
    await deleteOldAlerts(tx, keptDays)
  })
  if (!isMailConfigured()) return
  for (;;) {
    const claim = await inAccount(accountId, tx => claimMail(tx, leaseSeconds))
    if (claim === null || !(await deliver(accountId, claim, inAccount))) return
  }
}

/**
 * At least once (docs/decisions): sent first and noted afterwards, so a worker that dies in between sends it again, under the
 * same Message-ID. False: the mail server takes nothing just now.
 */
async function deliver(accountId: string, claim: Claim, inAccount: InAccount): Promise<boolean> {
  const mail = await inAccount(accountId, async tx => {
    const to = (await recipients(tx, accountId)).find(one => one.userId === claim.userId)
    return to && to.email !== '' ? compose(tx, accountId, to, claim) : null
  })
  if (mail === null) {
    await inAccount(accountId, tx => settleMails(tx, claim, 'skipped'))
    return true
  }
  const id = hashOf({ user: claim.userId, alerts: claim.alerts.map(one => one.id) })
  try {
    await sendMail({ ...mail, id })
  } catch (error) {
    if (!(error instanceof MailError)) throw error
    const over = error.kind === 'address' || claim.tries >= triesMost
    log.warn({ account: accountId, kind: error.kind, tries: claim.tries, over }, 'An alert was not sent')
    await inAccount(accountId, tx =>
      over ? settleMails(tx, claim, 'failed') : postponeMails(tx, claim, pauseSeconds(claim.tries)),
    )
    return over
  }
  await inAccount(accountId, tx => settleMails(tx, claim, 'sent'))
  return true
}

/** A minute, two, four … an hour at most. */
function pauseSeconds(tries: number): number {
  return Math.min(3_600, 60 * 2 ** (tries - 1))
}
