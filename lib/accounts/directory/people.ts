import { and, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../../drizzle/client.ts'
import { directoryUsers } from '../../../drizzle/schema/directory.ts'
import type { DirectoryUser } from '../../../drizzle/types.ts'
import { sha256 } from '../../std/id.ts'
import { appDatabase } from '../database.ts'

/** What proves that a person is here: the same in every account of theirs. Hashes and one sealed secret. */

export function emailHash(email: string): string {
  return sha256(email.trim().toLowerCase())
}

export async function findPerson(
  userId: string,
  tx: Transaction | Database = appDatabase(),
): Promise<DirectoryUser | null> {
  return (await tx.select().from(directoryUsers).where(eq(directoryUsers.id, userId)))[0] ?? null
}

export async function findPersonByEmail(
  email: string,
  tx: Transaction | Database = appDatabase(),
): Promise<DirectoryUser | null> {
  const rows = await tx
    .select()
    .from(directoryUsers)
    .where(eq(directoryUsers.emailHash, emailHash(email)))
  return rows[0] ?? null
}

/** They have shown that mail to this address reaches them. False: it is somebody else's already. */
export async function confirmEmail(tx: Transaction, userId: string, email: string): Promise<boolean> {
  const hash = emailHash(email)
  // One at a time: two people must not both find the address free.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${hash}, 0))`)
  const owner = await findPersonByEmail(email, tx)
  if (owner) return owner.id === userId
  await tx.update(directoryUsers).set({ emailHash: hash }).where(eq(directoryUsers.id, userId))
  return true
}

export async function savePassword(tx: Transaction, userId: string, passwordHash: string): Promise<void> {
  await tx
    .update(directoryUsers)
    .set({ passwordHash, passwordChangedAt: sql`clock_timestamp()` })
    .where(eq(directoryUsers.id, userId))
}

// authenticator app

/** Waits for its first code. False: an app is enrolled already, and stays. */
export async function offerTotp(
  userId: string,
  sealed: { dataKey: string; totpSealed: string },
): Promise<boolean> {
  const rows = await appDatabase()
    .update(directoryUsers)
    .set(sealed)
    .where(and(eq(directoryUsers.id, userId), isNull(directoryUsers.totpEnrolledAt)))
    .returning({ id: directoryUsers.id })
  return rows.length > 0
}

/** The first code was right; `totpSealed` is the very secret that it was checked with. */
export async function enrolTotp(
  tx: Transaction,
  userId: string,
  { totpSealed, step }: { totpSealed: string; step: number },
): Promise<boolean> {
  const rows = await tx
    .update(directoryUsers)
    .set({ totpEnrolledAt: sql`clock_timestamp()`, totpLastStep: step })
    .where(
      and(
        eq(directoryUsers.id, userId),
        eq(directoryUsers.totpSealed, totpSealed),
        isNull(directoryUsers.totpEnrolledAt),
      ),
    )
    .returning({ id: directoryUsers.id })
  return rows.length > 0
}

/** A code works once: of any number of parallel tries one moves the step on (RFC 6238 §5.2). */
export async function spendTotpStep(
  userId: string,
  { totpSealed, step }: { totpSealed: string; step: number },
): Promise<boolean> {
  const rows = await appDatabase()
    .update(directoryUsers)
    .set({ totpLastStep: step })
    .where(
      and(
        eq(directoryUsers.id, userId),
        eq(directoryUsers.totpSealed, totpSealed),
        isNotNull(directoryUsers.totpEnrolledAt),
        lt(directoryUsers.totpLastStep, step),
      ),
    )
    .returning({ id: directoryUsers.id })
  return rows.length > 0
}

export async function clearTotp(tx: Transaction, userId: string): Promise<void> {
  await tx
    .update(directoryUsers)
    .set({ totpSealed: null, totpEnrolledAt: null, totpLastStep: 0 })
    .where(eq(directoryUsers.id, userId))
}
