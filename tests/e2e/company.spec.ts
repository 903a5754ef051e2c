import type { BrowserContext, FrameLocator, Page } from '@playwright/test'
import { NORTHWIND } from '../simulators/connectwise/seed.ts'
import { Keys } from './support/keyboard.ts'
import { expect, Manage, test } from './support/test.ts'

const own = 'Northwind Managed IT (US)'
const theirs = 'Northwind Managed IT (AU)'

test('Xero is connected in a window of its own, disconnected by its name, and connected again', async ({
  context,
  page,
  world,
}) => {
  const app = await new Manage(page, world, NORTHWIND.company).openCompany(
    'Northwind MSP Pty Ltd',
    NORTHWIND.member,
  )
  const connection = app.getByRole('region', { name: 'Connection' })
  await expect(connection).toContainText('No ledger is connected')
  for (const round of ['first', 'again']) {
    const consent = await startConsent(context, app)
    await choose(consent, own)
    await expect(connection, round).toContainText(`Connected to ${own} in Xero (USD)`)
    await expect(connection.getByText('Finish in the window we opened.')).toHaveCount(0)
    await expect(app.getByRole('region', { name: 'Lists' }).first()).toContainText('Fine')
    await connection.getByRole('button', { name: 'Disconnect', exact: true }).click()
    const really = connection.getByRole('button', { name: `Disconnect ${own}` })
    await expect(really).toBeDisabled()
    await connection.getByRole('textbox').fill(own)
    await really.click()
    await expect(connection).toContainText('No ledger is connected')
  }
})

test('an organisation of another account is refused with the reason, and nothing is linked', async ({
  context,
  page,
  world,
  expectConsole,
}) => {
  const app = await new Manage(page, world, NORTHWIND.company).openCompany(
    'Northwind MSP Pty Ltd',
    NORTHWIND.member,
  )
  expectConsole(/409/)
  const consent = await startConsent(context, app)
  await choose(consent, theirs)
  await expect(consent.getByRole('heading')).toHaveText('Not connected')
  await expect(consent.getByText('another Evenbook account')).toBeVisible()
  await app.getByRole('button', { name: 'Cancel' }).click()
  await expect(app.getByRole('region', { name: 'Connection' })).toContainText('No ledger is connected')
})

test('by keyboard alone: Companies says where an invoice of that number would go, and by which rule', async ({
  manage,
  books,
}) => {
  const { number } = await books.invoice()
  const app = await manage.openApp('Companies')
  const keys = new Keys(manage.page, app)
  const where = app.getByRole('region', { name: 'Where would this go?' })
  await keys.to(where.getByLabel('Invoice number'))
  await keys.type(number)
  await keys.press('Enter')
  const answer = where.getByRole('status')
  await expect(answer).toContainText(`Invoice ${number}`)
  await expect(answer).toContainText('takes every location that none names')
  await expect(answer.getByRole('link', { name: 'Evenbook Demo MSP Pty Ltd' })).toBeVisible()
  await keys.press('Control+a')
  await keys.type('no such number')
  await keys.press('Enter')
  await expect(answer).toHaveText('ConnectWise has no invoice of this number.')
  await keys.to(where.getByLabel('Or a location'))
  await keys.press('End')
  await expect(answer).toContainText('no location →')
})

test('a value that cannot be used stays typed, says why at its field, and nothing is saved', async ({
  manage,
}) => {
  const app = await manage.openCompany()
  const limit = app.getByLabel('Largest rounding line')
  await limit.fill('5')
  await expect(app.getByText('1 unsaved change')).toBeVisible()
  await manage.page.keyboard.press('Control+s')
  await expect(limit).toBeFocused()
  await expect(limit).toHaveValue('5')
  await expect(limit).toHaveAccessibleDescription(/Choose an amount from 0 to 1/)
  await app.getByRole('button', { name: 'Discard' }).click()
  await expect(limit).toHaveValue('0.05')
})

test('the organisation’s country suggests a locale, which is chosen by a click and saved by nobody else', async ({
  manage,
}) => {
  const app = await manage.openCompany()
  const locale = app.getByLabel('Locale', { exact: true })
  await expect(locale).toHaveValue('')
  await expect(locale).toHaveAccessibleDescription(
    /As the organisation’s country suggests: English \(Australia\)/,
  )
  await app.getByRole('button', { name: 'English (Australia)' }).press('Enter')
  await expect(locale).toHaveValue('en-AU')
  await expect(app.getByText('1 unsaved change')).toBeVisible()
  await app.getByRole('button', { name: 'Discard' }).click()
  await expect(locale).toHaveValue('')
})

/** The window names who links what before it goes on to Xero. */
async function startConsent(context: BrowserContext, app: FrameLocator): Promise<Page> {
  const opening = context.waitForEvent('page')
  await app.getByRole('button', { name: 'Connect to Xero' }).click()
  const consent = await opening
  await expect(consent.getByRole('heading')).toHaveText('Connect Xero')
  await expect(consent.getByText('Pia Larsen links Northwind MSP Pty Ltd of Northwind MSP')).toBeVisible()
  await consent.getByRole('button', { name: 'Continue to Xero' }).click()
  return consent
}

async function choose(consent: Page, organisation: string): Promise<void> {
  for (const name of [own, theirs]) {
    await consent.getByRole('checkbox', { name }).setChecked(name === organisation)
  }
  await consent.getByRole('button', { name: 'Allow access' }).click()
}
