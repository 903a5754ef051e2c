import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { psaOf } from '../../../lib/accounts/psa.ts'
import { insertCompany } from '../../../lib/accounts/store.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { refreshPsa } from '../../../lib/reference/refresh.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { newId } from '../../../lib/std/id.ts'
import { whereabouts } from '../../../lib/sync/views/where.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import { type Admin, accountsWorld, adminOf, demoInput, type World } from '../../support/accounts-world.ts'

/** "Where would this go?": asked of ConnectWise and of the companies' locations, before anything is sent. */

let world: World
let admin: Admin
const second = newId()

beforeAll(async () => {
  world = await accountsWorld()
  admin = await adminOf(demoInput())
  const { accountId } = admin
  await inAccount(accountId, tx => insertCompany(tx, { accountId, id: second, name: 'Demo South' }))
  await refreshPsa({ accountId, inAccount }, await psaOf(accountId))
})
afterAll(() => world.close())
beforeEach(async () => {
  await name(admin.companyId, {})
  await name(second, { locations: ['11'] })
})

/** Saves settings of a company; its locations are none where they are not named. */
async function name(companyId: string, values: Record<string, unknown>): Promise<void> {
  await inAccount(admin.accountId, async tx => {
    const { version } = await readSettings(tx, 'company', companyId)
    const whole = { locations: [], 'cut-off-date': null, ...values }
    const save = { scope: 'company', scopeId: companyId, version, actor: null } as const
    expect(await saveSettings(tx, { ...save, values: whole })).toMatchObject({ kind: 'saved' })
  })
}

let serial = 91_000
async function invoice(spec: object = {}): Promise<string> {
  serial += 1
  const number = String(serial)
  const line = {
    kind: 'agreement',
    description: 'Support',
    quantity: '1',
    price: '10',
    amount: '10',
    cost: '0',
  }
  const lines = [{ ...line, taxable: true, item: null, category: 'Managed' }]
  const invoices = [{ number, company: 'AcmeDental', lines, ...spec }]
  await world.connectwise.control.call('POST', 'invoices', { tenant: DEMO.company, invoices })
  return number
}
const where = async (ask: Parameters<typeof whereabouts>[2]) =>
  whereabouts(admin.accountId, await psaOf(admin.accountId), ask)

test('a location that a company names leads there, any other to the one that takes the rest', async () => {
  const [there] = await where({ number: await invoice({ location: 11 }) })
  expect(there).toMatchObject({ company: { id: second }, but: '' })
  expect(there?.why).toMatch(/^Demo South names its location, “.+”\.$/)
  const [here] = await where({ number: await invoice() })
  expect(here).toMatchObject({ company: { id: admin.companyId } })
  expect(here?.why).toContain('takes every location that none names')
})

test('a location that nobody takes leads nowhere, and the answer says what to do', async () => {
  await name(admin.companyId, { locations: ['12'] })
  const [nowhere] = await where({ number: await invoice() })
  expect(nowhere).toMatchObject({ company: null, but: '' })
  expect(nowhere?.why).toContain('Add it to one under GL owner levels (locations).')
  expect(await where({ locationId: '11' })).toMatchObject([{ company: { id: second } }])
  expect(await where({ locationId: '' })).toMatchObject([{ what: 'no location', company: null }])
})

test('what keeps it there is said too: open, or before the cut-off', async () => {
  const [open] = await where({ number: await invoice({ status: 'new', location: 11 }) })
  expect(open).toMatchObject({ company: { id: second }, but: 'It is not closed yet: it goes once it is.' })
  await name(second, { locations: ['11'], 'cut-off-date': '2099-01-01' })
  const [early] = await where({ number: await invoice({ location: 11 }) })
  expect(early?.but).toContain('2099')
})

test('a number that ConnectWise does not have is none, whatever stands in it', async () => {
  for (const number of ['nothing', '" or id > 0 or invoiceNumber = "', "it's"])
    expect(await where({ number }), number).toEqual([])
})

test('with two companies that name none, the answer says that the younger gets nothing', async () => {
  await name(second, {})
  const [answer] = await where({ locationId: '11' })
  expect(answer?.company?.id).toBe(admin.companyId)
  expect(answer?.why).toContain('Demo South names none either, and so gets nothing')
})
