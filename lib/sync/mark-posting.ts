import type { RecordExport } from '../accounting/export.ts'
import { insertPostings, type NewPosting, setNeeds, sourceKey } from './graph/store.ts'
import { markOf } from './mark.ts'
import { annotate, type PostingRow, postingsByIds, type Scope } from './postings/store.ts'
import { recordSource } from './source.ts'

export interface Marked {
  document: PostingRow
  record: RecordExport
}

/** The documents' marks in ConnectWise, one each: a mark waits until its document stands in the ledger. */
export async function ensureMarks(scope: Scope, list: Marked[]): Promise<void> {
  const wanted = list.map(newMark)
  const { existing } = await insertPostings(scope, wanted)
  const rows = new Map((await postingsByIds(scope, [...existing.values()])).map(row => [row.id, row]))
  for (const [index, { source, payload, title }] of wanted.entries()) {
    const mark = rows.get(existing.get(sourceKey(source)) ?? '')
    const document = list[index]?.document
    if (mark?.state !== 'ready' || !document) continue
    // It was waiting already: it gets the entries of the new plan.
    await annotate(scope, { ...mark, state: 'ready' }, { payload, title })
    await setNeeds(scope, [mark.id], [{ postingId: mark.id, needsId: document.id }])
  }
}

function newMark({ document, record }: Marked): NewPosting {
  return {
    target: 'psa',
    operation: 'create',
    kind: 'batch',
    source: recordSource(record.recordId, 'mark'),
    title: record.number,
    origin: document.origin,
    requestedBy: document.requestedBy,
    previewHash: null,
    state: 'ready',
    payload: markOf(document, record),
    needs: [document.id],
  }
}
