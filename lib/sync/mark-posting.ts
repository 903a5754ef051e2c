import type { RecordExport } from '../accounting/export.ts'
import { insertPostings, type NewPosting, setNeeds, sourceKey } from './graph/store.ts'
import { markOf } from './mark.ts'
import { annotate, type PostingRow, postingsByIds, type Scope } from './postings/store.ts'
import { recordSource } from './source.ts'

export interface Marked {
  document: PostingRow
  record: RecordExport
  /** the journal beside the document, which has to stand as well */
  besideId?: string | undefined
}

/** The documents' marks in ConnectWise, one each: a mark waits until its document stands in the ledger. */
export async function ensureMarks(scope: Scope, list: Marked[]): Promise<void> {
  const wanted = list.map(newMark)
  const { existing } = await insertPostings(scope, wanted)
  const rows = new Map((await postingsByIds(scope, [...existing.values()])).map(row => [row.id, row]))
  for (const [index, { source, payload, title }] of wanted.entries()) {
    const mark = rows.get(existing.get(sourceKey(source)) ?? '')
    const one = list[index]
    if (mark?.state !== 'ready' || !one) continue
    // It was waiting already: it gets the entries of the new plan.
    await annotate(scope, { ...mark, state: 'ready' }, { payload, title })
    const needs = needsOf(one).map(needsId => ({ postingId: mark.id, needsId }))
    await setNeeds(scope, [mark.id], needs)
  }
}

function needsOf({ document, besideId }: Marked): string[] {
  return besideId === undefined ? [document.id] : [document.id, besideId]
}

function newMark(one: Marked): NewPosting {
  const { document, record } = one
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
    needs: needsOf(one),
  }
}
