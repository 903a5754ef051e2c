import { closeAppDatabase } from '../../lib/accounts/database.ts'
import { signInAlone } from './support/alone.ts'
import { expect, test } from './support/test.ts'
import { theWorld } from './support/world.ts'

const world = theWorld()

test.beforeAll(() => void Object.assign(process.env, world.environment))
test.afterAll(() => closeAppDatabase())

/** In bytes a second: the page is read in a moment, and its scripts come later. */
const thin = 24_000

test('what is typed into a mapping before the page has come alive is looked for once it has', async ({
  page,
}) => {
  await signInAlone(page, world)
  const line = await page.context().newCDPSession(page)
  const carry = (downloadThroughput: number) =>
    line.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 0, uploadThroughput: -1 },
      downloadThroughput,
    })
  await line.send('Network.enable')
  await carry(thin)
  await page.goto(`${world.app}/${world.installs.demo}/mappings?kind=term`, { waitUntil: 'commit' })
  const field = page.getByRole('combobox', { name: 'Xero for Net 30' })
  await field.focus({ timeout: 30_000 })
  await page.keyboard.type('12')
  await expect(field).toHaveValue('12')
  // Nobody listens yet.
  await expect(field).toHaveAttribute('aria-expanded', 'false')
  await carry(-1)
  await expect(page.getByRole('option', { name: '12th of the next month' })).toBeVisible({ timeout: 30_000 })
  await expect(field).toHaveValue('12')
})
