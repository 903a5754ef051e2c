import { and, eq, inArray, ne } from 'drizzle-orm'
import { postingSources, postings } from '../../../drizzle/schema/postings.ts'
import { type PostingRow, type Scope, typed } from '../postings/store.ts'

/**
 * Marks that stand confirmed give up their source to a next revision; they keep their state until it is through (design §4).
 * One that somebody else is taking over at this moment is waited for and then left out.
 */
export async function takeOver(scope: Scope, postingIds: readonly string[]): Promise<PostingRow[]> {
  if (postingIds.length === 0) return []
  const rows = await scope.tx
    .update(postings)
    .set({ live: false })
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        inArray(postings.id, [...postingIds].toSorted()),
        eq(postings.state, 'confirmed'),
        eq(postings.target, 'psa'),
        eq(postings.kind, 'batch'),
        ne(postings.reason, ''),
        eq(postings.live, true),
      ),
    )
    .returning()
  await setLiveSources(scope, rows, false)
  return rows.map(typed)
}

/** A revision that is through, and whose object is gone: nothing holds the source any more. */
export async function letGo(scope: Scope, list: readonly { id: string }[]): Promise<void> {
  if (list.length === 0) return
  const ids = list.map(({ id }) => id)
  await scope.tx.update(postings).set({ live: false }).where(inArray(postings.id, ids))
  await setLiveSources(scope, list, false)
}

/** A revision that is given up: the one before it has the source again. */
export async function giveBack(scope: Scope, revision: PostingRow): Promise<void> {
  await letGo(scope, [revision])
  if (revision.supersedes === null) return
  await scope.tx.update(postings).set({ live: true }).where(eq(postings.id, revision.supersedes))
  await setLiveSources(scope, [{ id: revision.supersedes }], true)
}

async function setLiveSources(scope: Scope, list: readonly { id: string }[], live: boolean): Promise<void> {
  if (list.length === 0) return
  await scope.tx
    .update(postingSources)
    .set({ live })
    .where(
      inArray(
        postingSources.postingId,
        list.map(({ id }) => id),
      ),
    )
}
