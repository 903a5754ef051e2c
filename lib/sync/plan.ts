import { documentToJson } from '../accounting/document-json.ts'
import type { RecordExport } from '../accounting/export.ts'
import type { MappingLookup, PlanOptions, PlanReference } from '../accounting/options.ts'
import { leftAlone, planRecord, type RecordPlan } from '../accounting/plan.ts'
import { describe, isLeftAlone, type Problem } from '../accounting/problems.ts'
import { mappingLookup, noteKeys } from '../mappings/mappings.ts'
import { planReference } from '../reference/reference.ts'
import { companyOptions } from '../settings/settings.ts'
import { present } from '../std/assert.ts'
import { isAmending } from './amending.ts'
import { ensureCompanions } from './companions.ts'
import { contactKey, ensureContacts } from './contact.ts'
import { inLane, type Work } from './context.ts'
import { dueIn } from './due/store.ts'
import { type OptionsFor, optionsForEach } from './exceptions.ts'
import { expensesElsewhere } from './expenses-elsewhere.ts'
import { exportFresh, type Fresh } from './fresh.ts'
import { needersOf, recordIdsOf, setNeeds } from './graph/store.ts'
import { isMarkAlone, type MarkAlone, readyMarks } from './mark-only.ts'
import { ensureMarks } from './mark-posting.ts'
import { endMarksBefore, ensureCredits, numbersBefore, whyMissing } from './plan-amend.ts'
import { change, changeMany, databaseNow, type Move, type PostingRow, type Scope } from './postings/store.ts'
import { mayGiveUp } from './rebill.ts'
import { planReceipts } from './receipts/plan.ts'
import { type Checked, lockRecords, noteChecks, noteFacts } from './records/store.ts'
import { renumbered } from './renumber.ts'
import { giveBack, numbersUsed } from './revisions/store.ts'
import { type Routing, routingOf } from './routing.ts'
import { withdraw } from './withdraw.ts'

/** One transaction writes so many plans down: one export call, two full batches; the first leave while the next are planned. */
const planChunk = 100

export interface Given {
  options: PlanOptions
  reference: PlanReference
  mappings: MappingLookup
}

/** Options, cached lists and mappings of one company as they stand now. */
export async function given(scope: Scope): Promise<Given> {
  return {
    options: await companyOptions(scope.tx, scope.companyId),
    reference: await planReference(scope.tx, scope.companyId),
    mappings: await mappingLookup(scope.tx, scope.companyId),
  }
}

/** Plans up to a chunk of what is planned-to-be: fresh export → plan → blocked or ready. Returns how many it took. */
export async function planSome(work: Work): Promise<number> {
  const { rows, recordIds } = await inLane(work, async scope => {
    const due = await dueIn(scope, 'planned', planChunk)
    return { rows: due, recordIds: await recordIdsOf(scope, due) }
  })
  if (rows.length === 0) return 0
  const fresh = await exportFresh(work, [...recordIds.values()])
  const routing = await routingOf(work.accountId)
  await inLane(work, async scope => {
    await lockRecords(scope, [...recordIds.values()])
    const known = await given(scope)
    const optionsFor = await optionsForEach(scope, [...recordIds.values()], known.options)
    const used = await numbersUsed(scope, idsOfRevisions(rows, recordIds))
    const exported = [...fresh.values()].flatMap(one => (one.kind === 'exported' ? one.record : []))
    const elsewhere = await expensesElsewhere(scope, exported)
    const drafts: Draft[] = []
    const marks: MarkAlone[] = []
    const missing: { posting: PostingRow; recordId: string; outcome: Missing }[] = []
    for (const posting of rows) {
      const recordId = present(recordIds.get(posting.id), `posting ${posting.id} has no source`)
      const outcome = fresh.get(recordId) ?? { kind: 'gone' }
      if (outcome.kind !== 'exported') missing.push({ posting, recordId, outcome })
      else if (isMarkAlone(posting)) marks.push({ posting, record: outcome.record, reason: posting.reason })
      else {
        const record = renumbered(outcome.record, numbersBefore(posting, used.get(recordId)))
        drafts.push(draft(posting, { ...outcome, record }, { known, optionsFor, routing, elsewhere }))
      }
    }
    const passing = drafts.filter(one => one.stop === null)
    const overNothing = passing.filter(one => one.plan.mark)
    await readyMarks(scope, [...marks, ...overNothing.map(one => ({ ...one, reason: reasonOf(one) }))])
    await makeReady(
      scope,
      passing.filter(one => !one.plan.mark),
    )
    const stopped = drafts.flatMap(({ posting, stop }) => (stop ? [{ posting, problems: stop }] : []))
    await stop(scope, stopped)
    const checked = drafts.map(checkedOf)
    for (const one of missing)
      checked.push(...(await settleMissing(scope, one.posting, one.recordId, one.outcome)))
    await noteChecks(scope, checked)
    const keys = checked.flatMap(item => item.keys ?? [])
    await noteKeys(scope.tx, scope.companyId, keys)
  })
  return rows.length
}

/** Left alone by a rule, or what stands in the ledger is not amended and stands as it was; else somebody has to mend something. */
async function stop(scope: Scope, list: Stopped[]): Promise<void> {
  const over = new Set<Stopped>()
  for (const one of list)
    if (isAmending(one.posting) ? await mayGiveUp(scope, one.posting) : one.problems.every(isLeftAlone))
      over.add(one)
  await leave(scope, [...over])
  await block(
    scope,
    list.filter(one => !over.has(one)),
  )
}

/** Only what follows an undoing may bear another number than its record. */
function idsOfRevisions(rows: readonly PostingRow[], recordIds: Map<string, string>): string[] {
  return rows.flatMap(({ id, supersedes }) => (supersedes === null ? [] : (recordIds.get(id) ?? [])))
}

/** Why it is only marked. */
function reasonOf({ record }: Draft): string {
  return record.kind === 'stock' ? 'no account changes by it' : 'comes to 0.00'
}

interface Stopped {
  posting: PostingRow
  problems: Problem[]
}

interface Draft {
  posting: PostingRow
  record: RecordExport
  plan: RecordPlan
  /** why it must not go; null = it may */
  stop: Problem[] | null
}

/** What all records of a chunk are judged by. */
interface Judging {
  known: Given
  optionsFor: OptionsFor
  routing: Routing
  /** documents that stand for some of an expense as another record, by record id */
  elsewhere: ReadonlyMap<string, string>
}

function draft(
  posting: PostingRow,
  { record, locationId }: Extract<Fresh, { kind: 'exported' }>,
  { known, optionsFor, routing, elsewhere }: Judging,
): Draft {
  // Its location came to another company, or to none, after it was asked for; '' is not known and judged by the list only.
  const strange = locationId === '' ? null : routing.problem(posting.companyId, locationId)
  const number = isAmending(posting) ? undefined : elsewhere.get(record.recordId)
  const stops: Problem | null =
    number === undefined ? strange : { code: 'expense-elsewhere', number, of: 'expense' }
  const plan = stops
    ? leftAlone(stops)
    : planRecord({ record, ...known, options: optionsFor(record.recordId) })
  // What stands in the ledger cannot become a mark alone.
  const goes = plan.ready || (plan.mark && !isAmending(posting))
  const changed = goes && posting.previewHash !== null && posting.previewHash !== plan.hash
  const problems: Problem[] = changed ? [{ code: 'preview-changed' }, ...plan.problems] : plan.problems
  return { posting, record, plan, stop: goes && !changed ? null : problems }
}

function checkedOf({ record, plan }: Draft): Checked {
  return {
    sourceId: record.recordId,
    problems: plan.problems,
    mappingKeys: plan.mappingKeys.map(key => `${key.kind}:${key.key}`),
    keys: plan.mappingKeys,
  }
}

/** Ready together with what they need: new contacts before them, their marks in ConnectWise after them. */
async function makeReady(scope: Scope, drafts: Draft[]): Promise<void> {
  if (drafts.length === 0) return
  const moved = await changeMany(scope, 'planned', 'ready', drafts.map(readyMove), { readyAt: databaseNow })
  const made = drafts.filter(({ posting }) => moved.has(posting.id))
  const contacts = await ensureContacts(
    scope,
    made.flatMap(({ posting, plan }) => (plan.contact ? [{ contact: plan.contact, asked: posting }] : [])),
  )
  const credits = await ensureCredits(scope, made)
  await setNeeds(
    scope,
    made
      .filter(({ posting, plan }) => plan.contact || posting.payload !== null || credits.has(posting.id))
      .map(({ posting }) => posting.id),
    made.flatMap(({ posting, plan }) => {
      const contact = plan.contact && contacts.get(contactKey(plan.contact))
      const needed = [contact, credits.get(posting.id)]
      return needed.flatMap(needsId => (needsId ? [{ postingId: posting.id, needsId }] : []))
    }),
  )
  await endMarksBefore(scope, made)
  await planReceipts(scope, made)
  const beside = await ensureCompanions(scope, made)
  await ensureMarks(
    scope,
    made.map(({ posting, record }) => ({ document: posting, record, besideId: beside.get(posting.id) })),
  )
}

function readyMove({ posting, plan }: Draft): Move {
  const document = present(plan.document, 'a plan that is ready has a document')
  return {
    posting,
    facts: { event: 'planned' },
    set: {
      kind: document.kind,
      title: document.number,
      payload: documentToJson(document),
      payloadHash: plan.hash,
      expectedTotal: document.totals.total,
      currency: document.currency,
      remoteNumber: document.number,
      problems: plan.problems,
    },
  }
}

/** What the company leaves alone, or does not amend, was asked for in vain; it is free for a day when it takes it. */
async function leave(scope: Scope, list: Stopped[]): Promise<void> {
  if (list.length === 0) return
  const moves = list.map(({ posting, problems }) => ({
    posting,
    facts: {
      event: 'withdrawn',
      message: problems.map(problem => describe(problem, '').title.toLowerCase()).join(', '),
    },
    set: { problems },
  }))
  await changeMany(scope, 'planned', 'withdrawn', moves)
  // Undone before and left alone now, or not amended: it is as it was.
  for (const { posting } of list) if (posting.supersedes !== null) await giveBack(scope, posting)
  // One that was ready before has a mark that waits for it.
  for (const { posting } of list.filter(one => one.posting.payload !== null))
    for (const mark of await needersOf(scope, posting.id))
      if (mark.state === 'ready')
        await change(scope, mark, 'ready', 'withdrawn', { event: 'withdrawn', message: 'left out' })
}

export async function block(scope: Scope, list: Stopped[]): Promise<void> {
  if (list.length === 0) return
  const moves = list.map(({ posting, problems }) => ({
    posting,
    facts: { event: 'blocked', message: problems.map(problem => problem.code).join(', ') },
    set: { problems },
  }))
  await changeMany(scope, 'planned', 'blocked', moves)
}

type Missing = Exclude<Fresh, { kind: 'exported' }>

/** Not in the export: open again, batched by somebody, without entries, unreadable or gone. */
async function settleMissing(
  scope: Scope,
  posting: PostingRow,
  recordId: string,
  outcome: Missing,
): Promise<Checked[]> {
  if (outcome.kind === 'facts') await noteFacts(scope, outcome.facts)
  if (isAmending(posting)) {
    await stop(scope, [{ posting, problems: [whyMissing(outcome)] }])
    return []
  }
  if (outcome.kind === 'gone') return withdraw(scope, posting, 'no longer in ConnectWise')
  if (outcome.kind === 'facts' && !outcome.facts.closed)
    return withdraw(scope, posting, 'open in ConnectWise')
  if (outcome.kind === 'facts' && outcome.facts.batch) {
    return withdraw(scope, posting, `already in ConnectWise batch ${outcome.facts.batch.name}`)
  }
  const problem: Problem =
    outcome.kind === 'malformed'
      ? { code: 'export-malformed', detail: outcome.detail }
      : { code: 'no-entries' }
  await block(scope, [{ posting, problems: [problem] }])
  return [{ sourceId: recordId, problems: [problem], mappingKeys: [] }]
}
