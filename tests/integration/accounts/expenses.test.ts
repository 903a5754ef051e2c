import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { psaOf } from '../../../lib/accounts/psa.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { catalog } from '../../../lib/settings/catalog.ts'
import { readSetting, readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { present } from '../../../lib/std/assert.ts'
import { dayAt } from '../../../lib/std/clock.ts'
import { type ExpensesView, expensesView } from '../../../lib/sync/views/expenses.ts'
import { type Admin, accountsWorld, adminOf, demoInput, type World } from '../../support/accounts-world.ts'

let world: World
let admin: Admin
const today = dayAt(new Date(), 'UTC')

beforeAll(async () => {
  world = await accountsWorld()
  admin = await adminOf(demoInput())
})
afterAll(() => world.close())
beforeEach(() => world.connectwise.control.clearFaults())

async function choose(types: string[]): Promise<void> {
  const { accountId, userId } = admin
  await inAccount(accountId, async tx => {
    const { version } = await readSettings(tx, 'account', accountId)
    const save = {
      scope: 'account',
      scopeId: accountId,
      version,
      actor: { id: userId, name: 'Jane Ng' },
    } as const
    const saved = await saveSettings(tx, { ...save, values: { 'company-paid-types': types } })
    expect(saved.kind).toBe('saved')
  })
}

/** As the account's page reads it. */
async function shown(): Promise<ExpensesView> {
  const { accountId } = admin
  const types = await inAccount(accountId, tx => readSetting(tx, catalog['company-paid-types'], accountId))
  return expensesView(await psaOf(accountId), types, today)
}

test('Expenses: company-paid types decide what each expense becomes', async () => {
  const psa = await psaOf(admin.accountId)
  const company = (await psa.paymentTypes()).filter(type => type.company)
  expect(company.length).toBeGreaterThan(0)
  const before = await shown()
  expect(before.count).toBeGreaterThan(0)
  expect(before.rows.map(row => row.kind)).not.toContain('company-paid')

  await choose(company.map(type => type.id))
  const after = await shown()
  expect(after.count).toBe(before.count)
  expect(after.rows.map(row => row.kind)).toContain('company-paid')
  const paid = present(
    after.rows.find(row => row.kind === 'company-paid'),
    'company-paid expenses',
  )
  expect(paid.examples[0]?.text).toContain(company[0]?.name)
  expect(paid.examples[0]?.reason).toContain('paid by the company')
  expect(after.rows.reduce((all, row) => all + row.count, 0)).toBe(after.count)
})

test('while types are ticked and unticked ConnectWise is asked once; what failed is asked again', async () => {
  const { connectwise } = world
  const psa = await psaOf(admin.accountId)
  const asked = { expenses: (since: Parameters<typeof psa.expenses>[0]) => psa.expenses(since) }
  const questions = async () =>
    (await connectwise.control.calls()).filter(call => call.path.includes('/expense/entries')).length
  const first = await expensesView(asked, ['1'], today)
  const before = await questions()
  const others = await Promise.all(['2', '3'].map(type => expensesView(asked, [type], today)))
  expect(others.map(view => view.count)).toEqual([first.count, first.count])
  expect(await questions()).toBe(before)

  const fresh = { expenses: (since: Parameters<typeof psa.expenses>[0]) => psa.expenses(since) }
  await connectwise.control.fault({
    effect: '500-before',
    status: 403,
    match: { path: '/expense/entries' },
    times: 1,
  })
  expect((await expensesView(fresh, [], today)).outOfTouch).not.toBe('')
  expect((await expensesView(fresh, [], today)).count).toBeGreaterThan(0)
})
