import { createHash, randomUUID } from 'node:crypto'
import type { Route, SimRequest } from '../../kit/message.ts'
import { envelope, notFound, validationException } from '../batch.ts'
import { type Context, isCredit } from '../context.ts'
import type { Attachment } from '../entities.ts'
import { type ApiHandler, type Gate, scopes } from '../gate.ts'
import { unknownParameter } from '../query.ts'

const PLACES = ['Invoices', 'CreditNotes', 'BankTransactions', 'ManualJournals'] as const
type Place = (typeof PLACES)[number]
const MOST = 10

/** Files of documents: raw bytes under the name in the address. */
export function attachmentRoutes(gate: Gate): Route[] {
  const reading = scopes('accounting.attachments', 'GET')
  const writing = scopes('accounting.attachments', 'PUT')
  return PLACES.flatMap(place => [
    gate.route('GET', `${place}/:id/Attachments`, reading, (request, context) =>
      list(place, request, context),
    ),
    gate.route('PUT', `${place}/:id/Attachments/:name`, writing, (request, context) =>
      put(place, request, context),
    ),
  ])
}

function list(place: Place, { params, query }: SimRequest, context: Context) {
  const extra = unknownParameter(query, [])
  if (extra) return extra
  const document = documentOf(context, place, params.id ?? '')
  return document ? envelope(context, { Attachments: filesOf(context, place, document.id) }) : notFound()
}

const put = (place: Place, request: SimRequest, context: Context): ReturnType<ApiHandler> => {
  const extra = unknownParameter(request.query, ['IncludeOnline'])
  if (extra) return extra
  const document = documentOf(context, place, request.params.id ?? '')
  if (!document) return notFound()
  const problem = problemOf(request, context, document)
  if (problem) return validationException([{ ValidationErrors: [{ Message: problem }] }])
  return request.write({
    commit: () => attach(request, context, document.id),
    format: row => envelope(context, { Attachments: [formatAttachment(place, row)] }),
  })
}

function attach({ params, body, header }: SimRequest, context: Context, document: string): Attachment {
  const { attachments } = context.books
  const fileName = params.name ?? ''
  const twin = attachments.by('document', document).find(row => row.fileName === fileName)
  const row = {
    id: twin && context.parameters.sameNameReplaces ? twin.id : randomUUID(),
    tenant: context.organisation.id,
    document,
    fileName,
    mimeType: header('content-type') ?? 'text/plain',
    length: body.length,
    hash: createHash('sha256').update(body).digest('hex'),
  }
  attachments.put(row)
  return row
}

function problemOf({ params, body }: SimRequest, context: Context, document: { id: string; status: string }) {
  const standing = context.books.attachments.by('document', document.id)
  const replaces = context.parameters.sameNameReplaces && standing.some(row => row.fileName === params.name)
  if (body.length === 0) return 'The file is empty'
  if (body.length > context.parameters.attachmentBytesMost) return 'The file is too large to be attached'
  if (standing.length >= MOST && !replaces) return `A document can have at most ${MOST} attachments`
  if (document.status === 'VOIDED' || document.status === 'DELETED')
    return 'Attachments cannot be added to a document that is voided or deleted'
  return undefined
}

function documentOf(
  { books, organisation }: Context,
  place: Place,
  id: string,
): { id: string; status: string } | undefined {
  const found = standing(books, place, id)
  return found?.tenant === organisation.id ? found : undefined
}

function standing(books: Context['books'], place: Place, id: string) {
  if (place === 'ManualJournals') return books.journals.get(id)
  if (place === 'BankTransactions') return books.bankTransactions.get(id)
  const document = books.documents.get(id)
  return document && isCredit(document) === (place === 'CreditNotes') ? document : undefined
}

function filesOf(context: Context, place: Place, document: string): object[] {
  return context.books.attachments.by('document', document).map(row => formatAttachment(place, row))
}

function formatAttachment(place: Place, row: Attachment): object {
  return {
    AttachmentID: row.id,
    FileName: row.fileName,
    Url: `https://api.xero.com/api.xro/2.0/${place}/${row.document}/Attachments/${encodeURIComponent(row.fileName)}`,
    MimeType: row.mimeType,
    ContentLength: row.length,
  }
}
