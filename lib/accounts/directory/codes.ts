import { and, count, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import { directoryMailCodes, directoryRecoveryCodes } from '../../../drizzle/schema/directory.ts'
import { newId } from '../../std/id.ts'
import { appDatabase } from '../database.ts'

// recovery codes

/** The new ones only: a list that was printed before is void. */
export async function replaceRecoveryCodes(
  tx: Transaction,
  userId: string,
  hashes: readonly string[],
): Promise<void> {
  await clearRecoveryCodes(tx, userId)
  await tx.insert(directoryRecoveryCodes).values(hashes.map(codeHash => ({ userId, codeHash })))
}

export async function clearRecoveryCodes(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(directoryRecoveryCodes).where(eq(directoryRecoveryCodes.userId, userId))
}

export async function spendRecoveryCode(userId: string, codeHash: string): Promise<boolean> {
  const rows = await appDatabase()
    .update(directoryRecoveryCodes)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(directoryRecoveryCodes.userId, userId),
        eq(directoryRecoveryCodes.codeHash, codeHash),
        isNull(directoryRecoveryCodes.usedAt),
      ),
    )
    .returning({ userId: directoryRecoveryCodes.userId })
  return rows.length > 0
}

export async function recoveryCodesLeft(userId: string): Promise<number> {
  const rows = await appDatabase()
    .select({ left: count() })
    .from(directoryRecoveryCodes)
    .where(and(eq(directoryRecoveryCodes.userId, userId), isNull(directoryRecoveryCodes.usedAt)))
  return rows[0]?.left ?? 0
}

// codes by e-mail

const mailCodeTries = 5

/** The newest is the only one: those sent before are void. Ten minutes. */
export async function saveMailCode(userId: string, codeHash: string): Promise<void> {
  const now = sql`clock_timestamp()`
  await appDatabase().transaction(async tx => {
    await clearMailCodes(tx, userId)
    const expiresAt = sql`clock_timestamp() + interval '10 minutes'`
    await tx.insert(directoryMailCodes).values({ id: newId(), userId, codeHash, createdAt: now, expiresAt })
  })
}

/** Counts the try before it is looked at, so that parallel tries share the five. Null: there is no code to compare with. */
export async function tryMailCode(userId: string): Promise<{ id: string; codeHash: string } | null> {
  const newest = appDatabase()
    .select({ id: directoryMailCodes.id })
    .from(directoryMailCodes)
    .where(and(eq(directoryMailCodes.userId, userId), usable()))
    .orderBy(desc(directoryMailCodes.createdAt))
    .limit(1)
  const rows = await appDatabase()
    .update(directoryMailCodes)
    .set({ attempts: sql`${directoryMailCodes.attempts} + 1` })
    .where(and(eq(directoryMailCodes.id, newest), lt(directoryMailCodes.attempts, mailCodeTries), usable()))
    .returning({ id: directoryMailCodes.id, codeHash: directoryMailCodes.codeHash })
  return rows[0] ?? null
}

export async function spendMailCode(id: string): Promise<boolean> {
  const rows = await appDatabase()
    .update(directoryMailCodes)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(and(eq(directoryMailCodes.id, id), usable()))
    .returning({ id: directoryMailCodes.id })
  return rows.length > 0
}

export async function clearMailCodes(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(directoryMailCodes).where(eq(directoryMailCodes.userId, userId))
}

function usable() {
  return and(isNull(directoryMailCodes.usedAt), gt(directoryMailCodes.expiresAt, sql`clock_timestamp()`))
}
