import { and, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import { directorySessions } from '../../../drizzle/schema/directory.ts'
import type { DirectorySession } from '../../../drizzle/types.ts'
import { appDatabase } from '../database.ts'

/** What a session has shown beside the first factor. */
export interface Standing {
  /** a code was typed in it, or its browser is trusted */
  trusted: boolean
  /** a code was typed in the last ten minutes */
  recent: boolean
  deviceHash: string | null
}

export async function standingOf(sessionHash: string): Promise<Standing> {
  const rows = await appDatabase().execute<{
    trusted: boolean
    recent: boolean
    deviceHash: string | null
  }>(sql`
    select s.device_hash as "deviceHash",
      coalesce(s.second_factor_at > clock_timestamp() - interval '10 minutes', false) as recent,
      s.second_factor_at is not null or exists (
        select 1 from directory_devices d
        where d.device_hash = s.device_hash and d.account_id = s.account_id and d.user_id = s.user_id
          and d.revoked_at is null and d.trusted_until > clock_timestamp()
      ) as trusted
    from directory_sessions s where s.id_hash = ${sessionHash} and s.revoked_at is null`)
  return rows[0] ?? { trusted: false, recent: false, deviceHash: null }
}

/** A code was typed: it counts for the session, for the one whose ticket opened it, and for all tabs of that one. */
export async function markSecondFactor(sessionHash: string): Promise<void> {
  await appDatabase().execute(sql`
    with recursive up as (
      select id_hash, parent_hash from directory_sessions where id_hash = ${sessionHash}
      union
      select parent.id_hash, parent.parent_hash from directory_sessions parent join up on up.parent_hash = parent.id_hash
    ), family as (
      select id_hash from up
      union
      select child.id_hash from directory_sessions child join family on child.parent_hash = family.id_hash
    )
    update directory_sessions set second_factor_at = clock_timestamp()
    where revoked_at is null and id_hash in (select id_hash from family)`)
}

/** What proved the person is no longer theirs: no session of theirs counts as proven, in any account. */
export async function forgetSecondFactors(tx: Transaction, userId: string): Promise<void> {
  await tx.update(directorySessions).set({ secondFactorAt: null }).where(eq(directorySessions.userId, userId))
}

/** A person's own list: those that live, the last used first. */
export async function liveSessions(accountId: string, userId: string): Promise<DirectorySession[]> {
  return appDatabase()
    .select()
    .from(directorySessions)
    .where(
      and(
        eq(directorySessions.accountId, accountId),
        eq(directorySessions.userId, userId),
        isNull(directorySessions.revokedAt),
        gt(directorySessions.expiresAt, sql`clock_timestamp()`),
        gt(directorySessions.lastSeenAt, sql`clock_timestamp() - interval '30 minutes'`),
      ),
    )
    .orderBy(desc(directorySessions.lastSeenAt))
}

/** In every account, but for `except`: whoever is signed in by the old password is signed out. */
export async function revokeEverySession(tx: Transaction, userId: string, except?: string): Promise<void> {
  const others = except === undefined ? undefined : ne(directorySessions.idHash, except)
  await tx
    .update(directorySessions)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(and(eq(directorySessions.userId, userId), others, isNull(directorySessions.revokedAt)))
}
