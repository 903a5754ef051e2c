import type { Transaction } from '../../../drizzle/client.ts'
import { membershipOf } from '../../accounts/members.ts'
import { isMailAddress, isMailConfigured } from '../../mail/mail.ts'
import { stuckHours } from './find.ts'
import { lastMail } from './mails/store.ts'
import { onByRole } from './people.ts'
import { openAlerts, stuckCounts } from './store.ts'

/** What stands open now, for the screens; a ledger that must be reconnected has its own banner. */
export interface Standing {
  /** documents of the company that have been on their way for longer than `hours` */
  stuck: number
  hours: number
  /** ConnectWise does not report changes */
  callbacks: boolean
}

export async function standingAlerts(tx: Transaction, companyId: string): Promise<Standing | null> {
  const open = await openAlerts(tx)
  const isStuck = open.some(one => one.kind === 'stuck' && one.companyId === companyId)
  // Counted only then: the alert is looked for every minute anyway.
  const stuck = isStuck ? ((await stuckCounts(tx, stuckHours)).get(companyId) ?? 0) : 0
  const callbacks = open.some(one => one.kind === 'callbacks')
  return stuck > 0 || callbacks ? { stuck, hours: stuckHours, callbacks } : null
}

/** Whether and where mail reaches a person. */
export interface MailWay {
  /** '' where ConnectWise has none, or none that mail can be sent to */
  email: string
  /** this installation has a mail server */
  server: boolean
  /** what "as my role has it" means for them */
  byRole: boolean
  last: { state: 'sent' | 'failed'; at: Date } | null
}

export async function mailWayOf(tx: Transaction, userId: string): Promise<MailWay> {
  const member = await membershipOf(tx, userId)
  const last = await lastMail(tx, userId)
  return {
    email: member && isMailAddress(member.email) ? member.email : '',
    server: isMailConfigured(),
    byRole: member !== null && onByRole(member.role),
    last,
  }
}
