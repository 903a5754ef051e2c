import { planSales } from '../../lib/accounting/plan.ts'
import { psaOf } from '../../lib/accounts/psa.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import type { Psa } from '../../lib/connectors/ports.ts'
import { given } from '../../lib/sync/plan.ts'
import type { Line } from '../faults/report.ts'
import type { World } from '../faults/world.ts'

const measureMs = 3_000
const exportMost = 100

/** The pure planner alone, over the real exports with the account's own mappings. */
export async function planLines({ accountId, companyId }: World): Promise<Line[]> {
  const records = await exports(await psaOf(accountId))
  const known = await inAccount(accountId, tx => given({ tx, accountId, companyId }))
  for (const record of records) {
    const { ready, problems } = planSales({ record, ...known })
    if (!ready)
      throw new Error(`${record.number} cannot be planned: ${problems.map(({ code }) => code).join()}.`)
  }
  let lines = 0
  const since = performance.now()
  while (performance.now() - since < measureMs) {
    for (const record of records) {
      planSales({ record, ...known })
      lines += record.lines.length
    }
  }
  const seconds = (performance.now() - since) / 1_000
  return [{ name: 'plan.lines_per_s', value: Math.round(lines / seconds), unit: 'lines/s' }]
}

async function exports(psa: Psa) {
  const ids: string[] = []
  for await (const page of psa.unpostedInvoices()) ids.push(...page.map(({ billingLogId }) => billingLogId))
  const chunks = Array.from({ length: Math.ceil(ids.length / exportMost) }, (_, at) =>
    psa.exportSales(ids.slice(at * exportMost, (at + 1) * exportMost)),
  )
  return (await Promise.all(chunks)).flat()
}
