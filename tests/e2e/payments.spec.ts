import { minus, time } from '../simulators/connectwise/seed-lines.ts'
import type { Control } from '../simulators/kit/control-client.ts'
import type { GrantAnswer } from '../simulators/xero/index.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'
import type { Books, Invoice } from './support/books.ts'
import { expectGoodLooks } from './support/looks.ts'
import { expect, type Manage, stateOf, test } from './support/test.ts'

test('E33: what a bookkeeper records as paid in Xero is told in the pod and stands on the invoice in Manage', async ({
  manage,
  books,
  world,
}) => {
  const invoice = await books.invoice()
  const { pod, page } = manage
  const id = await sent(manage, books, invoice)
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

test('a credit memo that a bookkeeper applies in Xero is told while ConnectWise lacks it, and then stands on both records', async ({
  manage,
  books,
  connectwise,
  xero,
  world,
}) => {
  const { pod, page } = manage
  const invoice = await books.invoice()
  const memo = await books.invoice({ type: 'CreditMemo', lines: [minus(time('Goodwill', '1', '40.0000'))] })
  const invoiceId = await sent(manage, books, invoice)
  const memoId = await sent(manage, books, memo)
  await connectwise.setParameters({ creditsByApi: 'refused' })
  await applyCredit(xero, world.xero, memoId, invoiceId, '44.00')

  const app = await manage.openApp('Results')
  await app.getByRole('link', { name: 'Payments', exact: true }).click()
  await expect(app.getByRole('heading', { name: 'Payments' })).toBeVisible()
  const differing = app.getByRole('region', { name: 'Credit that differs' })
  const row = differing.getByRole('row').filter({ hasText: memo.number })
  // The worker reads a moment after it was asked: asked again until it has.
  const readUntil = (told: () => Promise<void>) =>
    expect(async () => {
      await app.getByRole('button', { name: 'Read payments now' }).click()
      await told()
    }).toPass()
  const soon = { timeout: 3_000 }
  await readUntil(() => expect(row).toContainText('did not take it', soon))
  await expect(row.getByRole('cell')).toHaveText([
    ...[memo.number, invoice.number, /Acme Dental/, '$0.00 AUD', '$44.00 AUD'],
    /A credit cannot be applied here/,
  ])
  await expectGoodLooks(page, app)

  await connectwise.setParameters({ creditsByApi: 'taken' })
  await readUntil(() => expect(row).toHaveCount(0, soon))

  await openRecord(manage, memo)
  await expect(app.getByRole('region', { name: 'Applied credit' })).toHaveText(
    `Applied to invoice ${invoice.number}44.00 in ConnectWise and Xero ✓`,
  )
  await manage.open(`invoices/${memo.id}`)
  await expect(pod.getByRole('region', { name: 'Applied credit' })).toContainText(invoice.number)
  await manage.open(`invoices/${invoice.id}`)
  await expect(pod.getByRole('region', { name: 'Applied credit' })).toHaveText(
    `Credit memo ${memo.number}44.00 in ConnectWise and Xero ✓`,
  )
  await expect(page.getByRole('row').filter({ hasText: `Credit memo ${memo.number}` })).toContainText('44.00')
  await expect(page.getByTestId('total')).toHaveText('412.50')
  await expect(page.getByTestId('balance')).toHaveText('368.50')
})

/** Answers its id in Xero. */
async function sent(manage: Manage, books: Books, invoice: Invoice): Promise<string> {
  const { pod } = manage
  await manage.open(`invoices/${invoice.id}`)
  await pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(pod)).toHaveText('In Xero')
  await expect.poll(async () => (await books.inConnectWise(invoice.id)).glBatch).not.toBeNull()
  const documents = await books.inXero(invoice.number)
  expect(documents).toHaveLength(1)
  return documents[0]?.id ?? ''
}

/** A bookkeeper gives the invoice credit of the note. */
async function applyCredit(xero: Control, url: string, note: string, invoice: string, amount: string) {
  const { access_token } = await xero.call<GrantAnswer>('POST', 'grant', {})
  const applied = await fetch(`${url}/api.xro/2.0/CreditNotes/${note}/Allocations`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${access_token}`, 'xero-tenant-id': DEMO_AU },
    body: JSON.stringify({
      Allocations: [{ Invoice: { InvoiceID: invoice }, Amount: Number(amount), Date: '2027-01-20' }],
    }),
  })
  expect([applied.status, await applied.text()]).toEqual([200, expect.stringContaining('AllocationID')])
}

/** Its own page, from the list, which has a credit memo with its sign. */
async function openRecord(manage: Manage, memo: Invoice): Promise<void> {
  const app = await manage.openApp('Results')
  await app.getByRole('link', { name: 'All', exact: true }).click()
  const row = app.getByRole('row').filter({ hasText: memo.number })
  await expect(row).toContainText('-$44.00 AUD')
  await row.getByRole('link').first().click()
  await expect(app.getByRole('heading', { level: 1 })).toHaveText(memo.number)
}
