import type { Route } from '../../kit/message.ts'
import { formatBankTransaction, saveBankTransaction } from '../bank-transactions.ts'
import { envelope, notFound, writeBatch } from '../batch.ts'
import { bodyProblem } from '../body.ts'
import type { Context } from '../context.ts'
import type { BankTransaction } from '../entities.ts'
import { type ApiHandler, type Gate, scopes } from '../gate.ts'
import type { BankTransactionInput } from '../input.ts'
import { type Fields, select, unknownParameter } from '../query.ts'
import { key } from '../store.ts'
import type { World } from '../world.ts'

const FIELDS: Fields<BankTransaction> = {
  Type: row => row.type,
  Status: row => row.status,
  Date: row => row.date,
  Reference: row => row.reference,
  BankTransactionID: row => row.id,
  'Contact.ContactID': row => row.contact,
}

/** Money spent and received; no overpayments, prepayments or transfers. */
export function bankTransactionRoutes(gate: Gate, world: World): Route[] {
  const reading = scopes('accounting.banktransactions', 'GET')
  const writing = scopes('accounting.banktransactions', 'POST')
  const write = writer(world)
  return [
    gate.route('GET', 'BankTransactions', reading, readMany),
    gate.route('GET', 'BankTransactions/:id', reading, readOne),
    gate.route('PUT', 'BankTransactions', writing, write),
    gate.route('POST', 'BankTransactions', writing, write),
    gate.route('POST', 'BankTransactions/:id', writing, write),
  ]
}

function writer(world: World): ApiHandler {
  return (request, context) => {
    const { id } = request.params
    const extra = unknownParameter(
      request.query,
      id === undefined ? ['summarizeErrors', 'unitdp'] : ['unitdp'],
    )
    // Id and status are all that Xero's page shows of a deletion; its document asks for type, lines and account.
    const deletes = request.text().includes('"DELETED"')
    const problem =
      extra ?? bodyProblem(request, 'bank-transactions.json', deletes ? null : 'BankTransactions')
    if (problem) return problem
    const { BankTransactions } = request.json<{ BankTransactions: BankTransactionInput[] }>()
    const { books, unitPlaces } = context
    return writeBatch({
      world,
      request,
      context,
      inputs: BankTransactions,
      plural: 'BankTransactions',
      idName: 'BankTransactionID',
      save: input => saveBankTransaction(context, input, id),
      format: row => formatBankTransaction(row, { books, unitPlaces, lines: true }),
    })
  }
}

const readMany: ApiHandler = (request, context) => {
  const { query } = request
  const extra = unknownParameter(query, ['where', 'order', 'page', 'pageSize', 'unitdp'])
  if (extra) return extra
  const page = select(candidates(query, context), query, request.header('if-modified-since'), FIELDS)
  if ('problem' in page) return page.problem
  const { pagination, rows } = page
  const { books, unitPlaces } = context
  // Lines come with a page only.
  const view = { books, unitPlaces, lines: query.has('page') }
  return envelope(context, {
    ...(pagination ? { pagination } : {}),
    BankTransactions: rows.map(row => formatBankTransaction(row, view)),
  })
}

/** An index where there is one: storms hold tens of thousands of documents. */
function candidates(query: URLSearchParams, { books, organisation }: Context): BankTransaction[] {
  const text = /(?:^| AND )Reference=="((?:[^"\\]|\\.)*)"$/.exec(query.get('where') ?? '')?.[1]
  return text === undefined
    ? books.bankTransactions.by('tenant', organisation.id)
    : books.bankTransactions.by('reference', key(organisation.id, text.replaceAll(/\\(.)/g, '$1')))
}

const readOne: ApiHandler = ({ params, query }, context) => {
  const extra = unknownParameter(query, ['unitdp'])
  if (extra) return extra
  const { books, organisation, unitPlaces } = context
  const row = books.bankTransactions.get(params.id ?? '')
  if (row?.tenant !== organisation.id) return notFound()
  return envelope(context, {
    BankTransactions: [formatBankTransaction(row, { books, unitPlaces, lines: true })],
  })
}
