import { and, eq, sql } from 'drizzle-orm'
import { creditReads } from '../../../../drizzle/schema/credits.ts'
import type { Scope } from '../../postings/store.ts'

export type CreditRead = typeof creditReads.$inferSelect

/** Asks for a read: `olderThanMs` leaves one alone that was made so lately. True: somebody has to be woken. */
export async function askCreditRead(
  scope: Scope,
  { asked, olderThanMs }: { asked: boolean; olderThanMs: number },
): Promise<boolean> {
  const { accountId, companyId } = scope
  const rows = await scope.tx
    .insert(creditReads)
    .values({ accountId, companyId, dueAt: sql`clock_timestamp()`, asked })
    .onConflictDoUpdate({
      target: [creditReads.accountId, creditReads.companyId],
      set: { dueAt: sql`clock_timestamp()`, asked: sql`${creditReads.asked} or ${asked}` },
      setWhere: sql`${olderThanMs} = 0 or ${creditReads.readAt} is null
        or ${creditReads.readAt} <= clock_timestamp() - ${olderThanMs} * interval '1 millisecond'`,
    })
    .returning({ companyId: creditReads.companyId })
  return rows.length > 0
}

export async function dueCreditRead(scope: Scope): Promise<CreditRead | null> {
  const [row] = await scope.tx
    .select()
    .from(creditReads)
    .where(
      and(
        eq(creditReads.companyId, scope.companyId),
        sql`${creditReads.dueAt} <= clock_timestamp() + interval '5 milliseconds'`,
      ),
    )
  return row ?? null
}

/** Who rang while it was being read is heard next time. */
export async function noteCreditRead(
  scope: Scope,
  read: CreditRead,
  { cursor, trouble }: { cursor: Date | null; trouble: string },
): Promise<void> {
  const rangMeanwhile = sql`${creditReads.dueAt} is distinct from ${read.dueAt?.toISOString() ?? null}::timestamptz`
  await scope.tx
    .update(creditReads)
    .set({
      cursor,
      trouble,
      readAt: sql`clock_timestamp()`,
      dueAt: sql`case when ${rangMeanwhile} then ${creditReads.dueAt} end`,
      asked: sql`case when ${rangMeanwhile} then ${creditReads.asked} else false end`,
    })
    .where(eq(creditReads.companyId, scope.companyId))
}
