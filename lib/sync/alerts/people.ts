import type { Transaction } from '../../../drizzle/client.ts'
import { can, type Role } from '../../accounts/permissions.ts'
import { listUsers, type User } from '../../accounts/users/list.ts'
import { isMailAddress } from '../../mail/mail.ts'
import { catalog } from '../../settings/catalog.ts'
import { readSetting } from '../../settings/settings.ts'

/** Somebody who is told, of what they may see. */
export interface Recipient {
  userId: string
  name: string
  /** '' where no mail can be sent to them */
  email: string
  companies: 'all' | readonly string[]
}

/** Everybody in the account whose alerts are on, those without an address among them. */
export async function recipients(tx: Transaction, accountId: string): Promise<Recipient[]> {
  const told: Recipient[] = []
  for (const user of await listUsers(tx, accountId)) {
    if (user.role === 'none' || user.disabledAt !== null) continue
    if (await isOn(tx, user)) told.push(recipientOf(user))
  }
  return told
}

/** Approvers and account-admins mend what is wrong; whoever else wants to know says so. */
export function onByRole(role: Role): boolean {
  return can(role, 'approve')
}

export function concerns({ companies }: Recipient, companyId: string | null): boolean {
  return companyId === null || companies === 'all' || companies.includes(companyId)
}

async function isOn(tx: Transaction, user: User): Promise<boolean> {
  const choice = await readSetting(tx, catalog['alert-mails'], user.userId)
  return choice === 'role' ? onByRole(user.role) : choice === 'on'
}

function recipientOf(user: User): Recipient {
  return {
    userId: user.userId,
    name: user.name,
    email: isMailAddress(user.email) ? user.email : '',
    companies: user.role === 'account-admin' || user.allCompanies ? 'all' : user.companyIds,
  }
}
