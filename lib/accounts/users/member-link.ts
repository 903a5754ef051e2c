import type { Transaction } from '../../../drizzle/client.ts'
import type { Actor } from '../../activity/activity.ts'
import { ConnectorError } from '../../connectors/ports.ts'
import { findPerson } from '../directory/people.ts'
import { revokeSessionsOf } from '../directory.ts'
import { psaOf } from '../psa.ts'
import { type AccessRefusal, lockedMember, nameOf, note, roleOf } from './access.ts'
import { holderOfMember, writeMember } from './store.ts'

/** A member of ConnectWise, to be picked: people are linked by id, as an equal e-mail address proves nothing. */
export interface PsaMember {
  id: string
  identifier: string
  name: string
}

export type LinkChange =
  | { kind: 'changed' | 'same' }
  | { kind: 'refused'; reason: AccessRefusal | 'no-way-in' }
  | Taken

type Taken = { kind: 'refused'; reason: 'taken'; by: string }

/** The active ones by name; null while ConnectWise cannot be asked. */
export async function membersOfPsa(accountId: string): Promise<PsaMember[] | null> {
  try {
    const members = await (await psaOf(accountId)).members()
    return members
      .filter(one => one.active)
      .map(({ id, identifier, name }) => ({ id, identifier, name: name || identifier }))
      .sort((a, b) => a.name.localeCompare(b.name))
  } catch (error) {
    if (error instanceof ConnectorError) return null
    throw error
  }
}

/** The picked one, as ConnectWise says it now; the page's own list is an hour old by then. */
export async function psaMember(accountId: string, id: string): Promise<PsaMember | 'gone'> {
  const members = await (await psaOf(accountId)).members()
  const found = members.find(one => one.id === id && one.active)
  return found ? { id, identifier: found.identifier, name: found.name } : 'gone'
}

export async function linkMember(
  tx: Transaction,
  change: { accountId: string; userId: string; actor: Actor; member: PsaMember | null },
): Promise<LinkChange> {
  const { userId, member } = change
  const found = await lockedMember(tx, change)
  if ('kind' in found) return found
  const before = found.member
  if ((member?.id ?? null) === before.memberId) return { kind: 'same' }
  if (member) {
    const taken = await takeMember(tx, change.accountId, member.id, userId)
    if (taken.kind === 'refused') return taken
  } else if (!(await findPerson(userId, tx))?.passwordHash) {
    return { kind: 'refused', reason: 'no-way-in' }
  }
  await writeMember(tx, userId, { memberId: member?.id ?? null, memberIdentifier: member?.identifier ?? '' })
  await revokeSessionsOf(tx, change.accountId, userId)
  await note(tx, change, member ? 'member.linked' : 'member.unlinked', {
    name: nameOf(before),
    from: before.memberId === null ? null : `${before.memberIdentifier} (${before.memberId})`,
    to: member && `${member.identifier} (${member.id})`,
  })
  return { kind: 'changed' }
}

/**
 * A member who opened a frame before anybody invited them has a row without a role: it gives the member up, with what
 * ConnectWise calls them. One who has a role keeps it.
 */
export async function takeMember(
  tx: Transaction,
  accountId: string,
  memberId: string,
  userId: string,
): Promise<{ kind: 'free'; identifier: string } | Taken> {
  const holder = await holderOfMember(tx, memberId, userId)
  if (!holder) return { kind: 'free', identifier: '' }
  if (roleOf(holder) !== 'none') return { kind: 'refused', reason: 'taken', by: nameOf(holder) }
  await writeMember(tx, holder.userId, { memberId: null, memberIdentifier: '' })
  await revokeSessionsOf(tx, accountId, holder.userId)
  return { kind: 'free', identifier: holder.memberIdentifier }
}
