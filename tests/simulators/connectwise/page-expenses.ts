import type { Member, Tenant } from './entities.ts'
import type { Expense, ExpenseStatus } from './entities-expenses.ts'
import { filesOf } from './files.ts'
import { lookupOf, type Sim } from './sim.ts'
import { moveExpense } from './spending.ts'

/** What Manage's own Expense pages show and do: an entry goes where its report goes. */
export function expenseList(sim: Sim, tenant: Tenant) {
  const found = sim.books.expenses.by('tenant', tenant.company).reverse()
  return { expenses: found.map(one => briefExpense(sim, tenant, one)) }
}

export function expenseDetail(sim: Sim, tenant: Tenant, expense: Expense) {
  const at = lookupOf(sim.books, tenant)
  return {
    ...briefExpense(sim, tenant, expense),
    report: expense.reportId,
    company: expense.companyId === null ? '' : at.company(expense.companyId).name,
    paidBy: tenant.paymentTypes.find(one => one.id === expense.paymentTypeId)?.name ?? '',
    classification: tenant.classifications.find(one => one.id === expense.classificationId)?.name ?? '',
    tax: expense.tax ?? '',
    notes: expense.notes,
    receipts: filesOf(sim, tenant, expense.id).map(({ fileName }) => fileName),
    location: tenant.locations.find(one => one.id === expense.locationId)?.name ?? '',
    steps: STEPS.filter(step => step.from.includes(expense.status)).map(({ name, to }) => ({ name, to })),
  }
}

/** Undefined: nobody can do that with it as it is. */
export function takeStep(sim: Sim, tenant: Tenant, expense: Expense, to: string, by: Member) {
  const step = STEPS.find(one => one.to === to && one.from.includes(expense.status))
  return step && moveExpense(sim, tenant, expense, step.to, by)
}

type Step = { name: string; to: ExpenseStatus; from: readonly ExpenseStatus[] }

const WAITING = ['PendingApproval', 'ApprovedByTierOne', 'ApprovedByTierTwo'] as const
const STEPS: readonly Step[] = [
  { name: 'Submit', to: 'PendingApproval', from: ['Open', 'Rejected', 'ErrorsCorrected'] },
  { name: 'Approve', to: 'ReadyToBill', from: WAITING },
  { name: 'Reject', to: 'Rejected', from: WAITING },
]

function briefExpense(sim: Sim, tenant: Tenant, expense: Expense) {
  const member = lookupOf(sim.books, tenant).member(expense.memberId)
  return {
    id: expense.id,
    date: expense.date,
    member: member ? `${member.firstName} ${member.lastName}` : '',
    type: tenant.expenseTypes.find(one => one.id === expense.typeId)?.name ?? '',
    status: expense.status,
    amount: expense.amount,
    currency: tenant.currencies.find(one => one.id === expense.currencyId)?.identifier ?? '',
  }
}
