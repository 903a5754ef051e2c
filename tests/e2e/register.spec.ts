import type { MailControl } from '../simulators/smtp/index.ts'
import { expect, test } from './support/test.ts'

const password = 'a kettle on the veranda'

test('a form that is not right keeps what was typed, says why at its field, and works without a script', async ({
  browser,
  world,
  mails,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${world.app}/register`)
  await page.getByLabel('Your e-mail').fill('second@larkhill.example')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByRole('heading')).toHaveText('Look into your mail')
  await page.goto(await addressIn(mails, 'Register with Evenbook', 'second@larkhill.example'))
  await page.getByLabel('Account name').fill('Second <try> & “Söhne”')
  await page.getByLabel('Your name').fill('Sam')
  await page.getByLabel('New password').fill(password)
  await page.getByLabel('Login company').fill('nobody_there')
  await page.getByLabel('API public key').fill('public')
  await page.getByLabel('API private key').fill('canary-of-the-form')
  await page.getByLabel('Your Member ID').fill('Sam')
  await page.getByRole('button', { name: 'Make the account' }).click()
  const company = page.getByLabel('Login company')
  await expect(company).toHaveAccessibleDescription(/knows no login company/)
  await expect(company).toHaveValue('nobody_there')
  await expect(page.getByLabel('Account name')).toHaveValue('Second <try> & “Söhne”')
  await expect(page.getByLabel('API private key')).toHaveValue('')
  await expect(page.getByLabel('New password')).toHaveValue('')
  expect(await page.content()).not.toContain('canary-of-the-form')
  await context.close()
})

async function addressIn(mails: MailControl, subject: string, to: string): Promise<string> {
  const find = async () => (await mails.mails(to)).find(mail => mail.subject === subject)?.text ?? ''
  await expect.poll(find).toContain('/register/new?')
  return /https?:\S+/.exec(await find())?.[0] ?? ''
}
