import { time } from '../simulators/connectwise/seed-lines.ts'
import { expectGoodLooks } from './support/looks.ts'
import { expect, test } from './support/test.ts'

test('what is in the books already is batched without being sent, by the keyboard alone, and taken back', async ({
  manage,
  books,
}) => {
  const [first, second] = await books.invoices(2, { company: 'JacanaArch' })
  if (!first || !second) throw new Error('No invoices were made.')
  const app = await manage.openApp('Sync')
  const { keyboard } = manage.page
  await app.getByRole('button', { name: 'Refresh' }).click()
  await expect(app.getByRole('row').filter({ hasText: second.number })).toBeVisible()
  await app.getByRole('link', { name: 'Already in the books' }).focus()
  await keyboard.press('Enter')
  await app.getByLabel('Number from').fill(first.number)
  await app.getByLabel('Number to').fill(second.number)
  await keyboard.press('Enter')
  await expect(app.getByText('This filter leaves')).toContainText('2 invoices, $825.00 AUD')
  await expectGoodLooks(manage.page, app)
  const batch = await app.getByRole('row').filter({ hasText: first.number }).locator('code').textContent()

  const mark = app.getByRole('button', { name: /^Mark 2 invoices, \$825\.00 AUD, without sending/ })
  await mark.focus()
  await keyboard.press('Enter')
  await expect(app.getByText('Say why they are not sent.')).toBeVisible()
  await expect(app.getByLabel('Reason')).toBeFocused()
  await keyboard.type('Entered by hand in October')
  await keyboard.press('Enter')
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('Marked, not sent')
  await expect(app.getByRole('status').first()).toContainText('2 marked in ConnectWise')
  for (const invoice of [first, second]) {
    await books.expectNothingSent(invoice.number)
    expect((await books.inConnectWise(invoice.id)).glBatch).not.toBeNull()
  }
  expect((await books.inConnectWise(first.id)).glBatch?.name).toBe(batch)

  await app.getByRole('link', { name: 'Results' }).click()
  await app.getByRole('link', { name: 'All', exact: true }).click()
  const row = app.getByRole('row').filter({ hasText: first.number })
  await expect(row).toContainText('Marked, not sent')
  await expect(row).toContainText('Entered by hand in October')

  await manage.open(`invoices/${first.id}`)
  await expect(manage.pod.getByText('It is batched in ConnectWise and was not sent.')).toBeVisible()
  const back = manage.pod.getByRole('button', { name: 'Take the mark back' })
  await back.focus()
  await keyboard.press('Enter')
  await expect.poll(async () => (await books.inConnectWise(first.id)).glBatch).toBeNull()
  await expect(manage.pod.getByRole('button', { name: 'Send to Xero' })).toBeVisible()
})

test('a batch that was closed stays, and the run says why', async ({ manage, books, connectwise }) => {
  const invoice = await books.invoice({ company: 'HarbourVet' })
  const app = await manage.openApp('Sync')
  await app.getByRole('button', { name: 'Refresh' }).click()
  await expect(app.getByRole('row').filter({ hasText: invoice.number })).toBeVisible()
  await app.getByRole('link', { name: 'Already in the books' }).click()
  await app.getByLabel('Number from').fill(invoice.number)
  await app.getByLabel('Number to').fill(invoice.number)
  await app.getByRole('button', { name: 'Show' }).click()
  await app.getByLabel('Reason').fill('Old')
  await app.getByRole('button', { name: /^Mark 1 invoice/ }).click()
  await expect(app.getByRole('status').first()).toContainText('1 marked in ConnectWise')
  const { glBatch } = await books.inConnectWise(invoice.id)
  await connectwise.call('PATCH', 'batches', { tenant: 'evenbook_demo', id: glBatch?.id })
  await app.getByRole('button', { name: 'Take all 1 back' }).click()
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('Marks taken back')
  await expect(app.getByRole('row').filter({ hasText: invoice.number })).toContainText(
    'Batch closed in ConnectWise',
  )
  expect((await books.inConnectWise(invoice.id)).glBatch).not.toBeNull()
})

test('one that a rule leaves out is sent anyway, with a reason and by the keyboard alone', async ({
  manage,
  books,
}) => {
  const nothing = { lines: [time('Goodwill visit', '1', '0.0000')] }
  const [first, second] = await books.invoices(2, nothing)
  if (!first || !second) throw new Error('No invoices were made.')
  const { pod, page } = manage
  await manage.open(`invoices/${first.id}`)
  await expect(pod.getByRole('button', { name: 'Mark in ConnectWise' })).toBeVisible()
  const open = pod.getByRole('button', { name: 'Send anyway…' })
  await open.focus()
  await page.keyboard.press('Enter')
  await expect(pod.getByText('Only this rule is set aside, and only for this record.')).toBeVisible()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(pod.getByLabel('Reason')).toBeFocused()
  await expect(pod.getByLabel('Reason')).toHaveAccessibleDescription('Say why it is sent anyway.')
  await page.keyboard.type('The customer wants to see it')
  await page.keyboard.press('Enter')
  await expect(pod.getByText('Sent anyway, by Jane Ng')).toContainText('The customer wants to see it')
  await expect
    .poll(async () => (await books.inXero(first.number)).map(({ total }) => total))
    .toEqual(['0.00'])
  await expect(pod.getByRole('button', { name: 'Do not send anyway' })).toHaveCount(0)

  const app = await manage.openApp('Sync')
  await app.getByRole('button', { name: 'Refresh' }).click()
  const row = app.getByRole('row').filter({ hasText: second.number })
  await row.getByRole('button', { name: `Send ${second.number} anyway…` }).press('Enter')
  await row.getByLabel('Reason').fill('So does this one')
  await expectGoodLooks(page, app)
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await books.inXero(second.number)).length).toBe(1)
})
