import { livePostings, sourceKey } from './graph/store.ts'
import { type PostingRow, postingsByIds, type Scope } from './postings/store.ts'
import { recordSource } from './source.ts'

/** The live posting that carries a record: a document, or the mark that stands in for one. */
export async function documentOf(scope: Pick<Scope, 'tx'>, recordId: string): Promise<PostingRow | null> {
  const source = recordSource(recordId, 'document')
  const id = (await livePostings(scope, [source])).get(sourceKey(source))
  return id === undefined ? null : ((await postingsByIds(scope, [id]))[0] ?? null)
}
