import type { Transaction } from '../../../drizzle/client.ts'
import { type Actor, list, record } from '../../activity/activity.ts'
import { env } from '../../env.ts'
import { isMailConfigured, MailError, sendMail } from '../../mail/mail.ts'
import { createLogger } from '../../std/log.ts'
import { takeAttempt } from '../directory/attempts.ts'
import { accountRow, membershipOfMember } from '../store.ts'
import { inAccount } from '../transaction.ts'
import { listAdmins, type User } from './list.ts'

const asked = 'access.asked'
const declined = 'access.declined'
const dayMs = 24 * 3_600_000

const log = createLogger('users')

/** Members of ConnectWise whom it knows, and who have no role here. A member who is disabled has been answered already. */
export async function askForAccess(
  accountId: string,
  install: string,
  member: { memberId: string; name: string },
): Promise<void> {
  const letters = await inAccount(accountId, async tx => {
    const row = await membershipOfMember(tx, member.memberId)
    if (row && row.disabledAt !== null) return []
    const subject = `member:${member.memberId}`
    const [last] = await list(tx, { subject, limit: 1 })
    if (last?.verb === asked && last.at.getTime() > Date.now() - dayMs) return []
    await record(tx, { accountId, actor: null, verb: asked, subject, detail: { name: member.name } })
    const { name: account } = await accountRow(tx)
    return (await listAdmins(tx))
      .filter(one => one.email !== '')
      .map(one => letter(one.email, member.name, account, install))
  })
  // However many members ask: the list has them all, the admins' inboxes need not.
  if (letters.length === 0 || !isMailConfigured()) return
  if (await takeAttempt({ what: `mail about access ${accountId}`, most: 10 })) return
  for (const one of letters) await tell(one)
}

/** Of those who have no role, when they asked; one that was declined may ask again. */
export async function listRequests(
  tx: Transaction,
  users: readonly User[],
): Promise<{ user: User; askedAt: Date }[]> {
  const requests: { user: User; askedAt: Date }[] = []
  for (const user of users) {
    if (user.role !== 'none' || user.disabledAt !== null || user.memberId === null) continue
    const [last] = await list(tx, { subject: `member:${user.memberId}`, limit: 1 })
    if (last?.verb === asked) requests.push({ user, askedAt: last.at })
  }
  return requests.sort((a, b) => a.askedAt.getTime() - b.askedAt.getTime())
}

/** It stands in the history, and off the list until the member asks again. */
export async function declineRequest(
  tx: Transaction,
  { accountId, actor, user }: { accountId: string; actor: Actor; user: User },
): Promise<void> {
  const subject = `member:${user.memberId}`
  await record(tx, { accountId, actor, verb: declined, subject, detail: { name: user.name } })
}

function letter(to: string, name: string, account: string, install: string) {
  const subject = `${name} asks for access to Evenbook`.replaceAll(/\p{Cc}+/gu, ' ')
  const lines = [
    `${name} opened Evenbook in ConnectWise, for ${account}, and has no role there yet.`,
    '',
    'Open Evenbook in ConnectWise and go to Users, to give a role or to decline. Or sign in here:',
    `${env().EVENBOOK_URL}/${install}/users`,
  ]
  return { to, subject, text: lines.join('\n') }
}

// The request stands in the list whether or not the mail arrives.
async function tell(mail: Parameters<typeof sendMail>[0]): Promise<void> {
  try {
    await sendMail(mail)
  } catch (error) {
    if (!(error instanceof MailError)) throw error
    log.warn({ error }, 'The admins were not told by mail that a member asks for access')
  }
}
