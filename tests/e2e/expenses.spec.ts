import { DEMO } from '../simulators/connectwise/seed.ts'
import type { Control } from '../simulators/kit/control-client.ts'
import type { XeroTruth } from '../simulators/xero/truth.ts'
import { sql } from './support/browser.ts'
import { expectNothingCut } from './support/looks.ts'
import { expect, type Manage, stateOf, test } from './support/test.ts'

/** What members spent: their own money with its receipts, and the company's card. */

async function takeExpenses(manage: Manage, taken: boolean): Promise<void> {
  const app = await manage.openCompany()
  const section = app.getByRole('region', { name: 'Records' })
  await section.getByRole('checkbox', { name: 'Expenses' }).setChecked(taken)
  await app.getByRole('button', { name: /^Save/ }).click()
  await expect(app.getByRole('status').filter({ hasText: 'Saved' }).first()).toBeVisible()
}

async function spend(connectwise: Control, spec: object): Promise<number> {
  const expenses = [{ member: 'SMarsh', on: 'travel', daysAgo: 3, notes: 'Ferry', ...spec }]
  const made = await connectwise.call<{ expenses: { id: number }[] }>('POST', 'expenses', {
    tenant: DEMO.company,
    expenses,
  })
  const [first] = made.expenses
  if (!first) throw new Error('No expense was made.')
  return first.id
}

async function organisations(xero: Control) {
  return (await xero.truth<XeroTruth>()).organisations
}

test.beforeEach(async ({ manage, world }) => {
  await takeExpenses(manage, true)
  await sql(world)`
    insert into mappings (account_id, company_id, kind, psa_key, psa_name, ledger_id, ledger_name)
    select i.account_id, i.owner_id, 'employee', '153', 'Sam Marsh', i.id, i.name
    from reference_items i join directory_installs d on d.account_id = i.account_id
    where d.install_key = ${world.installs.demo} and i.kind = 'contact' order by i.id limit 1
    on conflict do nothing`
})
test.afterEach(async ({ manage, world }) => {
  await takeExpenses(manage, false)
  await sql(world)`delete from settings where key in ('company-paid-types', 'company-paid-becomes')`
  await sql(world)`delete from mappings where kind in ('employee', 'payment-account')`
})

test('what a member spent is a bill, and its receipts follow it into the ledger', async ({
  manage,
  connectwise,
  xero,
}) => {
  const amount = `${100 + (Date.now() % 800)}.41`
  const receipts = [{ fileName: 'Ferry ticket.pdf' }, { fileName: 'Parking.jpg' }]
  const id = await spend(connectwise, { amount, receipts })
  const { pod, page } = manage
  await manage.open(`expenses/${id}`)
  await expect(stateOf(pod)).toHaveText('Ready to send')
  await pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(pod)).toHaveText('In Xero')
  await expect(pod.getByRole('region', { name: 'Receipts' })).toContainText('2 receipts attached')
  await expectNothingCut(page, pod)
  const found = (await organisations(xero)).flatMap(({ invoices, attachments }) =>
    invoices
      .filter(({ type, total }) => type === 'ACCPAY' && total === amount)
      .map(bill =>
        attachments.filter(({ document }) => document === bill.id).map(({ fileName }) => fileName),
      ),
  )
  expect(found).toEqual([
    [expect.stringContaining('Ferry ticket.pdf'), expect.stringContaining('Parking.jpg')],
  ])
})

test('what the company’s card paid leaves the card’s account, where the company says so', async ({
  manage,
  connectwise,
  xero,
}) => {
  const { page } = manage
  const account = await manage.openApp('Account')
  const types = account.getByRole('region', { name: 'Expenses', exact: true })
  await types.getByRole('checkbox', { name: 'Company Visa' }).check()
  await account.getByRole('button', { name: /^Save/ }).click()
  await expect(account.getByRole('status').filter({ hasText: 'Saved' }).first()).toBeVisible()
  const company = await manage.openCompany()
  await company.getByLabel('Company-paid expenses become').selectOption('bank-transaction')
  await company.getByRole('button', { name: /^Save/ }).click()
  await expect(company.getByRole('status').filter({ hasText: 'Saved' }).first()).toBeVisible()

  const amount = `${100 + (Date.now() % 800)}.43`
  const id = await spend(connectwise, { amount, paidBy: 'companyVisa' })
  const { pod } = manage
  await manage.open(`expenses/${id}`)
  await expect(stateOf(pod)).toHaveText('Needs a fix')
  const app = await manage.openApp('Mappings')
  await app.getByRole('link', { name: /^Payment types/ }).click()
  const field = app.getByRole('combobox', { name: 'Xero for Company Visa', exact: true })
  await field.fill('Company Credit')
  await app.getByRole('option', { name: /Company Credit Card/ }).click()
  await expect(app.getByRole('status').filter({ hasText: 'Records that waited' })).toContainText(
    'Company Visa',
  )
  await manage.open(`expenses/${id}`)
  await expect(stateOf(pod)).toHaveText('Ready to send')
  await pod.getByText('Preview', { exact: true }).click()
  await expect(pod.getByText(/^Card transaction/)).toBeVisible()
  await expectNothingCut(page, pod)
  await pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(pod)).toHaveText('In Xero')
  const spent = (await organisations(xero)).flatMap(one => one.bankTransactions)
  expect(spent.filter(({ total }) => total === amount).map(one => [one.type, one.account])).toEqual([
    ['SPEND', '092'],
  ])
})
