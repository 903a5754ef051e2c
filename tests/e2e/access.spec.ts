import type { FrameLocator, Page } from '@playwright/test'
import { NORTHWIND } from '../simulators/connectwise/seed.ts'
import { axeFaults } from './support/looks.ts'
import { expect, Manage, stateOf, test } from './support/test.ts'

test('the pod in its states has no fault that axe finds, also while small', async ({ manage, books }) => {
  const { page, pod } = manage
  const { line } = await books.unmapped('Backup')
  const open = await books.invoice({ status: 'new' })
  const fix = await books.invoice({ lines: [line] })
  const ready = await books.invoice()
  await manage.open(`invoices/${open.id}`)
  for (const [invoice, word] of [
    [open, 'Not closed yet'],
    [fix, 'Needs a fix'],
    [ready, 'Ready to send'],
  ] as const) {
    await manage.open(`invoices/${invoice.id}`)
    await expect(stateOf(pod)).toHaveText(word)
    await expectAccessible(page, '[data-testid=pod]')
    await small(page)
    await expectNoSidewaysScroll(pod)
  }
  const button = await pod.getByRole('button', { name: 'Send to Xero' }).boundingBox()
  const frame = await page.getByTestId('pod').boundingBox()
  expect((button?.y ?? 999) + (button?.height ?? 999)).toBeLessThanOrEqual((frame?.y ?? 0) + 260)
  await pod.getByText('Preview', { exact: true }).click()
  await expectAccessible(page, '[data-testid=pod]')
  await expectNoSidewaysScroll(pod)
  await pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(pod)).toHaveText('In Xero')
  await expectAccessible(page, '[data-testid=pod]')
  await expectNoSidewaysScroll(pod)
  await page.getByTestId('member').selectOption('TEllis')
  await expect(pod.getByRole('heading')).toHaveText('You can’t see accounting here yet')
  await expectAccessible(page, '[data-testid=pod]')
})

test('a pod without a ledger has no fault that axe finds', async ({ page, world }) => {
  const north = new Manage(page, world, NORTHWIND.company)
  await north.openInvoice('10451', NORTHWIND.member)
  await expect(north.pod.getByText('No ledger is connected, so nothing goes from here.')).toBeVisible()
  await expectAccessible(page, '[data-testid=pod]')
})

for (const [screen, heading] of [
  ['Sync', 'Sync'],
  ['Results', 'Results'],
  ['Mappings', 'Mappings'],
  ['Companies', 'Companies'],
  ['Account', 'Account'],
] as const) {
  test(`${screen}: no fault that axe finds, no sideways scroll at 320 px`, async ({ manage }) => {
    const app = await manage.openApp(screen)
    await expect(app.getByRole('heading', { level: 1 })).toHaveText(heading)
    await expectAccessible(manage.page, '[data-testid=menu-frame]')
    await manage.page.addStyleTag({ content: '[data-testid=menu-frame] { width: 320px !important }' })
    await expectNoSidewaysScroll(app)
  })
}

/** As small as Manage makes a pod: 260 px high, 300 px wide. */
async function small(page: Page): Promise<void> {
  const content = '[data-testid=pod] { width: 300px !important; height: 260px !important }'
  await page.addStyleTag({ content })
}

async function expectNoSidewaysScroll(frame: FrameLocator): Promise<void> {
  const body = frame.locator('body')
  await expect
    .poll(() =>
      body.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    )
    .toBe(0)
}

async function expectAccessible(page: Page, frame: string): Promise<void> {
  expect(await axeFaults(page, { frame })).toEqual([])
}
