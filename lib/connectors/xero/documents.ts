import { z } from 'zod'
import type { LedgerDocument } from '../../accounting/document.ts'
import { zDecimal } from '../../std/json.ts'
import type { RemoteDocument } from '../write-facts.ts'
import { zDay, zGuid, zMaybeText, zMoment } from './fields.ts'

type Kind = LedgerDocument['kind']

const invoices = { list: 'Invoices', number: 'InvoiceNumber', id: 'InvoiceID' } as const
const creditNotes = { list: 'CreditNotes', number: 'CreditNoteNumber', id: 'CreditNoteID' } as const

/** Xero's names for the kinds: sales and purchases share two endpoints, and the type tells them apart. */
export const wire = {
  invoice: { ...invoices, type: 'ACCREC', sale: true },
  'credit-note': { ...creditNotes, type: 'ACCRECCREDIT', sale: true },
  bill: { ...invoices, type: 'ACCPAY', sale: false },
  'vendor-credit': { ...creditNotes, type: 'ACCPAYCREDIT', sale: false },
} as const satisfies Record<Kind, object>

export interface Links {
  appUrl: string
  shortCode: string
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

/** How one element of an answer is read, with the links of this organisation. */
export function zDocument(kind: Kind, links: Links): z.ZodType<RemoteDocument> {
  return wire[kind].list === 'Invoices'
    ? zInvoice.transform(invoice => ({
        ...facts(invoice),
        id: invoice.InvoiceID,
        number: invoice.InvoiceNumber,
        marker: markerIn(invoice.Url, links),
        url: linkTo(kind, invoice.InvoiceID, links),
        amountDue: invoice.AmountDue ?? null,
      }))
    : zCreditNote.transform(note => ({
        ...facts(note),
        id: note.CreditNoteID,
        number: note.CreditNoteNumber,
        marker: null,
        url: linkTo(kind, note.CreditNoteID, links),
        amountDue: note.RemainingCredit ?? null,
      }))
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
function markerIn(url: string, { markerUrl }: Links): string {
  const marker = url.slice(url.lastIndexOf('/') + 1)
  return marker !== '' && markerUrl(marker) === url ? marker : ''
}

/** Purchases have pages of their own: https://developer.xero.com/documentation/api-guides/deep-link-xero */
const purchasePages = {
  bill: '/AccountsPayable/Edit.aspx?InvoiceID=',
  'vendor-credit': '/AccountsPayable/ViewCreditNote.aspx?creditNoteID=',
} as const

function linkTo(kind: Kind, id: string, { appUrl, shortCode }: Links): string {
  if (shortCode === '') return ''
  return kind === 'bill' || kind === 'vendor-credit'
    ? `${appUrl}/organisationlogin/default.aspx?shortcode=${shortCode}&redirecturl=${purchasePages[kind]}${id}`
    : `${appUrl}/app/${shortCode}/invoicing/view/${id}`
}
