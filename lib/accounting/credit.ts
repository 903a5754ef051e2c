import type { LedgerDocument } from './document.ts'

/**
 * The credit note that takes an invoice back, to the cent: its lines, tax and look, under a number and a day of its own. It says
 * which invoice it credits, and nothing of it is marked as sent.
 */
export function creditFor(
  invoice: LedgerDocument,
  { number, date, contactId }: Pick<LedgerDocument, 'number' | 'date'> & { contactId: string | null },
): LedgerDocument {
  return {
    ...invoice,
    kind: 'credit-note',
    number,
    contact: { ...invoice.contact, ledgerId: contactId },
    date,
    dueDate: date,
    reference: `Credits ${invoice.number}`,
    status: 'approved',
    markSent: false,
  }
}
