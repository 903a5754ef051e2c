import type { SalesExport } from '../../lib/accounting/export.ts'
import { planSales, type RecordPlan } from '../../lib/accounting/plan.ts'
import { psaOf } from '../../lib/accounts/psa.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import type { Psa } from '../../lib/connectors/ports.ts'
import { present } from '../../lib/std/assert.ts'
import { type Given, given } from '../../lib/sync/plan.ts'
import type { Line } from '../faults/report.ts'
import type { World } from '../faults/world.ts'
import { decimal, planInput, salesExport, salesLine } from '../support/planning.ts'
import { percentile, round } from './run.ts'

const measureMs = 3_000
const exportMost = 100
/** Of each turn of a comparison, on either side. */
const linesInAll = 100_000
const turns = 5
const handfulRecords = 100

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
  return [
    { name: 'plan.lines_per_s', value: Math.round(lines / seconds), unit: 'lines/s' },
    { name: 'plan.us_per_line_growth', value: growth(inRuns(records, known)), unit: '100,000/1,000' },
    { name: 'plan.us_per_line_growth_document', value: growth(inDocuments()), unit: '1,000/10' },
  ]
}

/** Plans so many lines in all, in pieces of so many. */
type Plan = (pieceLines: number) => void

interface Compared {
  plan: Plan
  short: number
  long: number
}

/**
 * What a line costs more where there are a hundred times as many. Both ways plan equally many lines, turn by turn, so that what
 * the engine collects and compiles is shared alike; of the turns the median counts, in processor time of this process: what the
 * machine does beside it does not.
 */
function growth({ plan, short, long }: Compared): number {
  const cost = (lines: number) => {
    const before = process.cpuUsage()
    plan(lines)
    return process.cpuUsage(before).user
  }
  for (const lines of [short, long]) plan(lines)
  const ratios = Array.from({ length: turns }, (_, turn) => {
    const [first, second] = turn % 2 === 0 ? [short, long] : [long, short]
    const costs = new Map([first, second].map(lines => [lines, cost(lines)]))
    return (costs.get(long) ?? 0) / (costs.get(short) ?? 0)
  })
  return round(percentile(ratios, 0.5))
}

/** A run as the worker makes it: handful after handful, each in its hands until it is written down (lib/sync/plan.ts). */
function inRuns(records: readonly SalesExport[], known: Given): Compared {
  const plan = (runLines: number) => {
    for (let planned = 0; planned < linesInAll; planned += runLines) {
      let handful: RecordPlan[] = []
      for (let at = 0, lines = 0; lines < runLines; at += 1) {
        if (at % handfulRecords === 0) handful = []
        const record = present(records[at % records.length], 'a record')
        handful.push(planSales({ record: { ...record, number: `${record.number}-${at}` }, ...known }))
        lines += record.lines.length
      }
    }
  }
  return { plan, short: 1_000, long: 100_000 }
}

/** Few long documents or many short ones. */
function inDocuments(): Compared {
  const documents = new Map([10, 1_000].map(lines => [lines, documentOf(lines)]))
  const plan = (documentLines: number) => {
    const record = present(documents.get(documentLines), 'a document')
    for (let planned = 0; planned < linesInAll; planned += documentLines)
      planSales({ ...planInput(), record })
  }
  return { plan, short: 10, long: 1_000 }
}

function documentOf(lines: number): SalesExport {
  const ids = Array.from({ length: lines }, (_, at) => String(at + 1))
  return salesExport({
    lines: ids.map(id => salesLine({ id, description: `Onsite support ${id}` })),
    glEntryIds: ids,
    total: decimal(String(1_320 * lines)),
    salesTax: decimal(String(120 * lines)),
  })
}

async function exports(psa: Psa) {
  const ids: string[] = []
  for await (const page of psa.unpostedInvoices()) ids.push(...page.map(({ exportId }) => exportId))
  const chunks = Array.from({ length: Math.ceil(ids.length / exportMost) }, (_, at) =>
    psa.exportSales(ids.slice(at * exportMost, (at + 1) * exportMost)),
  )
  return (await Promise.all(chunks)).flat()
}
