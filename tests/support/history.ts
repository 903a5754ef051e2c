import { eq, sql } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/client.ts'
import { postingEvents, postingSources, postings, runs } from '../../drizzle/schema/postings.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { present } from '../../lib/std/assert.ts'
import { type PostingRow, typed } from '../../lib/sync/postings/store.ts'
import { allowed, isState } from '../../lib/sync/states.ts'

type Part = 'document' | 'mark' | 'contact' | 'cost'

/** What the engine has written down of its postings. */
export interface History {
  /** All of a source, newest last. */
  all(sourceId: number | string, part?: Part): Promise<PostingRow[]>
  /** The newest. */
  last(sourceId: number | string, part?: Part): Promise<PostingRow>
  states(sourceId: number | string): Promise<{ document: string | undefined; mark: string | undefined }>
  problems(sourceId: number | string): Promise<string[]>
  events(postingId: string): Promise<(typeof postingEvents.$inferSelect)[]>
  /** Every change that was written down is one of the table and follows the one before it; throws what does not. */
  check(): Promise<void>
  run(runId: string): Promise<typeof runs.$inferSelect>
}

export function openHistory(accountId: string): History {
  const all = (sourceId: number | string, part: Part = 'document') =>
    inAccount(accountId, async tx => {
      const rows = await tx
        .select({ posting: postings })
        .from(postings)
        .innerJoin(postingSources, eq(postingSources.postingId, postings.id))
        .where(sql`${postingSources.sourceId} = ${String(sourceId)} and ${postingSources.part} = ${part}`)
        .orderBy(postings.createdAt, postings.id)
      return rows.map(({ posting }) => typed(posting))
    })
  const last = async (sourceId: number | string, part?: Part) =>
    present((await all(sourceId, part)).at(-1), `${part ?? 'document'} of ${sourceId} has no posting`)
  return {
    all,
    last,
    states: async sourceId => ({
      document: (await all(sourceId)).at(-1)?.state,
      mark: (await all(sourceId, 'mark')).at(-1)?.state,
    }),
    problems: async sourceId => {
      const { problems } = await last(sourceId)
      return Array.isArray(problems) ? problems.map(problem => String(problem.code)) : []
    },
    events: postingId =>
      inAccount(accountId, tx =>
        tx
          .select()
          .from(postingEvents)
          .where(eq(postingEvents.postingId, postingId))
          .orderBy(postingEvents.id),
      ),
    check: () => inAccount(accountId, checkChanges),
    run: runId =>
      inAccount(accountId, async tx =>
        present((await tx.select().from(runs).where(eq(runs.id, runId)))[0], 'the run exists'),
      ),
  }
}

async function checkChanges(tx: Transaction): Promise<void> {
  const rows = await tx.execute(sql`
    select posting_id, from_state, to_state, lag(to_state) over (partition by posting_id order by id) as before,
           last_value(to_state) over (partition by posting_id order by id rows between unbounded preceding and unbounded following) as latest,
           (select state from postings p where p.account_id = e.account_id and p.id = e.posting_id) as state
    from posting_events e where to_state is not null order by id`)
  for (const row of rows) {
    const [from, to, before] = [row.from_state, row.to_state, row.before].map(String)
    const change = `posting ${row.posting_id}: ${from} → ${to}`
    if (row.latest !== row.state)
      throw new Error(`posting ${row.posting_id} is ${row.state}, last written: ${row.latest}`)
    if (row.from_state === null) continue
    if (from !== before) throw new Error(`${change}, but it was ${before}`)
    if (!from || !to || !isState(from) || !isState(to) || !allowed(from, to))
      throw new Error(`${change} is not in the table`)
  }
}
