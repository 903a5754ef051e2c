/** What the screens call the records of the account screen: “Invoices, Payments, Procurements & Expenses”. */
export const series = ['invoices', 'payments', 'procurement', 'expenses'] as const
export type Series = (typeof series)[number]

export const seriesNames: Readonly<Record<Series, string>> = {
  invoices: 'Invoices',
  payments: 'Payments',
  procurement: 'Procurement',
  expenses: 'Expenses',
}

/** A posting's kind as the ledger has it, and `expense` of whatever an expense became; a contact or a batch is no record. */
const ofKind: Readonly<Record<string, Series>> = {
  invoice: 'invoices',
  'credit-note': 'invoices',
  payment: 'payments',
  'purchase-order': 'procurement',
  bill: 'procurement',
  'vendor-credit': 'procurement',
  spend: 'expenses',
  receive: 'expenses',
  expense: 'expenses',
}

export const countedKinds = Object.keys(ofKind)

export function seriesOf(kind: string): Series | null {
  return ofKind[kind] ?? null
}
