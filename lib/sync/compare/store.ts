import { type SQL, sql } from 'drizzle-orm'
import { type PostingRow, postingsByIds, type Scope } from '../postings/store.ts'

/**
 * Documents in the ledger whose record has to be compared with them once more: the mark was refused, or the record was seen on
 * the unposted list after the last comparison (`updated_at`), or a person has just accepted a difference and the record is
 * still unmarked. What differs by the ledger's own total waits for that person.
 */
export async function toCompare(
  scope: Scope,
  limit: number,
): Promise<{ document: PostingRow; recordId: string; accepted: boolean }[]> {
  const rows = await scope.tx.execute(sql`
    with refused as (
      select p.id, s.source_id, false as accepted
      from postings p
      join posting_sources s on s.account_id = p.account_id and s.posting_id = p.id and s.part = 'document'
      where p.account_id = ${scope.accountId} and p.company_id = ${scope.companyId} and p.live and p.state = 'posted'
        and p.target = 'ledger' and p.kind <> 'undo'
        and exists (select 1 from posting_needs n join postings m on m.account_id = n.account_id and m.id = n.posting_id
                    where n.account_id = p.account_id and n.needs_id = p.id and m.kind = 'batch' and m.live
                      and m.state = 'rejected')),
    offered as (
      select p.id, p.state, p.updated_at, s.source_id, r.seen_at,
             (select e.event from posting_events e where e.account_id = p.account_id and e.posting_id = p.id
              order by e.id desc limit 1) = 'accepted' as accepted
      from ${unpostedSources(scope)}
      where p.target = 'ledger' and p.kind <> 'undo'
        and (p.state in ('confirmed', 'drifted') or (p.state = 'mismatch' and p.remote_total = p.expected_total)))
    select id, source_id, accepted from refused
    union all
    select id, source_id, accepted from offered
    where (state = 'confirmed' and (accepted or seen_at > updated_at))
       or (state in ('drifted', 'mismatch') and seen_at > updated_at)
    limit ${limit}`)
  const posted = await postingsByIds(
    scope,
    rows.map(row => String(row.id)),
  )
  const byId = new Map(posted.map(document => [document.id, document]))
  return rows.flatMap(row => {
    const document = byId.get(String(row.id))
    return document ? [{ document, recordId: String(row.source_id), accepted: row.accepted === true }] : []
  })
}

/** What carries the records that are on the unposted list now: few beside all that ever was sent, so they come first. */
function unpostedSources({ accountId, companyId }: Scope): SQL {
  return sql`(select * from records where account_id = ${accountId} and unposted) r
    join posting_sources s on s.account_id = r.account_id and s.origin = 'psa' and s.kind = r.kind
      and s.source_id = r.source_id and s.part = 'document' and s.live
    join postings p on p.account_id = s.account_id and p.id = s.posting_id and p.company_id = ${companyId} and p.live`
}

/** Marks without a document whose record was seen on the unposted list after they were confirmed: is their batch still there? */
export async function marksToCheck(scope: Scope, limit: number): Promise<PostingRow[]> {
  const rows = await scope.tx.execute(sql`
    select p.id from ${unpostedSources(scope)}
    where p.target = 'psa' and p.kind = 'batch' and p.state = 'confirmed' and r.seen_at > p.updated_at
    limit ${limit}`)
  return postingsByIds(
    scope,
    rows.map(row => String(row.id)),
  )
}
