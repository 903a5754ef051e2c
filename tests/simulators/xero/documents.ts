import { randomUUID } from 'node:crypto'
import { contactOf } from './contacts.ts'
import { type Context, category, isCredit, isSales, type Outcome, today } from './context.ts'
import type { Document, DocumentStatus } from './entities.ts'
import type { DocumentInput } from './input.ts'
import { buildLine } from './lines.ts'
import { Money, sum, totals } from './money.ts'
import { documentProblems, lockProblem, statusProblem } from './rules.ts'
import { key } from './store.ts'

const NOT_FOUND = 'The document with the supplied id was not found for this endpoint.'

/** One element of PUT/POST Invoices or CreditNotes. `id` comes from the path of a single update. */
export function saveDocument(
  context: Context,
  sent: DocumentInput,
  kind: 'invoice' | 'creditnote',
  { method, id }: { method: string; id?: string },
): Outcome<Document> {
  const input = unify(sent, kind, id)
  const existing = findExisting(context, input, kind, method)
  const found: Findings = { errors: [], warnings: [] }
  const done = () => ({ ...found, input: sent })
  if (input.id && !existing) {
    found.errors.push(NOT_FOUND)
    return done()
  }
  const blocked = existing && statusProblem(context, existing, input.Status)
  if (blocked) found.errors.push(blocked)
  if (blocked) return done()
  if (existing && (input.Status === 'VOIDED' || input.Status === 'DELETED')) {
    return { ...done(), row: end(context, existing, input.Status) }
  }
  const row = build(context, input, existing, found)
  if (!row || found.errors.length > 0) return done()
  context.books.documents.put(row)
  context.changed(category(row), row.id, existing ? 'UPDATE' : 'CREATE')
  return { ...done(), row }
}

type Findings = { errors: string[]; warnings: string[] }
type Unified = DocumentInput & { id: string | undefined; number: string | undefined }

function unify(sent: DocumentInput, kind: 'invoice' | 'creditnote', pathId: string | undefined): Unified {
  const id = pathId ?? (kind === 'invoice' ? sent.InvoiceID : sent.CreditNoteID)
  return { ...sent, id, number: kind === 'invoice' ? sent.InvoiceNumber : sent.CreditNoteNumber }
}

/** PUT never finds anything. POST overwrites by id or, silently, by number: bills too. */
function findExisting(
  { books, organisation }: Context,
  input: Unified,
  kind: 'invoice' | 'creditnote',
  method: string,
): Document | undefined {
  const ofKind = (row: Document | undefined) =>
    row?.tenant === organisation.id && isCredit(row) === (kind === 'creditnote') ? row : undefined
  if (input.id) return ofKind(books.documents.get(input.id))
  if (method === 'PUT' || !input.number) return undefined
  return books.documents
    .by('number', key(organisation.id, input.number))
    .find(
      row => ofKind(row) && (input.Type === undefined || row.type === input.Type) && row.status !== 'DELETED',
    )
}

/** Voiding and deleting leave the lines for the eye and owe nothing. */
function end(context: Context, existing: Document, status: DocumentStatus): Document {
  const row = { ...existing, status, updatedAt: context.clock.now() }
  context.books.documents.put(row)
  context.changed(category(row), row.id, 'UPDATE')
  return row
}

function build(
  context: Context,
  input: Unified,
  existing: Document | undefined,
  found: Findings,
): Document | undefined {
  const type = existing?.type ?? input.Type
  if (!type) {
    found.errors.push('Type must be specified')
    return undefined
  }
  const status = input.Status ?? existing?.status ?? 'DRAFT'
  const lineAmountTypes = input.LineAmountTypes ?? existing?.lineAmountTypes ?? 'Exclusive'
  const known = new Set(existing?.lines.map(line => line.id))
  const rules = { type, status, lineAmountTypes, known }
  const lines = input.LineItems?.map(line => buildLine(context, line, rules, found)) ?? existing?.lines ?? []
  const currency = input.CurrencyCode ?? existing?.currency ?? context.organisation.baseCurrency
  const draft = {
    ...optional(input, existing),
    id: existing?.id ?? randomUUID(),
    tenant: context.organisation.id,
    type,
    number: input.number ?? existing?.number ?? nextNumber(context, type),
    date: input.Date ?? existing?.date ?? today(context),
    status,
    lineAmountTypes,
    lines,
    currency,
    currencyRate: input.CurrencyRate?.text ?? existing?.currencyRate ?? '1',
    ...totals(lines, lineAmountTypes),
    amountPaid: '0.00',
    amountCredited: '0.00',
    allocations: [],
    sentToContact: input.SentToContact ?? existing?.sentToContact ?? false,
    createdBy: existing?.createdBy ?? context.clientId,
    createdAt: existing?.createdAt ?? context.clock.now(),
    updatedAt: context.clock.now(),
  }
  found.errors.push(...documentProblems(context, draft, existing, input))
  const locked = lockProblem(context, draft)
  if (locked) found.errors.push(locked)
  // The contact comes last: a refused document must not leave a new contact behind.
  if (found.errors.length > 0) return undefined
  if (existing && !input.Contact) return { ...draft, contact: existing.contact }
  const contact = contactOf(context, input.Contact)
  if (contact.error !== undefined) found.errors.push(contact.error)
  return contact.row && { ...draft, contact: contact.row.id }
}

function optional(input: DocumentInput, existing: Document | undefined) {
  const reference = input.Reference ?? existing?.reference
  const url = input.Url ?? existing?.url
  const dueDate = input.DueDate ?? existing?.dueDate
  const expectedPaymentDate = input.ExpectedPaymentDate ?? existing?.expectedPaymentDate
  const brandingTheme = input.BrandingThemeID ?? existing?.brandingTheme
  return {
    ...(reference === undefined ? {} : { reference }),
    ...(url === undefined ? {} : { url }),
    ...(dueDate === undefined ? {} : { dueDate }),
    ...(expectedPaymentDate === undefined ? {} : { expectedPaymentDate }),
    ...(brandingTheme === undefined ? {} : { brandingTheme }),
  }
}

const PREFIX = { ACCREC: 'INV-', ACCRECCREDIT: 'CN-', ACCPAY: '', ACCPAYCREDIT: '' } as const

/** Sales documents get the next free number of the organisation; purchases have the supplier's or none. */
function nextNumber({ books, organisation }: Context, type: Document['type']): string {
  if (!isSales({ type })) return ''
  const prefix = PREFIX[type]
  let next =
    books.documents.by('tenant', organisation.id).filter(row => row.number.startsWith(prefix)).length + 1
  const text = () => prefix + String(next).padStart(4, '0')
  while (books.documents.by('number', key(organisation.id, text())).length > 0) next += 1
  return text()
}

/** What an invoice still owes, or a credit note can still give. */
export function open(row: Document): string {
  if (row.status === 'VOIDED' || row.status === 'DELETED') return '0.00'
  return new Money(row.total).minus(sum([row.amountPaid, row.amountCredited])).toFixed(2)
}

/** Books an amount on a document; nothing left to pay makes it PAID, and taking it back opens it again. */
export function settle(
  context: Context,
  row: Document,
  change: { paid?: string; credited?: string },
  date: string,
): Document {
  const amountPaid = sum([row.amountPaid, change.paid ?? '0']).toFixed(2)
  const amountCredited = sum([row.amountCredited, change.credited ?? '0']).toFixed(2)
  const { fullyPaidOn: _before, ...rest } = row
  const next = { ...rest, amountPaid, amountCredited, updatedAt: context.clock.now() }
  const paid = new Money(open({ ...next, status: 'AUTHORISED' })).isZero()
  const settled: Document = paid
    ? { ...next, status: 'PAID', fullyPaidOn: date }
    : { ...next, status: 'AUTHORISED' }
  context.books.documents.put(settled)
  return settled
}
