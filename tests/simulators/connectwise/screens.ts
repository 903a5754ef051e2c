import type { Values } from './parameters.ts'

export type Screen = { id: number; screenId: string; name: string }

/** Which screens can host: read at run time by a client, for the vendor's list has changed over the years. */
export function hostableScreens(parameters: Values): Screen[] {
  const { invoiceScreenHosted, purchaseOrderScreenHosted, agreementScreenHosted, expenseScreenHosted } =
    parameters
  return [
    ...BASE,
    ...(invoiceScreenHosted ? [INVOICE] : []),
    ...(purchaseOrderScreenHosted ? [ORDER] : []),
    ...(agreementScreenHosted ? [AGREEMENT] : []),
    ...(expenseScreenHosted ? [EXPENSE] : []),
  ]
}

/** The name that `[cw_screen]` and `screenObject.screen` carry. */
export const screenName = (screenId: string): string => screenId.replace(/Detail$/, '').toLowerCase()

const BASE: Screen[] = [
  { id: 1, screenId: 'CompanyDetail', name: 'Company' },
  { id: 2, screenId: 'ContactDetail', name: 'Contact' },
  { id: 3, screenId: 'ConnectWiseToday', name: 'ConnectWise Today' },
  { id: 4, screenId: 'ServiceTicket', name: 'Service Ticket' },
  { id: 5, screenId: 'ProjectTicket', name: 'Project Ticket' },
  { id: 6, screenId: 'SalesOrderDetail', name: 'Sales Order' },
  { id: 7, screenId: 'CompanyFinanceDetail', name: 'Company Finance' },
]
const INVOICE: Screen = { id: 8, screenId: 'InvoiceDetail', name: 'Invoice' }
const ORDER: Screen = { id: 9, screenId: 'PurchaseOrderDetail', name: 'Purchase Order' }
/** The vendor's own list of screen names has it in the plural; an expense is on no list that was found. */
const AGREEMENT: Screen = { id: 10, screenId: 'AgreementsDetail', name: 'Agreement' }
const EXPENSE: Screen = { id: 11, screenId: 'ExpenseDetail', name: 'Expense' }
