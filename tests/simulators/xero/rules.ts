import { type Context, isCredit, isSales } from './context.ts'
import type { Document, DocumentStatus } from './entities.ts'
import type { DocumentInput } from './input.ts'
import { Money } from './money.ts'
import { key } from './store.ts'

export const INVALID_URL = 'Url must be a valid absolute address without "xero"'

type Draft = Omit<Document, 'contact'>

/** The business rules of a document that is about to be stored, apart from its lines and its contact. */
export function documentProblems(
  context: Context,
  draft: Draft,
  existing: Document | undefined,
  input: DocumentInput,
): string[] {
  const { organisation } = context
  const errors: string[] = []
  if (draft.status === 'PAID' || draft.status === 'VOIDED') {
    errors.push(`A document cannot be given the status ${draft.status}`)
  }
  if (draft.status === 'DELETED') errors.push('A new document cannot be deleted')
  if (draft.status === 'AUTHORISED' && !isCredit(draft) && !draft.dueDate)
    errors.push('DueDate must be specified')
  if (draft.status === 'AUTHORISED' && draft.lines.length === 0)
    errors.push('At least one line item must be specified')
  if (!organisation.currencies.includes(draft.currency)) {
    errors.push(`Organisation is not subscribed to currency ${draft.currency}`)
  }
  // The word may stand nowhere in the address (ledgers' own rule for links back to the source).
  if (draft.url !== undefined && !validUrl(draft.url)) errors.push(INVALID_URL)
  if (!isSales(draft) && input.Reference !== undefined)
    errors.push('Reference can only be set on sales invoices and their credit notes')
  if (new Money(draft.total).isNegative() && !new Money(draft.total).isZero()) {
    errors.push('The total of a document cannot be negative')
  }
  if (disagrees(draft, input)) errors.push('The invoice total does not equal the sum of the lines.')
  if (draft.brandingTheme && context.books.themes.get(draft.brandingTheme)?.tenant !== organisation.id) {
    errors.push('BrandingThemeID is not valid')
  }
  if (draft.number !== existing?.number && numberTaken(context, draft)) {
    errors.push(isCredit(draft) ? 'Credit note # must be unique.' : 'Invoice # must be unique.')
  }
  return errors
}

/** Numbers are unique among sales invoices and among sales credit notes; a supplier's number is not. */
function numberTaken({ books, organisation, parameters }: Context, draft: Draft): boolean {
  if (!parameters.refuseDuplicateNumbers || !isSales(draft)) return false
  return books.documents.by('number', key(organisation.id, draft.number)).some(row => {
    if (row.id === draft.id || row.type !== draft.type) return false
    return !(parameters.voidedNumberReusable && (row.status === 'VOIDED' || row.status === 'DELETED'))
  })
}

function disagrees(draft: Draft, input: DocumentInput): boolean {
  const pairs = [
    [input.SubTotal, draft.subTotal],
    [input.TotalTax, draft.totalTax],
    [input.Total, draft.total],
  ] as const
  return pairs.some(([sent, computed]) => sent !== undefined && !new Money(sent.text).equals(computed))
}

export function validUrl(url: string): boolean {
  return URL.canParse(url) && !url.toLowerCase().includes('xero')
}

/** Locked periods take no approved document, and give none back. */
export function lockProblem({ organisation }: Context, { date, status }: Pick<Draft, 'date' | 'status'>) {
  return status === 'AUTHORISED' || status === 'PAID' ? lockedOn(organisation, date) : undefined
}

export function lockedOn(organisation: Context['organisation'], date: string): string | undefined {
  const { periodLockDate = '', endOfYearLockDate = '' } = organisation
  const lock = periodLockDate > endOfYearLockDate ? periodLockDate : endOfYearLockDate
  if (lock === '' || date > lock) return undefined
  return `The document date cannot be before the period lock date, currently set at ${longDate(lock)}`
}

const NEXT: Record<DocumentStatus, DocumentStatus[]> = {
  DRAFT: ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'DELETED'],
  SUBMITTED: ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'DELETED'],
  AUTHORISED: ['AUTHORISED', 'VOIDED'],
  PAID: [],
  VOIDED: [],
  DELETED: [],
}

/** Why this document cannot take this change at all. */
export function statusProblem(
  context: Context,
  row: Document,
  status: DocumentStatus | undefined,
): string | undefined {
  const settled = new Money(row.amountPaid).plus(row.amountCredited)
  if (!settled.isZero()) {
    return 'This document cannot be edited as it has a payment or credit note allocated to it.'
  }
  if (!NEXT[row.status].includes(status ?? row.status)) {
    return `${isCredit(row) ? 'Credit note' : 'Invoice'} not of valid status for modification`
  }
  return row.status === 'AUTHORISED' ? lockProblem(context, row) : undefined
}

function longDate(date: string): string {
  return new Intl.DateTimeFormat('en-AU', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )
}
