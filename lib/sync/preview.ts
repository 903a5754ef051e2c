import type { Transaction } from '../../drizzle/client.ts'
import { checkOpen } from '../accounting/check.ts'
import type { LedgerContact, LedgerDocument } from '../accounting/document.ts'
import type { RecordExport, RecordFacts } from '../accounting/export.ts'
import { planRecord } from '../accounting/plan.ts'
import type { Problem } from '../accounting/problems.ts'
import { sourceOf } from '../accounting/record-id.ts'
import { ConnectorError, type Psa } from '../connectors/ports.ts'
import type { UnpostedRecord } from '../connectors/psa-facts.ts'
import { noteKeys } from '../mappings/mappings.ts'
import { noteApplied } from './credits/foretell.ts'
import { optionsForEach } from './exceptions.ts'
import { expenseRules } from './expense-rules.ts'
import { exportRecords } from './fresh.ts'
import { factsOfListed, factsOfRow } from './listed-facts.ts'
import { given } from './plan.ts'
import { noteChecks, noteFacts, noteUnposted, recordsByIds } from './records/store.ts'
import { renumbered } from './renumber.ts'
import { numbersUsed } from './revisions/store.ts'
import { routingOf } from './routing.ts'

/**
 * What would be sent now, by the same planner that sends (design §1.1). An open record has checks, no document and no hash:
 * ConnectWise writes its entries when it is closed.
 */
export type Preview =
  /** its location belongs to another company, or to none; nothing was written down */
  | { kind: 'elsewhere'; facts: RecordFacts; companyId: string | null; problems: Problem[] }
  | { kind: 'open'; facts: RecordFacts; problems: Problem[] }
  | { kind: 'batched'; facts: RecordFacts }
  | { kind: 'no-entries'; facts: RecordFacts; problems: Problem[] }
  | {
      kind: 'document'
      facts: RecordFacts
      record: RecordExport
      document: LedgerDocument | null
      contact: LedgerContact | null
      problems: Problem[]
      /** names what the person saw; null while a blocking problem stands */
      hash: string | null
      ready: boolean
    }

interface Ask {
  accountId: string
  companyId: string
  psa: Psa
  inAccount<T>(accountId: string, work: (tx: Transaction) => Promise<T>): Promise<T>
}

/**
 * Reads ConnectWise (record and export) and the cached lists; never the ledger. `numbersMore`: of a document before which others are
 * made. Throws ConnectorError.
 */
export async function previewRecord(ask: Ask, recordId: string, numbersMore = 0): Promise<Preview> {
  const { facts, listed } = await factsOf(ask, recordId)
  const routing = await routingOf(ask.accountId)
  const elsewhere = routing.problem(ask.companyId, facts.locationId)
  if (elsewhere) {
    return { kind: 'elsewhere', facts, companyId: routing.taker(facts.locationId), problems: [elsewhere] }
  }
  if (facts.kind === 'credit-memo' && !facts.batch) await noteApplied(ask, facts)
  const exported = facts.closed && !facts.batch ? await exportOne(ask, recordId, listed) : null
  return ask.inAccount(ask.accountId, async tx => {
    const scope = { tx, accountId: ask.accountId, companyId: ask.companyId }
    await noteFacts(scope, facts)
    if (listed) await noteUnposted(scope, [listed])
    if (facts.batch) return { kind: 'batched', facts }
    const company = await given(scope)
    const options = (await optionsForEach(scope, [recordId], company.options))(recordId)
    const known = { ...company, options }
    if (!facts.closed) return { kind: 'open', facts, problems: checkOpen(facts, known) }
    if (exported === null || 'problem' in exported) {
      const problems: Problem[] = [exported?.problem ?? { code: 'no-entries' }]
      return { kind: 'no-entries', facts, problems }
    }
    const used = (await numbersUsed(scope, [recordId])).get(recordId) ?? 0
    const plan = planRecord({ record: renumbered(exported, used + numbersMore), ...known })
    const mappingKeys = plan.mappingKeys.map(key => `${key.kind}:${key.key}`)
    await noteChecks(scope, [{ sourceId: recordId, problems: plan.problems, mappingKeys }])
    // The Mappings screen lists them, so that a fix opened from here finds its row.
    await noteKeys(tx, ask.companyId, plan.mappingKeys)
    const { document, contact, problems, ready } = plan
    return {
      kind: 'document',
      facts,
      record: exported,
      document,
      contact,
      problems,
      ready,
      hash: ready || plan.mark ? plan.hash : null,
    }
  })
}

/** An invoice has facts of its own; any other record has those of the list, or what was last seen of it there. */
async function factsOf(
  { psa, accountId, companyId, inAccount }: Ask,
  recordId: string,
): Promise<{ facts: RecordFacts; listed: UnpostedRecord | null }> {
  if (sourceOf(recordId) === 'invoice') return { facts: await psa.invoice(recordId), listed: null }
  const [listed] = await psa.unpostedOf([recordId], await expenseRules(accountId, companyId))
  if (listed) return { facts: factsOfListed(listed), listed }
  const [row] = await inAccount(accountId, tx => recordsByIds({ tx }, [recordId]))
  if (row) return { facts: factsOfRow(row), listed: null }
  const message =
    sourceOf(recordId) === 'expense'
      ? 'ConnectWise’s unposted expenses do not name this expense.'
      : 'ConnectWise’s unposted procurement does not name this record.'
  throw new ConnectorError({ system: 'connectwise', kind: 'not-found', message })
}

async function exportOne(
  { psa, accountId, companyId }: Ask,
  recordId: string,
  known: UnpostedRecord | null,
): Promise<RecordExport | { problem: Problem } | null> {
  const rules = await expenseRules(accountId, companyId)
  const listed = known ?? (await psa.unpostedOf([recordId], rules))[0]
  if (!listed) return null
  try {
    const [record] = await exportRecords(psa, { source: sourceOf(recordId), rules }, [listed.exportId])
    return record ?? null
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'malformed') throw error
    return { problem: { code: 'export-malformed', detail: error.message } }
  }
}
