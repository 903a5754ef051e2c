import { time } from '../simulators/connectwise/seed-lines.ts'
import type { Books, Invoice } from './support/books.ts'
import { expectGoodLooks, expectNothingCut } from './support/looks.ts'
import { expect, type Manage, stateOf, statesOf, test } from './support/test.ts'

test('changed in Manage after it was sent: the pod shows what is different, and one click amends it in Xero', async ({
  manage,
  books,
}) => {
  const { pod, page } = manage
  const invoice = await sent(manage, books)
  await books.changeSent(invoice.id, [
    time('Remote support', '3', '187.5000'),
    time('Travel', '1', '40.0000'),
  ])
  await compared(manage, invoice)

  await manage.open(`invoices/${invoice.id}`)
  await expect(stateOf(pod)).toHaveText('Changed in Manage')
  const changes = pod.getByRole('table').filter({ hasText: 'What changed' }).first()
  await expect(changes.getByRole('row').filter({ hasText: 'Total' }).last()).toContainText('412.50')
  await expect(changes.getByRole('row').filter({ hasText: 'Total' }).last()).toContainText('662.75')
  await expect(changes.getByRole('row').filter({ hasText: 'Remote support' })).toContainText(
    '2 × 187.50 = 375.00',
  )
  await expect(changes.getByRole('row').filter({ hasText: 'Travel' })).toContainText('1 × 40.00 = 40.00')
  const states = await statesOf(pod)
  await pod.getByRole('button', { name: 'Amend in Xero' }).focus()
  await page.keyboard.press('Enter')
  await expect(stateOf(pod)).toHaveText('In Xero')
  expect((await states()).at(-1)).toBe('In Xero')
  await expect(changes).toHaveCount(0)
  const now = await books.inConnectWise(invoice.id)
  expect(await books.expectSentOnce({ ...invoice, total: now.total })).toMatchObject({
    status: 'AUTHORISED',
    total: '662.75',
  })
})

test('a long number and a long line are read whole in a narrow pod, amended or billed again', async ({
  manage,
  books,
  world,
}) => {
  const { pod, page } = manage
  const invoice = await sent(manage, books, `INV2026-NORTHERN-REGION-${Date.now()}`)
  const { id } = await books.expectSentOnce(invoice)
  await books.changeSent(invoice.id, [
    time('Replacement_of_the_firewall_FG-100F-BDL-950-36, with all its rules', '3', '1234567.8750'),
  ])
  await compared(manage, invoice)
  await manage.open(`invoices/${invoice.id}`)
  await expect(pod.getByRole('columnheader', { name: 'What changed' })).toBeVisible()
  await pod.getByText('View entry').click()
  await expectNothingCut(page, pod)
  const paid = await fetch(`${world.xero}/app/!nw7Au/invoicing/view/${id}/payment`, {
    method: 'POST',
    redirect: 'manual',
  })
  expect(paid.status).toBe(302)
  await pod.getByRole('button', { name: 'Amend in Xero' }).click()
  await expect(pod.getByText(`${invoice.number}-3 takes its place`)).toBeVisible()
  await expectNothingCut(page, pod)
})

test('E21: paid meanwhile, so the pod says why it stands, and credits and bills it again', async ({
  manage,
  books,
  world,
}) => {
  const { pod } = manage
  const invoice = await sent(manage, books)
  const { id } = await books.expectSentOnce(invoice)
  await books.changeSent(invoice.id, [time('Remote support', '3', '187.5000')])
  await compared(manage, invoice)
  await manage.open(`invoices/${invoice.id}`)
  const offered = pod.getByRole('button', { name: 'Amend in Xero' })
  await expect(offered).toBeVisible()
  const paid = await fetch(`${world.xero}/app/!nw7Au/invoicing/view/${id}/payment`, {
    method: 'POST',
    redirect: 'manual',
  })
  expect(paid.status).toBe(302)
  await offered.click()
  await expect(pod.getByText('a payment or a credit is on it, so it was not changed')).toBeVisible()
  expect((await books.inXero(invoice.number)).map(({ status, total }) => [status, total])).toEqual([
    ['PAID', '412.50'],
  ])

  const app = await manage.openApp('Results')
  await app.getByRole('link', { name: 'All', exact: true }).click()
  await app.getByRole('row').filter({ hasText: invoice.number }).getByRole('link').first().click()
  await expect(app.getByRole('columnheader', { name: 'What changed' })).toBeVisible()
  await expectGoodLooks(manage.page, app)

  await manage.open(`invoices/${invoice.id}`)
  await expect(pod.getByText(`Credit note ${invoice.number}-2 over`)).toBeVisible()
  await expect(pod.getByText(`${invoice.number}-3 takes its place`)).toBeVisible()
  await pod.getByRole('button', { name: 'Credit and bill again' }).click()
  await expect(stateOf(pod)).toHaveText('In Xero')
  await expect.poll(async () => (await books.inConnectWise(invoice.id)).glBatch).not.toBeNull()
  expect(await standing(books, `${invoice.number}-2`)).toEqual(['ACCRECCREDIT AUTHORISED 412.50'])
  expect(await standing(books, `${invoice.number}-3`)).toEqual(['ACCREC AUTHORISED 618.75'])
  expect(await standing(books, invoice.number)).toEqual(['ACCREC PAID 412.50'])
})

async function sent(manage: Manage, books: Books, number?: string): Promise<Invoice> {
  const invoice = await books.invoice(number === undefined ? {} : { number })
  await manage.open(`invoices/${invoice.id}`)
  await manage.pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(manage.pod)).toHaveText('In Xero')
  await books.expectSentOnce(invoice)
  return invoice
}

async function standing(books: Books, number: string): Promise<string[]> {
  return (await books.inXero(number)).map(({ type, status, total }) => `${type} ${status} ${total}`)
}

/** The list is read anew, and what is on it again is compared with what stands in Xero. */
async function compared(manage: Manage, invoice: Invoice): Promise<void> {
  const app = await manage.openApp('Sync')
  await app.getByRole('button', { name: 'Refresh' }).click()
  await expect(app.getByRole('row').filter({ hasText: invoice.number })).toContainText('Changed in Manage')
}
