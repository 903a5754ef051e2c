import { exact } from '../kit/json.ts'
import { isCredit } from './context.ts'
import { open } from './documents.ts'
import type { Contact, Document, Line, Payment } from './entities.ts'
import { Money } from './money.ts'
import type { Books } from './store.ts'

/** Xero writes dates twice: as milliseconds in a text, and readable. */
export function msDate(at: number): string {
  return `/Date(${Math.floor(at)}+0000)/`
}

function dayPair(name: string, date: string | undefined): object {
  if (date === undefined) return {}
  return { [name]: msDate(Date.parse(`${date}T00:00:00Z`)), [`${name}String`]: `${date}T00:00:00` }
}

export function updated(at: number): object {
  return { UpdatedDateUTC: msDate(at), UpdatedDateUTCString: `${new Date(at).toISOString().slice(0, 19)}Z` }
}

export function amount(text: string, places = 2) {
  return exact(new Money(text).toFixed(places))
}

export type View = { books: Books; unitPlaces: number; lines: boolean; summary?: boolean }

export function formatDocument(row: Document, view: View): object {
  const contact = view.books.contacts.get(row.contact)
  return {
    Type: row.type,
    ...(isCredit(row) ? creditNoteFields(row) : invoiceFields(row, view)),
    ...(row.reference === undefined ? {} : { Reference: row.reference }),
    ...(row.url === undefined ? {} : { Url: row.url }),
    ...(row.brandingTheme === undefined ? {} : { BrandingThemeID: row.brandingTheme }),
    CurrencyRate: exact(row.currencyRate),
    HasErrors: false,
    HasAttachments: view.books.attachments.by('document', row.id).length > 0,
    Contact: { ContactID: row.contact, Name: contact?.name, ...(contact ? numberOf(contact) : {}) },
    ...dayPair('Date', row.date),
    ...dayPair('DueDate', row.dueDate),
    ...dayPair('ExpectedPaymentDate', row.expectedPaymentDate),
    ...dayPair('FullyPaidOnDate', row.fullyPaidOn),
    Status: row.status,
    LineAmountTypes: row.lineAmountTypes,
    ...(view.summary
      ? {}
      : { LineItems: view.lines ? row.lines.map(line => formatLine(row, line, view)) : [] }),
    SubTotal: amount(row.subTotal),
    TotalTax: amount(row.totalTax),
    Total: amount(row.total),
    ...updated(row.updatedAt),
    CurrencyCode: row.currency,
    SentToContact: row.sentToContact,
  }
}

function invoiceFields(row: Document, { books, summary }: View): object {
  const payments = books.payments.by('document', row.id).filter(({ status }) => status === 'AUTHORISED')
  return {
    InvoiceID: row.id,
    InvoiceNumber: row.number,
    ...(summary
      ? {}
      : {
          Payments: payments.map(payment => ({
            PaymentID: payment.id,
            Date: msDate(Date.parse(`${payment.date}T00:00:00Z`)),
            Amount: amount(payment.amount),
            ...(payment.reference === undefined ? {} : { Reference: payment.reference }),
          })),
          CreditNotes: creditsOf(row, books),
        }),
    AmountDue: exact(open(row)),
    AmountPaid: amount(row.amountPaid),
    AmountCredited: amount(row.amountCredited),
    IsDiscounted: row.lines.some(
      line => line.discountRate !== undefined || line.discountAmount !== undefined,
    ),
  }
}

function creditsOf(invoice: Document, books: Books): object[] {
  if (new Money(invoice.amountCredited).isZero()) return []
  return books.documents
    .by('contact', `${invoice.tenant}|${invoice.contact}`)
    .filter(isCredit)
    .flatMap(note =>
      note.allocations
        .filter(allocation => allocation.invoice === invoice.id)
        .map(allocation => ({
          CreditNoteID: note.id,
          CreditNoteNumber: note.number,
          ID: note.id,
          AppliedAmount: amount(allocation.amount),
          Total: amount(note.total),
        })),
    )
}

function creditNoteFields(row: Document): object {
  return {
    CreditNoteID: row.id,
    CreditNoteNumber: row.number,
    RemainingCredit: exact(open(row)),
    Allocations: row.allocations.map(formatAllocation),
  }
}

export function formatAllocation(row: Document['allocations'][number]): object {
  return {
    AllocationID: row.id,
    Amount: amount(row.amount),
    Date: msDate(Date.parse(`${row.date}T00:00:00Z`)),
    Invoice: { InvoiceID: row.invoice },
  }
}

export function formatLine(
  row: { tenant: string },
  line: Line,
  { books, unitPlaces }: Pick<View, 'books' | 'unitPlaces'>,
): object {
  const [account] =
    line.accountCode === undefined
      ? []
      : books.accounts.by('code', `${row.tenant}|${line.accountCode.toLowerCase()}`)
  return {
    LineItemID: line.id,
    ...(line.description === undefined ? {} : { Description: line.description }),
    UnitAmount: amount(line.unitAmount, unitPlaces),
    ...(line.taxType === undefined ? {} : { TaxType: line.taxType }),
    TaxAmount: amount(line.taxAmount),
    LineAmount: amount(line.lineAmount),
    ...(account ? { AccountCode: account.code, AccountID: account.id } : {}),
    ...(line.itemCode === undefined ? {} : { ItemCode: line.itemCode }),
    ...(line.discountRate === undefined ? {} : { DiscountRate: exact(line.discountRate) }),
    ...(line.discountAmount === undefined ? {} : { DiscountAmount: exact(line.discountAmount) }),
    Tracking: formatTracking(line.tracking, books),
    Quantity: amount(line.quantity, 4),
    ValidationErrors: [],
  }
}

export function formatTracking(tracking: Line['tracking'], books: Books): object[] {
  return tracking.map(({ category, option }) => {
    const found = books.tracking.get(category)
    return {
      TrackingCategoryID: category,
      TrackingOptionID: option,
      Name: found?.name,
      Option: found?.options.find(({ id }) => id === option)?.name,
    }
  })
}

function numberOf({ contactNumber }: Contact): object {
  return contactNumber === undefined ? {} : { ContactNumber: contactNumber }
}

export function formatContact(row: Contact, summary = false): object {
  const { ContactPersons, ...details } = row.details
  return {
    ContactID: row.id,
    ...numberOf(row),
    ContactStatus: row.status,
    Name: row.name,
    ...(summary ? {} : { Addresses: [], Phones: [], ContactPersons: ContactPersons ?? [] }),
    ...details,
    IsSupplier: row.isSupplier,
    IsCustomer: row.isCustomer,
    ...updated(row.updatedAt),
    HasAttachments: false,
    HasValidationErrors: false,
  }
}

export function formatPayment(row: Payment, books: Books): object {
  const account = books.accounts.get(row.account)
  return {
    PaymentID: row.id,
    ...dayPair('Date', row.date),
    BankAmount: amount(row.amount),
    Amount: amount(row.amount),
    CurrencyRate: exact('1.0'),
    ...(row.reference === undefined ? {} : { Reference: row.reference }),
    PaymentType: row.type,
    Status: row.status,
    ...updated(row.updatedAt),
    HasAccount: true,
    IsReconciled: false,
    Account: { AccountID: row.account, Code: account?.code },
    ...paidDocument(row, books),
    HasValidationErrors: false,
  }
}

/** A credit note comes under `Invoice` as well, with its own type and id: so the examples of Xero's document have it. */
function paidDocument(row: Payment, books: Books): object {
  const contactOf = (id: string | undefined) => ({
    ContactID: id,
    Name: id === undefined ? undefined : books.contacts.get(id)?.name,
  })
  const overpayment = books.overpayments.get(row.document)
  if (overpayment)
    return { Overpayment: { OverpaymentID: overpayment.id, Contact: contactOf(overpayment.contact) } }
  const document = books.documents.get(row.document)
  return {
    Invoice: {
      Type: document?.type,
      InvoiceID: row.document,
      InvoiceNumber: document?.number,
      Contact: contactOf(document?.contact),
      CurrencyCode: document?.currency,
    },
  }
}
