import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { postings, sendMembers, sends } from '../../../drizzle/schema/postings.ts'
import { type PostingRow, type Scope, typed } from '../postings/store.ts'

export interface UnknownPosting {
  posting: PostingRow
  sendId: string | null
  /** milliseconds since the last send by the database clock */
  sinceSentMs: number
  keyUsable: boolean
}

/** Unknown postings due for a look, each with its newest send. The ages are read before the look begins. */
export async function unknownDue(
  scope: Scope,
  limits: { sendMaxMs: number; limit: number },
): Promise<UnknownPosting[]> {
  const rows = await scope.tx
    .select({
      posting: postings,
      sinceSentMs: sql<string>`(extract(epoch from (clock_timestamp() - ${postings.lastSentAt})) * 1000)::bigint::text`,
    })
    .from(postings)
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        eq(postings.state, 'unknown'),
        // members of one send are written moments apart: they are looked for together
        sql`${postings.readyAt} <= clock_timestamp() + interval '250 milliseconds'`,
      ),
    )
    .orderBy(asc(postings.readyAt))
    .limit(limits.limit)
  if (rows.length === 0) return []
  const newest = await newestSends(
    scope,
    rows.map(row => row.posting.id),
    limits.sendMaxMs,
  )
  return rows.map(row => ({
    posting: typed(row.posting),
    sinceSentMs: Number(row.sinceSentMs),
    sendId: newest.get(row.posting.id)?.sendId ?? null,
    keyUsable: newest.get(row.posting.id)?.keyUsable ?? false,
  }))
}

async function newestSends(scope: Scope, postingIds: string[], sendMaxMs: number) {
  const rows = await scope.tx
    .selectDistinctOn([sendMembers.postingId], {
      postingId: sendMembers.postingId,
      sendId: sends.id,
      keyUsable: sql<boolean>`${sends.keyBurntAt} is null
        and ${sends.keyBornAt} > clock_timestamp() - ${sendMaxMs} * interval '1 millisecond'`,
    })
    .from(sendMembers)
    .innerJoin(sends, eq(sends.id, sendMembers.sendId))
    .where(inArray(sendMembers.postingId, postingIds))
    .orderBy(sendMembers.postingId, sql`${sends.createdAt} desc`)
  return new Map(rows.map(row => [row.postingId, row]))
}
