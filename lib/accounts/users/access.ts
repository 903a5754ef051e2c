import type { Transaction } from '../../../drizzle/client.ts'
import type { Membership } from '../../../drizzle/types.ts'
import { type Actor, record } from '../../activity/activity.ts'
import { isKeepable } from '../../std/text.ts'
import { listCompanies } from '../companies.ts'
import { revokeSessionsOf } from '../directory.ts'
import { can, isRole, type Role } from '../permissions.ts'
import { companiesOfMembership, lockMemberships } from '../store.ts'
import { writeAccess, writeDisabled } from './store.ts'

/** What a person may do, and for which companies. An admin has all of them by the role itself. */
export interface Access {
  role: Role
  allCompanies: boolean
  companyIds: readonly string[]
}

export type AccessRefusal = 'unknown' | 'not-admin' | 'last-admin' | 'company' | 'self'

export type AccessChange = { kind: 'changed' | 'same' } | { kind: 'refused'; reason: AccessRefusal }

interface Change {
  accountId: string
  userId: string
  /** null: the account's set-up, not a person */
  actor: Actor
}

/** Refused when nobody would be left who can manage users. The person's sessions end: the next one has the new role. */
export async function changeAccess(
  tx: Transaction,
  change: Change & { access: Access },
): Promise<AccessChange> {
  const { userId } = change
  const found = await lockedMember(tx, change)
  if ('kind' in found) return found
  const { member, loneAdmin } = found
  const access = settled(change.access)
  if (loneAdmin && access.role !== 'account-admin') return refused('last-admin')
  const companies = await listCompanies(tx)
  const isKnown = (id: string) => companies.some(one => one.id === id)
  if (!access.companyIds.every(isKnown)) return refused('company')
  const before = settled({
    role: roleOf(member),
    allCompanies: member.allCompanies,
    companyIds: await companiesOfMembership(tx, userId),
  })
  const words = ({ role, allCompanies, companyIds }: Access) => ({
    role,
    companies: allCompanies
      ? 'all'
      : companies.filter(({ id }) => companyIds.includes(id)).map(one => one.name),
  })
  if (JSON.stringify(words(before)) === JSON.stringify(words(access))) return { kind: 'same' }
  await writeAccess(tx, member, access)
  await revokeSessionsOf(tx, change.accountId, userId)
  await note(tx, change, 'role.changed', { name: nameOf(member), from: words(before), to: words(access) })
  return { kind: 'changed' }
}

/** Sessions end at once. What the person may do stays written down, so that enabling gives it back. */
export async function setDisabled(
  tx: Transaction,
  change: Change & { disabled: boolean },
): Promise<AccessChange> {
  const { userId, disabled, actor } = change
  const found = await lockedMember(tx, change)
  if ('kind' in found) return found
  const { member, loneAdmin } = found
  if (disabled && loneAdmin) return refused('last-admin')
  if (disabled && actor?.id === userId) return refused('self')
  if (disabled === (member.disabledAt !== null)) return { kind: 'same' }
  await writeDisabled(tx, userId, disabled)
  await revokeSessionsOf(tx, change.accountId, userId)
  await note(tx, change, disabled ? 'user.disabled' : 'user.enabled', { name: nameOf(member) })
  return { kind: 'changed' }
}

/**
 * All memberships are locked, then looked at: of two admins who take each other's role at once, the second is no admin any
 * more by the time that it is asked.
 */
export async function lockedMember(
  tx: Transaction,
  { userId, actor }: Pick<Change, 'userId' | 'actor'>,
): Promise<{ member: Membership; loneAdmin: boolean } | Extract<AccessChange, { kind: 'refused' }>> {
  const all = await lockMemberships(tx)
  const admins = all.filter(one => one.disabledAt === null && can(roleOf(one), 'manage-users'))
  if (actor !== null && !admins.some(one => one.userId === actor.id)) return refused('not-admin')
  const member = all.find(one => one.userId === userId)
  if (!member) return refused('unknown')
  return { member, loneAdmin: admins.length === 1 && admins[0]?.userId === userId }
}

export function nameOf(member: Pick<Membership, 'name' | 'memberIdentifier' | 'email'>): string {
  return member.name || member.memberIdentifier || member.email
}

/** As it goes into mails and lists: one line of what can be seen. */
export function cleanName(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
}

/** What is wrong with a person's name once it is cleaned, or null. */
export function nameFault(name: string): string | null {
  if (name.length > 100) return 'A name has at most 100 characters.'
  return isKeepable(name) ? null : 'Write the name in letters that can be kept.'
}

export function roleOf(member: Pick<Membership, 'role'>): Role {
  return isRole(member.role) ? member.role : 'none'
}

/** Every admin's companies are all, and nobody's are both all and some. */
export function settled(access: Access): Access {
  const allCompanies = access.allCompanies || access.role === 'account-admin'
  return { ...access, allCompanies, companyIds: allCompanies ? [] : access.companyIds }
}

export function refused(reason: AccessRefusal): Extract<AccessChange, { kind: 'refused' }> {
  return { kind: 'refused', reason }
}

export async function note(
  tx: Transaction,
  { accountId, userId, actor }: Change,
  verb: string,
  detail: Parameters<typeof record>[1]['detail'],
): Promise<void> {
  await record(tx, { accountId, actor, verb, subject: `user:${userId}`, detail })
}
