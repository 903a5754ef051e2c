import { and, asc, eq, inArray, isNotNull, isNull, lte, min, sql } from 'drizzle-orm'
import { postings } from '../../../drizzle/schema/postings.ts'
import { receipts } from '../../../drizzle/schema/receipts.ts'
import type { Problem } from '../../accounting/problems.ts'
import { newId } from '../../std/id.ts'
import { dueNow } from '../due/store.ts'
import { databaseNow, fromNow, type PostingRow, type Scope, typed } from '../postings/store.ts'

export type ReceiptRow = typeof receipts.$inferSelect

export interface NewReceipt {
  postingId: string
  expenseId: string
  entryId: string
  title: string
}

/** In place of what an earlier plan of these documents had: nothing of that was sent. */
export async function replaceReceipts(
  scope: Scope,
  postingIds: readonly string[],
  list: readonly NewReceipt[],
): Promise<void> {
  const { tx, accountId, companyId } = scope
  if (postingIds.length > 0) await tx.delete(receipts).where(inArray(receipts.postingId, [...postingIds]))
  if (list.length === 0) return
  const rows = list.map(one => ({ ...one, accountId, companyId, id: newId(), dueAt: databaseNow }))
  await tx.insert(receipts).values(rows)
}

/** The document stands in the ledger, whatever it is worth there. */
const standing = ['posted', 'confirmed', 'drifted'] as const

const ofStanding = (companyId: string) =>
  and(
    eq(receipts.companyId, companyId),
    isNotNull(receipts.dueAt),
    eq(postings.live, true),
    inArray(postings.state, [...standing]),
    isNotNull(postings.remoteId),
  )

const itsPosting = and(eq(postings.accountId, receipts.accountId), eq(postings.id, receipts.postingId))

export interface DueReceipt {
  row: ReceiptRow
  document: PostingRow
  /** since the file was sent of which is not known what became, by the database clock; null: there is none */
  sinceSentMs: number | null
}

export async function dueReceipt({ tx, companyId }: Scope): Promise<DueReceipt | null> {
  const [found] = await tx
    .select({
      row: receipts,
      document: postings,
      since: sql<string | null>`(extract(epoch from (clock_timestamp() - ${receipts.sentAt})) * 1000)::text`,
    })
    .from(receipts)
    .innerJoin(postings, itsPosting)
    .where(and(ofStanding(companyId), lte(receipts.dueAt, dueNow)))
    .orderBy(asc(receipts.dueAt), asc(receipts.id))
    .limit(1)
  if (!found) return null
  const { row, document, since } = found
  return { row, document: typed(document), sinceSentMs: since === null ? null : Number(since) }
}

/** When one is due of a document that stands; null: none waits by itself. */
export async function nextReceiptAt({ tx, companyId }: Scope): Promise<Date | null> {
  const [found] = await tx
    .select({ at: min(receipts.dueAt) })
    .from(receipts)
    .innerJoin(postings, itsPosting)
    .where(ofStanding(companyId))
  return found?.at ?? null
}

type Mine = Pick<ReceiptRow, 'id' | 'attempts'>

/** The intent, before a byte leaves; null: somebody else has been there meanwhile. */
export async function beginFile({ tx }: Scope, row: Mine, fileId: string): Promise<number | null> {
  const [begun] = await tx
    .update(receipts)
    .set({ attempts: row.attempts + 1, sentFile: fileId, sentAt: databaseNow })
    .where(mine(row))
    .returning({ attempts: receipts.attempts })
  return begun?.attempts ?? null
}

/** It hangs there, or provably does not. */
export async function endFile({ tx }: Scope, row: Mine): Promise<void> {
  await tx.update(receipts).set({ sentFile: null, sentAt: null, failures: 0 }).where(mine(row))
}

export async function postponeReceipt({ tx }: Scope, row: Mine, waitMs: number): Promise<void> {
  await tx
    .update(receipts)
    .set({ dueAt: fromNow(waitMs), failures: sql`${receipts.failures} + 1` })
    .where(mine(row))
}

/** Nothing more happens by itself: all hang there, or somebody is told why not. */
export async function settleReceipt(
  { tx }: Scope,
  row: Mine,
  end: { attached: number; problems: Problem[] },
): Promise<boolean> {
  const done = end.problems.length === 0
  const rows = await tx
    .update(receipts)
    .set({
      ...end,
      dueAt: null,
      doneAt: done ? databaseNow : null,
      failures: 0,
      sentFile: null,
      sentAt: null,
    })
    .where(mine(row))
    .returning({ id: receipts.id })
  return rows.length > 0
}

function mine({ id, attempts }: Mine) {
  return and(eq(receipts.id, id), eq(receipts.attempts, attempts))
}

/** A person wants those looked at anew that nothing happens with. Answers how many there are. */
export async function dueAgain({ tx }: Scope, postingId: string): Promise<number> {
  const rows = await tx
    .update(receipts)
    .set({ dueAt: databaseNow, doneAt: null, problems: [], failures: 0 })
    .where(and(eq(receipts.postingId, postingId), isNull(receipts.dueAt)))
    .returning({ id: receipts.id })
  return rows.length
}

export async function receiptsOf({ tx }: Pick<Scope, 'tx'>, postingId: string): Promise<ReceiptRow[]> {
  return tx.select().from(receipts).where(eq(receipts.postingId, postingId)).orderBy(asc(receipts.expenseId))
}
