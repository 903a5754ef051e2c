import { z } from 'zod'
import type { LedgerContact } from '../../accounting/document.ts'
import { assert } from '../../std/assert.ts'
import { writeJson } from '../../std/json.ts'
import type { ContactOutcome, RemoteContact, WriteGuard } from '../write-facts.ts'
import type { XeroClient } from './client.ts'
import { elementsOf } from './elements.ts'
import { quoted, zGuid, zMaybeText } from './fields.ts'

/** ContactNumber is the API's own field, unique and invisible to people but as "Contact code": the ConnectWise id. */
const zContact = z
  .object({
    ContactID: zGuid,
    Name: z.string(),
    ContactNumber: zMaybeText,
    ContactStatus: z.string().default('ACTIVE'),
    EmailAddress: zMaybeText,
    AccountNumber: zMaybeText,
  })
  .transform(
    (row): RemoteContact => ({
      id: row.ContactID,
      name: row.Name,
      // IsCustomer and IsSupplier only tell what was booked so far; whoever is one may be the other at any time.
      role: 'both',
      psaId: row.ContactNumber,
      // GDPRREQUEST cannot be used either.
      archived: row.ContactStatus !== 'ACTIVE',
      email: row.EmailAddress,
      accountNumber: row.AccountNumber,
    }),
  )

const zContacts = z.object({ Contacts: z.array(zContact) })

const pageSize = 1_000

export function contactsBody(contacts: readonly LedgerContact[]): string {
  assert(contacts.length > 0, 'A write without contacts.')
  return writeJson({
    Contacts: contacts.map(({ psaId, name, email, accountNumber }) => ({
      Name: name,
      ContactNumber: psaId,
      ...(email !== '' && { EmailAddress: email }),
      ...(accountNumber !== '' && { AccountNumber: accountNumber }),
    })),
  })
}

/** PUT refuses a name or number that is taken; POST would change whoever has it. */
export async function createContacts(
  client: XeroClient,
  body: string,
  count: number,
  guard: WriteGuard,
): Promise<ContactOutcome> {
  const written = await client.write('Contacts', { summarizeErrors: 'false' }, body, guard)
  if (written.kind !== 'written') return written
  return elementsOf(written, body, count, { list: 'Contacts', name: 'ContactNumber', schema: zContact })
}

/** One call a contact: `where` knows no list, and a list of all could be a hundred times as long. */
export async function findContacts(client: XeroClient, psaIds: readonly string[]): Promise<RemoteContact[]> {
  const found = await Promise.all(
    [...new Set(psaIds)].map(psaId =>
      client.read(
        'Contacts',
        { where: `ContactNumber==${quoted(psaId)}`, includeArchived: 'true', page: '1' },
        zContacts,
      ),
    ),
  )
  return found.flatMap(answer => answer?.Contacts ?? [])
}

/** Archived ones too: an archived customer is a Problem with a name, not an unknown customer. */
export async function listContacts(client: XeroClient, since: string | null): Promise<RemoteContact[]> {
  const all: RemoteContact[] = []
  for (let page = 1; ; page += 1) {
    const query = { includeArchived: 'true', page: String(page), pageSize: String(pageSize) }
    const answer = await client.read('Contacts', query, zContacts, since)
    all.push(...(answer?.Contacts ?? []))
    if (!answer || answer.Contacts.length < pageSize) return all
  }
}
