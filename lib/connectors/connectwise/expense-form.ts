import { z } from 'zod'
import { zDecimal } from '../../std/json.ts'
import { type Described, fieldsOf, zCurrency, zDay, zMaybeText, zName, zNumericId } from './fields.ts'
import { zEitherDay } from './purchase-form.ts'

const zMemberReference = z
  .object({
    id: zNumericId.nullish(),
    identifier: zMaybeText,
    name: zMaybeText,
  } satisfies Described<'MemberReference'>)
  .nullish()
  .transform(member => ({
    id: member?.id ?? '',
    identifier: member?.identifier ?? '',
    name: member?.name ?? '',
  }))

export const zUnpostedExpense = z.object({
  expenseDetailId: zNumericId,
  locationId: zNumericId.nullish(),
  expenseType: zName,
  classification: zMaybeText,
  member: zMemberReference,
  dateExpense: zEitherDay,
  chargeDescription: zMaybeText,
  paymentMethod: zName,
  currency: zCurrency,
  total: zDecimal,
  billableAmount: zDecimal.nullish(),
  project: zName,
  dateClosed: zMaybeText,
} satisfies Described<'UnpostedExpense'>)
export const unpostedExpenseFields = fieldsOf(zUnpostedExpense)
export type UnpostedExpenseRow = z.output<typeof zUnpostedExpense>

const zTax = z.object({ type: zName } satisfies Described<'ExpenseTax'>)

/** What the unposted list does not say of an entry: where its approval stands, and what kind of tax was typed. */
export const zApprovedEntry = z.object({
  id: zNumericId,
  type: zName,
  member: zMemberReference,
  paymentMethod: zName,
  amount: zDecimal,
  date: zDay,
  locationId: zNumericId.nullish(),
  notes: zMaybeText,
  status: zMaybeText,
  taxes: z
    .array(zTax)
    .nullish()
    .transform(list => list ?? []),
} satisfies Described<'ExpenseEntry'>)
export const approvedEntryFields = fieldsOf(zApprovedEntry)
export type ApprovedEntry = z.output<typeof zApprovedEntry>

export const zApprover = z.object({
  id: zNumericId,
  expenseApprover: zMemberReference,
  reportsTo: zMemberReference,
} satisfies Described<'Member'>)
export const approverFields = fieldsOf(zApprover)

const zOffset = z.object({
  id: zNumericId,
  accountNumber: zMaybeText,
  glTypeId: zMaybeText,
  glClass: zMaybeText,
  description: zMaybeText,
  total: zDecimal,
} satisfies Described<'GLExportExpenseOffset'>)

/** Where expenses are transferred as journals: a cost, with the entry that it stands against. */
const zJournal = z.object({
  id: zNumericId,
  accountNumber: zMaybeText,
  glClass: zMaybeText,
  glTypeId: z.string().min(1),
  description: zMaybeText,
  member: zMemberReference,
  total: zDecimal,
  offset: zOffset.nullish(),
} satisfies Described<'GLExportExpense'>)

const zBillDetail = z.object({
  id: z.array(zNumericId).min(1),
  glTypeId: z.string().min(1),
  accountNumber: zMaybeText,
  total: zDecimal,
} satisfies Described<'GLExportExpenseBillDetail'>)

/** Where they are transferred as bills: its details name every entry that they stand for, and no classes. */
const zBill = z.object({
  glClass: zMaybeText,
  member: zMemberReference,
  detail: z.array(zBillDetail),
} satisfies Described<'GLExportExpenseBill'>)

const list = <Row extends z.ZodType>(row: Row) =>
  z
    .array(row)
    .nullish()
    .transform(rows => rows ?? [])

export const zExpenses = z.object({ expenses: list(zJournal), expenseBills: list(zBill) })
export type ExportedExpenses = z.output<typeof zExpenses>
