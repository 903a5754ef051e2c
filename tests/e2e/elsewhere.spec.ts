import { expect, stateOf, test } from './support/test.ts'

test('where Manage has no Invoice screen, the company’s finance tab does the main job', async ({
  manage,
  books,
  connectwise,
}) => {
  const invoice = await books.invoice({ company: 'FernhillSch', tax: 2 })
  const companies = await connectwise.truth<{
    tenants: Record<string, { invoices: { id: number; companyId: number }[] }>
  }>()
  const companyId = companies.tenants.evenbook_demo?.invoices.find(({ id }) => id === invoice.id)?.companyId
  await manage.open(`companies/${companyId}`)
  await manage.page.getByRole('tab', { name: 'Evenbook' }).click()
  const { tab } = manage
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Invoices of Fernhill School')
  await tab.getByRole('listitem').getByRole('link', { name: invoice.number }).click()
  await expect(stateOf(tab)).toHaveText('Ready to send')
  await tab.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(tab)).toHaveText('In Xero')
  await books.expectSentOnce(invoice)
})

test('a menu entry that Manage does not talk to says so after five seconds', async ({
  manage,
  connectwise,
}) => {
  await connectwise.setParameters({ menuEntryHandshake: false })
  try {
    await manage.open('companies')
    await manage.page.getByRole('link', { name: 'Evenbook' }).click()
    await expect(manage.menu.getByRole('heading')).toHaveText('ConnectWise did not introduce you')
    await expect(manage.menu.getByText('ConnectWise speaks to this frame')).toBeVisible()
  } finally {
    await connectwise.setParameters({ menuEntryHandshake: true })
  }
})

test('opened outside Manage it asks who is there, and shows nothing of the account', async ({
  page,
  world,
}) => {
  await page.goto(`${world.app}/${world.installs.demo}/results`)
  await expect(page.getByRole('heading')).toHaveText('Sign in to Evenbook')
  await expect(page.getByRole('link', { name: 'Go to ConnectWise' })).toHaveAttribute('href', world.manage)
})
