import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { psas } from '../../../drizzle/schema/accounts.ts'
import { records } from '../../../drizzle/schema/reference.ts'
import { type RecordSource, recordSources } from '../../accounting/record-id.ts'
import type { Scope } from '../postings/store.ts'

/**
 * Records on the unposted list that were closed since then and of whose closing nothing came: no posting lives, and none
 * ended after it (stopped, undone, left out). Each closing is judged once. The newest minutes are a callback's.
 */
export async function missedRecords(
  scope: Scope,
  ask: {
    source: RecordSource
    since: Date
    quietSeconds: number
    limit: number
    /** of these alone */
    only?: readonly string[]
    /** closed again for certain: no earlier judgement and no ended posting counts */
    anew?: readonly string[]
  },
): Promise<string[]> {
  const isAnew =
    ask.anew && ask.anew.length > 0 ? inArray(records.sourceId, [...ask.anew]) : sql<boolean>`false`
  const rows = await scope.tx
    .select({ sourceId: records.sourceId })
    .from(records)
    .where(
      and(
        eq(records.companyId, scope.companyId),
        eq(records.kind, ask.source),
        eq(records.unposted, true),
        ask.only && inArray(records.sourceId, [...ask.only]),
        sql`${records.closedAt} >= ${ask.since.toISOString()}::timestamptz`,
        sql`${records.closedAt} < clock_timestamp() - ${ask.quietSeconds} * interval '1 second'`,
        sql`(${isAnew} or ${records.consideredAt} is null or ${records.consideredAt} < ${records.closedAt})`,
        sql`not exists (
          select from posting_sources s join postings p on p.account_id = s.account_id and p.id = s.posting_id
          where s.account_id = ${records.accountId} and s.origin = 'psa' and s.kind = ${records.kind}
            and s.source_id = ${records.sourceId} and (s.live or (p.updated_at >= ${records.closedAt} and not ${isAnew})))`,
      ),
    )
    .orderBy(asc(records.closedAt), asc(records.sourceId))
    .limit(ask.limit)
  return rows.map(row => row.sourceId)
}

export async function noteConsidered(scope: Scope, sourceIds: readonly string[]): Promise<void> {
  if (sourceIds.length === 0) return
  await scope.tx
    .update(records)
    .set({ consideredAt: sql`clock_timestamp()` })
    .where(and(inArray(records.kind, recordSources), inArray(records.sourceId, [...sourceIds])))
}

/** Not a change of keys: `updated_at` stays. */
export async function savePolled(scope: Pick<Scope, 'tx'>, polledTo: Date | null): Promise<void> {
  await scope.tx.update(psas).set({ polledTo })
}

export async function saveSwept(scope: Pick<Scope, 'tx'>): Promise<void> {
  await scope.tx.update(psas).set({ sweptAt: sql`clock_timestamp()` })
}
