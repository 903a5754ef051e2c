import type { Route } from '../../kit/message.ts'
import { envelope, notFound, writeBatch } from '../batch.ts'
import { bodyProblem } from '../body.ts'
import { saveContact } from '../contacts.ts'
import type { Contact } from '../entities.ts'
import { formatContact } from '../format.ts'
import { type ApiHandler, type Gate, scopes } from '../gate.ts'
import type { ContactInput } from '../input.ts'
import { type Fields, list, select, unknownParameter } from '../query.ts'
import { key } from '../store.ts'
import type { World } from '../world.ts'

const READ = ['where', 'order', 'IDs', 'page', 'pageSize', 'includeArchived', 'summaryOnly', 'searchTerm']

const FIELDS: Fields<Contact> = {
  ContactID: row => row.id,
  ContactNumber: row => row.contactNumber,
  AccountNumber: row => row.details.AccountNumber,
  Name: row => row.name,
  ContactStatus: row => row.status,
  EmailAddress: row => row.details.EmailAddress,
}

export function contactRoutes(gate: Gate, world: World): Route[] {
  const write: ApiHandler = (request, context) => {
    const extra = unknownParameter(request.query, ['summarizeErrors'])
    const problem = extra ?? bodyProblem(request, 'contacts.json', 'Contacts')
    if (problem) return problem
    const { Contacts } = request.json<{ Contacts: ContactInput[] }>()
    const id = request.params.id
    return writeBatch({
      world,
      request,
      context,
      inputs: id === undefined ? Contacts : Contacts.map(contact => ({ ...contact, ContactID: id })),
      plural: 'Contacts',
      idName: 'ContactID',
      save: input => saveContact(context, input, request.method),
      format: row => formatContact(row),
    })
  }
  const reading = scopes('accounting.contacts', 'GET')
  const writing = scopes('accounting.contacts', 'POST')
  return [
    gate.route('GET', 'Contacts', reading, readMany),
    gate.route('GET', 'Contacts/:id', reading, readOne),
    gate.route('PUT', 'Contacts', writing, write),
    gate.route('POST', 'Contacts', writing, write),
    gate.route('POST', 'Contacts/:id', writing, write),
  ]
}

const readMany: ApiHandler = (request, context) => {
  const { query } = request
  const extra = unknownParameter(query, READ)
  if (extra) return extra
  const ids = list(query, 'IDs')
  const archived = query.get('includeArchived') === 'true'
  const term = query.get('searchTerm')?.toLowerCase()
  const contacts = context.books.contacts
    .by('tenant', context.organisation.id)
    .filter(
      row =>
        (archived || row.status === 'ACTIVE') && (!ids || ids.includes(row.id)) && (!term || has(row, term)),
    )
  const page = select(contacts, query, request.header('if-modified-since'), FIELDS)
  if ('problem' in page) return page.problem
  const summary = query.get('summaryOnly') === 'true'
  const { pagination, rows } = page
  return envelope(context, {
    ...(pagination ? { pagination } : {}),
    Contacts: rows.map(row => formatContact(row, summary)),
  })
}

/** A contact is found by its id or its number. */
const readOne: ApiHandler = ({ params }, context) => {
  const { books, organisation } = context
  const id = params.id ?? ''
  const byId = books.contacts.get(id)
  const contact =
    byId?.tenant === organisation.id ? byId : books.contacts.by('number', key(organisation.id, id))[0]
  return contact ? envelope(context, { Contacts: [formatContact(contact)] }) : notFound()
}

/** searchTerm looks, without regard to case, in these fields. */
function has({ name, contactNumber, details }: Contact, term: string): boolean {
  const places = [name, contactNumber, details.FirstName, details.LastName, details.EmailAddress]
  return places.some(place => place?.toLowerCase().includes(term))
}
