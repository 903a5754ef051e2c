import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  DEMO,
  LEGACY,
  QUAYSIDE,
  type RunningConnectWise,
  startConnectWise,
} from '../../simulators/connectwise/index.ts'
import { callerOf, post, where } from './connectwise-client.ts'
import { faultsOf } from './connectwise-shapes.ts'

let simulator: RunningConnectWise
let call: ReturnType<typeof callerOf>
let fresh: string

beforeAll(async () => {
  simulator = await startConnectWise()
  call = callerOf(simulator)
  fresh = await simulator.control.snapshot()
})
beforeEach(() => simulator.control.restore(fresh))
afterAll(() => simulator.close())

const LISTS = {
  '/expense/entries': 'ExpenseEntry',
  '/expense/types': 'ExpenseType',
  '/expense/paymentTypes': 'PaymentType',
  '/expense/classifications': 'Classification',
  '/finance/accounting/unpostedexpenses': 'UnpostedExpense',
  '/finance/accounting/unpostedprocurement': 'UnpostedProcurement',
  '/procurement/purchaseorders': 'PurchaseOrder',
  '/procurement/purchaseorderstatuses': 'PurchaseOrderStatus',
  '/procurement/warehouses': 'Warehouse',
  '/procurement/adjustments': 'ProcurementAdjustment',
  '/system/securityroles': 'SecurityRole',
  '/system/locations': 'Location',
  '/finance/agreements': 'Agreement',
  '/finance/accountingPackageSetup': 'AccountingPackageSetup',
  '/finance/glCaptions': 'GLCaption',
  '/finance/billingTerms': 'BillingTerm',
  '/system/connectWiseHostedScreens': 'ConnectWiseHostedScreen',
}

test.each(Object.entries(LISTS))('%s answers rows of the vendor’s form', async (path, name) => {
  const { status, text } = await call(`${path}?pageSize=100`)
  const rows: unknown[] = JSON.parse(text)
  expect(status).toBe(200)
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) expect(faultsOf(name, row)).toEqual([])
  const counted = await call(`${path}/count`)
  expect(JSON.parse(counted.text)).toEqual({ count: rows.length })
})

type Expense = {
  date: string
  member: { identifier: string }
  classification?: { name: string }
  paymentMethod?: { name: string }
}

test('ninety days of expenses: own card, company card, and a private spend on one', async () => {
  const since = new Date(Date.now() - 90 * 86_400_000).toISOString()
  const { text } = await call(`/expense/entries?pageSize=100&${where(`date > [${since}]`)}`)
  const rows: Expense[] = JSON.parse(text)
  const paid = rows.filter(row => row.paymentMethod)
  const kinds = new Set(paid.map(row => `${row.paymentMethod?.name}, ${row.classification?.name}`))
  expect(kinds).toContain('Own card, Reimbursable')
  expect(kinds).toContain('Company Visa, NonReimbursable')
  expect(kinds).toContain('Company Visa, Personal')
  expect(new Set(paid.map(row => row.member.identifier)).size).toBeGreaterThan(2)
})

test('an invoice’s own expenses are not mixed with those that stand on none', async () => {
  const invoice = await call(`/expense/entries?${where('invoice/id = 1206')}`)
  expect(JSON.parse(invoice.text)).toHaveLength(1)
})

test('a right taken away refuses exactly its own doors', async () => {
  const doors = [
    '/finance/accounting/batches',
    '/finance/invoices',
    '/system/members',
    '/expense/paymentTypes',
  ]
  const answers = async () => Promise.all(doors.map(async path => (await call(path)).status))
  expect(await answers()).toEqual([200, 200, 200, 200])
  const role = { tenant: DEMO.company, right: 'Finance/Accounting Interface', allowed: 'I' }
  await simulator.control.call('POST', 'roles', role)
  expect(await answers()).toEqual([200, 200, 200, 200])
  const body = post({ exportInvoicesFlag: true, includedInvoiceIds: [] })
  expect((await call('/finance/accounting/export', body)).status).toBe(403)
  await simulator.control.call('POST', 'roles', { ...role, allowed: '' })
  expect(await answers()).toEqual([403, 200, 200, 200])
  await simulator.control.call('POST', 'roles', { tenant: DEMO.company, right: 'System/Table Setup' })
  expect(await answers()).toEqual([403, 200, 200, 403])
})

test('purchase orders, counts and the lists behind them each ask for a right of their own', async () => {
  const [order] = JSON.parse((await call('/procurement/purchaseorders?pageSize=1')).text)
  const doors = [
    `/procurement/purchaseorders/${order.id}/lineitems`,
    '/procurement/adjustments',
    '/procurement/warehouses',
    '/procurement/purchaseorderstatuses',
    '/finance/accounting/unpostedprocurement',
  ]
  const answers = async () => Promise.all(doors.map(async path => (await call(path)).status))
  const take = (right: string) =>
    simulator.control.call('POST', 'roles', { tenant: DEMO.company, right, allowed: '' })
  expect(await answers()).toEqual([200, 200, 200, 200, 200])
  await take('Procurement/Purchase Orders')
  expect(await answers()).toEqual([403, 200, 200, 200, 200])
  await take('Procurement/Inventory Adjustments')
  expect(await answers()).toEqual([403, 403, 200, 200, 200])
  await take('System/Table Setup')
  expect(await answers()).toEqual([403, 403, 403, 403, 200])
  await take('Finance/Accounting Interface')
  expect(await answers()).toEqual([403, 403, 403, 403, 403])
})

test('an agreement is one customer’s, its invoices name it, and it asks for a right of its own', async () => {
  type Named = { id: number; company: { id: number }; agreement: { id: number } }
  const [agreement]: Named[] = JSON.parse((await call('/finance/agreements')).text)
  const found = await call(`/finance/invoices?${where(`agreement/id = ${agreement?.id}`)}`)
  const invoices: Named[] = JSON.parse(found.text)
  expect(invoices.length).toBeGreaterThan(0)
  for (const invoice of invoices)
    expect([invoice.agreement.id, invoice.company.id]).toEqual([agreement?.id, agreement?.company.id])
  const spec = { company: 'JacanaArch', name: 'Backup only', amount: '99.00' }
  const made = await simulator.control.call<{ agreements: { id: number }[] }>('POST', 'agreements', {
    tenant: DEMO.company,
    agreements: [spec],
  })
  const one = await call<{ name: string; agreementStatus: string }>(
    `/finance/agreements/${made.agreements[0]?.id}`,
  )
  expect(one.body).toMatchObject({ name: 'Backup only', agreementStatus: 'Active' })
  expect((await call('/finance/agreements/999999')).status).toBe(404)
  const role = { tenant: DEMO.company, right: 'Finance/Agreements', allowed: '' }
  await simulator.control.call('POST', 'roles', role)
  expect((await call('/finance/agreements')).status).toBe(403)
  expect((await call('/finance/invoices')).status).toBe(200)
})

test('a legacy server refuses keys and takes an integrator login that says what it is', async () => {
  const { username, password } = LEGACY.integrator
  const as = (user: string, secret: string) =>
    callerOf(simulator, { company: LEGACY.company, keys: { public: user, private: secret } })
  const header = { headers: { 'x-cw-usertype': 'integrator' } }
  expect((await as(DEMO.keys.public, DEMO.keys.private)('/finance/invoices', header)).status).toBe(401)
  expect((await as(username, password)('/finance/invoices')).status).toBe(401)
  expect((await as(username, 'wrong')('/finance/invoices', header)).status).toBe(401)
  expect((await as(username, password)('/finance/invoices', header)).status).toBe(200)
})

test('other login companies stand on other versions, and an upgrade changes one', async () => {
  const info = async (company: string) =>
    (await fetch(`${simulator.urls.ui}/login/companyinfo/${company}`)).json()
  expect(await info(QUAYSIDE.company)).toMatchObject({ VersionNumber: 'v2024.1.96310', Codebase: 'v2024_1/' })
  expect(await info(LEGACY.company)).toMatchObject({ VersionNumber: 'v2015.3.29104' })
  const setup = { version: 'v2026.4.120001', codebase: 'v2026_4/', timeZone: 'UTC' }
  await simulator.control.call('POST', 'tenants', { tenant: QUAYSIDE.company, setup })
  const answer = await callerOf(simulator, QUAYSIDE)('/system/info')
  expect(JSON.parse(answer.text)).toMatchObject({ version: 'v2026.4.120001', serverTimeZone: 'UTC' })
  expect(answer.headers.get('api-current-version')).toBe('v2026.4.120001')
})

test('the server’s clock can be wrong', async () => {
  await simulator.control.setParameters({ clockAheadMs: 600_000 })
  const { headers } = await call('/system/info')
  await simulator.control.setParameters({ clockAheadMs: 0 })
  const ahead = Date.parse(headers.get('date') ?? '') - Date.now()
  expect(ahead).toBeGreaterThan(590_000)
})

test('a menu entry says which locations see it', async () => {
  const entry = {
    menuLocation: { name: 'Finance' },
    caption: 'Evenbook',
    link: 'https://x.example',
    newWindowFlag: false,
  }
  const made = JSON.parse((await call('/system/menuentries', post({ ...entry, locationIds: [2] }))).text)
  expect([made.locationIds, faultsOf('MenuEntry', made)]).toEqual([[2], []])
  const path = `/system/menuEntries/${made.id}/locations`
  const added = await call(path, post({ location: { id: 11 } }))
  expect([added.status, faultsOf('MenuEntryLocation', JSON.parse(added.text))]).toEqual([201, []])
  expect((await call(path, post({ location: { id: 11 } }))).status).toBe(400)
  expect((await call(path, post({ location: { id: 99 } }))).status).toBe(400)
  const rows: { id: number; location: { name: string } }[] = JSON.parse((await call(path)).text)
  expect(rows.map(row => row.location.name)).toEqual(['Sydney', 'Melbourne'])
  expect((await call(`${path}/${rows[0]?.id}`, { method: 'DELETE' })).status).toBe(204)
  const all = await call('/system/menuentries', post({ ...entry, addAllLocations: true }))
  expect(JSON.parse(all.text).locationIds).toEqual([2, 11, 12])
})

test('vendors are companies of their own type', async () => {
  const { text } = await call(`/company/companies?${where('isVendorFlag = true')}`)
  const rows: { name: string; types: { name: string }[] }[] = JSON.parse(text)
  expect(rows.map(row => row.types[0]?.name)).toEqual(['Vendor', 'Vendor'])
})
