import { sql } from './support/browser.ts'
import { Keys } from './support/keyboard.ts'
import { expect, test } from './support/test.ts'

/** The person's own switch, and the page that the foot of every alert leads to. */

test.afterEach(async ({ world }) => {
  await sql(world)`delete from settings where key = 'alert-mails'`
})

test('by keyboard alone: alerts are switched off under My profile, where the foot of a mail leads', async ({
  manage,
  browser,
  world,
}) => {
  const app = await manage.openApp('My profile')
  const alerts = app.getByRole('region', { name: 'Alerts' })
  await expect(alerts).toContainText('Your role has them on.')
  const choice = alerts.getByLabel('Alerts by mail')
  await expect(choice).toHaveValue('role')
  const keys = new Keys(manage.page, app)
  await keys.to(choice)
  await keys.press('End')
  await expect(choice).toHaveValue('off')
  await keys.save(choice)
  await app.locator('body').evaluate(() => location.reload())
  await expect(choice).toHaveValue('off')

  const link = `/${world.installs.demo}/profile?field=alert-mails`
  const alone = await (await browser.newContext()).newPage()
  await alone.goto(`${world.app}${link}#alerts`)
  await expect(alone.getByRole('heading', { name: 'Sign in to Evenbook' })).toBeVisible()
  expect(await alone.locator('input[name=next]').inputValue()).toBe(link)
  await alone.context().close()
})
