import { eq, inArray, isNotNull, max, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import { directorySessions, directoryUsers } from '../../../drizzle/schema/directory.ts'

/** The session, and the tabs it opened, see what that person sees; null: what their own person does. */
export async function setViewAs(tx: Transaction, idHash: string, userId: string | null): Promise<void> {
  await tx.execute(sql`
    with recursive family as (
      select id_hash from directory_sessions where id_hash = ${idHash}
      union
      select child.id_hash from directory_sessions child join family on child.parent_hash = family.id_hash
    )
    update directory_sessions set view_as_user_id = ${userId}
    where revoked_at is null and id_hash in (select id_hash from family)`)
}

/** Of each person in the account: when a session of theirs last did something. */
export async function lastSeenIn(tx: Transaction, accountId: string): Promise<ReadonlyMap<string, Date>> {
  const rows = await tx
    .select({ userId: directorySessions.userId, at: max(directorySessions.lastSeenAt) })
    .from(directorySessions)
    .where(eq(directorySessions.accountId, accountId))
    .groupBy(directorySessions.userId)
  return new Map(rows.flatMap(({ userId, at }) => (at ? [[userId, at] as const] : [])))
}

/** What is known of these people beyond Manage: an authenticator app, a confirmed e-mail address. */
export async function factsOfPeople(
  tx: Transaction,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, { app: boolean; confirmed: boolean }>> {
  if (userIds.length === 0) return new Map()
  const rows = await tx
    .select({
      id: directoryUsers.id,
      app: isNotNull(directoryUsers.totpEnrolledAt).mapWith(Boolean),
      confirmed: isNotNull(directoryUsers.emailHash).mapWith(Boolean),
    })
    .from(directoryUsers)
    .where(inArray(directoryUsers.id, [...userIds]))
  return new Map(rows.map(({ id, ...facts }) => [id, facts]))
}
