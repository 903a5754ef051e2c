import type { FrameLocator } from '@playwright/test'
import { expect, Manage, stateOf, test } from './support/test.ts'
import { timeFactor } from './support/world.ts'

test('ticked invoices go as one run, which is found again in Results with all that happened', async ({
  manage,
  books,
}) => {
  const invoices = await books.invoices(2, { company: 'JacanaArch' })
  const app = await manage.openApp('Sync')
  await refreshUntil(app, invoices[1]?.number)
  for (const { number } of invoices) await app.getByRole('checkbox', { name: `Tick ${number}` }).check()
  await expect(app.getByText('2 ticked · $825.00 AUD')).toBeVisible()
  await app.getByRole('button', { name: 'Send 2 selected' }).click()
  await app.getByRole('button', { name: /^Send 2 invoices, \$825\.00 AUD, to/ }).click()
  await expect(app.getByRole('heading', { name: 'Selected invoices' })).toBeVisible()
  await expect(app.getByRole('status').first()).toContainText('2 of 2')
  for (const invoice of invoices) await books.expectSentOnce(invoice)
  await app.getByRole('link', { name: 'Results' }).click()
  const number = invoices[0]?.number ?? ''
  const row = app.getByRole('row').filter({ hasText: number })
  await expect(row).toContainText('In Xero')
  await row.getByRole('link', { name: number, exact: true }).click()
  await expect(stateOf(app.locator('main'))).toHaveText('In Xero')
  const timeline = app.getByRole('region', { name: 'Timeline', exact: true })
  await expect(timeline.getByRole('row')).not.toHaveCount(0)
  await expect(timeline).toContainText('200')
})

test('Sync all shows its progress live and, loaded again half way, at the same point', async ({
  manage,
  books,
  xero,
}) => {
  const invoices = await books.invoices(3, { company: 'HarbourVet' })
  const app = await manage.openApp('Sync')
  await refreshUntil(app, invoices[2]?.number)
  await app.getByRole('button', { name: 'Sync all' }).click()
  await xero.fault({ effect: 'slow', delayMs: 2_000 * timeFactor, match: { path: 'Invoices$' }, times: 3 })
  await app.getByRole('button', { name: /^Send \d+ .* to Northwind Managed IT/ }).click()
  await expect(app.getByRole('heading', { name: 'Sync all' })).toBeVisible()
  await expect(app.getByText('Running for')).toBeVisible()
  await app.locator('body').evaluate(() => location.reload())
  await expect(app.getByText('Running for')).toBeVisible()
  await expect(app.getByText('Took')).toBeVisible({ timeout: 20_000 })
  await expect(app.getByRole('status').first()).toContainText(/(\d+) of \1 /)
  for (const invoice of invoices) await books.expectSentOnce(invoice)
})

test('click, callback and Sync all on one invoice within 50 ms: one document', async ({
  manage,
  books,
  connectwise,
  world,
  context,
}) => {
  const invoice = await books.invoice({ company: 'LorikeetCare' })
  const list = new Manage(await context.newPage(), world)
  const app = await list.openApp('Sync')
  await refreshUntil(app, invoice.number)
  await app.getByRole('button', { name: 'Sync all' }).click()
  await manage.open(`invoices/${invoice.id}`)
  await expect(stateOf(manage.pod)).toHaveText('Ready to send')
  const at = Date.now() + 1_000
  const press = (button: HTMLElement, moment: number) =>
    new Promise<number>(done => {
      setTimeout(() => {
        button.click()
        done(Date.now())
      }, moment - Date.now())
    })
  const callback = async () => {
    await new Promise(done => setTimeout(done, at - Date.now()))
    const began = Date.now()
    await connectwise.call('POST', 'callbacks/send', { tenant: 'evenbook_demo', id: invoice.id })
    return began
  }
  const moments = await Promise.all([
    manage.pod.getByRole('button', { name: 'Send to Xero' }).evaluate(press, at),
    app.getByRole('button', { name: /^Send \d+ / }).evaluate(press, at),
    callback(),
  ])
  console.log(`click, Sync all and callback within ${Math.max(...moments) - Math.min(...moments)} ms`)
  await expect(stateOf(manage.pod)).toHaveText('In Xero')
  await expect(app.getByText('Took')).toBeVisible()
  await books.expectSentOnce(invoice)
})

test('a number that is not on the list gets an answer', async ({ manage, books }) => {
  const open = await books.invoice({ status: 'new' })
  await manage.open(`invoices/${open.id}`)
  await expect(stateOf(manage.pod)).toHaveText('Not closed yet')
  const app = await manage.openApp('Sync')
  const why = app.getByRole('region', { name: 'Why is a record not here?' })
  await why.getByRole('textbox').fill(open.number)
  await why.getByRole('button', { name: 'Explain' }).click()
  await expect(why.getByRole('status')).toContainText('Not closed yet')
})

/** The list is read by the worker; it follows by itself once that has happened. */
async function refreshUntil(app: FrameLocator, number = ''): Promise<void> {
  await app.getByRole('button', { name: 'Refresh' }).click()
  const row = app.getByRole('row').filter({ hasText: number })
  await expect(row).toContainText('Ready to send')
}
