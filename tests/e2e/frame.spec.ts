import { NORTHWIND } from '../simulators/connectwise/seed.ts'
import { openSite } from './support/site.ts'
import { expect, Manage, stateOf, test } from './support/test.ts'
import { timeFactor } from './support/world.ts'

test('this browser blocks third-party cookies and keeps partitioned ones', async ({ page }) => {
  const inner = await openSite((request, response) => {
    if (request.url === '/set') {
      const all = 'SameSite=None; Secure; Path=/'
      response.setHeader('set-cookie', [`plain=1; ${all}`, `apart=1; ${all}; Partitioned`])
    }
    const heard = (request.headers.cookie ?? '').split('; ').sort().join()
    response.end(request.url === '/set' ? '<script>location = "/read"</script>' : `heard ${heard}`)
  })
  const outer = await openSite((_, response) =>
    response.end(`<link rel="icon" href="data:,"><iframe src="http://localhost:${inner.port}/set"></iframe>`),
  )
  await page.goto(`http://127.0.0.1:${outer.port}/`)
  await expect(page.frameLocator('iframe').getByText(/^heard/)).toHaveText('heard apart=1')
  await Promise.all([inner.close(), outer.close()])
})

test('a session that ended meanwhile is made anew by the click itself', async ({
  manage,
  books,
  context,
}) => {
  const invoice = await books.invoice()
  await manage.open(`invoices/${invoice.id}`)
  await expect(stateOf(manage.pod)).toHaveText('Ready to send')
  await context.clearCookies({ name: /^__Secure-evenbook\./ })
  await manage.pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(manage.pod)).toHaveText('In Xero')
  await books.expectSentOnce(invoice)
})

test('a hash that ran out is asked for anew, and the member is in', async ({
  manage,
  books,
  connectwise,
}) => {
  const invoice = await books.invoice()
  await manage.open('companies')
  await connectwise.call('POST', 'sessions/expire', { tenant: 'evenbook_demo', member: 'JNg' })
  await manage.page.getByTestId('nav-invoices').click()
  await manage.page.getByTestId(`invoice-${invoice.number}`).click()
  await expect(stateOf(manage.pod)).toHaveText('Ready to send')
})

test('ten records in a row end on the last, also when an earlier one answers late', async ({
  manage,
  books,
  connectwise,
}) => {
  const invoices = await books.invoices(10)
  const [first, , , slow] = invoices
  const last = invoices.at(-1)
  await manage.open(`invoices/${first?.id}`)
  await expect(stateOf(manage.pod)).toHaveText('Ready to send')
  const match = { path: `/finance/invoices/${slow?.id}$` }
  await connectwise.fault({ effect: 'slow', delayMs: 2_000 * timeFactor, match, times: 9 })
  for (const { number } of invoices.slice(1)) {
    await manage.page.getByTestId('next').click()
    await expect(manage.page.getByTestId('invoice-title')).toHaveText(`Invoice ${number}`)
  }
  const headline = manage.pod.getByRole('heading', { level: 1 })
  await expect(headline).toContainText(last?.number ?? '?')
  await expect.poll(async () => (await connectwise.calls(match)).every(call => call.ms > 0)).toBe(true)
  await expect(headline).toContainText(last?.number ?? '?')
})

test('beforeSave is answered although our server is dead, before and after the pod has loaded', async ({
  manage,
  books,
  world,
}) => {
  const [shown, unseen] = await books.invoices(2, { status: 'new' })
  const messages = manage.page.getByTestId('messages')
  await manage.open(`invoices/${shown?.id}`)
  await expect(stateOf(manage.pod)).toHaveText('Not closed yet')
  process.kill(world.webPid, 'SIGSTOP')
  try {
    await manage.setStatus('Sent')
    await expect(messages).toHaveText('Saved.')
    await manage.open(`companies`)
    await manage.open(`invoices/${unseen?.id}`)
    await manage.setStatus('Sent')
    await expect(messages).toHaveText('Saved.')
  } finally {
    process.kill(world.webPid, 'SIGCONT')
  }
})

test('a sibling pod that forges messages changes nothing', async ({ manage, books, connectwise }) => {
  const invoice = await books.invoice({ status: 'new' })
  await connectwise.setParameters({ page: { spoofSibling: true } })
  try {
    await manage.open(`invoices/${invoice.id}`)
    await expect(manage.page.getByTestId('spoof')).toBeVisible()
    await expect(manage.pod.getByRole('heading', { level: 1 })).toContainText(invoice.number)
    await expect(stateOf(manage.pod)).toHaveText('Not closed yet')
    await manage.setStatus('Closed')
    await expect(manage.page.getByTestId('messages')).toHaveText('Saved.')
    await expect(stateOf(manage.pod)).toHaveText('Ready to send')
    await expect(manage.pod.getByRole('heading', { level: 1 })).toContainText(invoice.number)
  } finally {
    await connectwise.setParameters({ page: { spoofSibling: false } })
  }
})

test('a foreign site cannot frame it, nor one that looks like Manage', async ({
  page,
  world,
  books,
  expectConsole,
}) => {
  const { id } = await books.invoice()
  const pod = `${world.app}/${world.installs.demo}/pod?screen=invoice&id=${id}`
  const foreign = await openSite((_, response) =>
    response.end(`<link rel="icon" href="data:,"><iframe src="${pod}"></iframe>`),
  )
  expectConsole(/frame-ancestors/)
  // The same host as Manage, another port; then Manage's port under another name of this machine.
  await page.goto(`http://127.0.0.1:${foreign.port}/`)
  await expect.poll(() => page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/')
  await page.goto(`http://localhost:${foreign.port}/`)
  await expect.poll(() => page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/')
  await foreign.close()
})

test('another member in Manage is another session; one without a role sees only how to ask', async ({
  manage,
  books,
}) => {
  const invoice = await books.invoice()
  await manage.open(`invoices/${invoice.id}`)
  await expect(stateOf(manage.pod)).toHaveText('Ready to send')
  await manage.page.getByTestId('member').selectOption('TEllis')
  await expect(manage.pod.getByRole('heading')).toHaveText('You can’t see accounting here yet')
  await expect(manage.pod.getByText('Ask an account admin to give you one: Jane Ng.')).toBeVisible()
  await expect(manage.pod.locator('body')).not.toContainText(invoice.number)
  await manage.pod.getByRole('button', { name: 'Ask for access' }).click()
  await expect(manage.pod.getByRole('status')).toHaveText('Your request is on the admins’ list.')
  await manage.page.getByTestId('member').selectOption('JNg')
  await expect(stateOf(manage.pod)).toHaveText('Ready to send')
})

test('two accounts’ Manage sites in one browser stay apart', async ({ context, world, manage, books }) => {
  const invoice = await books.invoice()
  const north = new Manage(await context.newPage(), world, NORTHWIND.company)
  await manage.open(`invoices/${invoice.id}`)
  await expect(manage.pod.getByText('Xero · Northwind Managed IT (AU)')).toBeVisible()
  await north.openInvoice('10451', NORTHWIND.member)
  await expect(stateOf(north.pod)).toHaveText('Not connected')
  await expect(north.pod.getByRole('button', { name: /Send/ })).toHaveCount(0)
  await manage.page.bringToFront()
  await manage.page.reload()
  await manage.pod.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(stateOf(manage.pod)).toHaveText('In Xero')
  await books.expectSentOnce(invoice)
})

test('another account’s install key opens nothing for this member', async ({ manage, books, world }) => {
  const invoice = await books.invoice()
  await manage.open(`invoices/${invoice.id}`)
  await expect(stateOf(manage.pod)).toHaveText('Ready to send')
  const { demo, north } = world.installs
  await manage.pod
    .locator('body')
    .evaluate((_, [from, to]) => location.replace(location.href.replace(from, to)), [demo, north] as const)
  await expect(manage.pod.getByRole('heading')).toHaveText(
    'This ConnectWise is not the one this page belongs to.',
  )
  await expect(manage.pod.locator('body')).not.toContainText(invoice.number)
})

test('an invented install key is nowhere', async ({ page, world, expectConsole }) => {
  expectConsole(/404/)
  const answer = await page.goto(`${world.app}/AAAAAAAAAAAAAAAAAAAAAA/signin`)
  expect(answer?.status()).toBe(404)
})
