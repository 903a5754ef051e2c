import { present } from '../std/assert.ts'
import { inLane, type Work } from './context.ts'
import type { Say } from './crew.ts'
import type { PostingRow, Scope } from './postings/store.ts'
import { type Carried, type Claim, claim, memberOf } from './sends/store.ts'

/** Work on what stands in the ledger already: `Judged` is what the books say of one. */
export interface JudgedWork<Judged> {
  ready(scope: Scope): Promise<PostingRow[]>
  /** By posting id. Throws ConnectorError. */
  judge(work: Work, rows: readonly PostingRow[]): Promise<Map<string, Judged>>
  sendOf(work: Work, scope: Scope, posting: PostingRow, now: Judged): Promise<Omit<Carried, 'rows'>>
  write(work: Work, claimed: Claim, now: Judged, startedMs: number): Promise<void>
}

/**
 * Each in a write of its own. The books are read first and the claim comes after, so that its body says what was just read; what was
 * claimed is committed before a byte leaves.
 */
export async function writeJudged<Judged>(
  work: Work,
  { ready, judge, sendOf, write }: JudgedWork<Judged>,
  say: Pick<Say, 'begun'>,
): Promise<number> {
  const asked = await inLane(work, ready)
  if (asked.length === 0) return 0
  const judged = await judge(work, asked)
  const judgedOf = (posting: PostingRow) => present(judged.get(posting.id), 'it was looked at')
  const startedMs = work.engine.clock.monotonicMs()
  const claims = await inLane(work, async scope => {
    const rows = (await ready(scope)).filter(({ id }) => judged.has(id))
    const list: Carried[] = []
    for (const row of rows) list.push({ ...(await sendOf(work, scope, row, judgedOf(row))), rows: [row] })
    return claim(scope, list, work.engine.timing.leaseMs)
  })
  if (claims.length === 0) return 0
  say.begun()
  await Promise.all(claims.map(claimed => write(work, claimed, judgedOf(memberOf(claimed)), startedMs)))
  return claims.length
}
