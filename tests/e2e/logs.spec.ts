import type { FrameLocator, Locator } from '@playwright/test'
import { DEMO } from '../simulators/connectwise/seed.ts'
import { sql } from './support/browser.ts'
import { expectGoodLooks } from './support/looks.ts'
import { expect, type Manage, test } from './support/test.ts'
import type { World } from './support/world.ts'

const expenses = { match: { method: 'GET', path: '/expense/entries' } }
const menuEntries = { match: { method: 'GET', path: '/system/menuentries' } }

/** The account as it was seeded: nothing logged, the switch never touched. */
test.beforeEach(async ({ world }) => {
  await sql(world)`delete from api_calls`
  await sql(world)`delete from settings where key = 'api-logging'`
})
test.afterEach(async ({ world }) => {
  await sql(world)`delete from settings where key = 'api-logging'`
})

test('logging is turned on, a call is found, opened and taken out as curl, without any secret', async ({
  manage,
  world,
}) => {
  const app = await turnedOn(manage)
  await rail(app, 'Sync').press('Enter')
  await app.getByRole('button', { name: 'Refresh' }).press('Enter')
  await untilLogged(world, 'connectwise')
  await rail(app, 'Logs').press('Enter')
  await app.getByLabel('System').selectOption('connectwise')
  await app.getByLabel('Part of path').fill('unpostedinvoices')
  await app.getByRole('button', { name: 'Filter' }).press('Enter')
  // The newest page of the list is the empty one that ends it.
  const call = app.getByRole('link', { name: /^GET .*unpostedinvoices/ }).last()
  await expect(call).toBeVisible()
  await expectNoSecret(app)
  await call.press('Enter')
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('GET to ConnectWise')
  await expect(app.getByRole('region', { name: 'Request: headers' })).toContainText('authorization: [secret]')
  await expect(app.getByRole('region', { name: 'Answer: body' })).toContainText('invoiceNumber')
  await expectNoSecret(app)
  await app.getByRole('button', { name: 'Copy as curl' }).press('Enter')
  await expect(app.getByText('Copied.')).toBeVisible()
  await app.getByRole('link', { name: 'All calls' }).press('Enter')
  await expect(app.getByRole('navigation', { name: 'Logs' })).toBeVisible()
})

test('live, a call appears by itself', async ({ manage, world }) => {
  const app = await turnedOn(manage)
  await app.getByRole('switch', { name: 'Live' }).press('Space')
  await expect(app.getByText('New calls appear by themselves.')).toBeVisible()
  await sql(world)`
    insert into api_calls (account_id, system, method, path, status, ms, request_headers, response_headers)
    select account_id, 'xero', 'GET', '/live/of-this-test', 200, 5, '{}', '{}' from directory_installs
    where install_key = ${world.installs.demo}`
  await expect(app.getByRole('link', { name: 'GET /live/of-this-test' })).toBeVisible()
})

test('Clear Logging Data: count and range first, Keep and Esc keep, then it is gone and told of', async ({
  manage,
  world,
}) => {
  const app = await manage.openApp('Logs')
  await sql(world)`
    insert into api_calls (account_id, at, system, method, path, status, ms, request_headers, response_headers)
    select account_id, now() - n * interval '1 day', 'xero', 'GET', '/old/' || n, 200, 5, '{}', '{}'
    from directory_installs, generate_series(1, 12) n where install_key = ${world.installs.demo}`
  await rail(app, 'Account').press('Enter')
  const section = app.getByRole('region', { name: 'Logging data' })
  await expect(section).toContainText(/\d+ calls are kept/)
  await section.getByRole('button', { name: 'Clear Logging Data…' }).press('Enter')
  const asked = section.getByText(/^\d+ calls from .+ are deleted for good/)
  await expect(asked).toBeVisible()
  // A switch that was turned off is obeyed after two seconds: a call of the test before may be among them.
  const kept = Number.parseInt(await asked.innerText(), 10)
  expect(kept).toBeGreaterThanOrEqual(12)
  const keep = section.getByRole('button', { name: 'Keep' })
  await expect(keep).toBeFocused()
  await keep.press('Escape')
  await expect(section.getByRole('button', { name: 'Clear Logging Data…' })).toBeFocused()
  await section.getByRole('button', { name: 'Clear Logging Data…' }).press('Enter')
  await section.getByRole('button', { name: `Clear ${kept} calls` }).press('Enter')
  await expect(section.getByText(`${kept} calls cleared.`)).toBeVisible()
  await expect(section).toContainText('No calls are kept.')
  await rail(app, 'Logs').press('Enter')
  await app.getByRole('link', { name: 'Activity' }).press('Enter')
  const newest = app.getByRole('row').filter({ hasText: 'Logging cleared' }).first()
  await expect(newest).toContainText(`calls: ${kept}`)
})

test('what was changed stands in the activity with before and after', async ({ manage }) => {
  const app = await turnedOn(manage)
  await app.getByRole('link', { name: 'Activity' }).press('Enter')
  await app.getByLabel('Kind').selectOption('setting')
  await app.getByLabel('Contains').fill('api-logging')
  await app.getByRole('button', { name: 'Filter' }).press('Enter')
  const row = app.getByRole('row').filter({ hasText: 'setting:api-logging' }).first()
  await expect(row).toContainText('Jane Ng')
  await expect(row.getByRole('cell').nth(4)).toHaveText('off')
  await expect(row.getByRole('cell').nth(5)).toHaveText('on')
})

test('Expenses: what a choice would make of the last ones is shown before it is saved', async ({
  manage,
}) => {
  const app = await manage.openApp('Account')
  const section = app.getByRole('region', { name: 'Expenses', exact: true })
  const table = section.getByRole('region', { name: 'What the last expenses become' })
  await expect(table).toContainText('Bill payable to the employee')
  await expect(table).not.toContainText('expense offset account')
  for (const box of await section.getByRole('checkbox').all()) await box.press('Space')
  await expect(table).toContainText('Journal against the expense offset account')
  await app.getByRole('button', { name: 'Discard' }).press('Enter')
  await expect(table).not.toContainText('expense offset account')
})

test('a ConnectWise that is slow or silent never holds the account page, and is asked again', async ({
  manage,
  world,
  connectwise,
}) => {
  test.slow()
  const app = await manage.openApp('Sync')
  const section = app.getByRole('region', { name: 'Expenses', exact: true })
  const table = section.getByRole('region', { name: 'What the last expenses become' })
  const open = async () => {
    // With new facts of the account nothing is known from a look before.
    await sql(world)`update psas set updated_at = clock_timestamp()`
    await rail(app, 'Account').press('Enter')
    await expect(app.getByRole('heading', { level: 1 })).toHaveText('Account')
    await expect(app.getByRole('region', { name: 'Sync Statistics' })).toBeVisible()
    await expect(section.getByRole('checkbox').first()).toBeEnabled()
  }
  await connectwise.fault({ ...expenses, effect: 'slow', delayMs: 100_000, times: 1 })
  await open()
  await expect(section.getByRole('status').first()).toHaveText('Asking ConnectWise for the last expenses…')
  await expect(table).toHaveCount(0)
  await expect(table).toContainText('Bill payable to the employee', { timeout: 30_000 })

  await rail(app, 'Sync').press('Enter')
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('Sync')
  await connectwise.fault({ ...expenses, effect: 'drop-before', times: 50 })
  await open()
  await expect(section.getByRole('alert')).toContainText('We can’t reach ConnectWise.')
  await connectwise.clearFaults()
  await section.getByRole('button', { name: 'Ask again' }).press('Enter')
  await expect(table).toContainText('Bill payable to the employee')
  await expect(section.getByRole('alert')).toHaveCount(0)
})

test('nor the page of Evenbook in Manage', async ({ manage, connectwise }) => {
  test.slow()
  const app = await manage.openApp('Setup')
  const rows = app.getByRole('region', { name: 'Rows in Manage' })
  const leads = app.locator('a[href*="setup/manage"]').first()
  const open = async () => {
    await leads.press('Enter')
    await expect(app.getByRole('heading', { level: 1 })).toHaveText('Evenbook in Manage')
    await expect(app.getByText('Or do it by hand')).toBeVisible()
  }
  await expect(leads).toBeVisible()
  await connectwise.fault({ ...menuEntries, effect: 'slow', delayMs: 100_000, times: 1 })
  await open()
  await expect(app.getByText('Asking ConnectWise what stands in Manage…')).toBeVisible()
  await expect(rows).toHaveCount(0)
  await expect(rows).toContainText('Custom Menu Entry', { timeout: 30_000 })

  await rail(app, 'Setup').press('Enter')
  await expect(leads).toBeVisible()
  await connectwise.fault({ ...menuEntries, effect: 'drop-before', times: 50 })
  await open()
  await expect(rows).toContainText('ConnectWise did not answer.')
  await connectwise.clearFaults()
  await app.getByRole('button', { name: 'Ask again' }).press('Enter')
  await expect(rows).toContainText('Custom Menu Entry')
  await expect(app.getByRole('button', { name: 'Ask again' })).toHaveCount(0)
})

test('Logs and Activity: no fault that axe finds, light and dark, no sideways scroll at 320 px', async ({
  manage,
  world,
}) => {
  const app = await turnedOn(manage)
  await sql(world)`
    insert into api_calls (account_id, system, method, path, status, ms, request_headers, response_headers, response_body)
    select account_id, 'xero', 'GET', '/a/' || repeat('long', 30), null, 5, '{"accept":"text/plain"}', '{}', 'no answer' from directory_installs
    where install_key = ${world.installs.demo}`
  await rail(app, 'Logs').press('Enter')
  const call = app.getByRole('link', { name: /^GET \/a\/long/ })
  await expect(call).toBeVisible()
  await expectGoodLooks(manage.page, app)
  await call.press('Enter')
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('GET to Xero')
  await expectGoodLooks(manage.page, app)
  await rail(app, 'Logs').press('Enter')
  await app.getByRole('link', { name: 'Activity' }).press('Enter')
  await expect(app.getByRole('row').nth(1)).toBeVisible()
  await expectGoodLooks(manage.page, app)
})

/** An entry of the rail; its name ends with a count where there is something to count. */
function rail(app: FrameLocator, word: string): Locator {
  const links = app.getByRole('navigation', { name: 'Evenbook' }).getByRole('link')
  return links.filter({ hasText: new RegExp(`^${word}`) })
}

async function turnedOn(manage: Manage): Promise<FrameLocator> {
  const app = await manage.openApp('Logs')
  await app.getByRole('button', { name: 'Turn on' }).press('Enter')
  await expect(app.getByRole('button', { name: 'Turn on' })).toHaveCount(0)
  return app
}

async function untilLogged(world: World, system: string): Promise<void> {
  await expect
    .poll(
      async () =>
        (await sql(world)`select 1 from api_calls where system = ${system} and path like '%unposted%'`)
          .length,
    )
    .toBeGreaterThan(0)
}

/** Neither in what is shown nor anywhere in the page's source. */
async function expectNoSecret(app: FrameLocator): Promise<void> {
  const html = await app.locator('html').evaluate(element => element.outerHTML)
  const basic = Buffer.from(`${DEMO.company}+${DEMO.keys.public}:${DEMO.keys.private}`).toString('base64')
  for (const secret of [
    DEMO.keys.private,
    basic,
    'sandbox-secret-of-the-simulated-xero',
    `signing-key-of-${DEMO.company}`,
  ])
    expect(html.includes(secret)).toBe(false)
}
