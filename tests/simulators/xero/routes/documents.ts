import type { Route } from '../../kit/message.ts'
import { envelope, notFound, writeBatch } from '../batch.ts'
import { bodyProblem } from '../body.ts'
import { type Context, isCredit } from '../context.ts'
import { saveDocument } from '../documents.ts'
import type { Document } from '../entities.ts'
import { formatDocument } from '../format.ts'
import { type ApiHandler, type Gate, scopes } from '../gate.ts'
import type { DocumentInput } from '../input.ts'
import { type Fields, list, select, unknownParameter } from '../query.ts'
import { key } from '../store.ts'
import type { World } from '../world.ts'

type Kind = 'invoice' | 'creditnote'
const KINDS = {
  invoice: { plural: 'Invoices', idName: 'InvoiceID', file: 'invoices.json' },
  creditnote: { plural: 'CreditNotes', idName: 'CreditNoteID', file: 'credit-notes.json' },
} as const

const PAGED = ['where', 'order', 'page', 'pageSize', 'unitdp']
const READ = {
  invoice: [
    ...PAGED,
    'IDs',
    'InvoiceNumbers',
    'ContactIDs',
    'Statuses',
    'includeArchived',
    'createdByMyApp',
    'summaryOnly',
    'searchTerm',
  ],
  creditnote: PAGED,
}

const FIELDS: Fields<Document> = {
  Type: row => row.type,
  Status: row => row.status,
  Date: row => row.date,
  DueDate: row => row.dueDate,
  InvoiceID: row => row.id,
  CreditNoteID: row => row.id,
  InvoiceNumber: row => row.number,
  CreditNoteNumber: row => row.number,
  Reference: row => row.reference,
  Url: row => row.url,
  'Contact.ContactID': row => row.contact,
}

/** Invoices, bills and credit notes: the same shape twice. */
export function documentRoutes(gate: Gate, world: World): Route[] {
  return [...routesOf('invoice', gate, world), ...routesOf('creditnote', gate, world)]
}

function routesOf(kind: Kind, gate: Gate, world: World): Route[] {
  const { plural } = KINDS[kind]
  const reading = scopes('accounting.invoices', 'GET')
  const writing = scopes('accounting.invoices', 'POST')
  const write = writer(kind, world)
  return [
    gate.route('GET', plural, reading, (request, context) => readMany(kind, request, context)),
    gate.route('GET', `${plural}/:id`, reading, (request, context) => readOne(kind, request, context)),
    gate.route('PUT', plural, writing, write),
    gate.route('POST', plural, writing, write),
    gate.route('POST', `${plural}/:id`, writing, write),
  ]
}

function writer(kind: Kind, world: World): ApiHandler {
  const { plural, file, idName } = KINDS[kind]
  return (request, context) => {
    const extra = unknownParameter(request.query, ['summarizeErrors', 'unitdp'])
    const problem = extra ?? bodyProblem(request, file, plural)
    if (problem) return problem
    const body = request.json<Record<string, DocumentInput[]>>()
    const { id } = request.params
    return writeBatch({
      world,
      request,
      context,
      inputs: body[plural] ?? [],
      plural,
      idName,
      save: input =>
        saveDocument(context, input, kind, { method: request.method, ...(id === undefined ? {} : { id }) }),
      format: row =>
        formatDocument(row, { books: context.books, unitPlaces: context.unitPlaces, lines: true }),
    })
  }
}

function readMany(kind: Kind, request: Parameters<ApiHandler>[0], context: Context) {
  const { query } = request
  const extra = unknownParameter(query, READ[kind])
  if (extra) return extra
  const page = select(candidates(kind, query, context), query, request.header('if-modified-since'), FIELDS)
  if ('problem' in page) return page.problem
  // Lines come with a page only; a list without one is a summary of each document.
  const lines = query.has('page')
  const summary = query.get('summaryOnly') === 'true'
  const view = { books: context.books, unitPlaces: context.unitPlaces, lines, summary }
  const { pagination, rows } = page
  const documents = rows.map(row => formatDocument(row, view))
  return envelope(context, { ...(pagination ? { pagination } : {}), [KINDS[kind].plural]: documents })
}

function candidates(
  kind: Kind,
  query: URLSearchParams,
  { books, organisation, clientId }: Context,
): Document[] {
  const numbers = list(query, 'InvoiceNumbers')
  const ids = list(query, 'IDs')
  const contacts = list(query, 'ContactIDs')
  const statuses = list(query, 'Statuses')
  const mine = query.get('createdByMyApp') === 'true'
  const term = query.get('searchTerm')?.toLowerCase()
  // An index where there is one: storms hold tens of thousands of documents.
  const start = numbers
    ? numbers.flatMap(number => books.documents.by('number', key(organisation.id, number)))
    : books.documents.by('tenant', organisation.id)
  return start.filter(
    row =>
      isCredit(row) === (kind === 'creditnote') &&
      (!ids || ids.includes(row.id)) &&
      (!contacts || contacts.includes(row.contact)) &&
      (!statuses || statuses.includes(row.status)) &&
      (!mine || row.createdBy === clientId) &&
      (!term ||
        row.number.toLowerCase().includes(term) ||
        row.reference?.toLowerCase().includes(term) === true),
  )
}

/** A document is found by its id or its number. */
function readOne(kind: Kind, { params, query }: Parameters<ApiHandler>[0], context: Context) {
  const extra = unknownParameter(query, ['unitdp'])
  if (extra) return extra
  const { books, organisation } = context
  const id = params.id ?? ''
  const byId = books.documents.get(id)
  const found = byId ? [byId] : books.documents.by('number', key(organisation.id, id))
  const row = found.find(
    ({ tenant, type }) => tenant === organisation.id && isCredit({ type }) === (kind === 'creditnote'),
  )
  const view = { books, unitPlaces: context.unitPlaces, lines: true }
  return row ? envelope(context, { [KINDS[kind].plural]: [formatDocument(row, view)] }) : notFound()
}
