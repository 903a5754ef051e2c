import type { BrowserContext, FrameLocator, Page } from '@playwright/test'
import { NORTHWIND } from '../simulators/connectwise/seed.ts'
import { time } from '../simulators/connectwise/seed-lines.ts'
import { expect, Manage, stateOf, test } from './support/test.ts'

const company = 'Northwind MSP Pty Ltd'
const books = 'Northwind Managed IT (AU)'
const number = `QB${Date.now().toString(36).toUpperCase()}`

test('a company is connected to QuickBooks, its invoice is sent and stands there', async ({
  context,
  page,
  world,
  connectwise,
  quickbooks,
}) => {
  test.setTimeout(150_000)
  const manage = new Manage(page, world, NORTHWIND.company)
  const app = await manage.openCompany(company, NORTHWIND.member)
  const connection = app.getByRole('region', { name: 'Connection' })
  await expect(connection.getByRole('button', { name: 'Connect to Xero' })).toBeVisible()
  const consent = await startConsent(context, app)
  await consent.getByRole('radio', { name: books }).check()
  await consent.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(connection).toContainText(`Connected to ${books} in QuickBooks (AUD)`)
  await expect(app.getByRole('region', { name: 'Lists' }).first()).toContainText('Fine')

  const made = await connectwise.call<{ invoices: { id: number; total: string }[] }>('POST', 'invoices', {
    tenant: NORTHWIND.company,
    invoices: [{ number, company: 'AcmeDental', lines: [time('Remote support', '2', '187.5000')] }],
  })
  const [invoice] = made.invoices
  // What an invoice asks for shows among the mappings once its pod has checked it.
  await manage.open(`invoices/${invoice?.id}`, NORTHWIND.member)
  await expect(stateOf(manage.pod)).toHaveText('Needs a fix')
  const mappings = await manage.openApp('Mappings', NORTHWIND.member)
  await choose(mappings, '200', '4100', /^4100/)
  await mappings.getByRole('link', { name: /^Tax/ }).click()
  await choose(mappings, 'GST', 'GST', /^GST(?! free)/)
  await mappings.getByRole('link', { name: /^Customers/ }).click()
  await choose(mappings, 'Acme Dental Pty Ltd', 'Acacia', /^Acacia Dental Group/)

  await manage.open(`invoices/${invoice?.id}`, NORTHWIND.member)
  await expect(stateOf(manage.pod)).toHaveText('Ready to send')
  await manage.pod.getByRole('button', { name: 'Send to QuickBooks' }).click()
  await expect(stateOf(manage.pod)).toHaveText('In QuickBooks')

  const { companies } = await quickbooks.truth()
  const sales = companies.flatMap(({ transactions }) => transactions.Invoice)
  const standing = sales.filter(sale => sale.number === number)
  expect(standing.map(({ total }) => total)).toEqual([invoice?.total])
  const opening = context.waitForEvent('page')
  await manage.pod
    .getByRole('link', { name: /QuickBooks/ })
    .first()
    .click()
  const shown = await opening
  await expect(shown.getByRole('heading', { level: 1 })).toHaveText(`Invoice ${number}`)
  await expect(shown.getByText('Acacia Dental Group')).toBeVisible()
  // Behind another tab a page waits to be seen before it goes on.
  await shown.close()
  await page.bringToFront()

  // Other tests find this company without a ledger.
  const again = await manage.openCompany(company, NORTHWIND.member)
  const own = again.getByRole('region', { name: 'Connection' })
  await own.getByRole('button', { name: 'Disconnect', exact: true }).click()
  await own.getByRole('textbox').fill(books)
  await own.getByRole('button', { name: `Disconnect ${books}` }).click()
  await expect(own).toContainText('No ledger is connected')
})

/** The window names who links what before it goes on to QuickBooks. */
async function startConsent(context: BrowserContext, app: FrameLocator): Promise<Page> {
  const opening = context.waitForEvent('page')
  await app.getByRole('button', { name: 'Connect to QuickBooks' }).click()
  const consent = await opening
  await expect(consent.getByRole('heading')).toHaveText('Connect QuickBooks')
  await consent.getByRole('button', { name: 'Continue to QuickBooks' }).click()
  return consent
}

async function choose(app: FrameLocator, of: string, text: string, option: RegExp): Promise<void> {
  const field = app.getByRole('combobox', { name: `QuickBooks for ${of}`, exact: true })
  await field.fill(text)
  await app.getByRole('option', { name: option }).click()
  await expect(app.getByRole('status').filter({ hasText: 'Records that waited' })).toContainText(`${of} →`)
}
