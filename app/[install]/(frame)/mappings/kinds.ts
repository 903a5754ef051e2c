/** The kinds of mapping in the order of their tabs, and what their rows are called. */
export const tabs = [
  ['account', 'Accounts'],
  ['item', 'Items'],
  ['tax', 'Tax'],
  ['purchase-tax', 'Purchase tax'],
  ['customer', 'Customers'],
  ['vendor', 'Vendors'],
  ['employee', 'Employees'],
  ['payment-account', 'Payment types'],
  ['term', 'Terms'],
  ['tracking-2', 'Segment 2'],
  ['tracking-3', 'Segment 3'],
  ['sales-rep', 'Sales reps'],
] as const

export type Kind = (typeof tabs)[number][0]

export function kindWord(kind: string): string {
  return tabs.find(([tab]) => tab === kind)?.[1] ?? kind
}
