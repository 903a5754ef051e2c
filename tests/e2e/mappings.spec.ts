import { Buffer } from 'node:buffer'
import { expectGoodLooks } from './support/looks.ts'
import { expect, stateOf, test } from './support/test.ts'

test('terms are mapped to a rule by the keyboard alone, the next invoice obeys it, and Undo takes it back', async ({
  manage,
  books,
}) => {
  const app = await manage.openApp('Mappings')
  const { keyboard } = manage.page
  await app.getByRole('link', { name: 'Terms' }).focus()
  await keyboard.press('Enter')
  const field = app.getByRole('combobox', { name: 'Xero for Net 30' })
  await field.focus()
  await keyboard.type('12')
  await expect(app.getByRole('option', { name: '12th of the next month' })).toBeVisible()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(field).toHaveValue('12th of the next month')
  await expect(app.getByText('Records that waited for it go by themselves.')).toBeVisible()
  const invoice = await books.invoice({ terms: 1 })
  await manage.open(`invoices/${invoice.id}`)
  await expect(stateOf(manage.pod)).toHaveText('Ready to send')
  await expect(manage.pod.locator('dl.facts').first()).toContainText(/12 \w{3} \d{4}/)
  await manage.openApp('Mappings')
  await app.getByRole('link', { name: 'Terms' }).click()
  await field.focus()
  await keyboard.type('30 days after the invoice')
  await expect(app.getByRole('option', { name: '30 days after the invoice date' })).toBeVisible()
  await keyboard.press('Enter')
  await expect(field).toHaveValue('30 days after the invoice date')
  await app.locator('.toast').getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(field).toHaveValue('12th of the next month')
  await app.getByRole('button', { name: 'Remove the mapping of Net 30' }).focus()
  await keyboard.press('Enter')
  await expect(field).toHaveValue('')
})

test('vendors say that procurement is off, and suggest by what they are known by', async ({ manage }) => {
  const app = await manage.openApp('Mappings')
  await app.getByRole('link', { name: 'Vendors' }).click()
  await expect(app.getByText('Procurement is off')).toBeVisible()
  await expect(app.getByRole('combobox', { name: 'Xero for Ingram Distribution Pty Ltd' })).toBeVisible()
  await expectGoodLooks(manage.page, app)
})

test('a file is looked at before it is applied, refused row by row, and undone with one key', async ({
  manage,
}) => {
  const app = await manage.openApp('Mappings')
  const { keyboard } = manage.page
  await app.getByRole('link', { name: 'Import CSV' }).focus()
  await keyboard.press('Enter')
  const file = app.getByLabel('CSV file, at most 1 MiB')
  const give = (text: string) =>
    file.setInputFiles({ name: 'terms.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await give('Kind;ConnectWise;Ledger\nterm;2;whenever\nterm;99;30\n')
  await expect(app.getByText('2 rows refused')).toBeVisible()
  await expect(app.getByRole('row', { name: /Terms 99/ })).toContainText(
    'ConnectWise has nothing of this key',
  )
  await expect(app.getByRole('button', { name: /^Apply/ })).toHaveCount(0)
  await give('no,columns\n1,2\n')
  await expect(app.getByText(/The column Kind and ConnectWise is missing/)).toBeVisible()
  await give('Kind;ConnectWise;Ledger\nterm;2;M+1:D20\nterm;3;M+1:D30\n')
  await expect(app.getByText('2 added, 0 changed, 0 removed')).toBeVisible()
  await expectGoodLooks(manage.page, app)
  await app.getByRole('button', { name: 'Apply 2 changes' }).focus()
  await keyboard.press('Enter')
  await expect(app.getByText('2 changes saved')).toBeVisible()
  await app.getByRole('button', { name: 'Go to the mappings' }).focus()
  await keyboard.press('Enter')
  const sets = app.getByRole('region', { name: 'Changed together' })
  const first = sets.getByRole('listitem').first()
  await expect(first).toContainText('Import of terms.csv: 2 added')
  await first.getByRole('button', { name: 'Undo' }).focus()
  await keyboard.press('Enter')
  await expect(first).toContainText('undone by Jane Ng')
  await app.getByRole('link', { name: 'Terms' }).click()
  await expect(app.getByRole('combobox', { name: 'Xero for 20th of next month' })).toHaveValue('')
})

test('a firm from Wise-Sync takes over all that matches exactly, once, and can give it back', async ({
  manage,
}) => {
  const app = await manage.openApp('Mappings')
  await app.getByRole('link', { name: 'Moving from Wise-Sync' }).click()
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('Moving from Wise-Sync')
  const table = app.getByRole('table')
  await expect(table.getByRole('row', { name: /^GL segment 1/ })).toContainText('is the number of an account')
  const terms = table
    .getByRole('row', { name: /^Terms XRef/ })
    .getByRole('cell')
    .nth(1)
  await expect(terms).toHaveText(/^([1-9]) of \1$/)
  const open = await terms.innerText()
  await expectGoodLooks(manage.page, app)
  const take = app.getByRole('button', { name: /^Take all \d+ exact match/ })
  await take.focus()
  await manage.page.keyboard.press('Enter')
  await expect(app.getByText('All that matches exactly is mapped.')).toBeVisible()
  await expect(terms).toHaveText('0 of 0')
  await app
    .getByRole('region', { name: 'Changed together' })
    .getByRole('button', { name: 'Undo' })
    .first()
    .click()
  await expect(take).toBeVisible()
  await expect(terms).toHaveText(open)
})
