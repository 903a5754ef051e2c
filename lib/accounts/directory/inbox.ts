import { and, asc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import { webhookInbox } from '../../../drizzle/schema/directory.ts'
import type { WebhookInbox } from '../../../drizzle/types.ts'
import { sha256 } from '../../std/id.ts'
import { appDatabase } from '../database.ts'

/**
 * Stored before it is answered. The same bytes again while the first still wait are the sender's retry: null. Once handled
 * they are taken again: a second close of a record can look the same, and to look at a record twice changes nothing.
 */
export async function storeInbox(
  tx: Transaction,
  item: { source: string; accountId: string | null; body: Buffer; signature: string },
): Promise<{ id: number } | null> {
  // With the signature: a forged one sent ahead must not stand in the way of the true one.
  const digest = sha256(
    Buffer.concat([Buffer.from(`${item.accountId ?? ''}\n${item.signature}\n`), item.body]),
  )
  const rows = await tx
    .insert(webhookInbox)
    .values({ ...item, digest })
    .onConflictDoUpdate({
      target: [webhookInbox.source, webhookInbox.digest],
      set: { handledAt: null, outcome: null, attempts: 0, receivedAt: sql`clock_timestamp()` },
      setWhere: isNotNull(webhookInbox.handledAt),
    })
    .returning({ id: webhookInbox.id })
  return rows[0] ?? null
}

/** What stayed open longer than a minute: its job was lost. */
export async function openInbox(limit: number): Promise<number[]> {
  const rows = await appDatabase()
    .select({ id: webhookInbox.id })
    .from(webhookInbox)
    .where(
      and(
        isNull(webhookInbox.handledAt),
        lt(webhookInbox.receivedAt, sql`clock_timestamp() - interval '1 minute'`),
      ),
    )
    .orderBy(asc(webhookInbox.receivedAt))
    .limit(limit)
  return rows.map(row => row.id)
}

/** Null when it is handled. Two workers may both take it: handling is safe to double, holding a row across HTTP is not. */
export async function takeInbox(id: number): Promise<WebhookInbox | null> {
  const rows = await appDatabase()
    .update(webhookInbox)
    .set({ attempts: sql`${webhookInbox.attempts} + 1` })
    .where(and(eq(webhookInbox.id, id), isNull(webhookInbox.handledAt)))
    .returning()
  return rows[0] ?? null
}

export async function closeInbox(tx: Transaction, id: number, outcome: string): Promise<void> {
  await tx
    .update(webhookInbox)
    .set({ handledAt: sql`clock_timestamp()`, outcome })
    .where(eq(webhookInbox.id, id))
}
