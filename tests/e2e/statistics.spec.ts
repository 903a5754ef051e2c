import { expectGoodLooks } from './support/looks.ts'
import { expect, test } from './support/test.ts'

test('Sync Statistics: what was sent is counted in chart, table and CSV; axe, light and dark, 320 px', async ({
  manage,
  books,
}) => {
  const invoice = await books.invoice()
  await manage.open(`invoices/${invoice.id}`)
  await manage.pod.getByRole('button', { name: 'Send to Xero' }).press('Enter')
  await books.expectSentOnce(invoice)
  const app = await manage.openApp('Statistics')
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('Sync Statistics')
  await expect(app.getByRole('img', { name: /^Records synced per month/ })).toBeVisible()
  const table = app.getByRole('region', { name: 'Records synced per month' })
  await expect(table.getByRole('row')).toHaveCount(15)
  const cells = table.getByRole('row').nth(1).getByRole('cell')
  // Counts of records, no amounts.
  const [invoices = 0, ...others] = (await cells.allTextContents()).slice(0, 4).map(Number)
  const total = await cells.nth(4).textContent()
  expect(invoices).toBeGreaterThan(0)
  expect(Number(total)).toBe(others.reduce((all, one) => all + one, invoices))
  await expect(cells.nth(6)).not.toHaveText('–')
  const csv = await app.getByRole('link', { name: 'CSV' }).evaluate(async link => {
    const answer = await fetch(link.getAttribute('href') ?? '')
    return answer.text()
  })
  expect(csv.trim().split('\n')).toHaveLength(14)
  expect(csv.trim().split('\n').at(-1)).toContain(`,${total},`)
  await expectGoodLooks(manage.page, app)
})
