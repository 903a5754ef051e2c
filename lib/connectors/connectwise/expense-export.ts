import { type ExpenseGroup, type ExpenseRules, groupFacts } from '../../accounting/expense-groups.ts'
import type { ExpenseExport, ExpenseFacts, RecordLine } from '../../accounting/export.ts'
import { Decimal, sum } from '../../std/decimal.ts'
import { NumberText } from '../../std/json.ts'
import type { Client } from './client.ts'
import { classSegments } from './entry-lines.ts'
import { malformed } from './errors.ts'
import { type ExportedExpenses, zExpenses } from './expense-form.ts'
import { expensesNamed } from './expense-list.ts'

const callsAtOnce = 4

/** What ConnectWise's books have of one expense. */
interface Posted {
  lines: RecordLine[]
  entryIds: string[]
  classes: boolean
}

/** Read-only for all its POST, as exportSales. What is batched already is not in it. */
export async function exportExpenses(
  client: Client,
  recordIds: string[],
  rules: ExpenseRules,
): Promise<ExpenseExport[]> {
  const groups = await expensesNamed(client, recordIds, rules)
  const posted = await postedOf(
    client,
    groups.flatMap(({ entries }) => entries),
  )
  return groups.flatMap(group => {
    const own = group.entries.map(entry => posted.get(entry.id))
    // Without entries of its own an expense stays out, and what is gathered with it waits.
    return own.some(one => one === undefined || one.lines.length === 0) ? [] : expenseOf(group, posted)
  })
}

/**
 * A document of the export names its member and none of the expenses in it, so that of each member one is asked for at a time. Many
 * members' go in one call.
 */
async function postedOf(client: Client, entries: readonly ExpenseFacts[]): Promise<Map<string, Posted>> {
  const waves: ExpenseFacts[][] = []
  for (const own of Map.groupBy(entries, ({ member }) => member.id).values())
    for (const [place, entry] of own.entries()) {
      // Who has no member is asked for alone.
      if (entry.member.id === '') waves.push([entry])
      else waves[place] = [...(waves[place] ?? []), entry]
    }
  const found = new Map<string, Posted>()
  for (let at = 0; at < waves.length; at += callsAtOnce) {
    const calls = waves.slice(at, at + callsAtOnce).map(wave => exportWave(client, wave))
    for (const [id, posted] of (await Promise.all(calls)).flat()) found.set(id, posted)
  }
  return found
}

async function exportWave(client: Client, wave: ExpenseFacts[]): Promise<[string, Posted][]> {
  const body = {
    batchIdentifier: 'preview',
    glInterfaceIdentifier: 'preview',
    summarizeInvoices: 'Detailed' as const,
    exportExpensesFlag: true,
    includedExpenseIds: wave.map(({ id }) => new NumberText(id)),
  }
  const exported = await client.read('the export', zExpenses, api =>
    api.POST('/finance/accounting/export', { body }),
  )
  const asked = new Set(wave.map(({ member }) => member.id))
  const others = [...exported.expenses, ...exported.expenseBills].filter(
    ({ member }) => !asked.has(member.id),
  )
  if (others.length > 0 && wave.length > 1)
    throw malformed('the export', 'expenses: one is of a member who was not asked for')
  return wave.map(entry => {
    const isOwn = ({ member }: { member: { id: string } }) =>
      wave.length === 1 || member.id === entry.member.id
    const { expenses, expenseBills } = exported
    return [
      entry.id,
      postedIn({ expenses: expenses.filter(isOwn), expenseBills: expenseBills.filter(isOwn) }, entry),
    ]
  })
}

function postedIn({ expenses, expenseBills }: ExportedExpenses, entry: ExpenseFacts): Posted {
  const journals = expenses.flatMap(({ offset, ...cost }) => [
    lineOf(cost, cost.glClass),
    ...(offset ? [lineOf({ ...offset, glTypeId: offset.glTypeId || 'EO' }, offset.glClass)] : []),
  ])
  const bills = expenseBills.flatMap(({ glClass, detail }) =>
    detail.map(({ id: [id = ''], ...rest }) => lineOf({ ...rest, id, description: '' }, glClass)),
  )
  const detailIds = expenseBills.flatMap(({ detail }) => detail.flatMap(({ id }) => id))
  return {
    lines: signed([...journals, ...bills], entry.amount),
    entryIds: [...new Set([...journals.map(({ id }) => id), ...detailIds])],
    classes: bills.length === 0 || expenseBills.some(({ glClass }) => glClass !== ''),
  }
}

interface Entry {
  id: string
  glTypeId: string
  accountNumber: string
  description: string
  total: Decimal
}

function lineOf({ id, glTypeId, accountNumber, description, total }: Entry, glClass: string): RecordLine {
  return {
    id,
    glType: glTypeId,
    account: accountNumber,
    segments: classSegments(glClass),
    item: null,
    description,
    work: '',
    quantity: Decimal.one,
    unitPrice: null,
    amount: total,
    taxable: false,
    taxCode: '',
    costAccount: '',
    inventoryAccount: '',
    warehouseAccount: '',
    itemType: '',
    dropShipped: false,
    cost: null,
  }
}

/**
 * Costs and their tax with the sign of what was spent, the offset account against it: whichever sign the export gives them, as those
 * of purchases were recorded with the other one.
 */
function signed(lines: RecordLine[], amount: Decimal): RecordLine[] {
  const isOffset = ({ glType }: RecordLine) => glType === 'EO'
  const turnCosts = isTurned(
    lines.filter(line => !isOffset(line)),
    amount,
  )
  const turnOffset = isTurned(lines.filter(isOffset), amount.negated())
  return lines.map(line =>
    (isOffset(line) ? turnOffset : turnCosts) ? { ...line, amount: line.amount.negated() } : line,
  )
}

function isTurned(lines: readonly RecordLine[], wanted: Decimal): boolean {
  const whole = sum(lines.map(line => line.amount))
  return wanted.plus(whole).abs().lessThan(wanted.minus(whole).abs())
}

function expenseOf(group: ExpenseGroup, posted: ReadonlyMap<string, Posted>): ExpenseExport {
  const { recordId, number, entries } = group
  const { date, currency, total, member } = groupFacts(entries)
  const own = entries.map(entry => ({ entry, of: posted.get(entry.id) }))
  const lines = own.flatMap(({ of }) => of?.lines ?? [])
  return {
    kind: 'expense',
    recordId,
    number,
    customer: { ...member, name: member.name || member.identifier, email: '', accountNumber: '' },
    date,
    currency,
    total,
    salesTax: sum(lines.flatMap(line => (line.glType === 'ET' ? line.amount : []))),
    classes: own.every(({ of }) => of?.classes !== false),
    entries: own.map(({ entry, of }) => ({ ...entry, lines: of?.lines ?? [] })),
    lines,
    glEntryIds: own.flatMap(({ of }) => of?.entryIds ?? []),
  }
}
