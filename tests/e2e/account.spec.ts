import type { FrameLocator } from '@playwright/test'
import { dropCompanies, sql } from './support/browser.ts'
import { Keys } from './support/keyboard.ts'
import { expect, Manage, test } from './support/test.ts'
import { theWorld } from './support/world.ts'

/** Every section of the account page and of a company, from the first key to what stands after a reload, without a mouse. */

const demo = 'Evenbook Demo MSP Pty Ltd'
const button = (app: FrameLocator, name: string) => app.getByRole('button', { name, exact: true })

/** What the journeys save goes back to what stood before. */
test.beforeAll(async () => {
  await sql(theWorld())`create table kept_settings as table settings`
})
test.afterEach(async ({ world }) => {
  await sql(world)`delete from settings`
  await sql(world)`insert into settings select * from kept_settings`
  const made = await sql(world)<{ id: string }[]>`select id from companies where name like 'Keys %'`
  const ids = made.map(({ id }) => id)
  await dropCompanies(world, ids)
})
test.afterAll(async () => {
  await sql(theWorld())`drop table kept_settings`
})

async function openAccount(manage: Manage): Promise<{ app: FrameLocator; keys: Keys }> {
  const app = await manage.openApp('Account')
  return { app, keys: new Keys(manage.page, app) }
}

async function reload(app: FrameLocator): Promise<void> {
  await app.locator('body').evaluate(() => location.reload())
  await expect(app.getByRole('heading', { level: 1 })).toBeVisible()
}

test('by keyboard alone: a version is saved; the connection is tested, cancelled, tested again, its report copied', async ({
  manage,
  connectwise,
}) => {
  test.slow()
  const { app, keys } = await openAccount(manage)
  const version = app.getByLabel('ConnectWise: Software Version')
  await keys.to(version)
  const before = await version.inputValue()
  await keys.press('ArrowDown')
  const after = await version.inputValue()
  expect(after).not.toBe(before)
  await keys.save(version)
  await reload(app)
  await expect(version).toHaveValue(after)
  await keys.to(version)
  await keys.press('ArrowUp')
  await keys.save(version)
  const run = app.getByRole('button', { name: /^Test(ing…| ConnectWise Connectivity)$/ })
  const match = { method: 'GET', path: '/finance/accounting/unpostedinvoices/count' }
  await connectwise.fault({ match, effect: 'slow', times: 1, delayMs: 60_000 })
  await keys.to(run)
  await keys.press('Enter')
  await expect(app.getByText('Keys accepted…')).toBeVisible()
  await keys.to(button(app, 'Cancel'))
  await keys.press('Enter')
  await expect(app.getByText('Cancelled.')).toBeVisible()
  await expect(run).toBeFocused()
  await connectwise.clearFaults()
  await keys.press('Enter')
  await expect(app.getByText(/^All is in order\./)).toBeVisible({ timeout: 12_000 })
  await expect(run).toBeFocused()
  await keys.to(button(app, 'Copy report'))
  await keys.press('Enter')
  await expect(app.getByText(/^(Copied\.|Press Ctrl\+C to copy\.)$/)).toBeVisible()
  await keys.expectKept()
})

test('by keyboard alone: a tracking category is left out, discarded at the bar, left out again and saved', async ({
  manage,
}) => {
  const { app, keys } = await openAccount(manage)
  const feeds = app.getByLabel('GL segment 3 feeds')
  await keys.to(feeds)
  const before = await feeds.inputValue()
  expect(before).not.toBe('')
  await keys.press('Home')
  await expect(app.getByText('1 unsaved change')).toBeVisible()
  await keys.back(button(app, 'Discard'))
  await keys.press('Enter')
  await expect(feeds).toHaveValue(before)
  await expect(feeds).toBeFocused()
  await keys.press('Home')
  await keys.back(button(app, 'Save'))
  await keys.press('Enter')
  await expect(app.getByText('Saved.', { exact: false }).first()).toBeVisible()
  await expect(feeds).toBeFocused()
  await reload(app)
  await expect(feeds).toHaveValue('')
})

test('by keyboard alone: a company-paid type is ticked, an option switched, a default item typed; one Ctrl+S saves all three', async ({
  manage,
}) => {
  const { app, keys } = await openAccount(manage)
  const types = app.getByRole('group', { name: 'Company expense payment types' })
  const type = types.getByRole('checkbox', { checked: false }).first()
  await expect(type).toBeVisible()
  const name = await type.evaluate(box => box.closest('label')?.textContent ?? '')
  await keys.to(types.getByRole('checkbox', { name, exact: true }))
  await keys.press('Space')
  // What it makes of the last expenses is read, and moves what stands below it.
  await expect(app.locator('[aria-busy=true]')).toHaveCount(0)
  const hide = app.getByRole('switch', { name: 'Hide "Sync All" Button' })
  await keys.to(hide)
  await keys.press('Space')
  const enable = app.getByRole('switch', { name: 'Enable: Revenue Service' })
  const item = app.getByLabel('Default Non-Product ID for Revenue Service')
  await keys.to(enable)
  if (!(await enable.isChecked())) await keys.press('Space')
  await keys.to(item)
  await keys.press('Control+a')
  await keys.type('LABOUR-KEYS')
  await keys.save(item)
  await reload(app)
  await expect(types.getByRole('checkbox', { name, exact: true })).toBeChecked()
  await expect(hide).toBeChecked()
  await expect(item).toHaveValue('LABOUR-KEYS')
})

test('by keyboard alone: an option asks for a code, is left without, asks again, and is saved by the code', async ({
  page,
  manage,
  world,
}) => {
  const { app, keys } = await openAccount(manage)
  await sql(world)`update directory_sessions set second_factor_at = now() - interval '11 minutes'`
  const hide = app.getByRole('switch', { name: 'Hide "Sync All" Button' })
  await keys.to(hide)
  await keys.press('Space', 'Control+s')
  const enter = button(app, 'Enter a code')
  await expect(enter).toBeFocused()
  await keys.press('Escape')
  await expect(app.getByText('Without a code nothing was changed.')).toBeVisible()
  await keys.expectKept()
  await expect(hide).toBeChecked()
  await keys.press('Control+s')
  await expect(enter).toBeFocused()
  const opened = page.context().waitForEvent('page')
  await keys.press('Enter')
  const tab = await opened
  await expect(tab.getByRole('heading', { name: 'Enter your code' })).toBeVisible()
  await sql(world)`update directory_users set totp_last_step = least(totp_last_step, 1)`
  const code = await page.getByTestId('authenticator-code').innerText()
  const field = tab.getByLabel('Code', { exact: true })
  await expect(field).toBeFocused()
  await tab.keyboard.type(code)
  await tab.keyboard.press('Enter')
  await expect.poll(() => tab.isClosed()).toBe(true)
  await page.bringToFront()
  await expect(app.getByText('Saved.', { exact: false }).first()).toBeVisible()
  await keys.expectKept()
  await reload(app)
  await expect(hide).toBeChecked()
})

test('by keyboard alone: logged calls are counted, kept by Esc, then cleared', async ({ manage, world }) => {
  await sql(world)`delete from api_calls`
  await sql(world)`
    insert into api_calls (account_id, system, method, path, status, ms, request_headers, response_headers)
    select account_id, 'xero', 'GET', '/keys/' || n, 200, 5, '{}', '{}'
    from directory_installs, generate_series(1, 2) n where install_key = ${world.installs.demo}`
  const { app, keys } = await openAccount(manage)
  const clear = button(app, 'Clear Logging Data…')
  await keys.to(clear)
  await keys.press('Enter')
  await expect(button(app, 'Keep')).toBeFocused()
  await keys.press('Escape')
  await expect(clear).toBeFocused()
  await keys.press('Enter')
  await keys.back(button(app, 'Clear 2 calls'))
  await keys.press('Enter')
  await expect(app.getByText('2 calls cleared.')).toBeVisible()
  await keys.expectKept()
  await reload(app)
  await expect(app.getByText('No calls are kept.')).toBeVisible()
})

test('by keyboard alone: the statistics of all months, and their CSV', async ({ manage }) => {
  const { app, keys } = await openAccount(manage)
  await keys.to(app.getByRole('link', { name: 'All months by kind' }))
  await keys.press('Enter')
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('Sync Statistics')
  await keys.to(app.getByRole('link', { name: 'CSV' }))
  const download = manage.page.waitForEvent('download')
  await keys.press('Enter')
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
})

test('by keyboard alone: a company is added, renamed, set up, and deleted by its name', async ({
  manage,
}) => {
  test.slow()
  const app = await manage.openApp('Companies')
  const keys = new Keys(manage.page, app)
  await keys.to(app.getByLabel('Add a company'))
  await keys.type('Keys One')
  await keys.press('Enter')
  const heading = app.getByRole('heading', { level: 1 })
  await expect(heading).toHaveText('Keys One')
  const name = app.getByLabel('Company Name')
  await keys.to(name)
  await keys.press('Control+a')
  await keys.type('Keys Two')
  await keys.press('Enter')
  await expect(heading).toHaveText('Keys Two')
  await keys.expectKept()
  const post = app.getByLabel('Post invoices as')
  await keys.to(post)
  const before = await post.inputValue()
  await keys.press('ArrowDown')
  const after = await post.inputValue()
  expect(after).not.toBe(before)
  await keys.save(post)
  const zone = app.getByRole('combobox', { name: 'Time zone' })
  await keys.back(zone)
  await keys.press('Control+a')
  await keys.type('Auckland')
  await expect(app.getByRole('option', { name: /Auckland/ })).toBeVisible()
  await keys.press('ArrowDown', 'Enter')
  await expect(zone).toHaveValue(/Auckland/)
  await keys.save(zone)
  await reload(app)
  await expect(post).toHaveValue(after)
  await expect(zone).toHaveValue(/Auckland/)
  const open = button(app, 'Delete company')
  await keys.to(open)
  await keys.press('Enter')
  await expect(button(app, 'Keep')).toBeFocused()
  await keys.press('Escape')
  await expect(open).toBeFocused()
  await keys.press('Enter')
  await keys.back(app.getByLabel('Type Keys Two to delete'))
  await keys.type('Keys Two')
  await keys.to(button(app, 'Delete Keys Two'))
  await keys.press('Enter')
  await expect(heading).toHaveText('Companies')
  await expect(app.getByRole('link', { name: demo })).toBeVisible()
  await expect(app.getByRole('link', { name: 'Keys Two' })).toHaveCount(0)
  await keys.to(app.getByRole('link', { name: demo }))
  await keys.press('Enter')
  await expect(heading).toHaveText(demo)
})

test('by keyboard alone: of two admins the second is shown the first’s value at each field, and both are resolved', async ({
  context,
  manage,
  world,
}) => {
  test.slow()
  await sql(world)`
    insert into settings (account_id, scope, scope_id, key, value)
    select account_id, 'account', account_id, unnest(array['default-service-item-enabled', 'default-agreement-item-enabled']), 'true'
    from directory_installs where install_key = ${world.installs.demo}`
  const { app, keys } = await openAccount(manage)
  const other = await context.newPage()
  const late = await new Manage(other, world).openApp('Account')
  const lateKeys = new Keys(other, late)
  const enable = late.getByRole('switch', { name: 'Enable: Revenue Service' })
  const items = (place: FrameLocator) => ({
    service: place.getByLabel('Default Non-Product ID for Revenue Service'),
    agreement: place.getByLabel('Default Non-Product ID for Revenue Agreement'),
  })
  await expect(enable).toBeChecked()
  await lateKeys.to(items(late).service)
  await lateKeys.press('Control+a')
  await lateKeys.type('MINE')
  await lateKeys.to(items(late).agreement)
  await lateKeys.press('Control+a')
  await lateKeys.type('MINE TOO')
  await manage.page.bringToFront()
  await keys.to(items(app).service)
  await keys.press('Control+a')
  await keys.type('THEIRS')
  await keys.to(items(app).agreement)
  await keys.press('Control+a')
  await keys.type('THEIRS TOO')
  await keys.save(items(app).agreement)
  await other.bringToFront()
  await lateKeys.press('Control+s')
  await expect(late.getByText('Somebody else saved since you opened this page.')).toBeVisible()
  await expect(items(late).service).toHaveValue('MINE')
  await expect(items(late).service).toHaveAccessibleDescription(
    /Saved meanwhile by .*: THEIRS\. Yours: MINE\./,
  )
  await expect(items(late).agreement).toHaveAccessibleDescription(/: THEIRS TOO\. Yours: MINE TOO\./)
  await expect(items(late).agreement).toBeFocused()
  await lateKeys.press('Control+a')
  await lateKeys.type('AGREED')
  await lateKeys.save(items(late).agreement)
  await reload(late)
  await expect(items(late).service).toHaveValue('MINE')
  await expect(items(late).agreement).toHaveValue('AGREED')
})
