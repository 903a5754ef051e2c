import type { CalendarDate } from '../std/clock.ts'
import type { Decimal } from '../std/decimal.ts'

// What the port Psa tells of its set-up and of expenses (ports.ts).

/** Of the port: how the other side is set up, and its expenses. Reads throw ConnectorError. */
export interface PsaSetup {
  /** version, zone and clock of the server */
  systemInfo(): Promise<PsaSystem>
  /** what the API member's security role has to allow */
  readonly neededRights: readonly PsaRight[]
  /** by id of neededRights; asked by the smallest call that needs it and changes nothing */
  hasRight(id: string): Promise<boolean>
  accountingSetup(): Promise<PsaAccountingSetup>
  vendors(): Promise<PsaCompany[]>
  /** GL owner levels */
  locations(): Promise<{ id: string; name: string }[]>
  paymentTypes(): Promise<PsaPaymentType[]>
  /** every expense of that day and later, whatever became of it */
  expenses(since: CalendarDate): Promise<PsaExpense[]>
}

/** A company as lists have it, with what tells it from another. */
export interface PsaCompany {
  id: string
  identifier: string
  name: string
  /** of its finance page, '' where nobody wrote one */
  accountNumber: string
  /** where it wants invoices sent */
  email: string
}

export interface PsaSystem {
  version: string
  cloud: boolean
  /** as the server names it, such as “AUS Eastern Standard Time”; '' where it says none */
  timeZone: string
  /** how far its clock is ahead of ours, to half a second; null where it says no time */
  clockAheadMs: number | null
}

export interface PsaRight {
  id: string
  /** module and function, as Manage's security role screen has them */
  place: string
  level: 'Inquire' | 'Add' | 'Delete'
}

export interface PsaAccountingSetup {
  /** name of the accounting package */
  package: string
  includesExpenses: boolean
  expensesAsBills: boolean
  includesCogs: boolean
  /** GL segments in use */
  segments: { number: number; name: string; type: 'Account' | 'Class' | null }[]
}

export type ExpenseClassification = 'reimbursable' | 'non-reimbursable' | 'personal'

/** How an expense was paid. */
export interface PsaPaymentType {
  id: string
  name: string
  /** ConnectWise's own flag: the company pays */
  company: boolean
  /** what a new expense of this type begins with; null = a word that is none of the three */
  classification: ExpenseClassification | null
}

export interface PsaExpense {
  id: string
  date: CalendarDate
  member: { id: string; identifier: string; name: string }
  /** null: the MSP's own cost */
  customer: { id: string; identifier: string; name: string } | null
  type: string
  paymentType: { id: string; name: string }
  classification: ExpenseClassification | null
  amount: Decimal
  currency: string
  billable: boolean
  description: string
  locationId: string
  status: string
}
