import { documentToJson } from '../accounting/document-json.ts'
import type { RecordFacts, SalesExport } from '../accounting/export.ts'
import type { MappingLookup, PlanOptions, PlanReference } from '../accounting/options.ts'
import { planSales, type SalesPlan } from '../accounting/plan.ts'
import type { Problem } from '../accounting/problems.ts'
import { ConnectorError } from '../connectors/ports.ts'
import { mappingLookup, noteKeys } from '../mappings/mappings.ts'
import { planReference } from '../reference/reference.ts'
import { companyOptions } from '../settings/settings.ts'
import { assert, present } from '../std/assert.ts'
import { ensureContact } from './contact.ts'
import { inLane, type Work } from './context.ts'
import { recordIdsOf, setNeeds } from './graph/store.ts'
import { ensureMarks, type Marked } from './mark-posting.ts'
import { change, databaseNow, dueIn, type PostingRow, type Scope } from './postings/store.ts'
import { type Checked, noteChecks, noteFacts, recordsByIds } from './records/store.ts'
import { withdraw } from './withdraw.ts'

/** One transaction writes so many plans down: enough for all five writes that Xero takes at once. */
const planChunk = 250
/** ConnectWise exports so many records in one call; the calls of a chunk go side by side. */
const exportChunkSize = 100

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
  await inLane(work, async scope => {
    const known = await given(scope)
    const checked: Checked[] = []
    const marked: Marked[] = []
    for (const posting of rows) {
      const recordId = present(recordIds.get(posting.id), `posting ${posting.id} has no source`)
      const outcome = fresh.get(recordId)
      if (outcome?.kind === 'exported')
        checked.push(await settlePlan(scope, posting, outcome.record, known, marked))
      else checked.push(...(await settleMissing(scope, posting, recordId, outcome ?? { kind: 'gone' })))
    }
    await ensureMarks(scope, marked)
    await noteChecks(scope, checked)
    const keys = checked.flatMap(item => item.keys ?? [])
    await noteKeys(scope.tx, scope.companyId, keys)
  })
  return rows.length
}

export type Fresh =
  | { kind: 'exported'; record: SalesExport }
  | { kind: 'malformed'; detail: string }
  | { kind: 'facts'; facts: RecordFacts }
  | { kind: 'gone' }

/** What ConnectWise says of these records now: the export where there is one, else the facts that say why not. */
export async function exportFresh(
  work: Pick<Work, 'psa' | 'engine' | 'accountId' | 'companyId'>,
  recordIds: string[],
) {
  const result = new Map<string, Fresh>()
  const listed = await billingLogIds(work, recordIds)
  const ids = [...listed.values()]
  const chunks = Array.from({ length: Math.ceil(ids.length / exportChunkSize) }, (_, index) =>
    exportChunk(work, ids.slice(index * exportChunkSize, (index + 1) * exportChunkSize)),
  )
  for (const outcome of (await Promise.all(chunks)).flat()) {
    if (outcome.kind === 'exported') result.set(outcome.record.recordId, outcome)
    else for (const [recordId, id] of listed) if (id === outcome.billingLogId) result.set(recordId, outcome)
  }
  const missing = recordIds.filter(id => !result.has(id))
  if (missing.length > 0) {
    for (const facts of await work.psa.invoices(missing)) result.set(facts.recordId, { kind: 'facts', facts })
  }
  return result
}

/** The unposted list names the export's ids; what a list read has just told is not asked again. */
async function billingLogIds(
  work: Pick<Work, 'psa' | 'engine' | 'accountId' | 'companyId'>,
  recordIds: string[],
): Promise<Map<string, string>> {
  const known = await work.engine.inAccount(work.accountId, tx => recordsByIds({ tx }, recordIds))
  const ids = new Map(
    known.flatMap(row =>
      row.unposted && row.billingLogId ? [[row.sourceId, row.billingLogId] as const] : [],
    ),
  )
  const unknown = recordIds.filter(id => !ids.has(id))
  for (const item of unknown.length > 0 ? await work.psa.unpostedOf(unknown) : []) {
    ids.set(item.recordId, item.billingLogId)
  }
  return ids
}

type Exported =
  | Extract<Fresh, { kind: 'exported' }>
  | { kind: 'malformed'; detail: string; billingLogId: string }

/** One malformed record must not hold up the others: the chunk is halved until it stands alone. */
async function exportChunk(work: Pick<Work, 'psa'>, ids: string[]): Promise<Exported[]> {
  if (ids.length === 0) return []
  try {
    const records = await work.psa.exportSales(ids)
    return records.map(record => ({ kind: 'exported', record }))
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'malformed') throw error
    const [first] = ids
    assert(first !== undefined, 'an export of at least one')
    if (ids.length === 1) return [{ kind: 'malformed', detail: error.message, billingLogId: first }]
    const middle = Math.ceil(ids.length / 2)
    return [
      ...(await exportChunk(work, ids.slice(0, middle))),
      ...(await exportChunk(work, ids.slice(middle))),
    ]
  }
}

async function settlePlan(
  scope: Scope,
  posting: PostingRow,
  record: SalesExport,
  known: Given,
  marked: Marked[],
): Promise<Checked> {
  const plan = planSales({ record, ...known })
  const changed = plan.ready && posting.previewHash !== null && posting.previewHash !== plan.hash
  const problems: Problem[] = changed ? [{ code: 'preview-changed' }, ...plan.problems] : plan.problems
  if (!plan.ready || changed) {
    await change(
      scope,
      posting,
      'planned',
      'blocked',
      { event: 'blocked', message: codes(problems) },
      { problems },
    )
  } else {
    if (await makeReady(scope, posting, plan)) marked.push({ document: posting, record })
  }
  return {
    sourceId: record.recordId,
    problems: plan.problems,
    mappingKeys: plan.mappingKeys.map(key => `${key.kind}:${key.key}`),
    keys: plan.mappingKeys,
  }
}

async function makeReady(scope: Scope, posting: PostingRow, plan: SalesPlan): Promise<boolean> {
  const { document } = plan
  assert(document, 'a plan that is ready has a document')
  const needs = plan.contact ? [await ensureContact(scope, plan.contact, posting)] : []
  if (needs.length > 0 || posting.attempts > 0 || posting.payload !== null)
    await setNeeds(scope, posting.id, needs)
  return change(
    scope,
    posting,
    'planned',
    'ready',
    { event: 'planned' },
    {
      kind: document.kind,
      title: document.number,
      payload: documentToJson(document),
      payloadHash: plan.hash,
      expectedTotal: document.totals.total,
      currency: document.currency,
      remoteNumber: document.number,
      problems: plan.problems,
      readyAt: databaseNow,
    },
  )
}

/** Not in the export: open again, batched by somebody, without entries, unreadable or gone. */
async function settleMissing(
  scope: Scope,
  posting: PostingRow,
  recordId: string,
  outcome: Exclude<Fresh, { kind: 'exported' }>,
): Promise<Checked[]> {
  if (outcome.kind === 'facts') await noteFacts(scope, outcome.facts)
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
  const event = { event: 'blocked', message: problem.code }
  await change(scope, posting, 'planned', 'blocked', event, { problems: [problem] })
  return [{ sourceId: recordId, problems: [problem], mappingKeys: [] }]
}

function codes(problems: Problem[]): string {
  return problems.map(problem => problem.code).join(', ')
}
