import { type ExclusionCode, exclusionIn } from '../accounting/exclusion.ts'
import { describe, parseProblems } from '../accounting/problems.ts'
import { record as recordActivity } from '../activity/activity.ts'
import { documentOf } from './document-of.ts'
import { exceptionsIn } from './exceptions.ts'
import { isMarkAlone } from './mark-only.ts'
import { annotate, type PostingRow, postingsByIds } from './postings/store.ts'
import { lockedRecord, momentNow, type RecordRow, writeExceptions } from './records/store.ts'
import { type Start, startRun } from './run.ts'
import { subjectOf } from './source.ts'
import { isUndone } from './undone.ts'
import { withdraw } from './withdraw.ts'

/** `changed`: that rule does not keep it out any more; `moving`: it is on its way, stands in the ledger or is marked. */
export type AnywayResult = 'done' | 'changed' | 'moving'

/**
 * A person sends a record that the company leaves out. Only the rule named is set aside, and only for this record; it is
 * planned and checked like any other. Its posting takes the source that every other would, so that it is never sent twice.
 */
export async function sendAnyway(
  start: Start,
  recordId: string,
  code: ExclusionCode,
  reason: string,
): Promise<AnywayResult> {
  const row = await lockedRecord(start, recordId)
  const rule = row && ruleOf(row, code)
  if (!row || !rule || row.companyId !== start.companyId || !row.closed || row.batchId !== null)
    return 'changed'
  if (row.hold !== null) return 'changed'
  const before = await documentOf(start, recordId)
  if (before && !givesWay(before)) return 'moving'
  const { id: byId, name: by } = start.actor
  const at = (await momentNow(start)).toISOString()
  const others = exceptionsIn(row).filter(one => one.code !== code)
  await writeExceptions(start, recordId, [...others, { code, reason, byId, by, at }])
  const { number } = row
  const { postingIds } = await startRun(start, 'record', [{ recordId, number, previewHash: null }])
  const message = `${rule}; ${by}: ${reason}`
  for (const posting of await postingsByIds(start, postingIds))
    await annotate(start, posting, {}, { event: 'anyway', message })
  await note(start, 'asked to send anyway', row, { rule, reason })
  return 'done'
}

/** The rules hold for it again. Only while nothing of it was sent; then its posting ends. */
export async function stopAnyway(start: Start, recordId: string): Promise<AnywayResult> {
  const row = await lockedRecord(start, recordId)
  if (!row || row.companyId !== start.companyId || exceptionsIn(row).length === 0) return 'changed'
  const posting = await documentOf(start, recordId)
  if (posting) {
    if (isMarkAlone(posting)) return 'moving'
    await withdraw(start, posting, `not to be sent anyway any more: ${start.actor.name}`)
    const [now] = await postingsByIds(start, [posting.id])
    if (now?.state !== 'withdrawn') return 'moving'
  }
  await writeExceptions(start, recordId, [])
  await note(start, 'asked to send no more', row, {})
  return 'done'
}

/** Nothing of it is under way. A mark that a person asked for is, from the moment they asked. */
function givesWay(posting: PostingRow): boolean {
  return (
    isUndone(posting) || stopped.has(posting.state) || (posting.state === 'planned' && !isMarkAlone(posting))
  )
}

const stopped: ReadonlySet<string> = new Set(['blocked', 'rejected'])

/** The rule in words, where it is this one that keeps the record out. */
function ruleOf(row: RecordRow, code: ExclusionCode): string | null {
  const problems = parseProblems(row.problems)
  const problem = exclusionIn(problems) === code ? problems.find(one => one.code === code) : undefined
  return problem ? describe(problem, '').title : null
}

async function note(start: Start, verb: string, row: RecordRow, detail: { rule?: string; reason?: string }) {
  const { id, name } = start.actor
  await recordActivity(start.tx, {
    accountId: start.accountId,
    actor: id === null ? null : { id, name },
    verb,
    subject: subjectOf(row.sourceId),
    companyId: start.companyId,
    detail: { number: row.number, ...detail },
  })
}
