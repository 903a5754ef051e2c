import { expectGoodLooks } from './support/looks.ts'
import { expect, stateOf, statesOf, test } from './support/test.ts'

test('one click and a confirmation take it out of both books, seen live and by the keyboard alone; it goes again as the next', async ({
  manage,
  books,
}) => {
  const invoice = await books.invoice()
  const { pod, page } = manage
  await manage.open(`invoices/${invoice.id}`)
  await pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(pod)).toHaveText('In Xero')
  await books.expectSentOnce(invoice)
  const { glBatch } = await books.inConnectWise(invoice.id)
  const states = await statesOf(pod)

  await pod.getByRole('button', { name: 'Undo…' }).focus()
  await page.keyboard.press('Enter')
  const strip = pod.getByRole('group', { name: 'Undo…' })
  await expect(strip).toContainText(
    `Void ${invoice.number} in Xero and delete batch ${glBatch?.name} in ConnectWise?`,
  )
  await expect(strip.getByRole('button', { name: 'Keep' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(pod.getByRole('button', { name: 'Undo…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await strip.getByRole('button', { name: 'Void' }).focus()
  await page.keyboard.press('Enter')
  await expect(stateOf(pod)).toHaveText('Undone')
  expect(await states()).toEqual(['In Xero', 'Undoing', 'Undone'])
  expect((await books.inXero(invoice.number)).map(({ status }) => status)).toEqual(['VOIDED'])
  expect((await books.inConnectWise(invoice.id)).glBatch).toBeNull()
  await expect(pod.getByText(`as ${invoice.number}-2: Xero keeps the number`)).toBeVisible()

  const app = await manage.openApp('Sync')
  await app.getByRole('button', { name: 'Refresh' }).click()
  const row = app.getByRole('row').filter({ hasText: invoice.number })
  await expect(row).toContainText('Undone')
  await expect(row).toContainText('Not sent again by itself')

  await manage.open(`invoices/${invoice.id}`)
  await pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(pod)).toHaveText('In Xero')
  await expect.poll(async () => (await books.inConnectWise(invoice.id)).glBatch).not.toBeNull()
  expect((await books.inXero(`${invoice.number}-2`)).map(({ status }) => status)).toEqual(['AUTHORISED'])
})

test('what is paid stands, and says why, on its own page too', async ({ manage, books, world }) => {
  const invoice = await books.invoice()
  const { pod } = manage
  await manage.open(`invoices/${invoice.id}`)
  await pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(pod)).toHaveText('In Xero')
  const { id } = await books.expectSentOnce(invoice)
  const paid = await fetch(`${world.xero}/app/!nw7Au/invoicing/view/${id}/payment`, {
    method: 'POST',
    redirect: 'manual',
  })
  expect(paid.status).toBe(302)

  const app = await manage.openApp('Results')
  await app.getByRole('link', { name: 'All', exact: true }).click()
  await app.getByRole('row').filter({ hasText: invoice.number }).getByRole('link').first().click()
  await app.getByRole('button', { name: 'Undo…' }).click()
  await app.getByRole('button', { name: 'Void', exact: true }).click()
  await expect(app.getByText('a payment or a credit is on it, so it was not undone')).toBeVisible()
  await expect(stateOf(app)).toHaveText('In Xero')
  await expect(app.getByRole('button', { name: 'Undo…' })).toBeVisible()
  await expectGoodLooks(manage.page, app)
  expect((await books.inXero(invoice.number)).map(({ status }) => status)).toEqual(['PAID'])
  expect((await books.inConnectWise(invoice.id)).glBatch).not.toBeNull()
})
