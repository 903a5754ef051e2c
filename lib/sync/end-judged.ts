import { type DocumentKind, isOwed } from '../accounting/document.ts'
import { documentFromJson } from '../accounting/document-json.ts'
import { endOf } from '../accounting/ending.ts'
import type { Problem } from '../accounting/problems.ts'
import { sourceOf } from '../accounting/record-id.ts'
import type { DocumentEnd } from '../connectors/ledger-facts.ts'
import type { PsaBatch } from '../connectors/psa-facts.ts'
import type { RemoteDocument } from '../connectors/write-facts.ts'
import type { CalendarDate } from '../std/clock.ts'
import { inLane, type Work } from './context.ts'
import { needersOf, recordIdsOf } from './graph/store.ts'
import { markIdentifier } from './mark.ts'
import type { PostingRow } from './postings/store.ts'

/** What the books on both sides say now of a document that is to leave the ledger. */
export type Judged =
  | { kind: 'gone' }
  | { kind: 'stands'; end: DocumentEnd }
  | { kind: 'refused'; problem: Problem }

/**
 * Read anew just before the write: paid, credited, matched with the bank's statement, in a locked period or in a batch that cannot
 * be deleted is refused before anything is written. By posting id. Throws ConnectorError.
 */
export async function endJudged(work: Work, rows: readonly PostingRow[]): Promise<Map<string, Judged>> {
  const remotes = await remotesOf(work, rows)
  const batches = await batchesOf(work, rows)
  const lockedUntil = await lockDate(work)
  return new Map(
    rows.map((posting): [string, Judged] => {
      const problem = batches.get(posting.id) ?? null
      if (problem) return [posting.id, { kind: 'refused', problem }]
      const remote = remotes.get(posting.remoteId ?? '')
      return [posting.id, remote ? judge(work, posting, remote, lockedUntil) : { kind: 'gone' }]
    }),
  )
}

/** By ledger id; one that is not there, or is voided or deleted, is absent. */
export async function remotesOf(
  work: Work,
  rows: readonly PostingRow[],
): Promise<Map<string, RemoteDocument>> {
  const standing = new Map<string, RemoteDocument>()
  for (const [kind, group] of Map.groupBy(rows, kindOf)) {
    const ids = group.flatMap(({ remoteId }) => remoteId ?? [])
    for (const remote of await work.ledger.documentsById(kind, ids))
      if (remote.status !== 'voided' && remote.status !== 'deleted') standing.set(remote.id, remote)
  }
  return standing
}

export function kindOf(posting: PostingRow): DocumentKind {
  return documentFromJson(posting.payload).kind
}

function judge(
  { ledger }: Work,
  posting: PostingRow,
  remote: RemoteDocument,
  lockedUntil: CalendarDate | null,
): Judged {
  const { amountDue, total, status, id, number, version } = remote
  const kind = kindOf(posting)
  if (isPaid(kind, remote)) {
    const due = amountDue?.toFixedText(2) ?? ''
    return { kind: 'refused', problem: { code: 'undo-paid', due, total: total.toFixedText(2) } }
  }
  if (remote.reconciled) return { kind: 'refused', problem: { code: 'undo-reconciled' } }
  const { date } = documentFromJson(posting.payload)
  if (lockedUntil !== null && date <= lockedUntil)
    return { kind: 'refused', problem: { code: 'date-locked', date, lockDate: lockedUntil } }
  return { kind: 'stands', end: { id, number, version, how: endOf(kind, status, ledger.rules) } }
}

/** Wholly or in part, or credited, or it is not said what is due; of what nobody owes nothing ever is. */
export function isPaid(kind: DocumentKind, { status, amountDue, total }: RemoteDocument): boolean {
  if (!isOwed(kind)) return false
  return status === 'paid' || amountDue === null || !amountDue.equals(total)
}

/** The last day in which the books are closed. */
export async function lockDate(work: Work): Promise<CalendarDate | null> {
  const { periodLockDate, yearLockDate } = await work.ledger.organisation()
  const dates = [periodLockDate, yearLockDate].flatMap(date => date ?? []).toSorted()
  return dates.at(-1) ?? null
}

/** Why a batch stands in the way, by posting id: nobody may delete a closed one, and another's is not ours. */
async function batchesOf(work: Work, rows: readonly PostingRow[]): Promise<Map<string, Problem>> {
  const { recordIds, names } = await inLane(work, async scope => {
    const found = new Map<string, string>()
    for (const { id } of rows)
      for (const removal of await needersOf(scope, id))
        if (removal.kind === 'unbatch' && removal.state === 'ready') found.set(id, markIdentifier(removal))
    return { recordIds: await recordIdsOf(scope, [...rows]), names: found }
  })
  const own = new Map(
    (names.size === 0 ? [] : await work.psa.findBatches([...names.values()])).map(batch => [
      batch.identifier,
      batch,
    ]),
  )
  // Only of invoices is it told in which batch they are.
  const invoices = [...recordIds.values()].filter(id => sourceOf(id) === 'invoice')
  const facts = new Map((await work.psa.invoices(invoices)).map(record => [record.recordId, record.batch]))
  return new Map(
    rows.flatMap((posting): [string, Problem][] => {
      const batch = own.get(names.get(posting.id) ?? '')
      const problem = inTheWay(batch, facts.get(recordIds.get(posting.id) ?? '') ?? null)
      return problem ? [[posting.id, problem]] : []
    }),
  )
}

function inTheWay(own: PsaBatch | undefined, stands: { id: string; name: string } | null): Problem | null {
  if (own?.closed) return { code: 'batch-closed', batch: own.identifier }
  if (stands !== null && stands.id !== own?.id) return { code: 'undo-other-batch', batch: stands.name }
  return null
}
