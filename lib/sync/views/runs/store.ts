import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Transaction } from '../../../../drizzle/client.ts'
import { postings, runItems } from '../../../../drizzle/schema/postings.ts'
import { typed } from '../../postings/store.ts'
import { listedAs } from '../sign.ts'
import { type ListedPosting, listedKind, needsFix } from '../store.ts'
import type { RunProgress } from '../views.ts'

/**
 * A run in one row. Outcomes: done (in the ledger), check (there, worth a look), fix (nothing was sent), stopped (withdrawn
 * before it began); what is left moves by itself. Times are the database's.
 */
export async function runProgress(
  tx: Transaction,
  runId: string,
): Promise<(RunProgress & { finished: boolean; lastEvent: number }) | null> {
  const rows = await tx.execute(sql`
    select r.id, r.collecting, r.finished_at is not null as finished,
      extract(epoch from coalesce(r.finished_at, clock_timestamp()) - r.started_at) * 1000 as elapsed_ms,
      count(postings.id)::int as total,
      (count(*) filter (where postings.state = 'confirmed' and postings.problems = '[]'::jsonb))::int as done,
      (count(*) filter (where postings.state in ('mismatch','drifted') or (postings.state = 'confirmed' and postings.problems <> '[]'::jsonb)))::int as check,
      (count(*) filter (where ${needsFix}))::int as fix,
      (count(*) filter (where postings.state in ('withdrawn','undone') or (postings.state = 'blocked' and not ${needsFix})))::int as stopped,
      (count(*) filter (where postings.state in ('planned','ready','sending','unknown','posted')))::int as left,
      coalesce(min(postings.title) filter (where postings.state in ('sending','unknown')), '') as current,
      coalesce(extract(epoch from max(postings.updated_at)) * 1000, 0) as last_event
    from runs r
    left join run_items i on i.account_id = r.account_id and i.run_id = r.id
    left join postings on postings.account_id = i.account_id and postings.id = i.posting_id
    where r.id = ${runId}
    group by r.account_id, r.id`)
  const [row] = rows
  if (!row) return null
  return {
    runId,
    total: Number(row.total),
    done: Number(row.done),
    check: Number(row.check),
    fix: Number(row.fix),
    stopped: Number(row.stopped),
    left: Number(row.left),
    current: String(row.current),
    elapsedMs: Math.round(Number(row.elapsed_ms)),
    collecting: row.collecting === true,
    finished: row.finished === true,
    lastEvent: Math.round(Number(row.last_event)),
  }
}

/** Documents of a run, what moved last first: rows are appended at the top while it goes on. */
export async function runPostings(
  tx: Transaction,
  runId: string,
  page: { limit: number; offset: number },
): Promise<ListedPosting[]> {
  const rows = await tx
    .select({ posting: postings, kind: listedKind })
    .from(runItems)
    .innerJoin(postings, eq(postings.id, runItems.postingId))
    .where(eq(runItems.runId, runId))
    .orderBy(notBegun, desc(postings.updatedAt), asc(runItems.position))
    .limit(page.limit)
    .offset(page.offset)
  return rows.map(({ posting, kind }) => ({ posting: typed(posting), kind: listedAs(posting.kind, kind) }))
}

const notBegun = sql`${postings.state} in ('planned','ready')`

/** Documents only: a mark that failed is tried again as a mark (lib/sync/mark-again.ts), never sent. */
export async function failedOf(tx: Transaction, runId: string): Promise<{ id: string }[]> {
  return tx
    .select({ id: postings.id })
    .from(runItems)
    .innerJoin(postings, eq(postings.id, runItems.postingId))
    .where(and(eq(runItems.runId, runId), eq(postings.target, 'ledger'), needsFix))
}
