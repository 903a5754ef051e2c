import { z } from 'zod'
import type { LedgerDocument } from '../../accounting/document.ts'
import { Decimal, sum } from '../../std/decimal.ts'
import { zDecimal } from '../../std/json.ts'
import type { RemoteDocument } from '../write-facts.ts'
import { zDay, zGuid, zMaybeText, zMoment } from './fields.ts'

type Kind = LedgerDocument['kind']

/** Prices with four decimals, there and back: without it they are rounded to two. */
const exact = { unitdp: '4' } as const

const invoices = { list: 'Invoices', number: 'InvoiceNumber', id: 'InvoiceID', query: exact } as const
const creditNotes = {
  list: 'CreditNotes',
  number: 'CreditNoteNumber',
  id: 'CreditNoteID',
  query: exact,
} as const

const bankTransactions = {
  list: 'BankTransactions',
  number: 'Reference',
  id: 'BankTransactionID',
  query: exact,
} as const

/**
 * Xero's names for the kinds: sales and purchases share two endpoints, money spent and received one, and the type tells them apart. A
 * manual journal has no number of its own: its narration bears it; of a bank transaction the reference does.
 */
export const wire = {
  invoice: { ...invoices, type: 'ACCREC', sale: true },
  'credit-note': { ...creditNotes, type: 'ACCRECCREDIT', sale: true },
  bill: { ...invoices, type: 'ACCPAY', sale: false },
  'vendor-credit': { ...creditNotes, type: 'ACCPAYCREDIT', sale: false },
  spend: { ...bankTransactions, type: 'SPEND', sale: false },
  receive: { ...bankTransactions, type: 'RECEIVE', sale: false },
  journal: {
    list: 'ManualJournals',
    number: 'Narration',
    id: 'ManualJournalID',
    query: {},
    type: null,
    sale: false,
  },
} as const satisfies Record<Kind, object>

/** What an organisation knows of its documents that they do not say themselves. */
export interface Books {
  appUrl: string
  shortCode: string
  baseCurrency: string
  markerUrl(marker: string): string
}

const shared = {
  Contact: z.object({ ContactID: z.string().min(1) }),
  Total: zDecimal,
  TotalTax: zDecimal,
  CurrencyCode: z.string(),
  Status: z.enum(['DRAFT', 'SUBMITTED', 'AUTHORISED', 'PAID', 'VOIDED', 'DELETED']),
  UpdatedDateUTC: zMoment,
  Reference: zMaybeText,
  Date: zDay.nullish(),
}

const states = {
  DRAFT: 'draft',
  SUBMITTED: 'submitted',
  AUTHORISED: 'authorised',
  PAID: 'paid',
  VOIDED: 'voided',
  DELETED: 'deleted',
} as const

const zInvoice = z.object({
  ...shared,
  InvoiceID: zGuid,
  InvoiceNumber: zMaybeText,
  Url: zMaybeText,
  AmountDue: zDecimal.nullish(),
})

const zCreditNote = z.object({
  ...shared,
  CreditNoteID: zGuid,
  CreditNoteNumber: zMaybeText,
  RemainingCredit: zDecimal.nullish(),
})

/** A bank transaction's reference is its number: it has no other. */
const zBankTransaction = z.object({
  ...shared,
  BankTransactionID: zGuid,
  Url: zMaybeText,
  IsReconciled: z.boolean().nullish(),
})

const zJournal = z.object({
  ManualJournalID: zGuid,
  Narration: zMaybeText,
  Date: zDay.nullish(),
  Status: z.enum(['DRAFT', 'POSTED', 'VOIDED', 'DELETED', 'ARCHIVED']),
  Url: zMaybeText,
  UpdatedDateUTC: zMoment,
  JournalLines: z.array(z.object({ LineAmount: zDecimal })).default([]),
})

const journalStates = {
  DRAFT: 'draft',
  POSTED: 'authorised',
  VOIDED: 'voided',
  DELETED: 'deleted',
  // Whether an archived one counts in the books is not documented: as standing it keeps others from being posted beside it.
  ARCHIVED: 'authorised',
} as const

/** How one element of an answer is read, with the links of this organisation. */
export function zDocument(kind: Kind, books: Books): z.ZodType<RemoteDocument> {
  switch (wire[kind].list) {
    case 'Invoices':
      return zInvoice.transform(invoice => ({
        ...facts(invoice),
        id: invoice.InvoiceID,
        number: invoice.InvoiceNumber,
        marker: markerIn(invoice.Url, books),
        url: linkTo(kind, invoice.InvoiceID, books),
        amountDue: invoice.AmountDue ?? null,
      }))
    case 'CreditNotes':
      return zCreditNote.transform(note => ({
        ...facts(note),
        id: note.CreditNoteID,
        number: note.CreditNoteNumber,
        marker: null,
        url: linkTo(kind, note.CreditNoteID, books),
        amountDue: note.RemainingCredit ?? null,
      }))
    case 'BankTransactions':
      return zBankTransaction.transform(row => ({
        ...facts(row),
        id: row.BankTransactionID,
        number: row.Reference,
        reference: '',
        marker: markerIn(row.Url, books),
        url: linkTo(kind, row.BankTransactionID, books),
        amountDue: null,
        reconciled: row.IsReconciled ?? false,
      }))
    case 'ManualJournals':
      return zJournal.transform(journal => journalFacts(journal, books))
  }
}

/** Nobody's, always in the organisation's own currency, and its total is what its lines debit. */
function journalFacts(row: z.output<typeof zJournal>, books: Books): RemoteDocument {
  const debits = row.JournalLines.flatMap(({ LineAmount }) => (LineAmount.isNegative() ? [] : LineAmount))
  return {
    id: row.ManualJournalID,
    number: row.Narration,
    contactId: '',
    reference: '',
    date: row.Date ?? null,
    total: sum(debits),
    totalTax: Decimal.zero,
    currency: books.baseCurrency,
    status: journalStates[row.Status],
    marker: markerIn(row.Url, books),
    url: linkTo('journal', row.ManualJournalID, books),
    updatedAt: row.UpdatedDateUTC,
    amountDue: null,
    version: '',
  }
}

function facts(row: z.output<z.ZodObject<typeof shared>>) {
  return {
    contactId: row.Contact.ContactID,
    reference: row.Reference,
    date: row.Date ?? null,
    total: row.Total,
    totalTax: row.TotalTax,
    currency: row.CurrencyCode,
    status: states[row.Status],
    updatedAt: row.UpdatedDateUTC,
    version: '',
  }
}

/** Ours is only what our own address of it gives back. */
function markerIn(url: string, { markerUrl }: Books): string {
  const marker = url.slice(url.lastIndexOf('/') + 1)
  return marker !== '' && markerUrl(marker) === url ? marker : ''
}

/**
 * Purchases and bank transactions have pages of their own: https://developer.xero.com/documentation/api-guides/deep-link-xero. A
 * journal's is not in that list; it is the one that Xero's own screens open.
 */
const otherPages: Partial<Record<Kind, string>> = {
  bill: '/AccountsPayable/Edit.aspx?InvoiceID=',
  'vendor-credit': '/AccountsPayable/ViewCreditNote.aspx?creditNoteID=',
  spend: '/Bank/ViewTransaction.aspx?bankTransactionID=',
  receive: '/Bank/ViewTransaction.aspx?bankTransactionID=',
  journal: '/Journal/View.aspx?invoiceID=',
}

function linkTo(kind: Kind, id: string, { appUrl, shortCode }: Books): string {
  if (shortCode === '') return ''
  const page = otherPages[kind]
  return page === undefined
    ? `${appUrl}/app/${shortCode}/invoicing/view/${id}`
    : `${appUrl}/organisationlogin/default.aspx?shortcode=${shortCode}&redirecturl=${page}${id}`
}
