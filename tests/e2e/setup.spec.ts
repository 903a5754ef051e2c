import type { BrowserContext, FrameLocator, Locator, Page } from '@playwright/test'
import { LARKHILL } from '../simulators/connectwise/seed.ts'
import type { MailControl } from '../simulators/smtp/index.ts'
import { axeFaults, themes } from './support/looks.ts'
import { expect, Manage, stateOf, test } from './support/test.ts'

const email = 'mara@larkhill.example'
const password = 'a kettle on the veranda'

/** What a person types, field by field: the target is twelve at most (knowledge/ux.md §4, 33). */
class Typed {
  readonly fields: string[] = []

  async fill(field: Locator, text: string, name: string): Promise<void> {
    await field.fill(text)
    this.fields.push(name)
  }
}

test('from nothing to a live account and its first invoice, in twelve typed fields at most', async ({
  page,
  context,
  world,
  mails,
  books,
}) => {
  test.setTimeout(480_000)
  const startedMs = performance.now()
  const typed = new Typed()

  await page.goto(`${world.app}/register`)
  await expectFine(page)
  await typed.fill(page.getByLabel('Your e-mail'), email, 'e-mail')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading')).toHaveText('Look into your mail')
  await expectFine(page)
  await page.goto(await addressIn(mails, 'Register with Evenbook'))

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your Evenbook account')
  await expectFine(page)
  await register(page, typed)

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Setup')
  await expect(page.getByText('Larkhill IT').first()).toBeVisible()
  const install = new URL(page.url()).pathname.split('/')[1] ?? ''
  await expect(page.getByLabel('Install key')).toHaveValue(install)
  await expectStep(page, 'keys', 'done')
  await expectStep(page, 'live', 'later')
  await expectFine(page)

  await step(page, 'ledger').getByRole('link', { name: 'Connect a ledger' }).press('Enter')
  await connect(context, page)
  await rail(page, 'Setup')
  await expectStep(page, 'ledger', 'done')

  await step(page, 'manage').getByRole('link', { name: 'Install in Manage' }).press('Enter')
  await expectFine(page)
  await page.getByRole('button', { name: 'Install in Manage' }).press('Enter')
  const rows = page.getByRole('table')
  await expect(rows.getByText('Made')).toHaveCount(7)
  await page.getByRole('button', { name: 'Remove from Manage' }).press('Enter')
  await page.getByRole('button', { name: 'Remove now' }).press('Enter')
  await expect(rows.getByText('Removed')).toHaveCount(7)
  await expect(page.getByRole('button', { name: 'Remove now' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Install in Manage' }).press('Enter')
  await expect(rows.getByText('Made')).toHaveCount(7)
  await expect(rows.getByText('Nothing goes by itself before Go live.')).toBeVisible()
  await page.getByText('Or do it by hand').press('Enter')
  await expect(page.getByLabel('Pod height')).toHaveValue('260')
  await expectFine(page)

  await rail(page, 'Setup')
  await expectStep(page, 'manage', 'done')
  await step(page, 'mappings').getByRole('button', { name: /^Scan/ }).press('Enter')
  await expect(step(page, 'mappings')).toContainText(/[1-9] questions? open\./)
  await map(page, typed)
  await rail(page, 'Setup')
  await step(page, 'mappings').getByRole('button', { name: 'Scan 1 invoice' }).press('Enter')
  await expectStep(page, 'mappings', 'done')

  const frame = await context.newPage()
  const manage = new Manage(frame, world, LARKHILL.company, { known: false })
  await manage.open('invoices', LARKHILL.member)
  await frame.getByTestId('invoice-20101').click()
  await expect(stateOf(manage.pod)).toHaveText('Ready to send')
  await manage.pod.getByRole('button', { name: 'Send to Xero' }).press('Enter')
  await enterCode(context, manage.pod, mails, typed)
  await expect(stateOf(manage.pod)).toHaveText('In Xero')
  expect(await books.inXero('20101')).toHaveLength(1)
  await frame.close()

  await page.reload()
  await expectStep(page, 'first', 'done')
  await step(page, 'live').getByRole('button', { name: 'Go live' }).press('Enter')
  await expect(step(page, 'live')).toContainText('goes to Larkhill IT without a click')
  await expect(step(page, 'live').getByRole('button', { name: 'Not yet' })).toBeFocused()
  await step(page, 'live').getByRole('button', { name: 'Go live now' }).press('Enter')
  await expectStep(page, 'live', 'done')
  await expect(page.getByText('100 % done.')).toBeVisible()
  await expectFine(page)

  const seconds = Math.round((performance.now() - startedMs) / 1_000)
  console.log(`setup: ${typed.fields.length} typed fields (${typed.fields.join(', ')}), ${seconds} s`)
  expect(typed.fields.length).toBeLessThanOrEqual(12)
})

test('a form that is not right keeps what was typed, says why at its field, and works without a script', async ({
  browser,
  world,
  mails,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${world.app}/register`)
  await page.getByLabel('Your e-mail').fill('second@larkhill.example')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByRole('heading')).toHaveText('Look into your mail')
  await page.goto(await addressIn(mails, 'Register with Evenbook', 'second@larkhill.example'))
  await page.getByLabel('Account name').fill('Second <try> & “Söhne”')
  await page.getByLabel('Your name').fill('Sam')
  await page.getByLabel('New password').fill(password)
  await page.getByLabel('Login company').fill('nobody_there')
  await page.getByLabel('API public key').fill('public')
  await page.getByLabel('API private key').fill('canary-of-the-form')
  await page.getByLabel('Your Member ID').fill('Sam')
  await page.getByRole('button', { name: 'Make the account' }).click()
  const company = page.getByLabel('Login company')
  await expect(company).toHaveAccessibleDescription(/knows no login company/)
  await expect(company).toHaveValue('nobody_there')
  await expect(page.getByLabel('Account name')).toHaveValue('Second <try> & “Söhne”')
  await expect(page.getByLabel('API private key')).toHaveValue('')
  await expect(page.getByLabel('New password')).toHaveValue('')
  expect(await page.content()).not.toContain('canary-of-the-form')
  await context.close()
})

async function register(page: Page, typed: Typed): Promise<void> {
  const fields = [
    ['Account name', 'Larkhill IT'],
    ['Your name', 'Mara Kerr'],
    ['New password', password],
    ['Login company', LARKHILL.company],
    ['API public key', LARKHILL.keys.public],
    ['API private key', LARKHILL.keys.private],
    ['Your Member ID', LARKHILL.member],
  ] as const
  for (const [label, text] of fields) await typed.fill(page.getByLabel(label), text, label)
  await page.keyboard.press('Enter')
}

async function connect(context: BrowserContext, page: Page): Promise<void> {
  const opening = context.waitForEvent('page')
  await page.getByRole('button', { name: 'Connect to Xero' }).press('Enter')
  const consent = await opening
  await consent.getByRole('button', { name: 'Continue to Xero' }).click()
  for (const box of await consent.getByRole('checkbox').all()) await box.setChecked(false)
  await consent.getByRole('checkbox', { name: 'Larkhill IT' }).check()
  await consent.getByRole('button', { name: 'Allow access' }).click()
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText('Connected to Larkhill IT')
  await expect(page.getByRole('region', { name: 'Lists' }).first()).toContainText('Fine')
}

/** What names suggest is accepted; what nobody can guess is picked. */
async function map(page: Page, typed: Typed): Promise<void> {
  await rail(page, 'Mappings')
  await choose(page, typed, { of: '200', text: '202', option: /^202/ })
  await page.getByRole('link', { name: /^Tax/ }).press('Enter')
  await choose(page, typed, { of: 'GST', text: 'GST on Income', option: /^GST on Income/ })
  await page.getByRole('link', { name: /^Customers/ }).press('Enter')
  await page.getByRole('button', { name: 'Accept Coral Bay Resorts for Coral Bay Resorts' }).press('Enter')
  await expectSaved(page, 'Coral Bay Resorts')
  // Counted again at once, here and in the rail.
  await expect(page.getByRole('link', { name: /^Customers/ })).toHaveText('Customers')
  await expect(page.getByRole('link', { name: /^Mappings/ })).toHaveText('Mappings')
}

async function choose(
  page: Page,
  typed: Typed,
  pick: { of: string; text: string; option: RegExp },
): Promise<void> {
  const field = page.getByRole('combobox', { name: `Xero for ${pick.of}`, exact: true })
  await field.focus()
  await typed.fill(field, pick.text, `mapping of ${pick.of}`)
  await expect(page.getByRole('option', { name: pick.option })).toBeVisible()
  await field.press('ArrowDown')
  await field.press('Enter')
  await expectSaved(page, `${pick.of} →`)
}

async function expectSaved(page: Page, what: string): Promise<void> {
  const toast = page.getByRole('status').filter({ hasText: 'Records that waited' })
  await expect(toast).toContainText(what)
}

async function enterCode(
  context: BrowserContext,
  pod: FrameLocator,
  mails: MailControl,
  typed: Typed,
): Promise<void> {
  const question = pod.getByRole('region', { name: 'Show that it is you' })
  const opening = context.waitForEvent('page')
  await question.getByRole('button', { name: 'Enter a code' }).press('Enter')
  const tab = await opening
  await expect(tab.getByRole('heading', { name: 'Enter your code' })).toBeVisible()
  const code = await codeIn(tab, mails)
  await typed.fill(tab.getByLabel('Code', { exact: true }), code, 'code')
  await tab.getByLabel('Code', { exact: true }).press('Enter')
}

async function codeIn(tab: Page, mails: MailControl): Promise<string> {
  const send = tab.getByRole('button', { name: /mail|send/i })
  if ((await send.count()) > 0) await send.first().press('Enter')
  let code = ''
  await expect
    .poll(async () => {
      const texts = (await mails.mails(email)).map(mail => `${mail.subject}\n${mail.text}`)
      code = /\b\d{6}\b/.exec(texts.find(text => /code/i.test(text)) ?? '')?.[0] ?? ''
      return code
    })
    .not.toBe('')
  return code
}

async function addressIn(mails: MailControl, subject: string, to = email): Promise<string> {
  const find = async () => (await mails.mails(to)).find(mail => mail.subject === subject)?.text ?? ''
  await expect.poll(find).toContain('/register/new?')
  return /https?:\S+/.exec(await find())?.[0] ?? ''
}

const step = (page: Page, key: string) => page.locator(`[data-step="${key}"]`)

async function expectStep(page: Page, key: string, state: string): Promise<void> {
  await expect(step(page, key)).toHaveAttribute('data-state', state)
}

async function rail(page: Page, name: string): Promise<void> {
  const link = page.getByRole('navigation', { name: 'Evenbook' }).getByRole('link', { name })
  await link.press('Enter')
  await expect(link).toHaveAttribute('aria-current', 'page')
}

/** Light and dark, wide and as narrow as 320 px. */
async function expectFine(page: Page): Promise<void> {
  for (const theme of themes) {
    await page.locator('html').evaluate((element, name) => element.setAttribute('data-theme', name), theme)
    expect(await axeFaults(page, { theme }), theme).toEqual([])
  }
  await page.locator('html').evaluate(element => element.setAttribute('data-theme', 'light'))
  const size = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 900 })
  const over = () => page.locator('html').evaluate(element => element.scrollWidth - element.clientWidth)
  await expect.poll(over).toBe(0)
  if (size) await page.setViewportSize(size)
}
