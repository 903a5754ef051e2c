import type { ExpenseEntry } from './export.ts'
import { cents } from './money.ts'
import type { PlanOptions } from './options.ts'
import type { Problem } from './problems.ts'

/** How far an expense has to be approved before it goes, in the order in which it gets there; `any`: not at all. */
export const approvals = ['any', 'open', 'pending', 'tier-1', 'tier-2', 'approved'] as const
export type Approval = (typeof approvals)[number]

export const billings = ['any', 'ready', 'billed'] as const
export type Billing = (typeof billings)[number]

/** ConnectWise's words, each with how far it is. Rejected is as far as never handed in. */
const reached: Readonly<Record<string, number>> = {
  Rejected: 0,
  RejectBySecondTier: 0,
  Open: 1,
  PendingApproval: 2,
  ErrorsCorrected: 2,
  ApprovedByTierOne: 3,
  PendingProjectApproval: 3,
  ApprovedByTierTwo: 4,
  ReadyToBill: 5,
  Billed: 5,
  BilledAgreement: 5,
  WrittenOff: 5,
}

const needed: Readonly<Record<Approval, number>> = {
  any: -1,
  open: 1,
  pending: 2,
  'tier-1': 3,
  'tier-2': 4,
  approved: 5,
}

const billed: ReadonlySet<string> = new Set(['Billed', 'BilledAgreement', 'WrittenOff'])

type Wanted = Pick<PlanOptions, 'expenseApproval' | 'expenseProjectApproval' | 'expenseBilling'>

/** What it waits for is nobody's fault: each is told with who is to do it, where ConnectWise says. */
export function findWaiting(entries: readonly ExpenseEntry[], options: Wanted): Problem[] {
  return entries.flatMap(entry => {
    const what = waitsFor(entry, options)
    if (what === null) return []
    const { status, approver, date, description, type } = entry
    const line = description.trim() || type
    const amount = cents(entry.amount).toFixedText(2)
    return [{ code: 'expense-waiting' as const, what, status, by: approver, date, line, amount }]
  })
}

/** The first that it has not reached. */
function waitsFor(
  { status, project, billable }: ExpenseEntry,
  { expenseApproval, expenseProjectApproval, expenseBilling }: Wanted,
): 'approval' | 'project' | 'ready' | 'billed' | null {
  const at = reached[status] ?? -1
  if (at < needed[expenseApproval]) return 'approval'
  if (expenseProjectApproval && project !== '' && at < needed['tier-2']) return 'project'
  if (expenseBilling !== 'any' && at < needed.approved) return 'ready'
  return expenseBilling === 'billed' && billable && !billed.has(status) ? 'billed' : null
}
