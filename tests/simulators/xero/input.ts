import type { NumberText } from '../kit/json.ts'
import type {
  BankTransactionType,
  ContactDetails,
  DocumentStatus,
  DocumentType,
  JournalStatus,
  LineAmountTypes,
} from './entities.ts'

/** Bodies as callers send them; schema/*.json has checked the same bytes before they are read as these. */

export type ContactInput = ContactDetails & {
  ContactID?: string
  ContactNumber?: string
  ContactStatus?: 'ACTIVE' | 'ARCHIVED'
  Name?: string
  IsCustomer?: boolean
  IsSupplier?: boolean
}

export type TrackingInput = {
  TrackingCategoryID?: string
  TrackingOptionID?: string
  Name?: string
  Option?: string
}

export type LineInput = {
  LineItemID?: string
  Description?: string
  Quantity?: NumberText
  UnitAmount?: NumberText
  LineAmount?: NumberText
  TaxAmount?: NumberText
  DiscountRate?: NumberText
  DiscountAmount?: NumberText
  ItemCode?: string
  AccountCode?: string
  AccountID?: string
  TaxType?: string
  Tracking?: TrackingInput[]
}

export type DocumentInput = {
  InvoiceID?: string
  CreditNoteID?: string
  Type?: DocumentType
  InvoiceNumber?: string
  CreditNoteNumber?: string
  Reference?: string
  Url?: string
  Contact?: ContactInput
  Date?: string
  DueDate?: string
  ExpectedPaymentDate?: string
  Status?: DocumentStatus
  LineAmountTypes?: LineAmountTypes
  LineItems?: LineInput[]
  CurrencyCode?: string
  CurrencyRate?: NumberText
  SubTotal?: NumberText
  TotalTax?: NumberText
  Total?: NumberText
  BrandingThemeID?: string
  SentToContact?: boolean
}

export type BankTransactionInput = {
  BankTransactionID?: string
  Type?: BankTransactionType
  Contact?: ContactInput
  BankAccount?: { Code?: string; AccountID?: string }
  Date?: string
  Reference?: string
  Url?: string
  Status?: 'AUTHORISED' | 'DELETED'
  LineAmountTypes?: LineAmountTypes
  LineItems?: LineInput[]
}

export type JournalLineInput = {
  LineAmount: NumberText
  AccountCode?: string
  AccountID?: string
  Description?: string
  TaxType?: string
  Tracking?: TrackingInput[]
}

export type JournalInput = {
  ManualJournalID?: string
  Narration: string
  Date?: string
  Status?: JournalStatus
  LineAmountTypes?: 'NoTax'
  Url?: string
  ShowOnCashBasisReports?: boolean
  JournalLines?: JournalLineInput[]
}

export type AllocationInput = { Invoice: { InvoiceID: string }; Amount: NumberText; Date: string }

export type PaymentInput = {
  Invoice?: { InvoiceID?: string; InvoiceNumber?: string }
  CreditNote?: { CreditNoteID?: string; CreditNoteNumber?: string }
  Overpayment?: { OverpaymentID: string }
  Account?: { Code?: string; AccountID?: string }
  Date?: string
  Amount?: NumberText
  Reference?: string
}
