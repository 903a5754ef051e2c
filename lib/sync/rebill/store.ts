import { and, eq, inArray, sql } from 'drizzle-orm'
import { postingNeeds, postings } from '../../../drizzle/schema/postings.ts'
import { type PostingRow, type Scope, typed } from '../postings/store.ts'

/** The credit note that this document waits for. */
export async function neededCredit(scope: Scope, documentId: string): Promise<PostingRow | null> {
  const [row] = await scope.tx
    .select({ posting: postings })
    .from(postingNeeds)
    .innerJoin(postings, eq(postings.id, postingNeeds.needsId))
    .where(and(eq(postingNeeds.postingId, documentId), eq(postings.operation, 'credit')))
  return row ? typed(row.posting) : null
}

/** Credit notes that stand or were refused, and of whose documents nothing was made of that yet. */
export async function creditsToSettle(scope: Scope): Promise<PostingRow[]> {
  const rows = await scope.tx
    .select()
    .from(postings)
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        eq(postings.operation, 'credit'),
        eq(postings.live, true),
        inArray(postings.state, ['posted', 'rejected', 'mismatch']),
        sql`(${postings.state} <> 'mismatch' or exists (
              select 1 from posting_needs n join postings d on d.account_id = n.account_id and d.id = n.posting_id
              where n.account_id = "postings"."account_id" and n.needs_id = "postings"."id" and d.live
                and d.state = 'ready'))`,
      ),
    )
    .limit(100)
  return rows.map(typed)
}
