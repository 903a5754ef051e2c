import { chromium } from '@playwright/test'

/**
 * node scripts/run.mjs picture [address of the simulated Manage] [number of an invoice]: the README's picture of the pod,
 * taken from the sandbox of a running `npm start`.
 */
const [manage = 'http://127.0.0.1:4010', number = '10456'] = process.argv.slice(2)
const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium'
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 660 }, deviceScaleFactor: 1.5 })
  const query = new URLSearchParams({ company: 'evenbook_demo', member: 'JNg', to: 'invoices' })
  await page.goto(`${manage}/signin?${query}`)
  await page.getByText(number, { exact: true }).first().click()
  const pod = page.getByTestId('pod').contentFrame()
  await pod.getByRole('button', { name: 'Send to Xero' }).waitFor()
  await pod.getByText('Preview', { exact: true }).click()
  await page.screenshot({ path: 'docs/pod.png' })
} finally {
  await browser.close()
}
