import type { DocumentKind } from '../../accounting/document.ts'
import type { Problem } from '../../accounting/problems.ts'
import type { AttachOutcome, PsaFile } from '../../connectors/attachment-facts.ts'
import { ConnectorError } from '../../connectors/ports.ts'
import { assert } from '../../std/assert.ts'
import { inLane, scaled, type Work } from '../context.ts'
import { standsBack } from '../due/store.ts'
import { isDocumentKind } from '../marker.ts'
import { guardOf } from '../post.ts'
import { addEvents, type Scope } from '../postings/store.ts'
import { call } from '../settle.ts'
import { attachedName, contentTypeOf, isSameName } from './file.ts'
import { receiptsOn } from './options.ts'
import { beginFile, type DueReceipt, dueReceipt, endFile, postponeReceipt, settleReceipt } from './store.ts'

/** After a failure; then four times as long each time. */
const retryMs = [30_000, 6 * 3_600_000] as const

/**
 * Sees to the receipts of one expense; 0 = none is due. Each file is looked for before it is sent and after an unclear end, so that
 * it hangs there once. Whatever goes wrong here holds up nothing else: it is tried again later, or told.
 */
export async function attachSome(work: Work): Promise<number> {
  const due = await inLane(work, receiptToSee)
  if (!due) return 0
  const { id, attempts, attached } = due.row
  const progress: Progress = { due, mine: { id, attempts }, calls: 0, own: attached, there: 0, problems: [] }
  try {
    await seeTo(work, progress)
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    await failed(work, progress, error)
  }
  await breathe(work, progress)
  return 1
}

/** The next one, unless its company wants none or others go first. */
export async function receiptToSee(scope: Scope): Promise<DueReceipt | null> {
  const due = (await receiptsOn(scope)) ? await dueReceipt(scope) : null
  return due && (await standsBack(scope)) ? null : due
}

/** One expense while it is seen to. */
interface Progress {
  due: DueReceipt
  /** its row, as it was last begun from here */
  mine: { id: string; attempts: number }
  /** to the ledger */
  calls: number
  /** files that hang on the document: of this expense, and in all */
  own: number
  there: number
  problems: Problem[]
}

/** Most of what the ledger allows is left to documents. */
async function breathe({ engine, ledger, signal }: Work, { calls }: Progress): Promise<void> {
  if (calls === 0) return
  await engine.clock.wait(scaled(engine, calls * ledger.attachmentLimits.pauseMs), signal).catch(() => {})
}

interface Named {
  file: PsaFile
  name: string
}

async function seeTo(work: Work, progress: Progress): Promise<void> {
  const { row, sinceSentMs } = progress.due
  if (row.entryId === '') {
    progress.problems.push({ code: 'receipt-unsure', expense: row.title, of: 'expense' })
    return settle(work, progress)
  }
  const files = await work.psa.filesOfExpense(row.entryId)
  const missing = await missingOf(
    work,
    progress,
    files.map(file => ({ file, name: attachedName(file) })),
  )
  // Not found counts only so long after it was sent (design §4 rule 4).
  const quietMs = Math.max(work.engine.timing.quietMs, work.ledger.limits.quietMs)
  const left = sinceSentMs === null ? 0 : quietMs - sinceSentMs
  if (left > 0 && missing.some(({ file }) => file.id === row.sentFile)) return later(work, progress, left)
  for (const one of missing) if (!(await attachOne(work, progress, one))) return
  await settle(work, progress)
}

/** Look: what does not hang there yet. */
async function missingOf(work: Work, progress: Progress, files: readonly Named[]): Promise<Named[]> {
  progress.own = 0
  if (files.length === 0) return []
  const { kind, id } = documentOf(progress)
  progress.calls += 1
  const there = await work.ledger.attachments(kind, id)
  const missing = files.filter(({ name }) => !there.some(other => isSameName(other, name)))
  progress.there = there.length
  progress.own = files.length - missing.length
  return missing
}

function documentOf({ due: { document } }: Progress): { kind: DocumentKind; id: string } {
  const { kind, remoteId } = document
  assert(isDocumentKind(kind) && remoteId !== null, `posting ${document.id} is no document that stands`)
  return { kind, id: remoteId }
}

/** False: nothing more of this expense now. */
async function attachOne(work: Work, progress: Progress, { file, name }: Named): Promise<boolean> {
  const { ledger, psa, engine, signal } = work
  const limits = ledger.attachmentLimits
  const shown = file.fileName || name
  const tell = (problem: Problem) => {
    progress.problems.push(problem)
    return true
  }
  if (limits.files !== null && progress.there >= limits.files)
    return tell({ code: 'receipt-too-many', file: shown, most: limits.files, of: 'expense' })
  const bytes = (file.size ?? 0) > limits.bytes ? null : await psa.downloadFile(file.id, limits.bytes)
  if (bytes === null) {
    const megabytes = Math.floor(limits.bytes / 1_000_000)
    return tell({ code: 'receipt-too-large', file: shown, megabytes, of: 'expense' })
  }
  if (bytes.length === 0)
    return tell({ code: 'receipt-refused', file: shown, message: 'The file is empty.', of: 'expense' })
  // Documents go first: what they may do next, nothing here takes from them.
  const delayMs = ledger.delayMs()
  if (delayMs > 0 || signal.aborted) {
    await later(work, progress, delayMs)
    return false
  }
  const startedMs = engine.clock.monotonicMs()
  const attempts = await inLane(work, scope => beginFile(scope, progress.mine, file.id))
  if (attempts === null) return false
  progress.mine = { ...progress.mine, attempts }
  progress.calls += 1
  const key = `${progress.mine.id}.${file.id}.${attempts}`
  const guard = guardOf(work, { key, times: 1, keyAgeMs: 0 }, startedMs)
  const document = documentOf(progress)
  const content = { name, contentType: contentTypeOf(name), bytes }
  const outcome = await ledger.attach(document.kind, document.id, content, guard)
  return concluded(work, progress, { outcome, name, shown })
}

async function concluded(
  work: Work,
  progress: Progress,
  { outcome, name, shown }: { outcome: AttachOutcome; name: string; shown: string },
): Promise<boolean> {
  const { mine, due } = progress
  await inLane(work, async scope => {
    if (outcome.kind !== 'unknown') await endFile(scope, mine)
    const message = outcome.kind === 'attached' ? name : `${name}: ${outcome.message}`
    const event = events[outcome.kind]
    await addEvents(scope, [{ postingId: due.document.id, event, message, ...call(outcome.call) }])
  })
  if (outcome.kind === 'attached') {
    progress.own += 1
    progress.there += 1
    return true
  }
  if (outcome.kind === 'rejected') {
    progress.problems.push({
      ...{ code: 'receipt-refused', file: shown, message: outcome.message, of: 'expense' },
    })
    return true
  }
  if (outcome.kind === 'not-executed' && outcome.reason === 'forbidden') {
    progress.problems = [{ code: 'receipt-ledger-right', of: 'expense' }]
    await settle(work, progress)
    return false
  }
  // Of an unclear end a look tells, at once.
  const waitMs = outcome.kind === 'unknown' ? 0 : (outcome.retryAfterMs ?? backOff(work, progress))
  await later(work, progress, waitMs)
  return false
}

const events: Readonly<Record<AttachOutcome['kind'], string>> = {
  attached: 'receipt-attached',
  rejected: 'receipt-refused',
  unknown: 'receipt-unknown',
  'not-executed': 'receipt-waits',
}

/** A read that was not answered: provably nothing is written by it. */
async function failed(work: Work, progress: Progress, error: ConnectorError): Promise<void> {
  const { system, kind, message, retryAfterMs } = error
  if (kind === 'limited' || kind === 'unavailable' || kind === 'unauthorized')
    return later(work, progress, retryAfterMs ?? backOff(work, progress))
  const right = system === 'connectwise' ? ('receipt-right' as const) : ('receipt-ledger-right' as const)
  progress.problems =
    kind === 'forbidden'
      ? [{ code: right, of: 'expense' }]
      : [{ code: 'receipt-refused', file: progress.due.row.title, message, of: 'expense' }]
  await settle(work, progress)
}

function backOff({ engine }: Work, { due }: Progress): number {
  const [firstMs, mostMs] = retryMs
  return scaled(engine, Math.min(firstMs * 4 ** Math.min(due.row.failures, 10), mostMs))
}

async function later(work: Work, { mine }: Progress, waitMs: number): Promise<void> {
  await inLane(work, scope => postponeReceipt(scope, mine, waitMs))
}

async function settle(work: Work, { mine, due, own, problems }: Progress): Promise<void> {
  await inLane(work, async scope => {
    if (!(await settleReceipt(scope, mine, { attached: own, problems })) || problems.length === 0) return
    const message = `${due.row.title}: ${problems.map(({ code }) => code).join(', ')}`
    await addEvents(scope, [{ postingId: due.document.id, event: 'receipt-missing', message }])
  })
}
