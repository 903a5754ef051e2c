import { z } from 'zod'
import type { LedgerContact } from '../../accounting/document.ts'
import { assert, present } from '../../std/assert.ts'
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

/** No field of a customer takes another system's id: it stands in Notes, which people see (docs/decisions/0043). */
const zCustomer = z
  .object({
    Id: zId,
    DisplayName: z.string(),
    Active: z.boolean().nullish(),
    Notes: zMaybeText,
    PrimaryEmailAddr: z.object({ Address: zMaybeText }).nullish(),
    AcctNum: zMaybeText,
    Taxable: z.boolean().nullish(),
  })
  .transform(
    (row): RemoteContact => ({
      id: row.Id,
      name: row.DisplayName,
      psaId: noteIn.exec(row.Notes)?.[1] ?? '',
      archived: !(row.Active ?? true),
      email: row.PrimaryEmailAddr?.Address ?? '',
      accountNumber: row.AcctNum,
      exempt: row.Taxable === false,
    }),
  )

const shape = { entity: 'Customer', schema: zCustomer }

export function contactsBody(contacts: readonly LedgerContact[]): string {
  assert(contacts.length > 0, 'A write without contacts.')
  const [only, ...more] = contacts.map(({ psaId, name, email }) => ({
    DisplayName: displayName(name),
    CompanyName: displayName(name),
    Notes: noteOf(psaId),
    ...(isAddress(email) && { PrimaryEmailAddr: { Address: email } }),
  }))
  return more.length === 0 ? writeJson(only) : batchBody(shape.entity, [present(only, 'none'), ...more])
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

/** An address it would refuse is left out: the customer counts, not its mail. */
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
  asked: readonly { psaId: string; name: string }[],
): Promise<RemoteContact[]> {
  const values = asked.map(({ name }) => displayName(name))
  const field = { field: 'DisplayName', values, and: ` and ${everyState}` }
  const found = await queryIn(client, shape.entity, field, zCustomer)
  const wanted = new Set(asked.map(({ psaId }) => psaId))
  return found.filter(({ psaId }) => wanted.has(psaId))
}

export function listContacts(client: QuickBooksClient, since: string | null): Promise<RemoteContact[]> {
  const changed = since === null ? '' : ` and MetaData.LastUpdatedTime >= ${quoted(since)}`
  return queryAll(client, shape.entity, everyState + changed, zCustomer)
}
