import type { FrameLocator } from '@playwright/test'
import { sql } from './support/browser.ts'
import { Keys } from './support/keyboard.ts'
import { expectGoodLooks } from './support/looks.ts'
import { expect, stateOf, test } from './support/test.ts'
import { timeFactor } from './support/world.ts'

test('held invoices are ticked and released together, by the keyboard alone', async ({ manage, books }) => {
  const [first, second, third] = await books.invoices(3, { company: 'JacanaArch' })
  if (!first || !second || !third) throw new Error('No invoices were made.')
  const app = await manage.openApp('Sync')
  const keys = new Keys(manage.page, app)
  await refreshUntil(app, third.number)
  const tick = (number: string) => app.getByRole('checkbox', { name: `Tick ${number}` })
  for (const { number } of [first, second, third]) {
    await tick(number).focus()
    await keys.press('Space')
  }
  await keys.back(app.getByRole('button', { name: 'Hold 3 selected…' }))
  await keys.press('Enter')
  await app.getByLabel('Reason').focus()
  await keys.type('Stocktaking')
  await keys.press('Enter')
  for (const { number } of [first, second, third]) await expect(row(app, number)).toContainText('Stocktaking')
  await tick(third.number).focus()
  await keys.press('Space')
  await expect(tick(third.number)).not.toBeChecked()
  await keys.back(app.getByRole('button', { name: 'Release 2 selected' }))
  await keys.press('Enter')
  for (const { number } of [first, second]) await expect(row(app, number)).toContainText('Ready to send')
  await expect(row(app, third.number)).toContainText('Held')
  await expectGoodLooks(manage.page, app)
})

test('an invoice that was never sent opens from the list: entry, debits and credits, its calls, and Send', async ({
  manage,
  books,
  world,
}) => {
  await sql(world)`delete from settings where key = 'api-logging'`
  await sql(world)`delete from api_calls`
  const invoice = await books.invoice({ company: 'JacanaArch' })
  const app = await manage.openApp('Sync')
  await refreshUntil(app, invoice.number)
  await app.getByRole('link', { name: invoice.number, exact: true }).click()
  await expect(app.getByRole('heading', { level: 1 })).toHaveText(invoice.number)
  await expect(stateOf(app.locator('main'))).toHaveText('Ready to send')
  await expect(app.getByRole('region', { name: 'Debits and credits' })).toContainText('412.50')
  await expect(app.getByText('Nothing of it was sent yet.')).toBeVisible()
  const calls = app.getByRole('region', { name: 'Calls about it' })
  await expect(calls).toContainText('detailed logging is off')
  await expectGoodLooks(manage.page, app)
  await calls.getByRole('link', { name: 'Turn it on under Logs' }).click()
  await app.getByRole('button', { name: 'Turn on' }).click()
  await expect(app.getByText('Detailed logging is off: no calls are kept')).toHaveCount(0)
  try {
    await app.getByRole('navigation', { name: 'Evenbook' }).getByRole('link', { name: 'Sync' }).click()
    await app.getByRole('link', { name: invoice.number, exact: true }).click()
    await app.getByRole('button', { name: 'Send to Xero' }).click()
    await expect(stateOf(app.locator('main'))).toHaveText('In Xero')
    await books.expectSentOnce(invoice)
    const write = calls.getByRole('link', { name: /^PUT .*Invoices/ })
    await expect
      .poll(async () => {
        await app.locator('body').evaluate(() => location.reload())
        await expect(app.getByRole('heading', { level: 1 })).toHaveText(invoice.number)
        // Written down a moment after they were made, by the web and the worker each.
        return write.count()
      })
      .toBe(1)
    await write.click()
    await expect(app.getByRole('region', { name: 'Request: body' })).toContainText(invoice.number)
    await expect(app.getByRole('region', { name: 'Request: headers' })).toContainText(
      'authorization: [secret]',
    )
  } finally {
    await sql(world)`delete from settings where key = 'api-logging'`
  }
})

test('all pages of a filtered list are chosen with one button and go as one run', async ({
  manage,
  books,
}) => {
  const invoices = await books.invoices(53, { company: 'LorikeetCare' })
  const app = await manage.openApp('Sync')
  await refreshUntil(app, invoices[52]?.number)
  const prefix = (invoices[0]?.number ?? '').slice(0, -1)
  await app.getByLabel('Number or customer').fill(prefix)
  await app.getByRole('button', { name: 'Filter' }).click()
  await expect(app.getByText('Page 1 of 2')).toBeVisible()
  // The page shows fifty, and checks them by itself.
  await expect(app.getByText('Ready to send')).toHaveCount(50)
  await app.getByRole('checkbox', { name: 'Tick all on this page' }).check()
  await app.getByRole('button', { name: 'Select all 53 on this list' }).click()
  await expect(app.getByText('All 53 are selected · $21,862.50 AUD')).toBeVisible()
  await app.getByRole('button', { name: 'Send all 53' }).click()
  await app.getByRole('button', { name: /^Send what can go of 53 invoices, \$21,862\.50 AUD, to/ }).click()
  await expect(app.getByRole('heading', { name: 'Selected invoices' })).toBeVisible()
  await expect(app.getByText('Took')).toBeVisible({ timeout: 40_000 })
  await expect(app.getByRole('status').first()).toContainText('53 of 53')
  for (const place of [0, 27, 52]) {
    const invoice = invoices[place]
    if (invoice) await books.expectSentOnce(invoice)
  }
})

test('Stop after current: what had not begun stays here, also after the page is loaded again', async ({
  manage,
  books,
  connectwise,
}) => {
  const invoices = await books.invoices(2, { company: 'HarbourVet' })
  const app = await manage.openApp('Sync')
  await refreshUntil(app, invoices[1]?.number)
  for (const { number } of invoices) await app.getByRole('checkbox', { name: `Tick ${number}` }).check()
  await app.getByRole('button', { name: 'Send 2 selected' }).click()
  await connectwise.fault({
    ...{ effect: 'slow', delayMs: 4_000 * timeFactor },
    match: { path: 'accounting/export' },
  })
  await app.getByRole('button', { name: /^Send 2 invoices/ }).click()
  await app.getByRole('button', { name: 'Stop after current' }).click()
  await expect(app.getByText('stopped: what had not begun was not sent')).toBeVisible()
  await expect(app.getByText('Took')).toBeVisible({ timeout: 20_000 })
  await app.locator('body').evaluate(() => location.reload())
  await expect(app.getByRole('status').first()).toContainText('2 of 2 · ✓ 0 in Xero · ! 0 to check · ✕ 0')
  await expect(app.getByRole('status').first()).toContainText('2 not sent')
  for (const { number } of invoices) await books.expectNothingSent(number)
})

test('what failed is tried again from Results, one alone and all together', async ({ manage, books }) => {
  const { line } = await books.unmapped('Retried')
  const invoices = await books.invoices(2, { company: 'HarbourVet', lines: [line] })
  for (const { id } of invoices) {
    await manage.open(`invoices/${id}`)
    await manage.pod.getByRole('button', { name: 'Send once fixed' }).click()
    await expect(manage.pod.getByRole('button', { name: 'Try again' })).toBeVisible()
  }
  const app = await manage.openApp('Results')
  const [first, second] = invoices
  if (!first || !second) throw new Error('No invoices were made.')
  await app.getByLabel('Number or customer').fill(first.number.slice(0, -1))
  await app.getByRole('button', { name: 'Filter' }).click()
  await expect(row(app, second.number)).toContainText('Needs a fix')
  await row(app, first.number)
    .getByRole('button', { name: `Retry ${first.number}` })
    .click()
  await row(app, first.number).getByRole('link', { name: first.number, exact: true }).click()
  const timeline = app.getByRole('region', { name: 'Timeline', exact: true })
  await expect(timeline.getByText('Asked to send')).toHaveCount(2)
  await expect(timeline.getByText('Stopped: needs a fix')).toHaveCount(2)
  await app.locator('body').evaluate(() => history.back())
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('Results')
  await app.locator('body').evaluate(() => location.reload())
  await app.getByRole('button', { name: 'Retry all 2' }).click()
  await expect(app.getByRole('heading', { name: 'Selected invoices' })).toBeVisible()
  await expect(app.getByText('Took')).toBeVisible({ timeout: 20_000 })
  await expect(app.getByRole('status').first()).toContainText('✕ 2 need a fix')
  await expect(app.getByRole('button', { name: 'Retry 2 failed' })).toBeVisible()
  for (const { number } of invoices) await books.expectNothingSent(number)
})

test('each list has its CSV, with the rows of its filter', async ({ manage, books }) => {
  const invoice = await books.invoice({ company: 'GullFreight' })
  const app = await manage.openApp('Sync')
  await refreshUntil(app, invoice.number)
  await app.getByLabel('Number or customer').fill(invoice.number)
  await app.getByRole('button', { name: 'Filter' }).click()
  await expect(app.getByText('1 invoice:')).toBeVisible()
  expect(await csvOf(app)).toEqual([
    expect.stringMatching(/^Number,Kind,Customer,Date,Total,/),
    expect.stringContaining(`${invoice.number},Invoice,Gull Freight Pty Ltd`),
  ])
  await app.getByRole('checkbox', { name: `Tick ${invoice.number}` }).check()
  await app.getByRole('button', { name: 'Send 1 selected' }).click()
  await app.getByRole('button', { name: /^Send 1 invoice/ }).click()
  await expect(app.getByText('Took')).toBeVisible({ timeout: 20_000 })
  expect(await csvOf(app)).toEqual([
    expect.stringMatching(/^State,Number,Kind,Total,/),
    expect.stringContaining(`In Xero,${invoice.number},Invoice,412.50,AUD`),
  ])
  await app.getByRole('navigation', { name: 'Evenbook' }).getByRole('link', { name: 'Results' }).click()
  await app.getByRole('link', { name: 'All', exact: true }).click()
  await expect(app.getByRole('link', { name: 'All', exact: true })).toHaveAttribute('aria-current', 'page')
  await app.getByLabel('Number or customer').fill(invoice.number)
  await app.getByRole('button', { name: 'Filter' }).click()
  await expect(row(app, invoice.number)).toContainText('In Xero')
  expect(await csvOf(app)).toHaveLength(2)
  await app.getByRole('link', { name: 'Payments' }).click()
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('Payments')
  expect((await csvOf(app))[0]).toMatch(/^Paid,Document,Customer,Amount/)
})

function row(app: FrameLocator, number: string) {
  return app.getByRole('row').filter({ hasText: number })
}

async function csvOf(app: FrameLocator): Promise<string[]> {
  const text = await app.getByRole('link', { name: 'CSV', exact: true }).evaluate(async link => {
    if (!(link instanceof HTMLAnchorElement)) throw new Error('CSV is no link.')
    return (await fetch(link.href)).text()
  })
  return text.replace('\uFEFF', '').trim().split('\n')
}

/** The list is read by the worker; it follows by itself once that has happened. */
async function refreshUntil(app: FrameLocator, number = ''): Promise<void> {
  await app.getByRole('button', { name: 'Refresh' }).click()
  await expect(row(app, number)).toBeVisible()
  await expect(row(app, number)).toContainText('Ready to send')
}
