import { newId } from '../../lib/std/id.ts'
import { time } from '../simulators/connectwise/seed-lines.ts'
import { dropCompanies, sql } from './support/browser.ts'
import { expect, stateOf, test } from './support/test.ts'

test('needs a fix → Map it → pick → close the tab: the pod goes In Xero by itself', async ({
  manage,
  books,
  context,
  realTime: _,
}) => {
  const { account, line } = await books.unmapped('Managed backup, five servers')
  const invoice = await books.invoice({ status: 'new', lines: [line, time('Onboarding', '1', '175.0000')] })
  const { pod } = manage
  await manage.open(`invoices/${invoice.id}`)
  await expect(stateOf(pod)).toHaveText('Not closed yet')
  await manage.setStatus('Closed')
  await expect(stateOf(pod)).toHaveText('Needs a fix')
  await expect(pod.locator('[data-problem=account-unmapped]')).toContainText('Managed backup, five servers')
  await expect(pod.getByText('Nothing was sent to Xero')).toBeVisible()
  await books.expectNothingSent(invoice.number)
  const opening = context.waitForEvent('page')
  await pod.getByRole('button', { name: `Map account ${account}` }).click()
  const tab = await opening
  const field = tab.getByRole('combobox', { name: `Xero for ${account}` })
  await expect(field).toBeFocused()
  await field.pressSequentially('207')
  await tab.getByRole('option', { name: '207 Backup and Security Revenue' }).click()
  await expect(tab.getByRole('status')).toContainText('Records that waited for it go by themselves.')
  await tab.close()
  await expect(stateOf(pod)).toHaveText('In Xero')
  const document = await books.expectSentOnce(await books.inConnectWise(invoice.id))
  expect(document.lines.map(sent => sent.accountCode)).toEqual(['207', '202'])
})

test('with several companies a fix leads to the company whose record it is, not to the first', async ({
  manage,
  books,
  context,
  world,
}) => {
  const { account, line } = await books.unmapped('Of the second company')
  const invoice = await books.invoice({ lines: [line] })
  await manage.open(`invoices/${invoice.id}`)
  await expect(stateOf(manage.pod)).toHaveText('Needs a fix')
  const [own] = await sql(world)<{ id: string; name: string }[]>`
    select id, name from companies join directory_installs using (account_id)
    where install_key = ${world.installs.demo}`
  const first = newId()
  // It names a location that nothing has: or a sweep that runs meanwhile would give it records.
  await sql(world)`
    with one as (
      insert into companies (account_id, id, name, created_at)
      select account_id, ${first}, 'The first company', '2020-01-01' from directory_installs
      where install_key = ${world.installs.demo} returning account_id, id
    )
    insert into settings (account_id, scope, scope_id, key, value)
    select account_id, 'company', id, 'locations', '["999999"]' from one`
  try {
    const opening = context.waitForEvent('page')
    await manage.pod.getByRole('button', { name: `Map account ${account}` }).click()
    const tab = await opening
    await expect(tab.getByRole('combobox', { name: `Xero for ${account}` })).toBeFocused()
    await expect(tab.locator('summary').filter({ hasText: own?.name })).toBeVisible()
    await tab.close()

    const app = await manage.openApp('Sync')
    await app.locator('summary').filter({ hasText: 'The first company' }).press('Enter')
    const choice = app.getByRole('list', { name: 'Companies' })
    await choice.getByRole('link', { name: own?.name }).press('Enter')
    const row = app.getByRole('row').filter({ hasText: invoice.number })
    await row.getByRole('link', { name: `Map account ${account}` }).press('Enter')
    await expect(app.getByRole('combobox', { name: `Xero for ${account}` })).toBeFocused()
    await expect(app.locator('summary').filter({ hasText: own?.name })).toBeVisible()
  } finally {
    await dropCompanies(world, [first])
  }
})

test('the address of such a tab works once, and leads nowhere else', async ({
  manage,
  books,
  context,
  world,
  expectConsole,
}) => {
  const { account, line } = await books.unmapped('Twice opened')
  const invoice = await books.invoice({ lines: [line] })
  await manage.open(`invoices/${invoice.id}`)
  const entering = context.waitForEvent('request', request => request.url().includes('/enter?'))
  await manage.pod.getByRole('button', { name: `Map account ${account}` }).click()
  const address = (await entering).url()
  await expect.poll(() => context.pages().at(-1)?.url()).toContain('/mappings?')
  expectConsole(/410/)
  expectConsole(/400/)
  const page = await context.newPage()
  await page.goto(address)
  await expect(page.getByRole('heading')).toHaveText('This link cannot be used')
  await page.goto(address.replace(/to=.*/, `to=${encodeURIComponent(`//${new URL(world.manage).host}/`)}`))
  await expect(page.getByRole('heading')).toHaveText('This link cannot be used')
  await page.goto(`${world.app}/${world.installs.demo}/sync`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sync')
})

test('mappings by the keyboard alone: type, Enter, next missing row; Esc leaves; Ctrl+Z takes back', async ({
  manage,
  books,
}) => {
  const first = await books.unmapped('One')
  const second = await books.unmapped('Two')
  const invoice = await books.invoice({ lines: [first.line, second.line] })
  await manage.open(`invoices/${invoice.id}`)
  await expect(stateOf(manage.pod)).toHaveText('Needs a fix')
  const app = await manage.openApp('Mappings')
  const { keyboard } = manage.page
  const one = app.getByRole('combobox', { name: `Xero for ${first.account}` })
  const two = app.getByRole('combobox', { name: `Xero for ${second.account}` })
  await one.focus()
  await keyboard.type('freight')
  await expect(app.getByRole('option', { name: '210 Freight Recovered' })).toBeVisible()
  await keyboard.press('Escape')
  await expect(one).toHaveValue('')
  await keyboard.type('21')
  await expect(app.getByRole('option', { name: '215 Training Revenue' })).toBeVisible()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(one).toHaveValue('215 Training Revenue')
  await expect(two).toBeFocused()
  await expect(app.getByText('Records that waited for it go by themselves.')).toBeVisible()
  await keyboard.press('Control+z')
  await expect(one).toHaveValue('')
  await manage.page.reload()
  await manage.openApp('Mappings')
  await expect(one).toHaveValue('')
})

test('an unknown customer: asked for at first, created once the setting says so', async ({
  manage,
  books,
}) => {
  const { invoice, companyId, company } = await books.stranger()
  const { pod, menu } = manage
  await manage.open(`invoices/${invoice.id}`)
  await expect(pod.locator('[data-problem=customer-unknown]')).toContainText(company)
  await pod.getByRole('button', { name: 'Send once fixed' }).click()
  await expect(pod.getByText('Once it is fixed it goes by itself.')).toBeVisible()
  await books.expectNothingSent(invoice.number)
  const choose = async (words: string) => {
    await manage.openCompany()
    await menu.getByLabel('A customer the ledger does not know').selectOption(words)
    await expect(manage.page.getByTestId('dirty')).toBeVisible()
    await menu.getByRole('button', { name: 'Save' }).click()
    await expect(menu.getByText('Saved. What waited for it is planned again.')).toBeVisible()
    await expect(manage.page.getByTestId('dirty')).toBeHidden()
  }
  await choose('Create the contact')
  const document = await books.expectSentOnce(invoice)
  expect(await books.contact(companyId)).toMatchObject([{ id: document.contactId, name: company }])
  await choose('Ask me')
  await manage.open(`invoices/${invoice.id}`)
  await expect(stateOf(pod)).toHaveText('In Xero')
})
