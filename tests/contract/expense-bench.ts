import type { ExpenseRules } from '../../lib/accounting/expense-groups.ts'
import { expenseId } from '../../lib/accounting/expense-id.ts'
import type { Psa } from '../../lib/connectors/ports.ts'
import type { UnpostedRecord } from '../../lib/connectors/psa-facts.ts'
import { DEMO } from '../simulators/connectwise/index.ts'
import type { Values } from '../simulators/connectwise/parameters.ts'
import type { ExpenseSpec } from '../simulators/connectwise/seed-expenses.ts'
import { ACCOUNTING } from '../simulators/connectwise/seed-setup.ts'
import { openConnectWiseBench } from './connectwise-bench.ts'

export type ExpenseBench = Awaited<ReturnType<typeof openExpenseBench>>

/** An expense as the vendor's books have it. */
export interface BenchExpense {
  recordId: string
  /** as its own screen and its attachments go by */
  screenId: string
  number: string
  memberId: string
  date: string
  amount: string
  entryIds: string[]
}

interface Made {
  id: number
  detailId: number
  memberId: number
  date: string
}

interface Truth {
  tenants: Record<
    string,
    {
      expenses: { id: number; amount: string; entries: { id: number }[] }[]
      files: { id: number; hash: string }[]
    }
  >
}

/** A ConnectWise over HTTP whose expenses are entered behind the connector's back. */
export async function openExpenseBench(parameters: Partial<Values> = {}) {
  const bench = await openConnectWiseBench(parameters)
  const { control, psa } = bench
  const tenant = DEMO.company
  return {
    ...{ psa, control, calls: bench.calls, close: bench.close },
    /** The payment types that say of themselves that the company pays. */
    async companyPaid(): Promise<ReadonlySet<string>> {
      return new Set((await psa.paymentTypes()).flatMap(({ id, company }) => (company ? id : [])))
    },
    async spend(spec: Partial<ExpenseSpec>): Promise<BenchExpense> {
      const expense = { member: 'SMarsh', amount: '38.60', on: 'parking', daysAgo: 4, ...spec }
      const answer: { expenses: Made[] } = await control.call('POST', 'expenses', {
        tenant,
        expenses: [expense],
      })
      const made = answer.expenses[0]
      const { tenants } = await control.truth<Truth>()
      const shown = tenants[tenant]?.expenses.find(one => one.id === made?.id)
      if (!made || !shown) throw new Error('no expense was made')
      return {
        recordId: expenseId(String(made.detailId)),
        screenId: String(made.id),
        number: `EXP-${made.detailId}`,
        memberId: String(made.memberId),
        date: made.date,
        amount: shown.amount,
        entryIds: shown.entries.map(({ id }) => String(id)),
      }
    },
    /** Gives the API member's role these rights and answers what it had. */
    async allow(right: string, allowed: string): Promise<string> {
      const answer: { before: string } = await control.call('POST', 'roles', { tenant, right, allowed })
      return answer.before
    },
    /** Of the bytes as they stand in Manage. */
    async hashOf(fileId: string): Promise<string> {
      const { tenants } = await control.truth<Truth>()
      return tenants[tenant]?.files.find(({ id }) => String(id) === fileId)?.hash ?? ''
    },
    /** Whether the accounting package is told of expenses as bills. */
    async asBills(expensesAsBills: boolean): Promise<void> {
      const accounting = { ...ACCOUNTING, expensesAsBills }
      await control.call('POST', 'tenants', { tenant, setup: { accounting } })
    },
  }
}

export async function unpostedExpenses(psa: Psa, rules: ExpenseRules): Promise<UnpostedRecord[]> {
  const rows: UnpostedRecord[] = []
  for await (const page of psa.unpostedExpenses(rules)) rows.push(...page)
  return rows
}
