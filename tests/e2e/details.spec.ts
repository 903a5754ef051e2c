import type { FrameLocator } from '@playwright/test'
import { DEMO, NORTHWIND } from '../simulators/connectwise/seed.ts'
import { axeFaults } from './support/looks.ts'
import { expect, Manage, test } from './support/test.ts'

const second = { public: 'northPublicKey002', private: 'northPrivateKey7d20' }

test('Test ConnectWise Connectivity: on keys that are not saved; wrong ones come with their fix, right ones with a time each', async ({
  manage,
}) => {
  const app = await manage.openApp('Account')
  await replace(app, 'notTheKeyAtAll00')
  const run = app.getByRole('button', { name: 'Test ConnectWise Connectivity' })
  await run.click()
  const lines = app.getByRole('list', { name: 'Connection test' }).getByRole('listitem')
  await expect(lines.last()).toContainText('ConnectWise refuses these keys.')
  await expect(lines.last()).toContainText('System, Members, API Members')
  await expect(lines).toHaveCount(3)
  await app.getByLabel('ConnectWise: API Private Key').fill(DEMO.keys.private)
  await run.click()
  await expect(app.getByText(/^All is in order\. \d\.\d s\.$/)).toBeVisible({ timeout: 12_000 })
  await expect(lines).toHaveCount(16)
  for (const line of await lines.all()) await expect(line).toContainText(/\d+ ms/)
  await app.getByRole('button', { name: 'Copy report' }).click()
  await expect(app.getByText(/^(Copied\.|Press Ctrl\+C to copy\.)$/)).toBeVisible()
  await expect(app.getByText('1 unsaved change')).toBeVisible()
  await app.getByRole('button', { name: 'Discard' }).click()
})

test('Test ConnectWise Connectivity: a test that takes long is cancelled', async ({
  manage,
  connectwise,
}) => {
  const app = await manage.openApp('Account')
  const match = { method: 'GET', path: '/finance/accounting/unpostedinvoices/count' }
  await connectwise.fault({ match, effect: 'slow', times: 5, delayMs: 60_000 })
  await app.getByRole('button', { name: 'Test ConnectWise Connectivity' }).click()
  await expect(app.getByText('Keys accepted…')).toBeVisible()
  await app.getByRole('button', { name: 'Cancel' }).click()
  await expect(app.getByText('Cancelled.')).toBeVisible()
  await expect(app.getByRole('button', { name: 'Test ConnectWise Connectivity' })).toBeEnabled()
})

test('ConnectWise: API Private Key: a wrong one changes nothing and says so at its field; a right one is shown by its end', async ({
  page,
  world,
  connectwise,
}) => {
  const app = await new Manage(page, world, NORTHWIND.company).openApp('Account', NORTHWIND.member)
  await expect(app.getByText(/ends with [\w-]{4} · set/)).toBeVisible()
  await replace(app, 'notTheKeyAtAll00')
  await app.getByRole('button', { name: 'Save', exact: true }).click()
  const field = app.getByLabel('ConnectWise: API Private Key')
  await expect(field).toHaveAccessibleDescription(/the stored ones go on working/)
  await expect(field).toHaveValue('notTheKeyAtAll00')
  const setup = { keys: [NORTHWIND.keys, second].map(keys => ({ ...keys, memberId: 150 })) }
  await connectwise.call('POST', 'tenants', { tenant: NORTHWIND.company, setup })
  await app.getByLabel('ConnectWise: API Public Key').fill(second.public)
  await field.fill(second.private)
  await page.keyboard.press('Control+s')
  await expect(app.getByText(`${second.private.slice(-4)} · set`)).toBeVisible()
  await expect(app.getByText(/by Pia Larsen · last worked (just now|1 min ago)/)).toBeVisible()
  expect(await app.locator('html').innerHTML()).not.toContain(second.private)
})

test('of two admins the second sees what the first saved, beside what was typed', async ({
  context,
  page,
  world,
}) => {
  const first = await new Manage(page, world, NORTHWIND.company).openApp('Account', NORTHWIND.member)
  const other = await context.newPage()
  const late = await new Manage(other, world, NORTHWIND.company).openApp('Account', NORTHWIND.member)
  await late.getByLabel('ConnectWise: Software Version').selectOption('2024.1')
  await page.bringToFront()
  await first.getByLabel('ConnectWise: Software Version').selectOption('2025.1')
  await first.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(first.getByText('Saved.', { exact: false }).first()).toBeVisible()
  await other.bringToFront()
  await late.getByRole('button', { name: 'Save', exact: true }).click()
  const version = late.getByLabel('ConnectWise: Software Version')
  await expect(late.getByText('Somebody else saved since you opened this page.')).toBeVisible()
  await expect(version).toHaveValue('2024.1')
  await expect(version).toHaveAccessibleDescription(/Saved meanwhile: 2025\.1\./)
  await late.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(late.getByText('Somebody else saved')).toHaveCount(0)
  await expect(version).toHaveValue('2024.1')
})

test('by keyboard alone: a site is chosen, its host refused at the field, and everything taken back', async ({
  manage,
}) => {
  const { page } = manage
  const app = await manage.openApp('Account')
  const site = app.getByLabel('ConnectWise: PSA site')
  await site.focus()
  await page.keyboard.press('End')
  const host = app.getByLabel('Host name')
  await expect(host).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(host).toBeFocused()
  await page.keyboard.type('127.0.0.1')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(app.getByText('This is an address. Give the server’s name in the public DNS')).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(host).toHaveAccessibleDescription(/This is an address/)
  await expect(host).toBeFocused()
  await app.getByRole('button', { name: 'Discard' }).press('Enter')
  await expect(host).toHaveCount(0)
})

test('Default Non-Product ID for Revenue Service: known ones are offered, another is told as not mapped and saved', async ({
  manage,
}) => {
  const { page } = manage
  const app = await manage.openApp('Account')
  await app.getByRole('switch', { name: 'Enable: Revenue Service' }).press('Space')
  const field = app.getByLabel('Default Non-Product ID for Revenue Service', { exact: true })
  const list = app.locator(`datalist[id="${await field.getAttribute('list')}"]`)
  expect(await list.locator('option').count()).toBeGreaterThan(3)
  await field.focus()
  await page.keyboard.type('Nobody knows this')
  await expect(field).toHaveAccessibleDescription(/Not mapped yet: Nobody knows this\./)
  await page.keyboard.press('Control+s')
  await expect(app.getByText('Saved.', { exact: false }).first()).toBeVisible()
  await app.getByRole('link', { name: 'Open Mappings' }).press('Enter')
  await expect(app.getByRole('heading', { name: 'Mappings' })).toBeVisible()
  await expect(app.getByRole('combobox', { name: 'Xero for Nobody knows this' })).toBeFocused()
})

test('an on-premise host gets its record to add, and stays refused until the record is there', async ({
  manage,
}) => {
  const app = await manage.openApp('Account')
  await app.getByLabel('ConnectWise: PSA site').selectOption('on-premise')
  await app.getByLabel('Host name').fill('manage.evenbook.invalid.example')
  await app.getByRole('button', { name: 'Prove this host' }).click()
  await expect(app.getByText('_evenbook.manage.evenbook.invalid.example')).toBeVisible()
  await app.getByRole('button', { name: 'Check the record' }).click()
  await expect(app.getByText('is not found in the public DNS')).toBeVisible()
  await app.getByRole('button', { name: 'Test ConnectWise Connectivity' }).click()
  await expect(app.getByText('Prove first that this host is yours')).toBeVisible()
  await app.getByRole('button', { name: 'Discard' }).click()
})

test('a legacy version asks for an integrator login instead of keys', async ({ manage, expectConsole }) => {
  const app = await manage.openApp('Account')
  await app.getByLabel('ConnectWise: Software Version').selectOption('2015.3')
  await expect(app.getByLabel('ConnectWise: Integrator username')).toBeVisible()
  await expect(app.getByLabel('ConnectWise: Integrator password')).toBeVisible()
  await expect(app.getByLabel('ConnectWise: API Public Key')).toHaveCount(0)
  await app.getByLabel('ConnectWise: Integrator username').fill('evenbook')
  await app.getByLabel('ConnectWise: Integrator password').fill('of two words')
  expectConsole(/403/)
  await app.getByRole('button', { name: 'Test ConnectWise Connectivity' }).click()
  await expect(app.getByText(/^ConnectWise: Integrator password: Plain letters/)).toBeVisible()
  await app.getByLabel('ConnectWise: Software Version').selectOption('latest')
  await expect(app.getByLabel('ConnectWise: Integrator username')).toHaveCount(0)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`${colorScheme}: the details in all their states have no fault that axe finds, wide and at 320 px`, async ({
    manage,
  }) => {
    const { page } = manage
    await page.emulateMedia({ colorScheme })
    const app = await manage.openApp('Account')
    await replace(app, 'notTheKeyAtAll00')
    await app.getByRole('button', { name: 'Test ConnectWise Connectivity' }).click()
    await expect(app.getByRole('button', { name: 'Copy report' })).toBeVisible()
    await app.getByLabel('ConnectWise: PSA site').selectOption('on-premise')
    await app.getByLabel('Host name').fill('127.0.0.1')
    await app.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(app.getByLabel('Host name')).toHaveAccessibleDescription(/is an address/)
    for (const width of [1280, 320]) {
      await page.addStyleTag({ content: `[data-testid=menu-frame] { width: ${width}px !important }` })
      expect(await axeFaults(page, { theme: colorScheme, frame: '[data-testid=menu-frame]' })).toEqual([])
      const body = app.locator('body')
      const sideways = () =>
        body.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      await expect.poll(sideways).toBe(0)
    }
    await app.getByRole('button', { name: 'Discard' }).click()
  })
}

async function replace(app: FrameLocator, key: string): Promise<void> {
  await app.getByRole('button', { name: 'Replace ConnectWise: API Private Key' }).click()
  await app.getByLabel('ConnectWise: API Private Key').fill(key)
}
