import type { SalesExport } from '../../lib/accounting/export.ts'
import { planSales } from '../../lib/accounting/plan.ts'
import { psaOf } from '../../lib/accounts/psa.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import type { Psa } from '../../lib/connectors/ports.ts'
import { type Given, given } from '../../lib/sync/plan.ts'
import type { Line } from '../faults/report.ts'
import type { World } from '../faults/world.ts'

const measureMs = 3_000
const exportMost = 100
const shortLines = 1_000
const longLines = 100_000

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
  const growth = usPerLine(records, known, longLines) / usPerLine(records, known, shortLines)
  return [
    { name: 'plan.lines_per_s', value: Math.round(lines / seconds), unit: 'lines/s' },
    { name: 'plan.us_per_line_growth', value: Math.round(growth * 1_000) / 1_000, unit: 'long/short' },
  ]
}

/** Processor time of a line in a run of so many, the least of a few runs: what the machine does beside it does not count. */
function usPerLine(records: readonly SalesExport[], known: Given, wanted: number): number {
  const runs = Array.from({ length: wanted === longLines ? 3 : 30 }, () => {
    const before = process.cpuUsage()
    let lines = 0
    for (let round = 0; lines < wanted; round += 1) {
      for (const record of records) {
        if (lines >= wanted) break
        planSales({ record: { ...record, number: `${record.number}-${round}` }, ...known })
        lines += record.lines.length
      }
    }
    return process.cpuUsage(before).user / lines
  })
  return Math.min(...runs)
}

async function exports(psa: Psa) {
  const ids: string[] = []
  for await (const page of psa.unpostedInvoices()) ids.push(...page.map(({ billingLogId }) => billingLogId))
  const chunks = Array.from({ length: Math.ceil(ids.length / exportMost) }, (_, at) =>
    psa.exportSales(ids.slice(at * exportMost, (at + 1) * exportMost)),
  )
  return (await Promise.all(chunks)).flat()
}
