import type { DocumentLine, LedgerDocument, LedgerRef, TrackingRef } from '../../accounting/document.ts'
import { assert, present, unreachable } from '../../std/assert.ts'
import { writeJson } from '../../std/json.ts'
import type { DocumentUpdate } from '../update-facts.ts'
import type { DocumentToSend } from '../write-facts.ts'
import { wire } from './documents.ts'

type Kind = LedgerDocument['kind']

/** The bytes of PUT Invoices, CreditNotes, BankTransactions or ManualJournals. */
export function documentsBody(
  kind: Kind,
  documents: readonly DocumentToSend[],
  markerUrl: (marker: string) => string,
): string {
  assert(documents.length > 0, 'A write without documents.')
  assert(
    documents.every(({ document }) => document.kind === kind),
    'Documents of another kind in one write.',
  )
  return writeJson({ [wire[kind].list]: documents.map(one => element(one, markerUrl)) })
}

/**
 * The bytes of POST to the list, by the document's id. Lines without their ids replace all that stand there; what is left out stays as
 * it is, so the status does, and a sale's reference that is gone is named as empty. A bank transaction names its type with whatever
 * is sent of it (xero_accounting.yaml, BankTransaction).
 */
export function updateBody(
  kind: Kind,
  { id }: DocumentUpdate,
  one: DocumentToSend,
  markerUrl: (marker: string) => string,
): string {
  assert(one.document.kind === kind, 'A document of another kind than the one that stands.')
  const { list, id: idName, sale } = wire[kind]
  const { Type, Status: _status, ...rest } = element(one, markerUrl)
  const reference = sale && { Reference: one.document.reference }
  const type = list === 'BankTransactions' && { Type }
  return writeJson({ [list]: [{ [idName]: id, ...type, ...rest, ...reference }] })
}

function element(one: DocumentToSend, markerUrl: (marker: string) => string): Record<string, unknown> {
  switch (wire[one.document.kind].list) {
    case 'Invoices':
      return invoice(one, markerUrl)
    case 'CreditNotes':
      return creditNote(one)
    case 'BankTransactions':
      return bankTransaction(one, markerUrl)
    case 'ManualJournals':
      return journal(one, markerUrl)
  }
}

/** A sales invoice or a bill. Only what is sold is sent to its contact. */
function invoice({ document, contactId, marker }: DocumentToSend, markerUrl: (marker: string) => string) {
  const { type, sale } = wire[document.kind]
  return {
    Type: type,
    InvoiceNumber: document.number,
    ...both(document, contactId),
    DueDate: document.dueDate,
    Url: checkedUrl(markerUrl(marker)),
    ...(sale && document.status === 'approved' && document.markSent && { SentToContact: true }),
  }
}

/** A credit note has no Url and no settable SentToContact (xero_accounting.yaml, CreditNote): its number alone finds it. */
function creditNote({ document, contactId }: DocumentToSend) {
  const { type } = wire[document.kind]
  return { Type: type, CreditNoteNumber: document.number, ...both(document, contactId) }
}

/** A reference is the sales documents' alone (xero_accounting.yaml, Invoice and CreditNote), and so is the look they go out in. */
function both(document: LedgerDocument, contactId: string) {
  const { sale } = wire[document.kind]
  return {
    // More than the id would change the contact and drop its persons (Xero staff, community 106550833).
    Contact: { ContactID: contactId },
    Date: document.date,
    ...(sale && document.reference !== '' && { Reference: document.reference }),
    CurrencyCode: document.currency,
    Status: statusOf(document.status),
    LineAmountTypes: 'Exclusive',
    ...(sale && document.theme && { BrandingThemeID: document.theme.id }),
    LineItems: document.lines.map(one => line(one, document.taxAsGiven)),
  }
}

/** Always approved, in the currency of its bank account: Xero takes another on overpayments only (developer.xero.com, BankTransactions). */
function bankTransaction(
  { document, contactId, marker }: DocumentToSend,
  markerUrl: (marker: string) => string,
) {
  const account = present(document.paidFrom, 'Money that was spent or received names an account.')
  return {
    Type: wire[document.kind].type,
    Contact: { ContactID: contactId },
    BankAccount: { AccountID: account.id },
    Date: document.date,
    Reference: document.number,
    Url: checkedUrl(markerUrl(marker)),
    Status: statusOf('approved'),
    LineAmountTypes: 'Exclusive',
    LineItems: document.lines.map(one => line(one, document.taxAsGiven)),
  }
}

/** No contact, no due date, no currency, and debits positive. Its lines alone have a LineAmount: they have no price. */
function journal({ document, marker }: DocumentToSend, markerUrl: (marker: string) => string) {
  return {
    Narration: document.number,
    Date: document.date,
    Status: document.status === 'approved' ? 'POSTED' : 'DRAFT',
    LineAmountTypes: 'NoTax',
    Url: checkedUrl(markerUrl(marker)),
    JournalLines: document.lines.map(({ description, amount, tax, account, tracking }) => ({
      Description: description,
      LineAmount: amount,
      ...accountOf(account),
      TaxType: tax.id,
      ...trackingOf(tracking),
    })),
  }
}

/** Without LineAmount: Xero multiplies by itself and could only disagree. */
function line(
  { description, quantity, unitAmount, tax, amountTax, account, item, tracking }: DocumentLine,
  taxAsGiven: boolean,
) {
  return {
    Description: description,
    Quantity: quantity,
    UnitAmount: unitAmount,
    ...(item && { ItemCode: item.code }),
    ...accountOf(account),
    TaxType: tax.id,
    ...(taxAsGiven && { TaxAmount: amountTax }),
    ...trackingOf(tracking),
  }
}

/** A chart may hold accounts without a code; both named, they could disagree. */
function accountOf({ id, code }: LedgerRef) {
  return code === '' ? { AccountID: id } : { AccountCode: code }
}

/** Ids only: a category or an option that was renamed since is still the same one. */
function trackingOf(tracking: readonly TrackingRef[]) {
  const options = tracking.map(({ categoryId, optionId }) => ({
    TrackingCategoryID: categoryId,
    TrackingOptionID: optionId,
  }))
  return options.length === 0 ? {} : { Tracking: options }
}

function statusOf(status: LedgerDocument['status']): string {
  switch (status) {
    case 'draft':
      return 'DRAFT'
    case 'approved':
      return 'AUTHORISED'
    default:
      return unreachable(status)
  }
}

function checkedUrl(url: string): string {
  assert(
    URL.canParse(url) && !/xero/i.test(url),
    'Xero refuses a link that is not an address or bears its name.',
  )
  return url
}
