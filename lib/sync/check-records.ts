import type { RecordExport } from '../accounting/export.ts'
import { leftAlone, planRecord } from '../accounting/plan.ts'
import { sourceOf } from '../accounting/record-id.ts'
import { ConnectorError } from '../connectors/ports.ts'
import { noteKeys } from '../mappings/mappings.ts'
import { optionsForEach } from './exceptions.ts'
import { expenseRules } from './expense-rules.ts'
import { exportRecords } from './fresh.ts'
import { given } from './plan.ts'
import { type Checked, noteChecks, recordsByIds } from './records/store.ts'
import { routingOf } from './routing.ts'
import type { PanelAsk } from './views/panel.ts'

/** ConnectWise exports so many in one call, and a list shows no more at a time. */
export const checkMost = 100

/**
 * What the planner says of records on the unposted list, so that the list shows it before anybody sends: one call of
 * ConnectWise for those of a kind, nothing is written outside. False: ConnectWise could not say, the list stays as it is.
 */
export async function checkRecords(ask: PanelAsk, recordIds: readonly string[]): Promise<boolean> {
  const { accountId, companyId, psa, inAccount } = ask
  const rows = await inAccount(accountId, tx => recordsByIds({ tx }, recordIds.slice(0, checkMost)))
  const asked = rows.filter(row => row.unposted && row.exportId !== null)
  if (asked.length === 0) return false
  try {
    const rules = await expenseRules(accountId, companyId)
    const bySource = Map.groupBy(asked, row => sourceOf(row.sourceId))
    const exported: RecordExport[] = []
    for (const [source, rows] of bySource)
      exported.push(
        ...(await exportRecords(
          psa,
          { source, rules },
          rows.flatMap(row => row.exportId ?? []),
        )),
      )
    const routing = await routingOf(accountId)
    const locations = new Map(asked.map(row => [row.sourceId, row.locationId]))
    await inAccount(accountId, async tx => {
      const scope = { tx, accountId, companyId }
      const known = await given(scope)
      const ids = exported.map(({ recordId }) => recordId)
      const optionsFor = await optionsForEach(scope, ids, known.options)
      const plans = exported.map(record => {
        const elsewhere = routing.problem(companyId, locations.get(record.recordId) ?? '')
        const input = { record, ...known, options: optionsFor(record.recordId) }
        return { record, plan: elsewhere ? leftAlone(elsewhere) : planRecord(input) }
      })
      const checked = plans.map(({ record, plan }) => ({
        sourceId: record.recordId,
        problems: plan.problems,
        mappingKeys: plan.mappingKeys.map(key => `${key.kind}:${key.key}`),
      }))
      await noteChecks(scope, [...checked, ...withoutEntries(asked, exported)])
      await noteKeys(
        tx,
        companyId,
        plans.flatMap(({ plan }) => plan.mappingKeys),
      )
    })
    return true
  } catch (error) {
    if (error instanceof ConnectorError) return false
    throw error
  }
}

/** Offered as closed, and not in the export: ConnectWise wrote no entries for it. */
function withoutEntries(asked: { sourceId: string }[], exported: { recordId: string }[]): Checked[] {
  const found = new Set(exported.map(record => record.recordId))
  return asked
    .filter(row => !found.has(row.sourceId))
    .map(({ sourceId }) => ({ sourceId, problems: [{ code: 'no-entries' }], mappingKeys: [] }))
}
