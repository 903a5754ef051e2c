import { and, desc, eq, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import { mappingSets } from '../../../drizzle/schema/reference.ts'

export type SetRow = typeof mappingSets.$inferSelect

/** Held to the end of the transaction: two that look at what stands and then write must not mix. */
export async function lockMappings(tx: Transaction, companyId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`mappings:${companyId}`}, 0))`)
}

export async function insertSet(tx: Transaction, set: typeof mappingSets.$inferInsert): Promise<void> {
  await tx.insert(mappingSets).values(set)
}

export async function setById(tx: Transaction, companyId: string, id: string): Promise<SetRow | null> {
  const rows = await tx
    .select()
    .from(mappingSets)
    .where(and(eq(mappingSets.companyId, companyId), eq(mappingSets.id, id)))
  return rows[0] ?? null
}

export async function setRows(tx: Transaction, companyId: string, limit: number): Promise<SetRow[]> {
  return tx
    .select()
    .from(mappingSets)
    .where(eq(mappingSets.companyId, companyId))
    .orderBy(desc(mappingSets.decidedAt), desc(mappingSets.id))
    .limit(limit)
}

export async function writeUndone(tx: Transaction, id: string, by: string): Promise<void> {
  await tx.update(mappingSets).set({ undoneAt: sql`now()`, undoneByName: by }).where(eq(mappingSets.id, id))
}
