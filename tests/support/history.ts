import { eq, sql } from 'drizzle-orm'
import { postingEvents, postingSources, postings, runs } from '../../drizzle/schema/postings.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { present } from '../../lib/std/assert.ts'
import { type PostingRow, typed } from '../../lib/sync/postings/store.ts'

type Part = 'document' | 'mark' | 'contact'

/** What the engine has written down of its postings. */
export interface History {
  /** All of a source, newest last. */
  all(sourceId: number | string, part?: Part): Promise<PostingRow[]>
  /** The newest. */
  last(sourceId: number | string, part?: Part): Promise<PostingRow>
  states(sourceId: number | string): Promise<{ document: string | undefined; mark: string | undefined }>
  problems(sourceId: number | string): Promise<string[]>
  events(postingId: string): Promise<(typeof postingEvents.$inferSelect)[]>
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
    run: runId =>
      inAccount(accountId, async tx =>
        present((await tx.select().from(runs).where(eq(runs.id, runId)))[0], 'the run exists'),
      ),
  }
}
