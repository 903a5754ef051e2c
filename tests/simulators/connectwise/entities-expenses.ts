export const CLASSIFICATIONS = ['Reimbursable', 'NonReimbursable', 'Personal'] as const
export type ClassificationName = (typeof CLASSIFICATIONS)[number]

/** `multiplier`: what the member is owed for one unit; a private spend on a company card is owed by the member. */
export type Classification = {
  id: number
  name: ClassificationName
  multiplier: number
  defaultFlag: boolean
  companyFlag: boolean
  employeeFlag: boolean
}
export type PaymentType = {
  id: number
  name: string
  classificationId: number
  defaultFlag: boolean
  companyFlag: boolean
}
export type ExpenseType = {
  id: number
  name: string
  amountCaption: string
  mileage: boolean
  billable: boolean
  account: string
}

export const EXPENSE_STATUSES = [
  'Open',
  'Rejected',
  'PendingApproval',
  'ErrorsCorrected',
  'PendingProjectApproval',
  'ApprovedByTierOne',
  'RejectBySecondTier',
  'ApprovedByTierTwo',
  'ReadyToBill',
  'Billed',
  'WrittenOff',
  'BilledAgreement',
] as const
export type ExpenseStatus = (typeof EXPENSE_STATUSES)[number]

/** An expense that a member entered; one that stands as a line on an invoice is that invoice's. */
export type Expense = {
  key: string
  tenant: string
  id: number
  /** What the accounting interface calls it. */
  detailId: number
  reportId: number
  memberId: number
  /** null: charged to a charge code of the MSP itself. */
  companyId: number | null
  /** Left out: it is charged to none. */
  project?: { id: number; name: string }
  typeId: number
  paymentTypeId: number
  classificationId: number
  /** As paid, with its tax. */
  amount: string
  /** Of the amount; left out: none was entered. */
  tax?: string
  billable: boolean
  date: string
  notes: string
  locationId: number
  departmentId: number
  currencyId: number
  status: ExpenseStatus
  updatedAt: string
}
