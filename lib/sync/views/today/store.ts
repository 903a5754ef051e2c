import { and, desc, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../../../../drizzle/client.ts'
import { memberships } from '../../../../drizzle/schema/accounts.ts'
import { postingSources, postings } from '../../../../drizzle/schema/postings.ts'
import { records } from '../../../../drizzle/schema/reference.ts'
import { recordSources } from '../../../accounting/record-id.ts'
import { needsFix } from '../store.ts'

/** By whom a record was sent or closed. */
export interface Who {
  userId: string
  /** ConnectWise's name of the member, '' for who is none */
  identifier: string
}

export async function whoIs(tx: Transaction, userId: string): Promise<Who> {
  const [row] = await tx
    .select({ identifier: memberships.memberIdentifier })
    .from(memberships)
    .where(eq(memberships.userId, userId))
  return { userId, identifier: row?.identifier ?? '' }
}

/** What was sent, or asked for, and waits for somebody; what moved last first. A look that was advised is for a week. */
export async function sentToSee(tx: Transaction, who: Who | null, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ id: records.sourceId })
    .from(postings)
    .innerJoin(
      postingSources,
      and(
        eq(postingSources.accountId, postings.accountId),
        eq(postingSources.postingId, postings.id),
        eq(postingSources.origin, 'psa'),
        eq(postingSources.part, 'document'),
        eq(postingSources.live, true),
      ),
    )
    .innerJoin(
      records,
      and(
        eq(records.accountId, postingSources.accountId),
        eq(records.kind, postingSources.kind),
        eq(records.sourceId, postingSources.sourceId),
      ),
    )
    .where(
      and(
        eq(postings.live, true),
        inArray(records.kind, recordSources),
        or(
          needsFix,
          inArray(postings.state, ['mismatch', 'drifted']),
          and(
            eq(postings.state, 'confirmed'),
            ne(postings.problems, sql`'[]'::jsonb`),
            sql`${postings.updatedAt} > now() - interval '7 days'`,
          ),
        ),
        who === null ? undefined : or(eq(postings.requestedBy, who.userId), closedBy(who)),
      ),
    )
    .orderBy(desc(postings.updatedAt), desc(postings.id))
    .limit(limit)
  return rows.map(row => row.id)
}

/** Closed, sent by nobody, and the last check found something. */
export async function unsentToSee(tx: Transaction, who: Who | null, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ id: records.sourceId })
    .from(records)
    .where(
      and(
        inArray(records.kind, recordSources),
        eq(records.unposted, true),
        isNull(records.hold),
        eq(records.checkState, 'problems'),
        sql`not exists (select from posting_sources s where s.account_id = ${records.accountId} and s.origin = 'psa'
          and s.kind = ${records.kind} and s.source_id = ${records.sourceId} and s.part = 'document' and s.live)`,
        who === null ? undefined : closedBy(who),
      ),
    )
    .orderBy(desc(records.date), desc(records.number))
    .limit(limit)
  return rows.map(row => row.id)
}

function closedBy({ identifier }: Who): SQL {
  return identifier === '' ? sql`false` : sql`lower(${records.closedBy}) = ${identifier.toLowerCase()}`
}
