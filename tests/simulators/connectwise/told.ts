import type { Invoice, Tenant } from './entities.ts'
import type { Expense } from './entities-expenses.ts'
import type { PurchaseOrder } from './entities-procurement.ts'
import { invoiceRow } from './format.ts'
import { expenseEntryRow } from './format-expenses.ts'
import { orderRow } from './format-orders.ts'
import { lookupOf } from './sim.ts'
import type { Books } from './store.ts'

/** A record as a callback tells of it. `levels`: whom each level of its type listens to. */
export type Told = {
  type: 'invoice' | 'purchaseorder' | 'expense'
  id: number
  by: string
  levels: Readonly<Record<string, number | undefined>>
  entity(): object
}

export const invoiceTold = (books: Books, tenant: Tenant, invoice: Invoice): Told => ({
  type: 'invoice',
  id: invoice.id,
  by: invoice.updatedBy,
  levels: { status: invoice.statusId, company: invoice.companyId, invoice: invoice.id },
  entity: () => invoiceRow(lookupOf(books, tenant), invoice),
})

export const orderTold = (books: Books, tenant: Tenant, order: PurchaseOrder): Told => ({
  type: 'purchaseorder',
  id: order.id,
  by: order.updatedBy,
  levels: {
    status: order.statusId,
    vendor: order.vendorId,
    company: order.customerId ?? undefined,
    purchaseorder: order.id,
  },
  entity: () => orderRow(lookupOf(books, tenant), order),
})

export const expenseTold = (books: Books, tenant: Tenant, expense: Expense): Told => ({
  type: 'expense',
  id: expense.id,
  by: lookupOf(books, tenant).member(expense.memberId)?.identifier ?? '',
  levels: {
    type: expense.typeId,
    class: expense.classificationId,
    company: expense.companyId ?? undefined,
    expense: expense.id,
  },
  entity: () => expenseEntryRow(lookupOf(books, tenant), expense),
})
