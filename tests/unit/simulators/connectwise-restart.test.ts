import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEMO, startConnectWise } from '../../simulators/connectwise/index.ts'
import { createBooks } from '../../simulators/connectwise/store.ts'
import { createStore } from '../../simulators/kit/store.ts'
import { callerOf, patch, post } from './connectwise-client.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'connectwise-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

test('the books outlive the process, and are seeded once', async () => {
  const before = await startConnectWise({ directory })
  await callerOf(before)('/finance/invoices/1222', patch('status', { id: 3 }))
  const kept = await before.control.truth()
  await before.close()
  const after = await startConnectWise({ directory })
  expect(await after.control.truth()).toEqual(kept)
  await after.close()
})

test('books of before purchasing was kept get it, with its mapping and its rights', async () => {
  await (await startConnectWise({ directory })).close()
  const store = createStore({ directory, name: 'connectwise' })
  const books = createBooks(store)
  const sales = new Set(['AR', 'R', 'RA', 'RE', 'RP', 'ST'])
  for (const { warehouses, catalog, orderStatuses, ...tenant } of books.tenants.all()) {
    const glAccounts = tenant.glAccounts.filter(row => sales.has(row.glType))
    Reflect.apply(books.tenants.put, books, [{ ...tenant, roles: older(tenant.roles), glAccounts }])
  }
  for (const table of [books.purchaseOrders, books.adjustments, books.transfers, books.recordEntries])
    for (const { key } of table.all()) table.delete(key)
  store.flush()
  store.close()
  const after = await startConnectWise({ directory })
  const call = callerOf(after)
  expect((await call('/procurement/purchaseorders/count')).text).toBe('{"count":8}')
  const wants = { exportProductsFlag: true, exportExpensesFlag: true }
  const { body } = await call<{ purchaseTransactions: object[]; expenseBills: object[] }>(
    '/finance/accounting/export',
    post(wants),
  )
  expect(body.purchaseTransactions).toHaveLength(9)
  expect(body.expenseBills.length).toBeGreaterThan(3)
  await after.close()
})

const older = (roles: { rights: object }[]) =>
  roles.map(role => ({
    ...role,
    rights: Object.fromEntries(
      Object.entries(role.rights).filter(([right]) => !/Orders|Adjustments/.test(right)),
    ),
  }))

test('Manage signs in a member for its pages only, and a stranger to nothing', async () => {
  const { urls, close } = await startConnectWise()
  const enter = (member: string) =>
    fetch(`${urls.ui}/signin?company=${DEMO.company}&member=${member}&to=invoices/1222`, {
      redirect: 'manual',
    })
  const entered = await enter('JNg')
  expect(entered.headers.get('location')).toBe(`/v4_6_release/manage/${DEMO.company}/invoices/1222`)
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const data = (company: string) =>
    fetch(`${urls.ui}/v4_6_release/manage/${company}/data/authentication`, { headers: { cookie } })
  expect(await (await data(DEMO.company)).json()).toMatchObject({
    companyid: DEMO.company,
    memberid: 'JNg',
    memberContext: 'web',
    site: urls.ui,
  })
  expect((await data('northwind_msp')).status).toBe(401)
  expect((await enter('Mallory')).status).toBe(401)
  expect((await enter('APIEvenbook')).status).toBe(401)
  await close()
})
