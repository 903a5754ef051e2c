import type { Tenant } from './entities.ts'
import type { Expense } from './entities-expenses.ts'
import { companyRef, currencyRef, dayTime, type Lookup } from './format.ts'
import { number } from './money.ts'

/** Expense entries and their tables, on the wire. */
export function expenseEntryRow(at: Lookup, expense: Expense) {
  const { tenant } = at
  return {
    id: expense.id,
    expenseReport: { id: expense.reportId, name: `Report ${expense.reportId}` },
    company: expense.companyId === null ? null : companyRef(at.company(expense.companyId)),
    chargeToId: expense.companyId === null ? 21 : expense.companyId,
    chargeToType: expense.companyId === null ? 'ChargeCode' : 'Company',
    type: refOf(tenant.expenseTypes, expense.typeId),
    member: memberRef(at, expense.memberId),
    paymentMethod: refOf(tenant.paymentTypes, expense.paymentTypeId),
    classification: refOf(tenant.classifications, expense.classificationId),
    amount: number(expense.amount),
    billableOption: expense.billable ? 'Billable' : 'DoNotBill',
    date: dayTime(expense.date),
    locationId: expense.locationId,
    businessUnitId: expense.departmentId,
    notes: expense.notes,
    project: expense.project ?? null,
    invoiceAmount: number(expense.billable ? expense.amount : '0.00'),
    taxes: expense.tax ? [{ id: expense.id, amount: number(expense.tax), type: { id: 1, name: 'GST' } }] : [],
    currency: currencyRef(tenant, expense.currencyId),
    status: expense.status,
    billAmount: number(expense.billable ? expense.amount : '0.00'),
    customFields: [],
    _info: { lastUpdated: expense.updatedAt, updatedBy: at.member(expense.memberId)?.identifier ?? '' },
  }
}

/** The same in the accounting interface, with the classification as a word instead of a reference. */
export function unpostedExpenseRow(at: Lookup, expense: Expense) {
  const { tenant } = at
  const type = tenant.expenseTypes.find(one => one.id === expense.typeId)
  const zero = number('0.00')
  return {
    id: expense.detailId + 5_000,
    expenseDetailId: expense.detailId,
    locationId: expense.locationId,
    departmentId: expense.departmentId,
    company: expense.companyId === null ? null : companyRef(at.company(expense.companyId)),
    accountNumber: type?.account ?? '',
    creditAccount: '800',
    expenseType: refOf(tenant.expenseTypes, expense.typeId),
    classification: refOf(tenant.classifications, expense.classificationId)?.name,
    glType: expense.companyId === null ? 'EI' : 'EE',
    member: memberRef(at, expense.memberId),
    dateExpense: dayTime(expense.date),
    chargeCode: expense.companyId === null ? { id: 21, name: 'Overhead' } : null,
    chargeDescription: expense.notes,
    inPolicy: true,
    paymentMethod: refOf(tenant.paymentTypes, expense.paymentTypeId),
    currency: currencyRef(tenant, expense.currencyId),
    total: number(expense.amount),
    billableAmount: expense.billable ? number(expense.amount) : zero,
    nonBillableAmount: expense.billable ? zero : number(expense.amount),
    agreement: null,
    ticket: null,
    project: expense.project ?? null,
    projectPhase: null,
    taxCode: null,
    avalaraTaxFlag: false,
    itemTaxableFlag: false,
    salesTaxAmount: expense.tax ? number(expense.tax) : zero,
    dateClosed: expense.updatedAt,
    _info: { lastUpdated: expense.updatedAt, updatedBy: '' },
  }
}

export const paymentTypeRows = (tenant: Tenant) =>
  tenant.paymentTypes.map(one => ({
    id: one.id,
    name: one.name,
    classification: refOf(tenant.classifications, one.classificationId),
    defaultFlag: one.defaultFlag,
    companyFlag: one.companyFlag,
    _info: INFO,
  }))

export const expenseTypeRows = (tenant: Tenant) =>
  tenant.expenseTypes.map(one => ({
    id: one.id,
    name: one.name,
    amountCaption: one.amountCaption,
    billExpenses: one.billable ? 'Billable' : 'DoNotBill',
    invoiceMarkupOption: one.mileage ? 'Mile' : 'Percent',
    mileageFlag: one.mileage,
    quantityFlag: one.mileage,
    inactiveFlag: false,
    defaultFlag: one.id === tenant.expenseTypes[0]?.id,
    _info: INFO,
  }))

export const classificationRows = (tenant: Tenant) =>
  tenant.classifications.map(one => ({ ...one, _info: INFO }))

function refOf(rows: readonly { id: number; name: string }[], id: number) {
  const row = rows.find(one => one.id === id)
  return row ? { id: row.id, name: row.name } : null
}

export function memberRef(at: Lookup, id: number) {
  const member = at.member(id)
  if (!member) return null
  return { id, identifier: member.identifier, name: `${member.firstName} ${member.lastName}` }
}

const INFO = { lastUpdated: '2026-07-01T00:00:00Z', updatedBy: 'Admin1' }
