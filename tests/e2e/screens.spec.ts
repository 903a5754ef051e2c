import type { Page } from '@playwright/test'
import { closeAppDatabase } from '../../lib/accounts/database.ts'
import { present } from '../../lib/std/assert.ts'
import { pages } from '../cases/roles/rules.ts'
import { adminOfDemo, signInAlone } from './support/alone.ts'
import { sql } from './support/browser.ts'
import { axeFaults, showsMore, themes } from './support/looks.ts'
import { expect, test } from './support/test.ts'
import { theWorld } from './support/world.ts'

/**
 * Every page that the rules of roles know, which are those of the build (tests/e2e/roles.spec.ts): no fault that axe finds by
 * WCAG 2.2 AA and nothing that scrolls sideways, light and dark, from 320 to 1280 px; between the widest and the narrowest only what
 * does not fit can be another.
 */
const world = theWorld()
const widths = [320, 768, 1_280]

test.beforeAll(() => void Object.assign(process.env, world.environment))
test.afterAll(() => closeAppDatabase())

for (const place of Object.keys(pages))
  test(`${place}: no fault that axe finds, nothing sideways, light and dark, 320 to 1280 px`, async ({
    page,
    books,
  }) => {
    test.slow()
    const invoice = await books.invoice()
    await signInAlone(page, world)
    const [path, query = ''] = (await addressOf(page, place, invoice.id)).split('?')
    await page.goto(`${world.app}/${world.installs.demo}/${path}?${query}`)
    await expect(page.locator('h1, .pod').first()).toBeVisible()
    expect(page.url(), 'nobody is led elsewhere').not.toContain('/signin')
    for (const theme of themes) {
      await page.locator('html').evaluate((html, name) => html.setAttribute('data-theme', name), theme)
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 })
        expect(await sideways(page), `px sideways of ${width}, ${theme}`).toBe(0)
        if (width !== 768 && showsMore(theme, width))
          expect(await axeFaults(page, { theme }), `${theme}, ${width} px`).toEqual([])
      }
    }
    await page.screenshot({ path: `test-results/screens/${place.replaceAll('/', '-')}.png`, fullPage: true })
  })

function sideways(page: Page): Promise<number> {
  return page.locator('html').evaluate(html => Math.max(0, html.scrollWidth - html.clientWidth))
}

/** A record of the demo for each part of an address that names one. */
async function addressOf(page: Page, place: string, invoiceId: number): Promise<string> {
  const { accountId, userId } = await adminOfDemo(world)
  const one = async (table: string, order: string) => {
    const db = sql(world)
    const [row] = await db<{ id: string }[]>`
      select id from ${db(table)} where account_id = ${accountId} order by ${db(order)} desc limit 1`
    return present(row, `The demo has a row of ${table}.`).id
  }
  if (place === 'pod') return `pod?screen=invoice&id=${invoiceId}`
  if (place === 'users/[id]') return `users/${userId}`
  if (place === 'companies/[id]') return `companies/${await one('companies', 'created_at')}`
  if (place === 'sync/[run]' || place === 'documents/[id]') {
    await sendOne(page, invoiceId)
    if (place === 'sync/[run]') return `sync/${await one('runs', 'started_at')}`
    return `documents/${await one('postings', 'created_at')}`
  }
  if (place === 'logs/calls/[call]') return `logs/calls/${await logged(accountId)}`
  return place
}

async function sendOne(page: Page, invoiceId: number): Promise<void> {
  const { accountId, userId } = await adminOfDemo(world)
  await sql(world)`update directory_sessions set second_factor_at = clock_timestamp()
    where account_id = ${accountId} and user_id = ${userId}`
  await page.goto(`${world.app}/${world.installs.demo}/pod?screen=invoice&id=${invoiceId}`)
  await page.getByRole('button', { name: 'Send to Xero' }).click()
  await expect(page.locator('.state-line').getByRole('status')).toHaveText('In Xero')
}

async function logged(accountId: string): Promise<string> {
  const [row] = await sql(world)<{ id: string }[]>`
    insert into api_calls (account_id, system, method, path, status, ms, request_headers, response_headers, response_body)
    values (${accountId}, 'xero', 'GET', '/api.xro/2.0/Invoices', 200, 120, '{}', '{}', '{"Invoices":[]}') returning id`
  return present(row, 'A call was logged.').id
}
