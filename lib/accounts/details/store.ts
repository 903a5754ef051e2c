import { and, eq, isNotNull, ne, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import { memberships, psaHosts, psas } from '../../../drizzle/schema/accounts.ts'
import { postings } from '../../../drizzle/schema/postings.ts'
import type { NewPsa } from '../../../drizzle/types.ts'

export type PsaHost = typeof psaHosts.$inferSelect

/** Only onto the revision that was read: false when somebody else saved meanwhile. */
export async function writeDetails(
  tx: Transaction,
  revision: number,
  values: Partial<NewPsa>,
): Promise<boolean> {
  const rows = await tx
    .update(psas)
    .set({
      ...values,
      revision: revision + 1,
      updatedAt: sql`now()`,
      // It was tried just now.
      workedAt: sql`now()`,
      ...(values.privateKeySealed !== undefined && { privateKeySetAt: sql`now()` }),
    })
    .where(eq(psas.revision, revision))
    .returning({ revision: psas.revision })
  return rows.length > 0
}

/** Not a change of keys: `updated_at` stays, so that no process opens its connection anew. */
export async function noteWorked(tx: Transaction): Promise<void> {
  await tx.update(psas).set({ workedAt: sql`now()` })
}

// on-premise hosts

export async function hostRow(tx: Transaction, host: string): Promise<PsaHost | null> {
  return (await tx.select().from(psaHosts).where(eq(psaHosts.host, host)))[0] ?? null
}

/** What was begun before goes on: the proof that stands in somebody's DNS already stays the one. */
export async function beginHost(
  tx: Transaction,
  row: { accountId: string; host: string; proof: string },
): Promise<void> {
  await tx.insert(psaHosts).values(row).onConflictDoNothing()
}

export async function markProven(tx: Transaction, host: string, userId: string): Promise<void> {
  await tx.update(psaHosts).set({ provenAt: sql`now()`, provenBy: userId }).where(eq(psaHosts.host, host))
}

// what hangs on the login company

export async function hasPostings(tx: Transaction): Promise<boolean> {
  return (await tx.select({ one: sql`1` }).from(postings).limit(1)).length > 0
}

/** A member id is of one login company: in another it is somebody else's. */
export async function unlinkMembers(tx: Transaction, except: string): Promise<void> {
  await tx
    .update(memberships)
    .set({ memberId: null, memberIdentifier: '' })
    .where(and(isNotNull(memberships.memberId), ne(memberships.userId, except)))
}

export async function linkMember(
  tx: Transaction,
  userId: string,
  member: { memberId: string; memberIdentifier: string },
): Promise<void> {
  await tx.update(memberships).set(member).where(eq(memberships.userId, userId))
}
