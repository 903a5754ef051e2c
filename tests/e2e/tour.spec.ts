import { mkdirSync } from 'node:fs'
import type { FrameLocator } from '@playwright/test'
import { expect, type Manage, stateOf, test } from './support/test.ts'

/**
 * A walk through every screen of Manage that hosts Evenbook. With EVENBOOK_TOUR=1 it takes the README's pictures into docs/tour, from
 * a sandbox that nobody has touched: `EVENBOOK_TOUR=1 playwright test tests/e2e/tour.spec.ts`.
 */
const taken = process.env.EVENBOOK_TOUR === '1'
test.use({ viewport: { width: 1_200, height: 720 }, deviceScaleFactor: 1 })

interface Stop {
  name: string
  /** opens the screen, and gives the frame that Evenbook has in it */
  open(manage: Manage): Promise<FrameLocator>
  shows: RegExp
}

const stops: readonly Stop[] = [
  {
    name: 'invoice',
    open: async manage => {
      await manage.openInvoice('10456')
      return manage.pod
    },
    shows: /10456/,
  },
  {
    name: 'purchase-order',
    open: async manage => follow(manage, 'orders', 'PO-2041'),
    shows: /Bills of|Nothing to bill yet/,
  },
  {
    name: 'agreement',
    open: async manage => follow(manage, 'agreements', 'Managed Support', 1),
    shows: /Managed Support/,
  },
  {
    name: 'company-finance',
    open: async manage => {
      await follow(manage, 'companies', 'Iron')
      return manage.openTab()
    },
    shows: /Invoices of Ironbark/,
  },
  {
    name: 'today',
    open: async manage => {
      await manage.open('today')
      return manage.openTab()
    },
    shows: /My items|Nothing waits for you/,
  },
  {
    name: 'expense',
    open: async manage => follow(manage, 'expenses', 'Fuel'),
    shows: /./,
  },
  {
    name: 'menu',
    open: async manage => manage.openApp('Sync'),
    shows: /Sync/,
  },
]

/** Of those on a list of Manage's whose name has this in it, the first or the one at that place. */
async function follow(manage: Manage, list: string, name: string, place = 0): Promise<FrameLocator> {
  await manage.open(list)
  await manage.page.getByRole('main').getByRole('link', { name }).nth(place).click()
  return manage.pod
}

/** So that each picture has something to show: what is bought and spent is taken, one is sent, and one needs a fix. */
if (taken)
  test('before the pictures', async ({ manage }) => {
    test.slow()
    const { pod } = manage
    const app = await manage.openCompany()
    const records = app.getByRole('region', { name: 'Records' })
    for (const name of ['Procurement', 'Expenses']) await records.getByRole('checkbox', { name }).check()
    await app.getByRole('button', { name: /^Save/ }).click()
    await expect(app.getByRole('status').filter({ hasText: 'Saved' }).first()).toBeVisible()
    for (const [number, label, state] of [
      ['10461', 'Send to Xero', 'In Xero'],
      ['10452', 'Send to Xero', 'In Xero'],
      ['10467', 'Send once fixed', 'Needs a fix'],
    ] as const) {
      await manage.openInvoice(number)
      await pod.getByRole('button', { name: label }).click()
      await expect(stateOf(pod)).toHaveText(state, { timeout: 30_000 })
    }
  })

for (const { name, open, shows } of stops)
  test(`${name}: Evenbook stands on the screen and says something`, async ({ manage }) => {
    const frame = await open(manage)
    await expect(frame.getByRole('heading', { level: 1 }).first()).toHaveText(shows, { timeout: 30_000 })
    await expect(frame.locator('[aria-busy=true]')).toHaveCount(0)
    if (!taken) return
    mkdirSync('docs/tour', { recursive: true })
    await manage.page.screenshot({ path: `docs/tour/${name}.png`, animations: 'disabled', caret: 'hide' })
  })
