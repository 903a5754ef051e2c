import { mkdirSync } from 'node:fs'
import type { FrameLocator } from '@playwright/test'
import { expect, type Manage, test } from './support/test.ts'

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
    open: async manage => follow(manage, 'agreements', 'Managed Support'),
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

/** The first of a list of Manage's whose name has this in it. */
async function follow(manage: Manage, list: string, name: string): Promise<FrameLocator> {
  await manage.open(list)
  await manage.page.getByRole('main').getByRole('link', { name }).first().click()
  return manage.pod
}

for (const { name, open, shows } of stops)
  test(`${name}: Evenbook stands on the screen and says something`, async ({ manage }) => {
    const frame = await open(manage)
    await expect(frame.getByRole('heading', { level: 1 }).first()).toHaveText(shows)
    await expect(frame.locator('[aria-busy=true]')).toHaveCount(0)
    if (!taken) return
    mkdirSync('docs/tour', { recursive: true })
    await manage.page.screenshot({ path: `docs/tour/${name}.png`, animations: 'disabled', caret: 'hide' })
  })
