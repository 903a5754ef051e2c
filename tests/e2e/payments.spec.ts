import { expect, stateOf, test } from './support/test.ts'

test('E33: what a bookkeeper records as paid in Xero is told in the pod and stands on the invoice in Manage', async ({
  manage,
  books,
  world,
}) => {
  const invoice = await books.invoice()
  const { pod, page } = manage
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
  await app.getByRole('link', { name: 'Payments', exact: true }).click()
  await expect(app.getByRole('heading', { name: 'Payments' })).toBeVisible()
  await app.getByRole('button', { name: 'Read payments now' }).click()

  // The pod was looked at before the worker came to it: looked at again until it says so.
  await expect(async () => {
    await manage.open(`invoices/${invoice.id}`)
    await expect(pod.getByRole('region', { name: 'Paid' })).toContainText('in ConnectWise ✓', {
      timeout: 3_000,
    })
  }).toPass()
  // The pod hears of it by itself; Manage's own figures are those of when its page was opened.
  await page.reload()
  await expect(page.getByTestId('balance')).toHaveText('0.00')
})
