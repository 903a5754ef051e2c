import { isBought, isSpent, type LedgerDocument } from '../accounting/document.ts'
import { documentFromJson } from '../accounting/document-json.ts'
import type { Problem } from '../accounting/problems.ts'
import type { RemoteDocument } from '../connectors/write-facts.ts'
import type { CalendarDate } from '../std/clock.ts'
import { isUpdate } from './amending.ts'
import { inLane, type Work } from './context.ts'
import { isPaid, lockDate, remotesOf } from './end-judged.ts'
import { isOurs } from './marker.ts'
import { type PostingRow, postingsByIds } from './postings/store.ts'

/** What the ledger says now of a document that is to be changed. */
export type JudgedAmend =
  | { kind: 'goes'; remote: RemoteDocument }
  /** it is what it is to be, whoever's answer was lost */
  | { kind: 'stands'; remote: RemoteDocument }
  | { kind: 'refused'; problem: Problem }

/** The documents in the books with the revisions that put them there. */
export interface Standing {
  remote: RemoteDocument | undefined
  before: PostingRow | undefined
}

/**
 * Read anew just before the write: what is gone, paid, credited, matched with the bank's statement, in a locked period or changed by
 * somebody there is refused before anything is written. By posting id. Throws ConnectorError.
 */
export async function amendJudged(
  work: Work,
  rows: readonly PostingRow[],
): Promise<Map<string, JudgedAmend>> {
  const standing = await standingOf(work, rows)
  const lockedUntil = await lockDate(work)
  return new Map(
    rows.map((posting): [string, JudgedAmend] => [
      posting.id,
      judge(posting, standing.get(posting.id), lockedUntil),
    ]),
  )
}

export async function standingOf(work: Work, rows: readonly PostingRow[]): Promise<Map<string, Standing>> {
  const before = await inLane(work, scope =>
    postingsByIds(
      scope,
      rows.flatMap(({ supersedes }) => supersedes ?? []),
    ),
  )
  const remotes = await remotesOf(work, before)
  const byId = new Map(before.map(posting => [posting.id, posting]))
  return new Map(
    rows.map((posting): [string, Standing] => {
      const old = byId.get(posting.supersedes ?? '')
      return [posting.id, { remote: remotes.get(old?.remoteId ?? ''), before: old }]
    }),
  )
}

/**
 * Did this very change arrive? By the marker; where the kind has no place for one, by the figures, if the change shows in them: else
 * it counts as not written, and writing it once more changes nothing.
 */
export function hasArrived(posting: PostingRow, { remote, before }: Standing): boolean {
  if (!remote || !isOurs(remote, posting)) return false
  return remote.marker !== null || before === undefined || !isOurs(remote, before)
}

function judge(
  posting: PostingRow,
  standing: Standing | undefined,
  lockedUntil: CalendarDate | null,
): JudgedAmend {
  const { remote, before } = standing ?? {}
  const refused = (problem: Problem): JudgedAmend => ({ kind: 'refused', problem })
  if (!standing || !remote || !before) return refused({ code: 'amend-gone' })
  if (isUpdate(posting) && hasArrived(posting, standing)) return { kind: 'stands', remote }
  const [old, next] = [documentFromJson(before.payload), documentFromJson(posting.payload)]
  if (!isUpdate(posting)) {
    const problem = changedThere(before, remote) ?? sentOtherwise(before) ?? lockedFor(next, lockedUntil)
    return problem ? refused(problem) : { kind: 'goes', remote }
  }
  const problem =
    otherwise(old, next) ??
    changedThere(before, remote) ??
    settled(old, remote) ??
    locked(old, next, lockedUntil)
  return problem ? refused(problem) : { kind: 'goes', remote }
}

function otherwise(old: LedgerDocument, next: LedgerDocument): Problem | null {
  if (old.kind !== next.kind) return { code: 'amend-other', what: 'kind' }
  return old.currency === next.currency ? null : { code: 'amend-other', what: 'currency' }
}

function changedThere({ remoteTotal }: PostingRow, { total }: RemoteDocument): Problem | null {
  if (remoteTotal?.equals(total)) return null
  return { code: 'amend-changed', known: remoteTotal?.toFixedText(2) ?? '', ledger: total.toFixedText(2) }
}

function settled(old: LedgerDocument, remote: RemoteDocument): Problem | null {
  if (remote.reconciled) return { code: 'amend-reconciled', of: 'expense' }
  if (!isPaid(old.kind, remote)) return null
  return {
    code: 'amend-paid',
    due: remote.amountDue?.toFixedText(2) ?? '',
    total: remote.total.toFixedText(2),
    ...inPlaceOnly(old),
  }
}

/** It can be changed in place or not at all. */
function inPlaceOnly({ kind }: LedgerDocument): { memo?: true; of?: 'purchase' | 'expense' | 'stock' } {
  if (isBought(kind)) return { of: 'purchase' }
  if (isSpent(kind)) return { of: 'expense' }
  if (kind === 'journal') return { of: 'stock' }
  return kind === 'credit-note' ? { memo: true } : {}
}

function locked(old: LedgerDocument, next: LedgerDocument, lockDate: CalendarDate | null): Problem | null {
  if (lockDate === null) return null
  if (old.date <= lockDate) return { code: 'amend-locked', date: old.date, lockDate, ...inPlaceOnly(old) }
  return lockedFor(next, lockDate)
}

function lockedFor({ date }: LedgerDocument, lockDate: CalendarDate | null): Problem | null {
  return lockDate !== null && date <= lockDate ? { code: 'date-locked', date, lockDate } : null
}

/** A credit note of what was sent would not take back what stands there. */
function sentOtherwise({ expectedTotal, remoteTotal }: PostingRow): Problem | null {
  if (expectedTotal && remoteTotal?.equals(expectedTotal)) return null
  return {
    code: 'amend-changed',
    known: expectedTotal?.toFixedText(2) ?? '',
    ledger: remoteTotal?.toFixedText(2) ?? '',
  }
}
