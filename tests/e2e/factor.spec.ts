import type { FrameLocator, Locator, Page } from '@playwright/test'
import { codeOfStep, stepAt } from '../../lib/accounts/totp.ts'
import { sha256 } from '../../lib/std/id.ts'
import { Secret } from '../../lib/std/secret.ts'
import { NORTHWIND } from '../simulators/connectwise/seed.ts'
import { sql } from './support/browser.ts'
import { axeFaults, themes } from './support/looks.ts'
import { expect, Manage, stateOf, test } from './support/test.ts'
import type { World } from './support/world.ts'

const label = 'Two-factor Authentication: 2FA Mode is set to required'
const password = 'a walk along the river'

/** A member in a browser that nobody has typed a code in. */
const stranger = (page: Page, world: World) => new Manage(page, world, undefined, { known: false })

/** The code on the phone. It may have been used a moment ago by another test: that is forgotten here. */
async function phoneCode(page: Page, world: World): Promise<string> {
  await sql(world)`update directory_users set totp_last_step = least(totp_last_step, 1)`
  const code = page.getByTestId('authenticator-code')
  await expect(code).toHaveText(/^\d{6}$/)
  return code.innerText()
}

const question = (place: FrameLocator | Page) => place.getByRole('region', { name: 'Show that it is you' })

/** The click opens a tab, in it the code is typed. */
async function inTab(opens: Locator, work: (tab: Page) => Promise<void>): Promise<Page> {
  const page = opens.page()
  const opened = page.context().waitForEvent('page')
  await opens.click()
  const tab = await opened
  await expect(tab.getByRole('heading', { name: 'Enter your code' })).toBeVisible()
  await work(tab)
  return tab
}

async function typeIn(tab: Page, code: string): Promise<void> {
  await tab.getByLabel('Code', { exact: true }).fill(code)
  await tab.getByRole('button', { name: 'Confirm' }).click()
}

test(`${label}: the first change in a browser asks once, goes on by itself, and the next does not ask`, async ({
  page,
  world,
  books,
}) => {
  // Two documents and a tab, one after the other.
  test.slow()
  const [first, second] = await books.invoices(2)
  const manage = stranger(page, world)
  await manage.open(`invoices/${first?.id}`)
  await expect(stateOf(manage.pod)).toHaveText('Ready to send')
  await manage.pod.getByRole('button', { name: 'Send to Xero' }).click()
  const asked = question(manage.pod)
  await expect(asked).toContainText('The first change in this browser asks for a code.')
  await expect(asked.getByRole('button', { name: 'Enter a code' })).toBeFocused()
  await books.expectNothingSent(first?.number ?? '')
  const tab = await inTab(asked.getByRole('button', { name: 'Enter a code' }), async one => {
    await typeIn(one, '000000')
    // Next keeps an alert of its own, which is empty.
    await expect(one.getByRole('alert').filter({ hasText: 'This code is not right' })).toBeVisible()
    await typeIn(one, await phoneCode(page, world))
  })
  await expect.poll(() => tab.isClosed()).toBe(true)
  await expect(stateOf(manage.pod)).toHaveText('In Xero')
  await expect(asked).toHaveCount(0)
  if (first) await books.expectSentOnce(first)
  await manage.open(`invoices/${second?.id}`)
  await manage.pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(manage.pod.getByRole('button', { name: 'Send to Xero' })).toHaveCount(0)
  await expect(asked).toHaveCount(0)
  if (second) await books.expectSentOnce(second)
})

test(`${label}: what opens doors asks for a fresh code after ten minutes, and can be left`, async ({
  page,
  world,
}) => {
  const app = await stranger(page, world).openApp('My profile')
  const codes = app.getByRole('button', { name: 'New recovery codes' })
  await codes.click()
  await expect(question(app)).toContainText('This asks for a fresh code.')
  await question(app).getByRole('button', { name: 'Cancel' }).click()
  await expect(app.getByText('Without a code nothing was changed.')).toBeVisible()
  await codes.click()
  await inTab(question(app).getByRole('button', { name: 'Enter a code' }), async tab =>
    typeIn(tab, await phoneCode(page, world)),
  )
  await expect(app.getByRole('listitem').filter({ hasText: /^(\w{4}-){5}\w{4}$/ })).toHaveCount(10)
  await app.getByRole('button', { name: 'I saved them' }).click()
  await codes.click()
  await expect(app.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  const [recovery = ''] = await app
    .getByRole('listitem')
    .filter({ hasText: /^(\w{4}-){5}/ })
    .allInnerTexts()
  await app.getByRole('button', { name: 'I saved them' }).click()
  await sql(world)`update directory_sessions set second_factor_at = now() - interval '11 minutes'`
  await codes.click()
  // The phone is not at hand.
  await inTab(question(app).getByRole('button', { name: 'Enter a code' }), async tab => typeIn(tab, recovery))
  await expect(app.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
})

test('nobody is led to the page of the code by a link', async ({ page, world }) => {
  await page.goto(`${world.app}/${world.installs.demo}/factor?ticket=made-up`)
  await expect(page.getByRole('heading')).toHaveText('This page cannot be used any more')
})

test('a tab of its own asks in place, and only for what changes something', async ({
  page,
  context,
  world,
  books,
}) => {
  const { line } = await books.unmapped('Backup')
  const invoice = await books.invoice({ lines: [line] })
  const manage = stranger(page, world)
  await manage.open(`invoices/${invoice.id}`)
  const opened = context.waitForEvent('page')
  await manage.pod.getByRole('button', { name: /^Map account/ }).click()
  const tab = await opened
  await tab.waitForLoadState('networkidle')
  await tab.getByRole('combobox').first().fill('Other')
  await expect(tab.getByRole('option', { name: 'Other Revenue' })).toBeVisible()
  await expect(question(tab)).toBeHidden()
  const profile = tab.getByRole('navigation', { name: 'Evenbook' }).getByRole('link', { name: 'My profile' })
  await profile.click()
  await tab.getByRole('button', { name: 'New recovery codes' }).click()
  await question(tab)
    .getByLabel('Code')
    .fill(await phoneCode(page, world))
  await question(tab).getByRole('button', { name: 'Confirm' }).click()
  await expect(tab.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
})

test('standalone, without a script: e-mail, password by a link, a code each time, and out again', async ({
  browser,
  page,
  world,
  mails,
}) => {
  const known = new Manage(page, world)
  const app = await known.openApp('My profile')
  const email = /\S+@\S+/.exec(await app.getByText(/Jane Ng ·/).innerText())?.[0] ?? ''
  await app.getByRole('button', { name: 'Send me a link to set one' }).click()
  await expect(app.getByText(/A link is on its way/)).toBeVisible()
  const link = await mailedLink(mails, email)

  const plain = await browser.newContext({ javaScriptEnabled: false })
  const alone = await plain.newPage()
  await alone.goto(link)
  await alone.getByLabel('New password').fill('password1')
  await alone.getByLabel('The same again').fill('password1')
  await alone.getByRole('button', { name: 'Set the password' }).click()
  await expect(alone.getByRole('alert')).toContainText('first that are guessed')
  await alone.getByLabel('New password').fill(password)
  await alone.getByLabel('The same again').fill(password)
  await alone.getByRole('button', { name: 'Set the password' }).click()
  await expect(alone.getByRole('status')).toHaveText('Your password is set. Sign in with it.')
  await alone.goto(link)
  await expect(alone.getByRole('heading')).toHaveText('This link cannot be used')

  await alone.goto(`${world.app}/${world.installs.demo}/results`)
  for (const [who, secret] of [
    ['nobody@acme.example', password],
    [email, 'another password'],
  ] as const) {
    await signIn(alone, who, secret)
    await expect(alone.getByRole('alert')).toHaveText('This e-mail address and password do not go together.')
    await expect(alone.getByLabel('E-mail')).toHaveValue(who)
  }
  for (const time of ['first', 'again']) {
    await signIn(alone, email, password)
    await expect(alone.getByRole('heading'), time).toHaveText('Enter your code')
    await page.bringToFront()
    await alone.getByLabel('Code', { exact: true }).fill(await phoneCode(page, world))
    await alone.getByLabel(/Trust this browser/).check()
    await alone.getByRole('button', { name: 'Sign in' }).click()
    await expect(alone.locator('h1').last()).toHaveText(time === 'first' ? 'Results' : 'Sync')
    await plain.clearCookies({ name: /^__Secure-evenbook\./ })
    await alone.goto(`${world.app}/${world.installs.demo}/signin`)
  }
  await signIn(alone, email, password)
  await expect(alone.getByRole('heading')).toHaveText('Enter your code')
  await sql(
    world,
  )`update directory_users set password_hash = null where email_hash = ${sha256(email.toLowerCase())}`
  await page.bringToFront()
  await alone.getByLabel('Code', { exact: true }).fill(await phoneCode(page, world))
  await alone.getByRole('button', { name: 'Sign in' }).click()
  await expect(alone.getByRole('alert')).toContainText('your password was changed. Begin again.')
  await plain.close()
})

test('standalone with a code by e-mail; then an app is set up by the keyboard alone', async ({
  browser,
  page,
  world,
  mails,
}) => {
  const north = new Manage(page, world, NORTHWIND.company)
  const app = await north.openApp('My profile', NORTHWIND.member)
  const email =
    /\S+@\S+/.exec(
      await app
        .getByText(/ · \S+@/)
        .first()
        .innerText(),
    )?.[0] ?? ''
  await app.getByRole('button', { name: 'Send me a link to set one' }).click()
  await expect(app.getByText(/A link is on its way/)).toBeVisible()
  const context = await browser.newContext()
  const alone = await context.newPage()
  await alone.goto(await mailedLink(mails, email))
  await alone.getByLabel('New password').fill(password)
  await alone.getByLabel('The same again').fill(password)
  await alone.keyboard.press('Enter')
  await signIn(alone, email, password)
  await expect(alone.getByText(/The six digits we sent to/)).toBeVisible()
  const newest = async () => /\b\d{6}\b/.exec((await mails.mails(email))[0]?.text ?? '')?.[0] ?? ''
  const first = await newest()
  await alone.getByRole('button', { name: 'Send a new code' }).click()
  await expect(alone.getByRole('status')).toHaveText(
    'A new code is on its way. Those before it work no more.',
  )
  const second = await newest()
  for (const code of first === second ? [second] : [first, second]) {
    await alone.keyboard.type(code)
    await alone.keyboard.press('Enter')
    if (code !== second) await expect(alone.getByText('This code is not right')).toBeVisible()
  }
  await expect(alone.getByRole('heading', { level: 1 })).toHaveText('Sync')

  const press = async (name: string) => {
    const control = alone
      .getByRole('button', { name, exact: true })
      .or(alone.getByRole('link', { name, exact: true }))
    await expect(control).toBeEnabled()
    for (let tabs = 0; tabs < 40; tabs++) {
      if (await control.evaluate(element => element === document.activeElement)) break
      await alone.keyboard.press('Tab')
    }
    await alone.keyboard.press('Enter')
  }
  await press('My profile')
  await expect(alone.getByRole('heading', { level: 1 })).toHaveText('My profile')
  await press('Set up an app')
  await expect(alone.getByRole('img', { name: /QR code/ })).toBeVisible()
  const key = Secret.of((await alone.getByTestId('key').innerText()).replaceAll(' ', ''))
  await alone.keyboard.type(codeOfStep(key, stepAt(Date.now())))
  await alone.keyboard.press('Enter')
  await expect(alone.getByRole('heading', { name: 'Your recovery codes' })).toBeFocused()
  await press('I saved them')
  await expect(alone.getByText('10 of 10 recovery codes are left.')).toBeVisible()
  await press('Sign out')
  await expect(alone.getByRole('status')).toHaveText('You are signed out.')
  await context.close()
})

for (const path of ['signin?fault=wrong', 'signin/forgot', 'signin/reset?link=old'])
  test(`${path}: no fault that axe finds, light and dark, 320 and 1280 px`, async ({ page, world }) => {
    await page.goto(`${world.app}/${world.installs.demo}/${path}`)
    await expectAccessible(page, page)
  })

test('the question in a pod, and the page of the code: no fault that axe finds, light and dark', async ({
  page,
  world,
  books,
}) => {
  const invoice = await books.invoice()
  const manage = stranger(page, world)
  await manage.open(`invoices/${invoice.id}`)
  await manage.pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(question(manage.pod)).toBeVisible()
  await page.addStyleTag({ content: `${pod} { width: 300px !important; height: 260px !important }` })
  const opens = question(manage.pod).getByRole('button', { name: 'Enter a code' })
  const button = await opens.boundingBox()
  const frame = await page.getByTestId('pod').boundingBox()
  expect((button?.y ?? 999) + (button?.height ?? 999)).toBeLessThanOrEqual((frame?.y ?? 0) + 260)
  await expectAccessible(page, manage.pod, pod)
  await inTab(opens, async tab => {
    await typeIn(tab, '000000')
    await expect(tab.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible()
    await expectAccessible(tab, tab)
  })
})

test('My profile: no fault that axe finds, light and dark, 320 and 1280 px', async ({ manage }) => {
  const app = await manage.openApp('My profile')
  await app.getByRole('button', { name: 'New recovery codes' }).click()
  await expect(app.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  await expectAccessible(manage.page, app, '[data-testid=menu-frame]')
})

async function signIn(page: Page, email: string, secret: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

interface Inbox {
  mails(to: string): Promise<{ text: string }[]>
}

async function mailedLink(mails: Inbox, to: string): Promise<string> {
  const link = async () => /https?:\S+reset\S+/.exec((await mails.mails(to))[0]?.text ?? '')?.[0] ?? ''
  await expect.poll(link).not.toBe('')
  return link()
}

const pod = '[data-testid=pod]'

async function expectAccessible(page: Page, place: FrameLocator | Page, frame?: string): Promise<void> {
  const html = place.locator('html')
  for (const theme of themes) {
    await html.evaluate((element, name) => element.setAttribute('data-theme', name), theme)
    for (const width of [320, 1_280]) {
      if (frame === undefined) await page.setViewportSize({ width, height: 900 })
      else if (frame !== pod) await page.addStyleTag({ content: `${frame} { width: ${width}px !important }` })
      expect(await axeFaults(page, { theme, frame }), `${theme}, ${width} px`).toEqual([])
      const over = () => html.evaluate(element => element.scrollWidth - element.clientWidth)
      await expect.poll(over).toBe(0)
      if (frame === pod) break
    }
  }
  if (frame === undefined) await page.setViewportSize({ width: 1_280, height: 900 })
}
