import type { FrameLocator, Page } from '@playwright/test'
import { DEMO } from '../simulators/connectwise/seed.ts'
import { time } from '../simulators/connectwise/seed-lines.ts'
import type { Control } from '../simulators/kit/control-client.ts'
import { Keys } from './support/keyboard.ts'
import { expectGoodLooks, expectNothingCut } from './support/looks.ts'
import { expect, type Manage, stateOf, test } from './support/test.ts'

/** Agreement, Company Finance, Today and Expense: each screen of Manage with our pod or tab, in the real browser. */
const tenant = DEMO.company

async function agreement(connectwise: Control, spec: object): Promise<{ id: number; name: string }> {
  const agreements = [{ company: 'JacanaArch', name: 'Full support', amount: '250.00', ...spec }]
  const made = await connectwise.call<{ agreements: { id: number; name: string }[] }>('POST', 'agreements', {
    tenant,
    agreements,
  })
  const [first] = made.agreements
  if (!first) throw new Error('No agreement was made.')
  return first
}

async function expense(connectwise: Control, spec: object): Promise<number> {
  const expenses = [{ member: 'SMarsh', on: 'travel', daysAgo: 3, notes: 'Ferry', ...spec }]
  const made = await connectwise.call<{ expenses: { id: number }[] }>('POST', 'expenses', {
    tenant,
    expenses,
  })
  const [first] = made.expenses
  if (!first) throw new Error('No expense was made.')
  return first.id
}

async function idOfCompany(connectwise: Control, invoiceId: number): Promise<number> {
  const { tenants } = await connectwise.truth<{
    tenants: Record<string, { invoices: { id: number; companyId: number }[] }>
  }>()
  return tenants[tenant]?.invoices.find(({ id }) => id === invoiceId)?.companyId ?? 0
}

async function takeExpenses(manage: Manage, taken: boolean): Promise<void> {
  const app = await manage.openCompany()
  const section = app.getByRole('region', { name: 'Records' })
  await section.getByRole('checkbox', { name: 'Expenses' }).setChecked(taken)
  await app.getByRole('button', { name: /^Save/ }).click()
  await expect(app.getByRole('status').filter({ hasText: 'Saved' }).first()).toBeVisible()
}

const section = (place: FrameLocator, heading: string) =>
  place.getByRole('heading', { name: heading }).locator('xpath=following-sibling::ul[1]')

async function expectNoMarkup(page: Page): Promise<void> {
  expect(await page.evaluate(() => Reflect.get(window, 'pwned'))).toBeUndefined()
}

test('an agreement says what its next invoices would run into, and sends those that wait', async ({
  manage,
  connectwise,
  books,
}) => {
  const name = 'Support <img src=x onerror="window.pwned=1"> & more'
  const made = await agreement(connectwise, { name })
  const { pod, page } = manage
  await manage.open(`agreements/${made.id}`)
  await expect(pod.getByRole('heading', { level: 1 })).toHaveText(`${name} · Jacana Architects`)
  await expect(pod.getByRole('heading', { name: /^Next invoice/ })).toContainText('250.00')
  await expect(pod.getByText('Customer, tax, currency and date are in order.')).toBeVisible()
  await expect(pod.getByText('No invoice of it is open or waits to be sent.')).toBeVisible()
  await expectNoMarkup(page)

  const spec = { company: 'JacanaArch', type: 'Agreement' as const, agreement: made }
  const closed = await books.invoice(spec)
  const open = await books.invoice({ ...spec, status: 'new', tax: 3 })
  await manage.open(`agreements/${made.id}`)
  const ahead = section(pod, 'Open and waiting')
  await expect(ahead.getByRole('listitem')).toHaveCount(2)
  const row = ahead.getByRole('listitem').filter({ hasText: open.number })
  await expect(row).toContainText('Not closed yet')
  await expect(row.locator('[data-problem^=tax]')).toBeVisible()
  await expectNothingCut(page, pod)

  await ahead.getByRole('link', { name: closed.number }).click()
  await expect(stateOf(pod)).toHaveText('Ready to send')
  await pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(pod)).toHaveText('In Xero')
  await books.expectSentOnce(closed)
  await manage.open(`agreements/${made.id}`)
  const behind = section(pod, 'Sent and settled')
  await expect(behind.getByRole('link', { name: `${closed.number} in Xero` })).toHaveAttribute(
    'href',
    /^http/,
  )
})

test('an agreement of a customer whom nobody mapped is told before there is an invoice of it', async ({
  manage,
  connectwise,
}) => {
  const made = await agreement(connectwise, { company: 'MangroveNew', tax: 3 })
  await manage.open(`agreements/${made.id}`)
  const { pod, page } = manage
  await expect(pod.locator('[data-problem^=customer]')).toBeVisible()
  await expect(pod.locator('[data-problem^=tax]')).toBeVisible()
  await expectNothingCut(page, pod)
})

test('a company’s finance tab compares what is open on both sides, and leads to each record', async ({
  manage,
  connectwise,
  books,
}) => {
  const sent = await books.invoice({ company: 'IronbarkEng' })
  const unsent = await books.invoice({
    company: 'IronbarkEng',
    lines: [time('Remote support', '1', '187.5000')],
  })
  await manage.openInvoice(sent.number)
  await manage.pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(manage.pod)).toHaveText('In Xero')

  const { page } = manage
  await manage.open(`companies/${await idOfCompany(connectwise, sent.id)}`)
  const tab = await manage.openTab()
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Invoices of Ironbark Engineering Pty Ltd')
  const table = tab.getByRole('region', { name: 'Open receivables' }).getByRole('table')
  const same = table.getByRole('row').filter({ hasText: sent.number })
  await expect(same.getByRole('cell').nth(2)).toContainText('412.50')
  await expect(same.getByRole('cell').nth(3)).toHaveText('412.50')
  await expect(same.getByRole('cell').nth(4)).toHaveText('0.00')
  const differs = table.getByRole('row').filter({ hasText: unsent.number })
  await expect(differs.getByRole('cell').nth(3)).toHaveText('–')
  await expect(differs.getByRole('cell').nth(4)).toContainText('206.25')
  await expect(differs).toContainText('Not checked')
  await expect(table.getByRole('row', { name: /^Total AUD/ })).toBeVisible()
  await expect(tab.getByText(/of which ConnectWise and Xero do not say the same/)).toBeVisible()
  await expectGoodLooks(page, tab, 'tab')

  const keys = new Keys(page, tab)
  await tab.getByRole('link', { name: `Open ${unsent.number}` }).focus()
  await keys.press('Enter')
  await expect(stateOf(tab)).toHaveText('Ready to send')
  await expect(tab.getByRole('listitem').filter({ hasText: unsent.number })).toBeInViewport()
})

test('a customer who owes nothing is told so', async ({ manage, connectwise, books }) => {
  const { invoice } = await books.stranger()
  const companyId = await idOfCompany(connectwise, invoice.id)
  await books.change(invoice.id, { status: 'New' })
  await manage.open(`companies/${companyId}`)
  const tab = await manage.openTab()
  await expect(tab.getByText(/^Nothing is owed/)).toBeVisible()
  await expect(tab.getByText('1 invoice not closed yet is left out')).toBeVisible()
})

test('Today has what waits for the member, and leads to it', async ({ manage, books }) => {
  const { line } = await books.unmapped('Managed Backup')
  const invoice = await books.invoice({ lines: [line] })
  await manage.openInvoice(invoice.number)
  await manage.pod.getByRole('button', { name: 'Send once fixed' }).click()
  await expect(manage.pod.getByText('Nothing was sent to Xero')).toBeVisible()

  const { page } = manage
  await manage.open('today')
  const tab = await manage.openTab()
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('My items')
  const item = tab.getByRole('listitem').filter({ hasText: invoice.number })
  await expect(item).toContainText('Needs a fix')
  await expectGoodLooks(page, tab, 'tab')
  await item.getByRole('link', { name: invoice.number }).click()
  await expect(stateOf(tab)).toHaveText('Needs a fix')
  const company = tab.getByRole('region', { name: 'Evenbook Demo MSP Pty Ltd' })
  await expect(company.getByText(/^Last run/)).toBeVisible()
  await company.getByRole('link', { name: /^.?Needs a fix: [1-9]/ }).click()
  await expect(tab.getByRole('heading', { level: 1, name: 'Results' })).toBeVisible()
  await expect(tab.getByRole('row').filter({ hasText: invoice.number })).toBeVisible()
})

test('an expense shows where its approval stands, and once it is given what it becomes', async ({
  manage,
  connectwise,
}) => {
  await takeExpenses(manage, true)
  const amount = `${100 + (Date.now() % 800)}.37`
  const id = await expense(connectwise, { amount, status: 'PendingApproval' })
  const { pod, page } = manage
  await manage.open(`expenses/${id}`)
  await expect(pod.getByRole('heading', { level: 1 })).toHaveText(
    'ConnectWise does not offer this expense yet',
  )
  await expect(pod.getByText('There it is pending approval.')).toBeVisible()
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByTestId('expense-status')).toHaveText('ReadyToBill')
  await expect(pod.getByRole('heading', { level: 1 })).toContainText(amount)
  await expectNothingCut(page, pod)
  await takeExpenses(manage, false)
})
