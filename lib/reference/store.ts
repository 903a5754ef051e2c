import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/client.ts'
import { accounts } from '../../drizzle/schema/accounts.ts'
import { referenceItems, referenceLists } from '../../drizzle/schema/reference.ts'
import { present } from '../std/assert.ts'

export type ListRow = typeof referenceLists.$inferSelect
export type ItemRow = typeof referenceItems.$inferSelect

export interface NewItem {
  id: string
  code: string
  name: string
  active: boolean
  data: unknown
}

interface ListKey {
  tx: Transaction
  accountId: string
  ownerId: string
  kind: string
}

const insertChunk = 1_000

export async function listRows(tx: Transaction, ownerIds: string[]): Promise<ListRow[]> {
  return tx.select().from(referenceLists).where(inArray(referenceLists.ownerId, ownerIds))
}

export async function itemRows(tx: Transaction, ownerId: string, kinds: string[]): Promise<ItemRow[]> {
  return tx
    .select()
    .from(referenceItems)
    .where(and(eq(referenceItems.ownerId, ownerId), inArray(referenceItems.kind, kinds)))
}

/** The list as the vendor gives it now: what it no longer names becomes inactive, so that a mapping still has a name. */
export async function replaceList(key: ListKey, items: NewItem[]): Promise<void> {
  await touchList(key, null)
  await key.tx
    .update(referenceItems)
    .set({ active: false })
    .where(and(eq(referenceItems.ownerId, key.ownerId), eq(referenceItems.kind, key.kind)))
  await upsertItems(key, items)
}

/** Changes since the cursor; the rest of the list stays. */
export async function mergeList(key: ListKey, items: NewItem[], cursor: string | null): Promise<void> {
  await touchList(key, cursor)
  await upsertItems(key, items)
}

async function touchList(key: ListKey, cursor: string | null): Promise<void> {
  const { tx, accountId, ownerId, kind } = key
  const set = { refreshedAt: sql`now()`, trouble: '', cursor }
  await tx
    .insert(referenceLists)
    .values({ accountId, ownerId, kind, refreshedAt: sql`now()`, cursor })
    .onConflictDoUpdate({
      target: [referenceLists.accountId, referenceLists.ownerId, referenceLists.kind],
      set,
    })
}

async function upsertItems(key: ListKey, items: NewItem[]): Promise<void> {
  const { accountId, ownerId, kind } = key
  for (let from = 0; from < items.length; from += insertChunk) {
    await key.tx
      .insert(referenceItems)
      .values(items.slice(from, from + insertChunk).map(item => ({ accountId, ownerId, kind, ...item })))
      .onConflictDoUpdate({
        target: [referenceItems.accountId, referenceItems.ownerId, referenceItems.kind, referenceItems.id],
        set: {
          code: sql`excluded.code`,
          name: sql`excluded.name`,
          active: sql`excluded.active`,
          data: sql`excluded.data`,
        },
      })
  }
}

/** The last refresh failed: what is cached stays, people are told. */
export async function noteTrouble(key: ListKey, trouble: string): Promise<void> {
  const { tx, accountId, ownerId, kind } = key
  await tx
    .insert(referenceLists)
    .values({ accountId, ownerId, kind, trouble })
    .onConflictDoUpdate({
      target: [referenceLists.accountId, referenceLists.ownerId, referenceLists.kind],
      set: { trouble },
    })
}

/** The account whose transaction this is: row-level security leaves one row. */
export async function accountOf(tx: Transaction): Promise<string> {
  const rows = await tx.select({ accountId: accounts.accountId }).from(accounts)
  return present(rows[0], 'not inside an account').accountId
}
