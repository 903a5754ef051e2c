import type { RecordExport } from '../accounting/export.ts'
import type { Problem } from '../accounting/problems.ts'
import { inLane, type Work } from './context.ts'
import type { Fresh } from './fresh.ts'
import { needersOf } from './graph/store.ts'
import { markIdentifier, parseMark } from './mark.ts'
import type { PostingRow } from './postings/store.ts'

interface Subject {
  document: PostingRow
  recordId: string
}

/**
 * A packing slip in its batch is on the unposted list again for what came under it later: its bill must not be changed to that. The
 * same of a member's week of expenses. Of none of the entries that its batch named is anything on the list then; where the batch was
 * deleted they are, or were made anew with what was changed: ConnectWise says whether it still has the batch. By document.
 */
export async function addedLater(
  work: Work,
  subjects: readonly Subject[],
  fresh: ReadonlyMap<string, Fresh>,
): Promise<Map<string, Problem>> {
  const suspects = await suspectsOf(work, subjects, fresh)
  if (suspects.length === 0) return new Map()
  const batches = await work.psa.findBatches(suspects.flatMap(({ batches }) => batches))
  const standing = new Set(batches.map(({ identifier }) => identifier))
  const late = suspects.filter(one => one.batches.some(name => standing.has(name)))
  return new Map(late.map(({ document, record }) => [document.id, tellOf(document, record)]))
}

type Gathered = Extract<RecordExport, { kind: 'purchase' | 'expense' }>

interface Suspect {
  document: PostingRow
  record: Gathered
  /** by their names, those that mark the document */
  batches: string[]
}

function suspectsOf(
  work: Work,
  subjects: readonly Subject[],
  fresh: ReadonlyMap<string, Fresh>,
): Promise<Suspect[]> {
  return inLane(work, async scope => {
    const found: Suspect[] = []
    for (const { document, recordId } of subjects) {
      const now = fresh.get(recordId)
      if (now?.kind !== 'exported' || !isGathered(now.record)) continue
      const { record } = now
      const marks = (await needersOf(scope, document.id)).filter(
        ({ kind, state }) => kind === 'batch' && state === 'confirmed',
      )
      const batched = new Set(marks.flatMap(({ payload }) => parseMark(payload).glEntryIds))
      if (batched.size === 0 || record.glEntryIds.some(id => batched.has(id))) continue
      found.push({ document, record, batches: marks.map(markIdentifier) })
    }
    return found
  })
}

function isGathered(record: RecordExport): record is Gathered {
  return record.kind === 'purchase' || record.kind === 'expense'
}

function tellOf(document: PostingRow, record: Gathered): Problem {
  const total = record.total.toFixedText(2)
  if (record.kind === 'expense') return { code: 'expense-late', number: document.title, total, of: 'expense' }
  return { code: 'slip-received-again', slip: record.packingSlip, total, of: 'purchase' }
}
