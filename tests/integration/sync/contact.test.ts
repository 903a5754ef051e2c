import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCompany } from '../../../lib/accounts/store.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { newId } from '../../../lib/std/id.ts'
import { ensureContacts } from '../../../lib/sync/contact.ts'
import { postingsByIds } from '../../../lib/sync/postings/store.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import { addPosting } from '../../support/alerts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let account: BareAccount

beforeAll(async () => {
  database = await appEnvironment()
  account = await bareAccount()
})
afterAll(() => database.close())

const contact = { role: 'customer' as const, psaId: '250', name: 'Acme', email: '', accountNumber: '' }

/** A document of the company waits for the customer's contact; answers the contact's posting. */
async function ensured(companyId: string) {
  const { accountId } = account
  const document = await addPosting({ accountId, companyId }, { state: 'ready' })
  return inAccount(accountId, async tx => {
    const scope = { tx, accountId, companyId }
    const asked = present((await postingsByIds(scope, [document]))[0], 'The document is there.')
    const id = present((await ensureContacts(scope, [{ contact, asked }])).get('250'), 'It has a posting.')
    return present((await postingsByIds(scope, [id]))[0], 'The contact is there.')
  })
}

test('a new customer of two companies becomes a contact in the ledger of each, and one only', async () => {
  const { accountId, companyId } = account
  const second = newId()
  await inAccount(accountId, tx => insertCompany(tx, { accountId, id: second, name: 'Demo South' }))
  const [here, there] = [await ensured(companyId), await ensured(second)]
  expect([here.companyId, there.companyId]).toEqual([companyId, second])
  expect((await ensured(companyId)).id).toBe(here.id)
  expect((await ensured(second)).id).toBe(there.id)
})
