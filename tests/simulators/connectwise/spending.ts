import type { Member, Tenant } from './entities.ts'
import type { Expense, ExpenseStatus } from './entities-expenses.ts'
import type { RecordEntry } from './entities-records.ts'
import { failure } from './errors.ts'
import { type Done, done, refuse } from './life.ts'
import { dec } from './money.ts'
import { type Draft, dropEntries, entriesOfRecord, isOpen, writeEntries } from './records.ts'
import { type Sim, stamp } from './sim.ts'
import { expenseTold } from './told.ts'

export const expenseRecordId = (id: number): string => `${id}-expense`

/**
 * What the member is owed is the amount times the classification's multiplier. Paid by the company, the cost stands
 * against the offset account; a private spend on the company's card stands there alone, and lowers what is owed.
 */
export function writeExpenseEntries(sim: Sim, tenant: Tenant, expense: Expense) {
  const multiplier = tenant.classifications.find(one => one.id === expense.classificationId)?.multiplier ?? 1
  const type = tenant.expenseTypes.find(one => one.id === expense.typeId)
  const tax = expense.tax ?? '0'
  const draft = (glType: Draft['type'], amount: string): Draft => ({
    kind: 'expense',
    recordId: expenseRecordId(expense.id),
    lineId: null,
    type: glType,
    category: type?.name ?? '',
    amount,
    description: expense.notes === '' ? (type?.name ?? '') : expense.notes,
    stock: false,
  })
  const drafts: Draft[] = []
  if (multiplier >= 0)
    drafts.push(draft(expense.companyId === null ? 'EI' : 'EE', dec(expense.amount).minus(tax).toFixed(2)))
  if (multiplier >= 0 && !dec(tax).isZero()) drafts.push(draft('ET', tax))
  if (multiplier <= 0) drafts.push(draft('EO', dec(expense.amount).negated().toFixed(2)))
  writeEntries(sim, tenant, expense, drafts)
}

/** Handed in, approved by a tier, rejected or opened again. */
export function moveExpense(sim: Sim, tenant: Tenant, expense: Expense, status: ExpenseStatus, by: Member) {
  const saved = sim.books.expenses.put({ ...expense, status, updatedAt: stamp(sim.clock.now()) })
  sim.callbacks.fire(tenant, expenseTold(sim.books, tenant, saved), 'updated', by.id)
  return saved
}

export type Spent = Pick<Expense, 'amount' | 'tax'>

/** What was entered wrong is put right: its entries are made anew. Not once it is batched. */
export function spendAgain(
  sim: Sim,
  tenant: Tenant,
  expense: Expense,
  spent: Spent,
  by: Member,
): Done<Expense> {
  const entries = expenseEntries(sim, tenant, expense)
  if (!dropEntries(sim, entries))
    return refuse(failure(400, 'InvalidObject', 'The expense has been batched. Unbatch it first.'))
  const saved = sim.books.expenses.put({ ...expense, ...spent, updatedAt: stamp(sim.clock.now()) })
  writeExpenseEntries(sim, tenant, saved)
  sim.callbacks.fire(tenant, expenseTold(sim.books, tenant, saved), 'updated', by.id)
  return done(saved)
}

const APPROVED: ReadonlySet<string> = new Set(['ReadyToBill', 'Billed', 'BilledAgreement'])

/** Approved, and not wholly batched. Whether others are listed as well is open. */
export function isUnpostedExpense(sim: Sim, tenant: Tenant, expense: Expense): boolean {
  if (sim.parameters.unpostedExpensesApprovedOnly && !APPROVED.has(expense.status)) return false
  const entries = expenseEntries(sim, tenant, expense)
  return entries.length === 0 ? sim.parameters.unpostedWithoutEntries : entries.some(isOpen)
}

export const expenseEntries = (sim: Sim, tenant: Tenant, expense: Expense): RecordEntry[] =>
  entriesOfRecord(sim, tenant, expenseRecordId(expense.id))
