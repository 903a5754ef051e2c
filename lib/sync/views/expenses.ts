import { type ExpenseOutcome, expenseOutcome } from '../../accounting/expenses.ts'
import { ConnectorError, type Psa } from '../../connectors/ports.ts'
import { addDays, type CalendarDate } from '../../std/clock.ts'
import { sum } from '../../std/decimal.ts'
import { amountText } from './shown.ts'
import { troubleOf } from './trouble.ts'

export interface ExpenseRow {
  /** what these become, in words */
  becomes: string
  kind: ExpenseOutcome['kind']
  count: number
  /** one for each currency, never summed across; '' for those without one */
  totals: { total: string; currency: string }[]
  examples: { id: string; text: string; reason: string }[]
}

export interface ExpensesView {
  since: CalendarDate
  count: number
  rows: ExpenseRow[]
  /** why ConnectWise could not be asked, '' when it was */
  outOfTouch: string
}

type Facts = Awaited<ReturnType<Psa['expenses']>>[number]

const daysBack = 90
const examplesShown = 3

/** What the rule makes of the last ninety days' expenses when these payment types are the company's. */
export async function expensesView(
  psa: Pick<Psa, 'expenses'>,
  companyPaid: readonly string[],
  today: CalendarDate,
): Promise<ExpensesView> {
  const since = addDays(today, -daysBack)
  try {
    const facts = await recent(psa, since)
    return { since, count: facts.length, rows: rowsOf(facts, new Set(companyPaid)), outOfTouch: '' }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return { since, count: 0, rows: [], outOfTouch: troubleOf(error) }
  }
}

const freshMs = 60_000
const known = new WeakMap<Pick<Psa, 'expenses'>, { since: string; at: number; facts: Promise<Facts[]> }>()

/** While a person ticks and unticks types, ConnectWise is not asked again each time. */
async function recent(psa: Pick<Psa, 'expenses'>, since: CalendarDate): Promise<Facts[]> {
  const last = known.get(psa)
  if (last?.since === since && performance.now() - last.at < freshMs) return last.facts
  const facts = psa.expenses(since)
  known.set(psa, { since, at: performance.now(), facts })
  // What failed is asked again the next time.
  facts.catch(() => known.delete(psa))
  return facts
}

const order = ['reimbursable', 'company-paid', 'private', 'nothing'] as const

function rowsOf(facts: Facts[], companyPaid: ReadonlySet<string>): ExpenseRow[] {
  const decided = facts.map(fact => ({ fact, outcome: expenseOutcome(fact, companyPaid) }))
  const groups = Map.groupBy(decided, ({ outcome }) => becomes(outcome))
  const rows = [...groups].map(([words, list]): ExpenseRow => {
    const byCurrency = Map.groupBy(list, ({ fact }) => fact.currency)
    return {
      becomes: words,
      kind: list[0]?.outcome.kind ?? 'nothing',
      count: list.length,
      totals: [...byCurrency].map(([currency, ones]) => ({
        currency,
        total: amountText(sum(ones.map(({ outcome }) => outcome.amount))),
      })),
      examples: list.slice(0, examplesShown).map(({ fact, outcome }) => ({
        id: fact.id,
        text: exampleText(fact),
        reason: outcome.reason,
      })),
    }
  })
  return rows.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.count - a.count)
}

function becomes({ kind, document }: ExpenseOutcome): string {
  switch (kind) {
    case 'reimbursable':
      return document === 'bill'
        ? 'Bill payable to the employee'
        : 'Credit against the employee (money came back)'
    case 'company-paid':
      return document === 'bill'
        ? 'Journal against the expense offset account, or a card or bank transaction as each company chooses'
        : 'Journal against the expense offset account, or a card or bank transaction, turned round (money came back)'
    case 'private':
      return document === 'credit'
        ? 'Credit against the employee (private spend)'
        : 'Bill to the employee (private spend came back)'
    case 'nothing':
      return 'Nothing to post'
  }
}

/** ConnectWise may leave out member, type, payment type and currency: each is said in words, never as a gap. */
function exampleText({ date, member, type, paymentType, amount, currency }: Facts): string {
  const who = member.name || member.identifier || 'no member'
  const what = [type || 'no type', paymentType.name || 'no payment type']
  return `${date}, ${who}: ${what.join(', ')}, ${amountText(amount)} ${currency || 'in no currency'}`
}
