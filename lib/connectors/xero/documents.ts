import { z } from 'zod'
import type { LedgerDocument } from '../../accounting/document.ts'
import { zDecimal } from '../../std/json.ts'
import type { RemoteDocument } from '../write-facts.ts'
import { zDay, zGuid, zMaybeText, zMoment } from './fields.ts'

type Kind = LedgerDocument['kind']

/** Xero's names for the two kinds. They share one shape but for these. */
export const wire = {
  invoice: { list: 'Invoices', type: 'ACCREC', number: 'InvoiceNumber', id: 'InvoiceID' },
  'credit-note': {
    list: 'CreditNotes',
    type: 'ACCRECCREDIT',
    number: 'CreditNoteNumber',
    id: 'CreditNoteID',
  },
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
  return kind === 'invoice'
    ? zInvoice.transform(invoice => ({
        ...facts(invoice),
        id: invoice.InvoiceID,
        number: invoice.InvoiceNumber,
        marker: markerIn(invoice.Url, links),
        url: linkTo(invoice.InvoiceID, links),
        amountDue: invoice.AmountDue ?? null,
      }))
    : zCreditNote.transform(note => ({
        ...facts(note),
        id: note.CreditNoteID,
        number: note.CreditNoteNumber,
        marker: null,
        url: linkTo(note.CreditNoteID, links),
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

function linkTo(id: string, { appUrl, shortCode }: Links): string {
  return shortCode === '' ? '' : `${appUrl}/app/${shortCode}/invoicing/view/${id}`
}
