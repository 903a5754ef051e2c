import { findExclusion, keepsStock } from '../accounting/exclusion.ts'
import type { ExpenseRules } from '../accounting/expense-groups.ts'
import type { Problem } from '../accounting/problems.ts'
import { type RecordSource, recordSources } from '../accounting/record-id.ts'
import { ConnectorError, type Psa } from '../connectors/ports.ts'
import type { UnpostedRecord } from '../connectors/psa-facts.ts'
import { companyOptions } from '../settings/company-options.ts'
import { marksToCheck, toCompare } from './compare/store.ts'
import { type Engine, inLane, type Work } from './context.ts'
import type { Say } from './crew.ts'
import { wakeWaiting } from './due/store.ts'
import { optionsForEach } from './exceptions.ts'
import { expenseRules } from './expense-rules.ts'
import { endedHolds } from './holds/store.ts'
import type { Scope } from './postings/store.ts'
import { forgetUnposted, momentNow, noteChecks, noteUnposted, statusMoved } from './records/store.ts'
import { routingOf } from './routing.ts'
import { ensureDocuments, wake } from './run.ts'
import { addItems, collectingRuns, finishCollecting } from './runs/store.ts'

/** One transaction writes so many records of a page down: what it has is planned while the next is being written. */
const slice = 100

/**
 * Reads the unposted lists for the runs that wait for it: every record of it gets its posting, slice by slice, and planning
 * does not wait for the end of the list.
 */
export async function collect(work: Work, say: Pick<Say, 'gave'>): Promise<number> {
  const runs = await inLane(work, collectingRuns)
  if (runs.length === 0) return 0
  const seen: string[] = []
  const troubles: string[] = []
  for (const source of await sourcesOf(work)) {
    try {
      await readUnposted(work, source, async part => {
        await inLane(work, async scope => {
          const taken = await leaveOut(scope, part)
          seen.push(...(await addToRuns(scope, taken, seen.length)))
        })
        say.gave()
      })
    } catch (error) {
      // One list that cannot be read does not keep the next from being sent.
      if (!(error instanceof ConnectorError)) throw error
      troubles.push(error.message)
    }
  }
  await inLane(work, async scope => {
    for (const run of runs) await finishCollecting(scope, run.id, troubles.join(' '))
  })
  return 1 + seen.length
}

/** Their postings, made or found. A run that was stopped meanwhile is no longer among those that collect. */
async function addToRuns(scope: Scope, taken: readonly Offered[], already: number): Promise<string[]> {
  const asked = taken.map(({ item }) => ({ recordId: item.recordId, number: item.number, previewHash: null }))
  const added: string[] = []
  for (const run of await collectingRuns(scope)) {
    const actor = { id: run.startedBy, name: run.startedByName }
    const ids = await ensureDocuments(scope, run.kind, actor, asked)
    await addItems(scope, run.id, ids, already + added.length)
    added.push(...ids)
  }
  return added
}

/** The kinds of records whose lists are read, in the order in which they go: sales, purchases, what only moved, expenses. */
async function sourcesOf({
  engine,
  accountId,
  companyId,
}: Pick<Work, 'engine' | 'accountId' | 'companyId'>): Promise<RecordSource[]> {
  const { recordKinds } = await engine.inAccount(accountId, tx => companyOptions(tx, companyId))
  const taken: Readonly<Record<RecordSource, boolean>> = {
    invoice: true,
    purchase: recordKinds.includes('procurement'),
    stock: keepsStock(recordKinds),
    expense: recordKinds.includes('expenses'),
  }
  return recordSources.filter(source => taken[source])
}

/** What was listed while its kind was taken, or seen on its own screen, is not on the list of a company that does not take it. */
async function forgetOthers(
  { engine, accountId, companyId }: Pick<Work, 'engine' | 'accountId' | 'companyId'>,
  taken: readonly RecordSource[],
): Promise<void> {
  await engine.inAccount(accountId, async tx => {
    const now = await momentNow({ tx })
    for (const source of recordSources)
      if (!taken.includes(source)) await forgetUnposted({ tx, accountId, companyId }, source, now)
  })
}

function unpostedPages(psa: Psa, source: RecordSource, rules: ExpenseRules): AsyncIterable<UnpostedRecord[]> {
  switch (source) {
    case 'purchase':
      return psa.unpostedPurchases()
    case 'stock':
      return psa.unpostedStock()
    case 'expense':
      return psa.unpostedExpenses(rules)
    case 'invoice':
      return psa.unpostedInvoices()
  }
}

/** The unposted lists by themselves, without a run. What stands in the ledger and is on it again wakes the company, and so does a hold that is over. */
export async function refreshUnposted(engine: Engine, accountId: string, companyId: string): Promise<void> {
  const psa = await engine.psaOf(accountId)
  const work = { psa, engine, accountId, companyId }
  const taken = await sourcesOf(work)
  for (const source of taken) await readUnposted(work, source, async () => {})
  await forgetOthers(work, taken)
  await engine.inAccount(accountId, async tx => {
    const scope = { tx, accountId, companyId }
    const changed = [
      ...(await toCompare(scope, 1)),
      ...(await marksToCheck(scope, 1)),
      ...(await endedHolds(scope, 1)),
    ]
    if (changed.length > 0) await wake(scope)
  })
}

/** What the company takes of them. The rest is asked for by nobody; the list says why. */
async function leaveOut(scope: Scope, part: readonly Offered[]): Promise<Offered[]> {
  const options = await companyOptions(scope.tx, scope.companyId)
  const ids = part.map(({ item }) => item.recordId)
  const optionsFor = await optionsForEach(scope, ids, options)
  const judged = part.map(offered => ({
    offered,
    problem:
      offered.problem ??
      findExclusion(offered.item, optionsFor(offered.item.recordId)) ??
      nothingToPost(offered.item),
  }))
  await noteChecks(
    scope,
    judged.flatMap(({ offered, problem }) =>
      problem ? [{ sourceId: offered.item.recordId, problems: [problem], mappingKeys: [] }] : [],
    ),
  )
  return judged.filter(({ problem }) => problem === null).map(({ offered }) => offered)
}

/** Of which nothing is posted, it comes to no document. What comes to 0.00 is looked at. */
function nothingToPost({ nothing, total }: UnpostedRecord): Problem | null {
  if (nothing === undefined || total.isZero()) return null
  return { code: 'expense-nothing', reason: nothing, of: 'expense' }
}

/** What has come farther since it was last read is planned again: it may have waited for that. */
async function noteListed(scope: Scope, items: UnpostedRecord[]): Promise<void> {
  const moved = await statusMoved(scope, items)
  await noteUnposted(scope, items)
  if ((await wakeWaiting(scope, moved)) > 0) await wake(scope)
}

interface Offered {
  item: UnpostedRecord
  /** its location belongs to no company */
  problem: Problem | null
}

/** The unposted list of a kind into `records`, slice by slice; what is no longer on it is noted once it was read to its end. */
async function readUnposted(
  work: Pick<Work, 'psa' | 'engine' | 'accountId' | 'companyId'>,
  source: RecordSource,
  onPart: (part: Offered[]) => Promise<void>,
): Promise<void> {
  const { engine, accountId, companyId } = work
  const routing = await routingOf(accountId)
  const since = await engine.inAccount(accountId, tx => momentNow({ tx }))
  for await (const page of unpostedPages(work.psa, source, await expenseRules(accountId, companyId))) {
    for (let from = 0; from < page.length; from += slice) {
      const part = page
        .slice(from, from + slice)
        .filter(item => routing.home(item.locationId) === companyId)
        .map(item => ({ item, problem: routing.problem(companyId, item.locationId) }))
      const items = part.map(({ item }) => item)
      await engine.inAccount(accountId, tx => noteListed({ tx, accountId, companyId }, items))
      await onPart(part)
    }
  }
  await engine.inAccount(accountId, tx => forgetUnposted({ tx, accountId, companyId }, source, since))
}
