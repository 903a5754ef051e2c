import type { Route } from '../../kit/message.ts'
import { envelope, notFound, writeBatch } from '../batch.ts'
import { bodyProblem } from '../body.ts'
import type { Context } from '../context.ts'
import type { Journal } from '../entities.ts'
import { type ApiHandler, type Gate, scopes } from '../gate.ts'
import type { JournalInput } from '../input.ts'
import { formatJournal, saveJournal } from '../journals.ts'
import { type Fields, select, unknownParameter } from '../query.ts'
import { key } from '../store.ts'
import type { World } from '../world.ts'

const FIELDS: Fields<Journal> = {
  Status: row => row.status,
  Date: row => row.date,
  Narration: row => row.narration,
  ManualJournalID: row => row.id,
}

/** Manual journals: nobody's, without numbers, prices or taxes. */
export function journalRoutes(gate: Gate, world: World): Route[] {
  const reading = scopes('accounting.manualjournals', 'GET')
  const writing = scopes('accounting.manualjournals', 'POST')
  const write = writer(world)
  return [
    gate.route('GET', 'ManualJournals', reading, readMany),
    gate.route('GET', 'ManualJournals/:id', reading, readOne),
    gate.route('PUT', 'ManualJournals', writing, write),
    gate.route('POST', 'ManualJournals', writing, write),
    gate.route('POST', 'ManualJournals/:id', writing, write),
  ]
}

function writer(world: World): ApiHandler {
  return (request, context) => {
    const { id } = request.params
    const extra = unknownParameter(request.query, id === undefined ? ['summarizeErrors'] : [])
    const problem = extra ?? bodyProblem(request, 'manual-journals.json', 'ManualJournals')
    if (problem) return problem
    const { ManualJournals } = request.json<{ ManualJournals: JournalInput[] }>()
    return writeBatch({
      world,
      request,
      context,
      inputs: ManualJournals,
      plural: 'ManualJournals',
      idName: 'ManualJournalID',
      save: input => saveJournal(context, input, id),
      format: row => formatJournal(row, { books: context.books, lines: true }),
    })
  }
}

const readMany: ApiHandler = (request, context) => {
  const { query } = request
  const extra = unknownParameter(query, ['where', 'order', 'page', 'pageSize'])
  if (extra) return extra
  const page = select(candidates(query, context), query, request.header('if-modified-since'), FIELDS)
  if ('problem' in page) return page.problem
  // Lines come with a page only.
  const view = { books: context.books, lines: query.has('page') }
  const { pagination, rows } = page
  return envelope(context, {
    ...(pagination ? { pagination } : {}),
    ManualJournals: rows.map(row => formatJournal(row, view)),
  })
}

/** An index where there is one: storms hold tens of thousands of documents. */
function candidates(query: URLSearchParams, { books, organisation }: Context): Journal[] {
  const narration = /^Narration=="((?:[^"\\]|\\.)*)"$/.exec(query.get('where') ?? '')?.[1]
  return narration === undefined
    ? books.journals.by('tenant', organisation.id)
    : books.journals.by('narration', key(organisation.id, narration.replaceAll(/\\(.)/g, '$1')))
}

const readOne: ApiHandler = ({ params, query }, context) => {
  const extra = unknownParameter(query, [])
  if (extra) return extra
  const row = context.books.journals.get(params.id ?? '')
  if (row?.tenant !== context.organisation.id) return notFound()
  return envelope(context, { ManualJournals: [formatJournal(row, { books: context.books, lines: true })] })
}
