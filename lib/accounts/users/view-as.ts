import type { Transaction } from '../../../drizzle/client.ts'
import type { Actor } from '../../activity/activity.ts'
import { setViewAs } from '../directory/viewing.ts'
import { companyScopeOf, type Member, membershipOf } from '../members.ts'
import { can, type Role } from '../permissions.ts'
import type { CompanyScope } from '../transaction.ts'
import { type AccessRefusal, lockedMember, nameOf, note, roleOf } from './access.ts'

export type ViewChange = { kind: 'changed' } | { kind: 'refused'; reason: AccessRefusal | 'no-role' }

interface Viewing {
  accountId: string
  /** of the admin who looks */
  sessionHash: string
  actor: NonNullable<Actor>
  userId: string
}

/** Whose session it is, and what it sees: the person's own, or that of somebody an admin looks as. */
export interface Sight {
  person: Member
  role: Role
  companies: CompanyScope
  viewing: { userId: string; name: string } | null
}

/** Only the sight is borrowed: what is done is done by the person of the session, who must be an admin all the while. */
export async function sightOf(
  tx: Transaction,
  session: { userId: string; viewAsUserId: string | null },
): Promise<Sight | null> {
  const person = await membershipOf(tx, session.userId)
  if (!person) return null
  const { viewAsUserId } = session
  const seen =
    viewAsUserId !== null && can(person.role, 'manage-users') && (await membershipOf(tx, viewAsUserId))
  if (!seen || seen.role === 'none') {
    return { person, role: person.role, companies: await companyScopeOf(tx, person.userId), viewing: null }
  }
  const { userId, name, role } = seen
  return { person, role, companies: await companyScopeOf(tx, userId), viewing: { userId, name } }
}

/** Nothing of the other person's is touched: their sessions, codes and times stay as they are. */
export async function beginViewAs(tx: Transaction, viewing: Viewing): Promise<ViewChange> {
  const found = await lockedMember(tx, viewing)
  if ('kind' in found) return found
  const { member } = found
  if (member.userId === viewing.actor.id) return { kind: 'refused', reason: 'self' }
  if (roleOf(member) === 'none' || member.disabledAt !== null) return { kind: 'refused', reason: 'no-role' }
  await setViewAs(tx, viewing.sessionHash, member.userId)
  await note(tx, viewing, 'view-as.begun', { name: nameOf(member) })
  return { kind: 'changed' }
}

export async function endViewAs(tx: Transaction, viewing: Viewing & { name: string }): Promise<void> {
  await setViewAs(tx, viewing.sessionHash, null)
  await note(tx, viewing, 'view-as.ended', { name: viewing.name })
}
