import { documentFromJson } from '../accounting/document-json.ts'
import { endOf } from '../accounting/ending.ts'
import { planRules } from '../reference/reference.ts'
import { present } from '../std/assert.ts'
import { insertPostings, type NewPosting, sourceKey } from './graph/store.ts'
import { isDocumentKind } from './marker.ts'
import type { PostingRow, Scope } from './postings/store.ts'
import { copyRemote, giveUpSource, lockedPosting } from './revisions/store.ts'

const states: ReadonlySet<string> = new Set(['confirmed', 'drifted', 'mismatch'])

/** It stands in the ledger, and nothing of it is under way. */
export function isUndoable(posting: Pick<PostingRow, 'target' | 'kind' | 'state' | 'remoteId'>): boolean {
  const { target, kind, state, remoteId } = posting
  return target === 'ledger' && isDocumentKind(kind) && states.has(state) && remoteId !== null
}

/**
 * What stands in the ledger is to leave it: a posting of its own takes the source over, and what it takes back keeps its state until
 * it is gone.
 */
export async function takeOut(
  scope: Scope,
  standing: PostingRow,
  given: Pick<NewPosting, 'source' | 'requestedBy'> & { needs: string[] },
): Promise<PostingRow> {
  const { kind } = documentFromJson(standing.payload)
  await giveUpSource(scope, [standing])
  const undoing = await madeReady(scope, {
    ...revisionOf(standing, given.requestedBy),
    target: 'ledger',
    operation: endOf(kind, standing.remoteStatus ?? '', await planRules(scope.tx, scope.companyId)),
    kind: 'undo',
    source: given.source,
    needs: given.needs,
    payload: standing.payload,
  })
  await copyRemote(scope, standing, undoing.id)
  return undoing
}

/** The next revision of what is undone. */
export function revisionOf(before: PostingRow, requestedBy: string | null) {
  return {
    title: before.title,
    origin: 'undo',
    requestedBy,
    previewHash: null,
    state: 'ready' as const,
    revision: before.revision + 1,
    supersedes: before.id,
  }
}

export async function madeReady(scope: Scope, wanted: NewPosting): Promise<PostingRow> {
  const { ids } = await insertPostings(scope, [wanted])
  const id = present(ids.get(sourceKey(wanted.source)), 'the source was given up')
  return present(await lockedPosting(scope, id), 'it was just made')
}
