import { expect, test } from './support/test.ts'

test('a closed invoice goes into Xero by one click, live, once, and is batched in ConnectWise', async ({
  manage,
  books,
}) => {
  const invoice = await books.invoice({ customerPO: 'PO-7' })
  const since = performance.now()
  await manage.open(`invoices/${invoice.id}`)
  const { pod } = manage
  await expect(pod.getByText('Ready to send')).toBeVisible()
  await pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(pod.getByText('Sending', { exact: true })).toBeVisible()
  await expect(pod.getByText('In Xero', { exact: true })).toBeVisible()
  console.log(`Invoice screen → preview → send → In Xero: ${Math.round(performance.now() - since)} ms`)
  await books.expectSentOnce(invoice)
})
