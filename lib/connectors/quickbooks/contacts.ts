import { z } from 'zod'
import { type ContactRole, contactRoles, type LedgerContact } from '../../accounting/document.ts'
import { assert } from '../../std/assert.ts'
import { writeJson, zId } from '../../std/json.ts'
import type { ContactOutcome, RemoteContact, WriteGuard } from '../write-facts.ts'
import { batchBody } from './batch.ts'
import type { QuickBooksClient } from './client.ts'
import { elementsOf, isBatch } from './elements.ts'
import { zMaybeText } from './fields.ts'
import { everyState } from './lists.ts'
import { queryAll, queryIn, quoted } from './query.ts'

const noteOf = (psaId: string) => `ConnectWise company ${psaId}`
const noteIn = /ConnectWise company (\d{1,20})(?!\d)/

/** No field of theirs takes another system's id: it stands in Notes, which people see (docs/decisions/0043). */
const zName = z.object({
  Id: zId,
  DisplayName: z.string(),
  Active: z.boolean().nullish(),
  Notes: zMaybeText,
  PrimaryEmailAddr: z.object({ Address: zMaybeText }).nullish(),
  AcctNum: zMaybeText,
  Taxable: z.boolean().nullish(),
})

function schemaOf(role: ContactRole): z.ZodType<RemoteContact> {
  return zName.transform(row => ({
    id: row.Id,
    name: row.DisplayName,
    role,
    psaId: noteIn.exec(row.Notes)?.[1] ?? '',
    archived: !(row.Active ?? true),
    email: row.PrimaryEmailAddr?.Address ?? '',
    accountNumber: row.AcctNum,
    exempt: row.Taxable === false,
  }))
}

const entities = { customer: 'Customer', vendor: 'Vendor' } as const
const shape = { Customer: schemaOf('customer'), Vendor: schemaOf('vendor') }

/** One customer goes by itself. A batch says of each item what it is, so a vendor goes in one even when it is alone. */
export function contactsBody(contacts: readonly LedgerContact[]): string {
  assert(contacts.length > 0, 'A write without contacts.')
  const items = contacts.map(({ role, psaId, name, email }) => ({
    entity: entities[role],
    body: {
      DisplayName: displayName(name),
      CompanyName: displayName(name),
      Notes: noteOf(psaId),
      ...(isAddress(email) && { PrimaryEmailAddr: { Address: email } }),
    },
  }))
  const [only, ...more] = items
  return only?.entity === 'Customer' && more.length === 0 ? writeJson(only.body) : batchBody(items)
}

/** What QuickBooks takes: no colon (it makes a sub-customer), no tab or line break, 100 characters on its screens. */
function displayName(name: string): string {
  return name
    .replace(/[:\p{Cc}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, 100)
    .trim()
}

/** An address it would refuse is left out: the customer or vendor counts, not its mail. */
function isAddress(email: string): boolean {
  return email.length <= 100 && /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/.test(email)
}

/** A name that a customer, vendor or employee has is refused. */
export async function createContacts(
  client: QuickBooksClient,
  body: string,
  count: number,
  guard: WriteGuard,
): Promise<ContactOutcome> {
  const path = isBatch(body) ? 'batch' : 'customer'
  const written = await client.write(path, body, guard)
  return written.kind === 'written' ? elementsOf(written, body, count, shape) : written
}

/** By the name, which is unique; whose it is says the note. */
export async function findContacts(
  client: QuickBooksClient,
  asked: readonly { role: ContactRole; psaId: string; name: string }[],
): Promise<RemoteContact[]> {
  const found = await Promise.all(
    contactRoles.map(async role => {
      const entity = entities[role]
      const own = asked.filter(one => one.role === role)
      const values = own.map(({ name }) => displayName(name))
      const field = { field: 'DisplayName', values, and: ` and ${everyState}` }
      const remotes = await queryIn(client, entity, field, shape[entity])
      const wanted = new Set(own.map(({ psaId }) => psaId))
      return remotes.filter(({ psaId }) => wanted.has(psaId))
    }),
  )
  return found.flat()
}

export async function listContacts(client: QuickBooksClient, since: string | null): Promise<RemoteContact[]> {
  const changed = since === null ? '' : ` and MetaData.LastUpdatedTime >= ${quoted(since)}`
  const lists = await Promise.all(
    Object.entries(shape).map(([entity, schema]) => queryAll(client, entity, everyState + changed, schema)),
  )
  return lists.flat()
}
