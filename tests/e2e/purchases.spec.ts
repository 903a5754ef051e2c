import type { Page } from '@playwright/test'
import { DEMO } from '../simulators/connectwise/seed.ts'
import type { Control } from '../simulators/kit/control-client.ts'
import { expectGoodLooks, expectNothingCut } from './support/looks.ts'
import { expect, type Manage, stateOf, test } from './support/test.ts'

interface Made {
  orders: { id: number; number: string }[]
}

/** Two laptops with freight, ordered and not delivered yet. */
async function order(connectwise: Control, number: string): Promise<number> {
  const spec = {
    number,
    vendor: 'IngramMicro',
    daysAgo: 6,
    taxable: true,
    freight: '40.00',
    vendorInvoiceNumber: `IN-${number}`,
    lines: [{ item: 'laptop', quantity: '2', cost: '1000.00' }],
  }
  const made = await connectwise.call<Made>('POST', 'procurement', { tenant: DEMO.company, orders: [spec] })
  const [first] = made.orders
  if (!first) throw new Error('No order was made.')
  return first.id
}

async function takePurchases(manage: Manage, taken: boolean): Promise<void> {
  const app = await manage.openCompany()
  const section = app.getByRole('region', { name: 'Records' })
  await section.getByRole('checkbox', { name: 'Procurement' }).setChecked(taken)
  await app.getByRole('button', { name: /^Save/ }).click()
  await expect(app.getByRole('status').filter({ hasText: 'Saved' }).first()).toBeVisible()
}

async function receive(page: Page, slip: string): Promise<void> {
  await page.getByTestId('slip').fill(slip)
  await page.getByTestId('receive').click()
  await expect(page.getByTestId('messages')).toHaveText('Received.')
}

test('what a packing slip brought is a bill: seen on its order, sent from there, listed and undone', async ({
  manage,
  connectwise,
  books,
}) => {
  const number = `PO-E${Date.now().toString(36).toUpperCase()}`
  const id = await order(connectwise, number)
  const { pod, page } = manage
  await takePurchases(manage, true)
  await manage.open(`orders/${id}`)
  await expect(pod.getByRole('heading', { name: 'Nothing to bill yet' })).toBeVisible()
  const compared = pod.getByRole('region', { name: 'Ordered, received and billed' })
  await expect(compared.getByRole('row', { name: /Total/ })).toContainText('2,040.00')
  await receive(page, 'IM-1')
  const laptops = compared.getByRole('row', { name: /^1\. / })
  await expect(laptops).toContainText('Slip IM-1')
  await expect(laptops).toContainText('not in the ledger yet')
  const slip = pod.getByRole('link', { name: `${number}/IM-1` })
  await expect(slip).toBeVisible()
  await slip.click()
  await expect(stateOf(pod)).toHaveText('Ready to send')
  await pod.getByText('Preview', { exact: true }).click()
  await expect(pod.getByText(`Bill IN-${number} | ${number}`)).toBeVisible()
  await expect(pod.getByRole('row', { name: /Accounts payable/ })).toContainText('2,244.00')
  await expectNothingCut(page, pod)

  await pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(pod)).toHaveText('In Xero')
  await expect.poll(() => page.getByTestId('batch-1').textContent()).not.toBeNull()
  const documents = await books.inXero(`IN-${number} | ${number}`)
  expect(documents.map(({ type, status, total }) => [type, status, total])).toEqual([
    ['ACCPAY', 'AUTHORISED', '2244.00'],
  ])
  await expect(laptops).toContainText(`2 × 1,000.00`)
  await expect(laptops).not.toContainText('not in the ledger yet')

  const other = `${number}B`
  const otherId = await order(connectwise, other)
  await manage.open(`orders/${otherId}`)
  await receive(page, 'IM-2')
  const app = await manage.openApp('Sync')
  await app.getByRole('button', { name: 'Refresh' }).click()
  await app.getByRole('link', { name: /^Procurement/ }).click()
  const row = app.getByRole('row').filter({ hasText: `${other}/IM-2` })
  await expect(row).toContainText('Ingram Distribution Pty Ltd')
  await expect(app.getByRole('columnheader', { name: 'Vendor' })).toBeVisible()
  await expectGoodLooks(page, app)
  await row.getByRole('link', { name: `${other}/IM-2` }).click()
  await expect(app.getByRole('heading', { name: new RegExp(`${other}/IM-2`) }).first()).toBeVisible()
  await app.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(app)).toHaveText('In Xero')
  await app.getByRole('button', { name: 'Undo…' }).click()
  await app.getByRole('group', { name: 'Undo…' }).getByRole('button', { name: 'Void' }).click()
  await expect(stateOf(app)).toHaveText('Undone')
  expect((await books.inXero(`IN-${other} | ${other}`)).map(({ status }) => status)).toEqual(['VOIDED'])
  await takePurchases(manage, false)
})
