import type { Transaction } from '../../../drizzle/client.ts'
import type { Actor } from '../../activity/activity.ts'
import { revokeSessionsOf } from '../directory.ts'
import { resetFactors } from '../factor.ts'
import { type AccessChange, lockedMember, nameOf, note, refused } from './access.ts'

/** For somebody who lost their phone. App, recovery codes and trusted browsers are void; they enrol anew. */
export async function resetFactor(
  tx: Transaction,
  change: { accountId: string; userId: string; actor: NonNullable<Actor> },
): Promise<AccessChange> {
  const found = await lockedMember(tx, change)
  if ('kind' in found) return found
  // Their own they change by their own codes: a session that was left open must not be enough.
  if (change.userId === change.actor.id) return refused('self')
  await resetFactors(tx, change.userId)
  await revokeSessionsOf(tx, change.accountId, change.userId)
  await note(tx, change, 'factors.reset', { name: nameOf(found.member) })
  return { kind: 'changed' }
}
