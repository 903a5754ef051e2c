import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ContactRole } from '../../../lib/accounting/document.ts'
import { insertCompany } from '../../../lib/accounts/store.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { newId } from '../../../lib/std/id.ts'
import { isOfPosting } from '../../../lib/sync/apply-contacts.ts'
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
async function ensured(companyId: string, role: ContactRole = 'customer') {
  const { accountId } = account
  const document = await addPosting({ accountId, companyId }, { state: 'ready' })
  return inAccount(accountId, async tx => {
    const scope = { tx, accountId, companyId }
    const asked = present((await postingsByIds(scope, [document]))[0], 'The document is there.')
    const id = present(
      (await ensureContacts(scope, [{ contact: { ...contact, role }, asked }])).get(`${role} 250`),
      'It has a posting.',
    )
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

test('who buys and sells under one id of ConnectWise is a contact in each role', async () => {
  const { companyId } = account
  const [customer, vendor] = [await ensured(companyId), await ensured(companyId, 'vendor')]
  expect(vendor.id).not.toBe(customer.id)
  expect((await ensured(companyId, 'vendor')).id).toBe(vendor.id)
  const remote = { id: '7', name: 'Acme', psaId: '250', archived: false, email: '', accountNumber: '' }
  const of = (role: ContactRole | 'both') => ({ ...remote, role })
  expect([isOfPosting(of('vendor'), vendor), isOfPosting(of('vendor'), customer)]).toEqual([true, false])
  expect([isOfPosting(of('both'), vendor), isOfPosting(of('both'), customer)]).toEqual([true, true])
  expect(isOfPosting({ ...of('vendor'), psaId: '251' }, vendor)).toBe(false)
})
