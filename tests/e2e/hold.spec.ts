import { Keys } from './support/keyboard.ts'
import { expectGoodLooks } from './support/looks.ts'
import { expect, test } from './support/test.ts'

test('two ticked invoices are held with a reason and a day, nobody sends them, and one is released, by the keyboard alone', async ({
  manage,
  books,
}) => {
  const [first, second, third] = await books.invoices(3, { company: 'JacanaArch' })
  if (!first || !second || !third) throw new Error('No invoices were made.')
  const app = await manage.openApp('Sync')
  const keys = new Keys(manage.page, app)
  const row = (number: string) => app.getByRole('row').filter({ hasText: number })
  await keys.to(app.getByRole('button', { name: 'Refresh' }))
  await keys.press('Enter')
  for (const { number } of [first, second, third])
    await expect(row(number).getByText('Ready to send')).toBeVisible()

  for (const { number } of [first, second]) {
    const tick = app.getByRole('checkbox', { name: `Tick ${number}` })
    await tick.focus()
    await keys.press('Space')
    await expect(tick).toBeChecked()
  }
  await keys.back(app.getByRole('button', { name: 'Hold 2 selected…' }))
  await keys.press('Enter')
  await expect(app.getByRole('button', { name: 'Do not hold' })).toBeFocused()
  await keys.back(app.getByRole('button', { name: 'Hold 2 selected', exact: true }))
  await keys.press('Enter')
  await expect(app.getByText('Say why it is held.')).toBeVisible()
  await expect(app.getByLabel('Reason')).toBeFocused()
  await keys.type('Disputed by the customer')
  await app.getByLabel('Until (optional)').fill('2001-01-01')
  await keys.press('Enter')
  await expect(app.getByText('Choose a day after today.')).toBeVisible()
  await app.getByLabel('Until (optional)').fill('2099-12-24')
  await keys.press('Enter')
  for (const { number } of [first, second]) {
    await expect(row(number)).toContainText('Held')
    await expect(row(number)).toContainText('24 Dec 2099: Disputed by the customer')
    // It can be ticked to be released.
    await expect(app.getByRole('checkbox', { name: `Tick ${number}: Held` })).toBeEnabled()
  }
  await expectGoodLooks(manage.page, app)

  await keys.back(app.getByLabel('Show'))
  await keys.type('Held')
  await keys.press('Enter')
  await keys.to(app.getByRole('button', { name: 'Filter' }))
  await keys.press('Enter')
  await expect(row(third.number)).toHaveCount(0)
  await expect(row(first.number)).toBeVisible()

  await manage.open(`invoices/${first.id}`)
  await expect(manage.pod.getByText('Held', { exact: true }).first()).toBeVisible()
  await expect(manage.pod.getByText('Disputed by the customer')).toBeVisible()
  await expect(manage.pod.getByRole('button', { name: 'Send to Xero' })).toHaveCount(0)
  const release = manage.pod.getByRole('button', { name: 'Release' })
  await release.focus()
  await keys.press('Enter')
  await expect(manage.pod.getByText('Ready to send', { exact: true }).first()).toBeVisible()
  await manage.pod.getByRole('button', { name: 'Send to Xero' }).press('Enter')
  await books.expectSentOnce(first)
  await books.expectNothingSent(second.number)
})

test('all that a filter leaves is held over every page with one reason, and taken back at once, by the keyboard alone', async ({
  manage,
  books,
}) => {
  const invoices = await books.invoices(52, { company: 'LorikeetCare', daysAgo: 20 })
  const prefix = invoices[0]?.number.slice(0, -1) ?? ''
  const app = await manage.openApp('Sync')
  const keys = new Keys(manage.page, app)
  await keys.to(app.getByRole('button', { name: 'Refresh' }))
  await keys.press('Enter')
  await expect(app.getByText('the list follows by itself')).toBeVisible()
  await keys.to(app.getByLabel('Number or customer'))
  await keys.type(prefix)
  await keys.press('Enter')
  await expect(app.getByText('52 invoices: $21,450.00 AUD')).toBeVisible()
  const ready = app.getByRole('table').getByText('Ready to send')
  await expect(ready).toHaveCount(50)

  const all = app.getByRole('checkbox', { name: 'Tick all on this page' })
  await all.focus()
  await keys.press('Space')
  await keys.back(app.getByRole('button', { name: 'Select all 52 on this list' }))
  await keys.press('Enter')
  await expect(app.getByText('All 52 are selected')).toBeVisible()
  await expect(app.getByRole('button', { name: 'Only this page' })).toBeFocused()
  await keys.to(app.getByRole('button', { name: 'Hold all 52…' }))
  await keys.press('Enter')
  await expect(app.getByRole('button', { name: 'Do not hold' })).toBeFocused()
  await keys.back(app.getByLabel('Reason'))
  await keys.type('Stocktake')
  await keys.press('Enter')
  await expect(app.getByText('52 are held now.')).toBeVisible()
  await expect(app.getByRole('table').getByText('Held by Jane Ng: Stocktake')).toHaveCount(50)
  await expectGoodLooks(manage.page, app)

  await keys.to(app.getByRole('button', { name: 'Release these 52' }))
  await keys.press('Enter')
  await expect(ready).toHaveCount(50)
  await expect(app.getByRole('button', { name: 'Hold all 52…' })).toBeVisible()
  // Off the list of the tests that come after.
  for (const { id } of invoices) await books.change(id, { status: 'New' })
})
