/** What was paid of one invoice. Amounts are decimal text, the day is the payer's. */
export type Payment = {
  key: string
  tenant: string
  id: number
  invoiceId: number
  type: string
  amount: string
  date: string
  appliedBy: string
  updatedAt: string
}
