import { DEMO } from '../simulators/connectwise/seed.ts'
import { product } from '../simulators/connectwise/seed-lines.ts'
import { ITEM, WAREHOUSE } from '../simulators/connectwise/seed-stock.ts'
import type { Control } from '../simulators/kit/control-client.ts'
import type { JournalTruth, XeroTruth } from '../simulators/xero/truth.ts'
import { expectGoodLooks, expectNothingCut } from './support/looks.ts'
import { expect, type Manage, stateOf, test } from './support/test.ts'

/** What a company keeps in stock: counted, and sold. */

async function keepsStock(manage: Manage, kept: boolean): Promise<void> {
  const app = await manage.openCompany()
  const section = app.getByRole('region', { name: 'Records' })
  for (const name of ['Procurement', 'Inventory'])
    await section.getByRole('checkbox', { name }).setChecked(kept)
  await app.getByRole('button', { name: /^Save/ }).click()
  await expect(app.getByRole('status').filter({ hasText: 'Saved' }).first()).toBeVisible()
}

/** Two docks that nobody has missed; the number of their adjustment. */
async function found(connectwise: Control): Promise<string> {
  const spec = { identifier: 'Count', reason: 'Found on the shelf', lines: [{ item: 'dock', quantity: 2 }] }
  const made = await connectwise.call<{ adjustments: string[] }>('POST', 'procurement', {
    tenant: DEMO.company,
    adjustments: [spec],
  })
  const [number = ''] = made.adjustments[0]?.split('-') ?? []
  return number
}

/** Journals of that number, whatever stands before it. */
async function journals(xero: Control, name: string): Promise<JournalTruth[]> {
  const { organisations } = await xero.truth<XeroTruth>()
  return organisations.flatMap(one => one.journals).filter(({ number }) => number.endsWith(name))
}

test.beforeEach(({ manage }) => keepsStock(manage, true))
test.afterEach(({ manage }) => keepsStock(manage, false))

test('what was counted is a journal: listed, seen with its debits and credits, sent and undone', async ({
  manage,
  connectwise,
  xero,
}) => {
  const { page } = manage
  const id = await found(connectwise)
  const app = await manage.openApp('Sync')
  await app.getByRole('button', { name: 'Refresh' }).click()
  await app.getByRole('link', { name: /^Procurement/ }).click()
  await app
    .getByRole('row')
    .filter({ hasText: `Adjustment ${id}` })
    .getByRole('link', { name: `Adjustment ${id}`, exact: true })
    .click()
  await expect(stateOf(app)).toHaveText('Ready to send')
  await expect(app.getByRole('row', { name: /630 Inventory/ })).toContainText('480.20')
  await expectGoodLooks(page, app)
  await app.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(app)).toHaveText('In Xero')
  const [journal, ...more] = await journals(xero, `ADJ-${id}`)
  expect([journal?.status, journal?.total, more]).toEqual(['POSTED', '480.20', []])
  await app.getByRole('button', { name: 'Undo…' }).click()
  await app.getByRole('group', { name: 'Undo…' }).getByRole('button', { name: 'Void' }).click()
  await expect(stateOf(app)).toHaveText('Undone')
  expect((await journals(xero, `ADJ-${id}`)).map(({ status }) => status)).toEqual(['VOIDED'])
})

test('what is sold from stock is posted with what it cost, seen beside the invoice before', async ({
  manage,
  books,
  xero,
}) => {
  const laptop = { id: ITEM.laptop, identifier: 'HW-LT-5540' }
  const sold = product(laptop, 'Latitude 5540', '2', '2100.00', { cost: '1788.00', category: 'Hardware' })
  const invoice = await books.invoice({ lines: [{ ...sold, warehouseId: WAREHOUSE.sydney }] })
  await manage.openInvoice(invoice.number)
  const { page, pod } = manage
  await pod.getByText('Preview', { exact: true }).click()
  await expect(pod.getByRole('heading', { name: 'Cost of goods, posted beside it' })).toBeVisible()
  await expect(pod.getByRole('row', { name: /311 Hardware Cost of Sales/ })).toContainText('3,576.00')
  await expectNothingCut(page, pod)
  await pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(pod)).toHaveText('In Xero')
  await books.expectSentOnce(invoice)
  const [journal, ...more] = await journals(xero, invoice.number)
  expect([journal?.status, journal?.total, more]).toEqual(['POSTED', '3576.00', []])
})
