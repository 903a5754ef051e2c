import type { Browser, FrameLocator, Page } from '@playwright/test'
import { newId } from '../../lib/std/id.ts'
import { NORTHWIND } from '../simulators/connectwise/seed.ts'
import { dropCompanies, sql } from './support/browser.ts'
import { axeFaults, expectGoodLooks, themes } from './support/looks.ts'
import { expect, Manage, test } from './support/test.ts'
import type { World } from './support/world.ts'

const password = 'three quiet lamps'
let serial = 0

/** Nobody of another test. */
function stranger(name: string): { name: string; email: string } {
  serial += 1
  const email = `${name.toLowerCase()}.${Date.now().toString(36)}${serial}@example.com`
  return { name: `${name} ${Date.now().toString(36)}${serial}`, email }
}

async function invite(app: FrameLocator, person: { name: string; email: string }, role = 'Read only') {
  await app.getByRole('button', { name: 'Invite', exact: true }).press('Enter')
  await app.getByLabel('E-mail address').fill(person.email)
  await app.getByLabel('Name', { exact: true }).fill(person.name)
  await app.getByRole('radio', { name: role }).check()
  await app.getByRole('button', { name: 'Send invitation' }).press('Enter')
}

function linkOf(text: string | undefined): string {
  return /https?:\S+invite\?link=\S+/.exec(text ?? '')?.[0] ?? ''
}

/** By the keyboard, in a browser that has never been here. */
async function join(page: Page, link: string, name?: string): Promise<void> {
  await page.goto(link)
  await expect(page.getByRole('button', { name: 'Join' })).toBeEnabled()
  if (name !== undefined) await page.getByLabel('Your name').fill(name)
  await page.getByLabel('New password').fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByText('You are in.')).toBeVisible()
}

/** Back to how the demo begins: everybody but Jane Ng has no role, and nobody has asked for one. */
async function forget(world: World): Promise<void> {
  await sql(world)`
    update memberships set role = 'none', disabled_at = null, all_companies = true
    where member_identifier in ('TEllis', 'SMarsh', 'RVoss')`
  // Who asks again within a day is on the list already, and no mail goes out.
  await sql(world)`delete from activity where verb = 'access.asked'`
}

/** ConnectWise's member has a row here from the first frame that was opened on; then it is given what the test needs. */
async function admitted(browser: Browser, world: World, member: string, access: Access): Promise<Manage> {
  const context = await browser.newContext()
  const manage = new Manage(await context.newPage(), world)
  await manage.openInvoice('10451', member)
  await expect(manage.pod.getByRole('heading')).toHaveText('You can’t see accounting here yet')
  await sql(world)`
    update memberships set role = ${access.role}, all_companies = ${access.allCompanies}
    where member_identifier = ${member}`
  return manage
}

interface Access {
  role: string
  allCompanies: boolean
}

async function expectAccessible(page: Page): Promise<void> {
  for (const theme of themes) {
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      await page.evaluate(name => document.documentElement.setAttribute('data-theme', name), theme)
      expect(await axeFaults(page, { theme }), `${theme} ${width}`).toEqual([])
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      expect(wide, `${theme} ${width} scrolls sideways`).toBe(false)
    }
  }
}

test('an invitation by mail leads in once, from a browser that has never been here', async ({
  manage,
  mails,
  browser,
}) => {
  test.slow()
  const sam = stranger('Sam')
  const app = await manage.openApp('Users')
  await invite(app, { ...sam, email: 'nonsense' })
  await expect(app.getByText('Give an e-mail address')).toBeVisible()
  await expect(app.getByLabel('E-mail address')).toBeFocused()
  await expect(app.getByLabel('Name', { exact: true })).toHaveValue(sam.name)
  await app.getByLabel('E-mail address').fill(sam.email)
  await app.getByRole('button', { name: 'Send invitation' }).press('Enter')
  await expect(app.getByRole('status').filter({ hasText: sam.email })).toBeVisible()
  await expect(app.getByRole('row').filter({ hasText: sam.email })).toContainText('Pending')
  const [letter] = await mails.mails(sam.email)
  expect(letter?.subject).toBe('Jane Ng invites you to Evenbook')
  const context = await browser.newContext()
  const page = await context.newPage()
  const link = linkOf(letter?.text)
  await page.goto(link)
  await expectAccessible(page)
  await page.getByLabel('New password').fill('password')
  await page.keyboard.press('Enter')
  await expect(page.getByText('one of the first that are guessed')).toBeVisible()
  await expect(page.getByLabel('Your name')).toHaveValue(sam.name)
  await join(page, link)
  await page.goto(link)
  await expect(page.getByRole('heading')).toHaveText('This invitation cannot be used')
  await context.close()
  await manage.openApp('Users')
  const row = app.getByRole('row').filter({ hasText: sam.email })
  await expect(row).toContainText('Read only')
  await expect(row).toContainText('Mail only')
})

test('an invitation that the mail server refuses is sent again, and one that is withdrawn leads nowhere', async ({
  manage,
  mails,
  browser,
}) => {
  const rita = stranger('Rita')
  const app = await manage.openApp('Users')
  await mails.refuse({ at: 'data', code: 451 })
  await invite(app, rita)
  await expect(app.getByText('The mail server did not take the mail')).toBeVisible()
  await app.getByRole('button', { name: 'Cancel' }).press('Enter')
  const row = app.getByRole('row').filter({ hasText: rita.email })
  await expect(row).toContainText('Not sent')
  await row.getByRole('button', { name: 'Send again' }).press('Enter')
  await expect(row).toContainText('Pending')
  const link = linkOf((await mails.mails(rita.email))[0]?.text)
  await row.getByRole('button', { name: 'Withdraw' }).press('Enter')
  await expect(row).toHaveCount(0)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(link)
  await expect(page.getByRole('heading')).toHaveText('This invitation cannot be used')
  await context.close()
})

test('a member who asks in the frame gets a role, sees only what it gives, and is kept out with Undo', async ({
  manage,
  mails,
  world,
  browser,
}) => {
  test.slow()
  await forget(world)
  const theirs = await browser.newContext()
  const tom = new Manage(await theirs.newPage(), world)
  await tom.openInvoice('10451', 'TEllis')
  await mails.clearMails()
  await tom.pod.getByRole('button', { name: 'Ask for access' }).press('Enter')
  await expect(tom.pod.getByText('Your request is on the admins’ list.')).toBeVisible()
  await expect
    .poll(async () => (await mails.mails()).map(one => one.subject))
    .toContain('Tom Ellis asks for access to Evenbook')

  const app = await manage.openApp('Users')
  const requests = app.getByRole('region', { name: 'Asked for access' })
  await requests.getByRole('link', { name: 'Give a role to Tom Ellis' }).press('Enter')
  await app.getByRole('radio', { name: 'Read only' }).check()
  await app.getByRole('button', { name: 'Give this role' }).press('Enter')
  await expect(app.getByText('Saved. It holds')).toBeVisible()
  await expect(app.getByRole('region', { name: 'History', exact: true })).toContainText(
    'No role, all companies → Read only',
  )

  const theirApp = await tom.openApp('Sync', 'TEllis')
  const rail = theirApp.getByRole('navigation', { name: 'Evenbook' })
  await expect(rail.getByRole('link', { name: 'Sync' })).toBeVisible()
  await expect(rail.getByRole('link', { name: 'Users' })).toHaveCount(0)
  await theirApp.locator('body').evaluate((_, to) => location.assign(to), `/${world.installs.demo}/users`)
  await expect(theirApp.getByRole('heading')).toHaveText('Your role does not include this page')

  await app.getByRole('button', { name: 'Disable' }).press('Enter')
  await expect(app.getByRole('status').filter({ hasText: 'is disabled' })).toBeVisible()
  await theirApp.locator('body').evaluate((_, to) => location.assign(to), `/${world.installs.demo}/sync`)
  await expect(
    theirApp
      .getByText('You can’t see accounting')
      .or(theirApp.getByRole('button', { name: 'Ask for access' }))
      .first(),
  ).toBeVisible()
  await app.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(app.getByRole('button', { name: 'Disable' })).toBeVisible()
  const back = await tom.openApp('Sync', 'TEllis')
  await expect(back.getByRole('heading', { name: 'Sync' })).toBeVisible()
  await theirs.close()
  await forget(world)
})

test('an admin sees as somebody else, in pods too, and changes nothing until they stop', async ({
  manage,
  world,
  books,
  browser,
}) => {
  test.slow()
  await forget(world)
  const tom = await admitted(browser, world, 'TEllis', { role: 'user', allCompanies: true })
  await tom.page.context().close()
  const invoice = await books.invoice()
  const app = await manage.openApp('Users')
  await app.getByRole('link', { name: 'Tom Ellis' }).press('Enter')
  await app.getByRole('button', { name: 'View as Tom Ellis' }).press('Enter')
  const banner = app.getByRole('note', { name: 'View as' })
  await expect(banner).toContainText('You see Evenbook as Tom Ellis does. Nothing can be changed.')
  await expect(
    app.getByRole('navigation', { name: 'Evenbook' }).getByRole('link', { name: 'Users' }),
  ).toHaveCount(0)
  await manage.open(`invoices/${invoice.id}`)
  await expect(manage.pod.getByRole('note', { name: 'View as' })).toBeVisible()
  await manage.pod.getByRole('button', { name: /^Send/ }).press('Enter')
  await expect(manage.pod.getByText('Nothing can be changed until you stop')).toBeVisible()
  await books.expectNothingSent(invoice.number)
  await manage.pod.getByRole('button', { name: 'Stop' }).press('Enter')
  await expect(manage.pod.getByRole('note', { name: 'View as' })).toHaveCount(0)
  const again = await manage.openApp('Users')
  await again.getByRole('link', { name: 'Tom Ellis' }).press('Enter')
  const history = again.getByRole('region', { name: 'History', exact: true })
  await expect(history).toContainText('Began to look as this person')
  await expect(history).toContainText('Stopped looking as this person')
  await forget(world)
})

test('the last admin keeps the role and cannot be disabled', async ({ manage }) => {
  const app = await manage.openApp('Users')
  await app.getByRole('link', { name: 'Jane Ng' }).press('Enter')
  await expect(app.getByText('The last account admin keeps the role')).toBeVisible()
  await expect(app.getByRole('button', { name: 'Disable' })).toHaveCount(0)
  await app.getByRole('radio', { name: 'Approver' }).check()
  await app.getByRole('button', { name: 'Save role and companies' }).press('Enter')
  await expect(app.getByText('This is the last account admin')).toBeVisible()
})

test('somebody without a company reads who can give one, and still has a profile', async ({
  world,
  browser,
}) => {
  await forget(world)
  const rita = await admitted(browser, world, 'RVoss', { role: 'user', allCompanies: false })
  await rita.page.reload()
  await expect(rita.pod.getByRole('heading')).toHaveText('You have not been given a company yet')
  await expect(rita.pod.getByText('Jane Ng')).toBeVisible()
  await rita.pod.getByRole('link', { name: 'My profile' }).press('Enter')
  await expect(rita.pod.getByRole('heading', { level: 1 })).toHaveText('My profile')
  await expect(rita.pod.getByRole('region', { name: 'Where you are signed in' })).toContainText('(this one)')
  await rita.pod.getByRole('link', { name: 'Sync' }).press('Enter')
  await expect(rita.pod.getByRole('heading', { name: 'You have not been given a company yet' })).toBeVisible()
  await rita.page.context().close()
  await forget(world)
})

test('with several companies the rail switches between them, and links keep the choice', async ({
  page,
  world,
}) => {
  const id = newId()
  await sql(world)`
    insert into companies (account_id, id, name)
    select account_id, ${id}, 'Northwind Projects' from directory_installs where install_key = ${world.installs.north}`
  const north = new Manage(page, world, NORTHWIND.company)
  const app = await north.openApp('Results', NORTHWIND.member)
  await app.locator('summary').filter({ hasText: 'Northwind MSP Pty Ltd' }).press('Enter')
  const choice = app.getByRole('list', { name: 'Companies' })
  await expect(choice.getByRole('link', { name: 'Northwind MSP Pty Ltd' })).toHaveAttribute(
    'aria-current',
    'true',
  )
  await choice.getByRole('link', { name: 'Northwind Projects' }).press('Enter')
  await expect(app.locator('summary').filter({ hasText: 'Northwind Projects' })).toBeVisible()
  const results = app.getByRole('navigation', { name: 'Evenbook' }).getByRole('link', { name: 'Results' })
  await expect(results).toHaveAttribute('aria-current', 'page')
  await expect(results).toHaveAttribute('href', new RegExp(`company=${id}`))
  await dropCompanies(world, [id])
})

test('users and one of them: no fault that axe finds, light and dark, no sideways scroll at 320 px', async ({
  manage,
}) => {
  const { page } = manage
  const app = await manage.openApp('Users')
  await app.getByRole('button', { name: 'Invite', exact: true }).press('Enter')
  await expectGoodLooks(page, app)
  await app.getByRole('link', { name: 'Jane Ng' }).press('Enter')
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('Jane Ng')
  await expectGoodLooks(page, app)
})
