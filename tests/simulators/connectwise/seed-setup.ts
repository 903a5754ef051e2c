import type { AccountingSetup } from './entities.ts'
import type { Classification, ExpenseType, PaymentType } from './entities-expenses.ts'

/** Package "Other" with four segments: what the sync products of this market ask for. */
export const ACCOUNTING: AccountingSetup = {
  package: { id: 6, identifier: 'Other', name: 'Other' },
  captions: [
    { name: 'Account', type: 'Account' },
    { name: 'Tracking 1', type: 'Class' },
    { name: 'Tracking 2', type: 'Class' },
    { name: 'Non-Product ID', type: 'Class' },
  ],
  includeExpenses: true,
  expensesAsBills: true,
  includeCogs: true,
}

export const CLASS = { reimbursable: 1, nonReimbursable: 2, personal: 3 } as const
export const CLASSES: Classification[] = [
  classification(CLASS.reimbursable, 'Reimbursable', 1),
  classification(CLASS.nonReimbursable, 'NonReimbursable', 0),
  classification(CLASS.personal, 'Personal', -1),
]

export const PAID_BY = { ownCard: 1, cash: 2, companyVisa: 3, fuelCard: 4 } as const
export const PAYMENT_TYPES: PaymentType[] = [
  payment(PAID_BY.ownCard, 'Own card', CLASS.reimbursable),
  payment(PAID_BY.cash, 'Cash', CLASS.reimbursable),
  payment(PAID_BY.companyVisa, 'Company Visa', CLASS.nonReimbursable),
  payment(PAID_BY.fuelCard, 'Company fuel card', CLASS.nonReimbursable),
]

export const SPENT_ON = {
  travel: 1,
  mileage: 2,
  meals: 3,
  parking: 4,
  hardware: 5,
  fuel: 6,
  hotel: 7,
} as const
export const EXPENSE_TYPES: ExpenseType[] = [
  type(SPENT_ON.travel, 'Travel', '493'),
  { ...type(SPENT_ON.mileage, 'Mileage', '449'), amountCaption: 'Kilometres', mileage: true },
  type(SPENT_ON.meals, 'Meals', '420'),
  type(SPENT_ON.parking, 'Parking and tolls', '449'),
  type(SPENT_ON.hardware, 'Small hardware', '463'),
  type(SPENT_ON.fuel, 'Fuel', '449'),
  type(SPENT_ON.hotel, 'Accommodation', '493'),
]

function classification(id: number, name: Classification['name'], multiplier: number): Classification {
  const employee = multiplier === 1
  return { id, name, multiplier, defaultFlag: employee, companyFlag: !employee, employeeFlag: employee }
}

function payment(id: number, name: string, classificationId: number): PaymentType {
  const company = classificationId !== CLASS.reimbursable
  return { id, name, classificationId, defaultFlag: id === PAID_BY.ownCard, companyFlag: company }
}

function type(id: number, name: string, account: string): ExpenseType {
  return { id, name, amountCaption: 'Amount', mileage: false, billable: true, account }
}
