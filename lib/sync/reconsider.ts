import { sameDocument } from '../accounting/compare.ts'
import type { LedgerDocument } from '../accounting/document.ts'
import { documentFromJson } from '../accounting/document-json.ts'
import type { RecordExport } from '../accounting/export.ts'
import { planRecord } from '../accounting/plan.ts'
import { isOfLedger, type Problem, parseProblems } from '../accounting/problems.ts'
import { addedLater } from './added-later.ts'
import { companionsOf } from './companions.ts'
import { toCompare } from './compare/store.ts'
import { inLane, type Work } from './context.ts'
import { optionsForEach } from './exceptions.ts'
import { exportFresh, type Fresh } from './fresh.ts'
import { needersOf } from './graph/store.ts'
import { markOf } from './mark.ts'
import { ensureMarks } from './mark-posting.ts'
import { given } from './plan.ts'
import { annotate, change, databaseNow, type PostingRow, type Scope } from './postings/store.ts'
import { recheckMarks } from './recheck-marks.ts'
import { noteFacts } from './records/store.ts'
import { renumbered } from './renumber.ts'
import { isStillLive, numbersUsed } from './revisions/store.ts'
import { isUndoing } from './undone.ts'

/** A batch that ConnectWise keeps refusing for an unchanged record is shown, not tried for ever. */
const refusalsMax = 3
const compareLimit = 20

type Verdict =
  | { kind: 'equal'; record: RecordExport }
  | { kind: 'batched'; name: string }
  | { kind: 'differs'; problem: Problem }

interface Subject {
  document: PostingRow
  recordId: string
  /** a person has said that what stands in the ledger is right */
  accepted: boolean
}

/**
 * Documents whose record may not be what was posted: its batch was refused, or its batch was deleted and it stands on the
 * unposted list again. Exported again and compared: equal → marked again; different → Problem, both shown, never silence
 * (design §3).
 */
export async function recheckSome(work: Work): Promise<number> {
  const marks = await recheckMarks(work)
  const subjects = await inLane(work, scope => toCompare(scope, compareLimit))
  if (subjects.length === 0) return marks
  const fresh = await exportFresh(
    work,
    subjects.map(({ recordId }) => recordId),
  )
  const later = await addedLater(work, subjects, fresh)
  for (const subject of subjects) {
    const now = fresh.get(subject.recordId) ?? { kind: 'gone' as const }
    const added = later.get(subject.document.id) ?? null
    await inLane(work, async scope => settle(scope, subject, await judge(scope, subject, now, added)))
  }
  return marks + subjects.length
}

async function judge(
  scope: Scope,
  { document, accepted }: Subject,
  fresh: Fresh,
  added: Problem | null,
): Promise<Verdict> {
  if (fresh.kind === 'facts') {
    await noteFacts(scope, fresh.facts)
    if (fresh.facts.batch) return { kind: 'batched', name: fresh.facts.batch.name }
  }
  if (fresh.kind !== 'exported') return { kind: 'differs', problem: differs(document, stateIn(fresh)) }
  const { record } = fresh
  if (added) return { kind: 'differs', problem: added }
  const known = await given(scope)
  const options = (await optionsForEach(scope, [record.recordId], known.options))(record.recordId)
  const used = (await numbersUsed(scope, [record.recordId])).get(record.recordId) ?? 0
  const plan = planRecord({ record: renumbered(record, used), ...known, options })
  const same = plan.document && sameDocument(plan.document, documentFromJson(document.payload))
  const cost = same ? await costDiffers(scope, record.recordId, plan.companion) : null
  if (accepted || (same && cost === null)) return { kind: 'equal', record }
  if (cost) return { kind: 'differs', problem: cost }
  const now = plan.document ? plan.document.totals.total.toFixedText(2) : 'cannot be planned any more'
  return { kind: 'differs', problem: differs(document, now) }
}

/** What the goods cost, against the journal beside the document. */
async function costDiffers(
  scope: Scope,
  recordId: string,
  planned: LedgerDocument | null,
): Promise<Problem | null> {
  const row = (await companionsOf(scope, [recordId])).get(recordId)
  const standing = row && !isUndoing(row) && row.payload !== null ? documentFromJson(row.payload) : null
  if (planned === null ? standing === null : standing && sameDocument(planned, standing)) return null
  const total = (of: LedgerDocument | null) => of?.totals.total.toFixedText(2) ?? '0.00'
  return { code: 'cost-differs', ours: total(planned), ledger: total(standing) }
}

async function settle(scope: Scope, { document }: Subject, verdict: Verdict): Promise<void> {
  // Somebody has begun to undo it while ConnectWise was asked.
  if (!(await isStillLive(scope, document))) return
  // Credit that was applied to it needs the document too, and is no mark of it.
  const marks = (await needersOf(scope, document.id)).filter(({ kind }) => kind === 'batch')
  const refused = marks.find(mark => mark.state === 'rejected')
  if (verdict.kind === 'differs') return differ(scope, document, verdict.problem)
  if (verdict.kind === 'batched') return acceptBatch(scope, document, refused, verdict.name)
  if (refused && document.state === 'posted' && refused.attempts >= refusalsMax) {
    return giveUp(scope, document, refused)
  }
  const back = await stands(scope, document)
  if (refused) return markAgain(scope, back, refused, verdict.record)
  const event = { event: 'undone', message: 'its batch was deleted in ConnectWise' }
  for (const mark of marks)
    if (mark.state === 'confirmed') await change(scope, mark, 'confirmed', 'undone', event)
  // A new name: the old one may still be known to ConnectWise.
  const revision = document.revision + marks.length
  await ensureMarks(scope, [{ document: { ...back, revision }, record: verdict.record }])
}

/** Equal again: what was shown as a difference stands as it was. Noted, so that it is not compared again at once. */
async function stands(scope: Scope, document: PostingRow): Promise<PostingRow> {
  const facts = { event: 'marked-again', message: 'as in the ledger' }
  const set = { problems: [] }
  if (document.state === 'mismatch') {
    await change(scope, document, 'mismatch', 'posted', facts, set)
    return { ...document, state: 'posted' }
  }
  if (document.state === 'drifted') {
    await change(scope, document, 'drifted', 'confirmed', facts, set)
    return { ...document, state: 'confirmed' }
  }
  await annotate(scope, document, set, facts)
  return document
}

async function markAgain(
  scope: Scope,
  document: PostingRow,
  mark: PostingRow,
  record: RecordExport,
): Promise<void> {
  const payload = markOf(document, record)
  const facts = { event: 'replan', message: 'equal: marked again' }
  await change(scope, mark, 'rejected', 'planned', facts, { payload })
  await change(scope, mark, 'planned', 'ready', { event: 'planned' }, { readyAt: databaseNow })
}

/** ConnectWise refuses what it exports: a person has to see why. */
async function giveUp(scope: Scope, document: PostingRow, mark: PostingRow): Promise<void> {
  const [problem] = Array.isArray(mark.problems) ? mark.problems : []
  const problems = problem ? [problem] : [{ code: 'batch-refused', message: '' }]
  await change(scope, document, 'posted', 'mismatch', { event: 'batch-refused' }, { problems })
}

function stateIn(fresh: Exclude<Fresh, { kind: 'exported' }>): string {
  if (fresh.kind === 'gone') return 'no longer in ConnectWise'
  if (fresh.kind === 'malformed') return 'not readable in ConnectWise'
  return fresh.facts.closed ? 'closed without entries in ConnectWise' : 'open again in ConnectWise'
}

function differs(document: PostingRow, now: string): Problem {
  return { code: 'differs-from-ledger', ours: now, ledger: document.remoteTotal?.toFixedText(2) ?? '' }
}

async function differ(scope: Scope, document: PostingRow, problem: Problem): Promise<void> {
  const facts = { event: 'differs', message: 'changed in ConnectWise after it was posted' }
  // What is known of the ledger stays known.
  const set = { problems: [...parseProblems(document.problems).filter(isOfLedger), problem] }
  if (document.state === 'posted') await change(scope, document, 'posted', 'mismatch', facts, set)
  else if (document.state === 'confirmed') await change(scope, document, 'confirmed', 'drifted', facts, set)
  else await annotate(scope, document, set)
}

async function acceptBatch(
  scope: Scope,
  document: PostingRow,
  refused: PostingRow | undefined,
  name: string,
): Promise<void> {
  const facts = { event: 'confirmed', message: `in ConnectWise batch ${name}` }
  if (refused) await change(scope, refused, 'rejected', 'withdrawn', facts)
  if (document.state === 'posted') {
    await change(scope, document, 'posted', 'confirmed', facts, { confirmedAt: databaseNow })
  } else await annotate(scope, document, {}, facts)
}
