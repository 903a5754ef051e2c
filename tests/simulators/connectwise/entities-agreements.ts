const STATUSES = ['Active', 'Cancelled', 'Expired', 'Inactive'] as const

/** What is billed again each period; its invoices name it. */
export type Agreement = {
  key: string
  tenant: string
  id: number
  name: string
  typeId: number
  companyId: number
  locationId: number
  departmentId: number
  termsId: number
  currencyId: number
  taxCodeId: number
  taxable: boolean
  billAmount: string
  startDate: string
  nextInvoiceDate: string
  status: (typeof STATUSES)[number]
  updatedAt: string
}
