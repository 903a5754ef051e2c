/** What was paid of one invoice, or given of a credit memo. Amounts are decimal text, the day is the payer's. */
export type Payment = {
  key: string
  tenant: string
  id: number
  invoiceId: number
  /** the credit memo that it is given from; none: it is money */
  creditId?: number
  type: string
  amount: string
  date: string
  appliedBy: string
  updatedAt: string
}
