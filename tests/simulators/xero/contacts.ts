import { randomUUID } from 'node:crypto'
import type { Context, Outcome } from './context.ts'
import type { Contact, ContactDetails } from './entities.ts'
import type { ContactInput } from './input.ts'
import { key } from './store.ts'

const IDENTIFY =
  'The Contact must contain at least 1 of the following elements to identify the contact: Name, ContactID, ContactNumber'

/** PUT makes contacts, POST makes or updates them: by id, then number, then name. */
export function saveContact(context: Context, input: ContactInput, method: string): Outcome<Contact> {
  const failed = (...errors: string[]) => ({ errors, warnings: [], input })
  if (!input.ContactID && !input.Name && !input.ContactNumber) return failed(IDENTIFY)
  const existing = method === 'PUT' ? undefined : findContact(context, input)
  if (input.ContactID && !existing)
    return failed('The document with the supplied id was not found for this endpoint.')
  const errors = refusals(context, input, existing)
  if (errors.length > 0) return failed(...errors)
  const row = merged(context, input, existing)
  context.books.contacts.put(row)
  context.changed('CONTACT', row.id, existing ? 'UPDATE' : 'CREATE')
  return { row, errors: [], warnings: [], input }
}

/** The contact a document names. A name alone finds or makes it, and more than the id changes it. */
export function contactOf(
  context: Context,
  input: ContactInput | undefined,
): { row?: Contact; error?: string } {
  if (!input || (!input.ContactID && !input.Name && !input.ContactNumber)) return { error: IDENTIFY }
  const row = findContact(context, input)
  if (!row && input.ContactID) return { error: 'The contact with the supplied ContactID could not be found' }
  if (row?.status === 'ARCHIVED')
    return { error: `The contact ${row.name} has been archived and cannot be used` }
  const bare = Object.keys(input).every(name => ['ContactID', 'Name', 'ContactNumber'].includes(name))
  if (row && bare) return { row }
  const saved = saveContact(context, input, 'POST')
  return saved.row ? { row: saved.row } : { error: saved.errors.join(' ') }
}

function findContact({ books, organisation }: Context, input: ContactInput): Contact | undefined {
  if (input.ContactID) {
    const row = books.contacts.get(input.ContactID)
    return row?.tenant === organisation.id ? row : undefined
  }
  const numbered =
    input.ContactNumber && books.contacts.by('number', key(organisation.id, input.ContactNumber))[0]
  if (numbered) return numbered
  return input.Name ? activeByName(books.contacts.by('name', key(organisation.id, input.Name))) : undefined
}

function activeByName(rows: Contact[]): Contact | undefined {
  return rows.find(({ status }) => status === 'ACTIVE')
}

function refusals(
  { books, organisation }: Context,
  input: ContactInput,
  existing: Contact | undefined,
): string[] {
  const errors: string[] = []
  const name = input.Name ?? existing?.name
  if (!name) errors.push('Please enter a unique Name.')
  const namesake = name && activeByName(books.contacts.by('name', key(organisation.id, name)))
  if (namesake && namesake.id !== existing?.id && input.ContactStatus !== 'ARCHIVED') {
    errors.push(
      `The contact name ${name} is already assigned to another contact. The contact name must be unique across all active contacts.`,
    )
  }
  const number = input.ContactNumber
  const owner =
    number && books.contacts.by('number', key(organisation.id, number)).find(row => row.id !== existing?.id)
  if (owner) errors.push(`The contact number ${number} is already assigned to another contact.`)
  const currency = input.DefaultCurrency
  if (currency && !organisation.currencies.includes(currency)) {
    errors.push(`Organisation is not subscribed to currency ${currency}`)
  }
  return errors
}

const DETAILS = [
  'AccountNumber',
  'FirstName',
  'LastName',
  'CompanyNumber',
  'EmailAddress',
  'TaxNumber',
  'DefaultCurrency',
  'AccountsReceivableTaxType',
  'AccountsPayableTaxType',
  'Addresses',
  'Phones',
  'ContactPersons',
  'PaymentTerms',
] as const

function merged(
  { clock, organisation }: Context,
  input: ContactInput,
  existing: Contact | undefined,
): Contact {
  const details: ContactDetails = { ...existing?.details }
  for (const name of DETAILS) {
    if (input[name] !== undefined) Object.assign(details, { [name]: input[name] })
  }
  // An update that leaves persons out drops them.
  if (existing && input.ContactPersons === undefined) delete details.ContactPersons
  const contactNumber = input.ContactNumber ?? existing?.contactNumber
  return {
    id: existing?.id ?? randomUUID(),
    tenant: organisation.id,
    name: (input.Name ?? existing?.name ?? '').trim(),
    ...(contactNumber === undefined ? {} : { contactNumber }),
    status: input.ContactStatus ?? existing?.status ?? 'ACTIVE',
    isCustomer: existing?.isCustomer ?? false,
    isSupplier: existing?.isSupplier ?? false,
    details,
    updatedAt: clock.now(),
  }
}
