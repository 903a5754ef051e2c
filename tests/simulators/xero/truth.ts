import { isCredit } from './context.ts'
import { open } from './documents.ts'
import type { Attachment, BankTransaction, Contact, Document, Journal, Payment } from './entities.ts'
import { sidesOf } from './journals.ts'
import type { Books } from './store.ts'

export type XeroTruth = { organisations: OrganisationTruth[] }
export type OrganisationTruth = {
  tenantId: string
  name: string
  invoices: DocumentTruth[]
  creditNotes: DocumentTruth[]
  bankTransactions: BankTransactionTruth[]
  journals: JournalTruth[]
  contacts: ReturnType<typeof contactTruth>[]
  payments: ReturnType<typeof paymentTruth>[]
  attachments: ReturnType<typeof attachmentTruth>[]
}
export type DocumentTruth = ReturnType<typeof documentTruth>
export type BankTransactionTruth = ReturnType<typeof bankTransactionTruth>
export type JournalTruth = ReturnType<typeof journalTruth>

/** All books, money as text, deleted and voided documents included: duplicates show by their ids. */
export function truth(books: Books): XeroTruth {
  return {
    organisations: books.organisations.all().map(({ id, name }) => {
      const documents = books.documents.by('tenant', id)
      return {
        tenantId: id,
        name,
        invoices: documents.filter(row => !isCredit(row)).map(documentTruth),
        creditNotes: documents.filter(isCredit).map(documentTruth),
        bankTransactions: books.bankTransactions
          .by('tenant', id)
          .map(row => bankTransactionTruth(books, row)),
        journals: books.journals.by('tenant', id).map(row => journalTruth(books, row)),
        contacts: books.contacts.by('tenant', id).map(contactTruth),
        payments: books.payments.by('tenant', id).map(paymentTruth),
        attachments: books.attachments.by('tenant', id).map(attachmentTruth),
      }
    }),
  }
}

function documentTruth(row: Document) {
  return {
    id: row.id,
    type: row.type,
    number: row.number,
    status: row.status,
    contactId: row.contact,
    reference: row.reference ?? '',
    url: row.url ?? '',
    theme: row.brandingTheme ?? '',
    date: row.date,
    dueDate: row.dueDate ?? '',
    currency: row.currency,
    lineAmountTypes: row.lineAmountTypes,
    subTotal: row.subTotal,
    totalTax: row.totalTax,
    total: row.total,
    amountDue: open(row),
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    lines: row.lines,
    allocations: row.allocations,
  }
}

function contactTruth({ id, name, contactNumber = '', status, details }: Contact) {
  return { id, name, contactNumber, status, persons: details.ContactPersons ?? [] }
}

function paymentTruth({ id, document, amount, status, date }: Payment) {
  return { id, document, amount, status, date }
}

function attachmentTruth({ document, fileName, mimeType, length, hash }: Attachment) {
  return { document, fileName, mimeType, length, hash }
}

function bankTransactionTruth({ accounts }: Books, row: BankTransaction) {
  return {
    id: row.id,
    type: row.type,
    number: row.reference,
    account: accounts.get(row.account)?.code ?? '',
    status: row.status,
    isReconciled: row.isReconciled,
    contactId: row.contact,
    url: row.url ?? '',
    date: row.date,
    currency: row.currency,
    lineAmountTypes: row.lineAmountTypes,
    subTotal: row.subTotal,
    totalTax: row.totalTax,
    total: row.total,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    lines: row.lines,
  }
}

/** Debits are positive, credits negative; `total` is what is debited. */
function journalTruth(books: Books, row: Journal) {
  return {
    id: row.id,
    number: row.narration,
    status: row.status,
    url: row.url ?? '',
    date: row.date,
    total: sidesOf(row.lines).debits.toFixed(2),
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    lines: row.lines.map(({ description = '', amount, account = '', tracking }) => ({
      description,
      amount,
      accountCode: books.accounts.get(account)?.code ?? '',
      tracking,
    })),
  }
}
