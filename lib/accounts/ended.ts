import { createLogger } from '../std/log.ts'
import { deleteEnded } from './directory/ended.ts'
import { listAccounts } from './directory.ts'
import { inAccount } from './transaction.ts'
import { deleteEndedInvitations } from './users/store.ts'

const log = createLogger('ended')
const atOnce = 5_000
/** An invitation can be sent again, so it stays on the list a while after its link has ended. */
const invitationDays = 30

/**
 * Nightly: sessions, tickets, mailed links and codes, used recovery codes, browsers and counts of tries go a day after their
 * end, invitations thirty days after they were accepted or withdrawn or ran out. Nothing that still opens something goes; a
 * second run finds nothing. Answers how many rows went of each.
 */
export async function trimEnded(batch = atOnce): Promise<Record<string, number>> {
  const gone = { ...(await deleteEnded(batch)), invitations: 0 }
  for (const accountId of await listAccounts()) {
    for (let count = batch; count === batch; gone.invitations += count)
      count = await inAccount(accountId, tx => deleteEndedInvitations(tx, invitationDays, batch))
  }
  log.info({ gone }, 'What had ended was removed')
  return gone
}
