import type { Decimal } from '../std/decimal.ts'
import { hashOf } from '../std/id.ts'
import type { DocumentLine, LedgerDocument } from './document.ts'
import type { Problem } from './problems.ts'

/** What the ledger says of a document that stands there (a RemoteDocument of the ports has all of it). */
export interface StandingDocument {
  number: string
  contactId: string
  total: Decimal
  totalTax: Decimal
  currency: string
  status: string
}

export interface Difference {
  field: 'number' | 'contact' | 'currency' | 'total' | 'tax' | 'status'
  ours: string
  ledger: string
}

/** Planned against standing. `contactId` is the contact's id where the plan did not know it yet. */
export function compareDocuments(
  planned: LedgerDocument,
  standing: StandingDocument,
  contactId: string | null = planned.contact.ledgerId,
): Difference[] {
  const { totals } = planned
  const differences: Difference[] = []
  const note = (field: Difference['field'], ours: string, ledger: string) => {
    if (ours !== ledger) differences.push({ field, ours, ledger })
  }
  note('number', planned.number, standing.number)
  if (contactId !== null) note('contact', contactId, standing.contactId)
  note('currency', planned.currency, standing.currency)
  note('total', totals.total.toFixedText(2), money(standing.total))
  note('tax', totals.tax.toFixedText(2), money(standing.totalTax))
  if (standing.status === 'voided' || standing.status === 'deleted')
    note('status', planned.status, standing.status)
  return differences
}

/** Null when nothing differs. */
export function differenceProblem(differences: Difference[]): Problem | null {
  if (differences.length === 0) return null
  const side = (name: 'ours' | 'ledger') => differences.map(one => `${one.field} ${one[name]}`).join(', ')
  return { code: 'differs-from-ledger', ours: side('ours'), ledger: side('ledger') }
}

/** Names a preview: what a person saw is what is sent. */
export function documentHash(document: LedgerDocument): string {
  const { contact, status, markSent, theme } = document
  // The contact's ledger id is left out: it appears while its own posting runs, and its name is as unique as the id.
  return hashOf({
    ...contentOf(document),
    contact: { psaId: contact.psaId, name: contact.name },
    status,
    markSent,
    ...(theme && { theme: theme.id }),
  })
}

/**
 * The same document, however it was posted: draft or approved, from entries with other ids (a record that was reopened
 * and closed again has new ones), for a contact whose id only one of the two knows.
 */
export function sameDocument(a: LedgerDocument, b: LedgerDocument): boolean {
  const ids = [a.contact.ledgerId, b.contact.ledgerId]
  if (a.contact.psaId !== b.contact.psaId) return false
  if (!ids.includes(null) && ids[0] !== ids[1]) return false
  return hashOf(contentOf(a)) === hashOf(contentOf(b))
}

/**
 * What the books hold: objects by id and by what goes over the wire, not by the names shown beside them. The theme is a
 * look and no figure: one that is changed later, here or in the ledger, makes no difference between the books.
 */
function contentOf(document: LedgerDocument) {
  const { kind, number, date, dueDate, reference, currency, totals, unitDecimals, taxAsGiven, paidFrom } =
    document
  return {
    kind,
    number,
    ...(paidFrom && { paidFrom: [paidFrom.id, paidFrom.card] }),
    date,
    dueDate,
    reference,
    currency,
    totals,
    unitDecimals,
    taxAsGiven,
    lines: document.lines.map(lineContent),
  }
}

/** Equal for lines that are the same in the books. */
export function lineKey(line: DocumentLine): string {
  return hashOf(lineContent(line))
}

function lineContent(line: DocumentLine) {
  const { description, quantity, unitAmount, amount, account, item, tax, amountTax, tracking, role } = line
  return {
    description,
    quantity,
    unitAmount,
    amount,
    account: [account.id, account.code],
    item: item && [item.id, item.code],
    tax: { id: tax.id, rate: tax.rate },
    amountTax,
    tracking: tracking.map(option => [option.categoryId, option.optionId]),
    role,
  }
}

function money(amount: Decimal): string {
  return amount.places() <= 2 ? amount.toFixedText(2) : amount.toText()
}
