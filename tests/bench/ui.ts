import { type Browser, chromium } from '@playwright/test'
import { sessionCookie } from '../../app/_session/auth.ts'
import { createSession } from '../../lib/accounts/directory.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { env } from '../../lib/env.ts'
import { refreshUnposted } from '../../lib/sync/collect.ts'
import { wholeList } from '../../lib/sync/views/list/store.ts'
import { syncList } from '../../lib/sync/views/list.ts'
import { createEngine } from '../../lib/worker/engine.ts'
import { openWorld, seedInvoices, type World } from '../faults/world.ts'
import { conclude, latencies, numberOf, percentile, round } from './run.ts'
import { customers } from './warm.ts'
import { build, startWeb } from './web.ts'

/**
 * How long the Sync screen takes to its first row while 10,000 closed invoices wait: the built pages in Chromium, from the
 * navigation to a row that is drawn. The list is ConnectWise's own, read as the worker reads it.
 */
const records = numberOf('--records', 10_000)
const looks = 9

await build()
const world = await openWorld({
  factor: 1,
  ...latencies,
  settings: {},
  seed: async rig => {
    await seedInvoices(rig, { invoices: records, customers, linesPerInvoice: 1, status: 'closed' })
  },
})
try {
  const { accountId, companyId, rig } = world
  // Reading the list is no part of what is measured.
  await rig.connectwise.setParameters({ latency: { readMs: 0, writeMs: 0 } })
  await refreshUnposted(createEngine(env()), accountId, companyId)
  const { count } = await inAccount(accountId, tx => syncList(tx, wholeList(companyId), 1))
  if (count < records) throw new Error(`Only ${count} records wait.`)
  await rig.connectwise.setParameters(latencies.connectwise)
  const times = await firstRows(world)
  const { rowsMost, kilobytes } = times.at(-1) ?? { rowsMost: 0, kilobytes: 0 }
  conclude(
    [
      {
        name: 'ui.first_row_ms',
        value: percentile(
          times.map(one => one.ms),
          0.5,
        ),
        unit: 'ms',
      },
      { name: 'ui.records_waiting', value: count, unit: 'records' },
      { name: 'ui.rows_drawn', value: rowsMost, unit: 'rows' },
      { name: 'ui.html_kb', value: round(kilobytes), unit: 'kB' },
    ],
    [
      { name: 'ui.first_row_ms', most: 1_000 },
      { name: 'ui.rows_drawn', most: 80 },
    ],
  )
} finally {
  await world.close()
}

interface Look {
  ms: number
  rowsMost: number
  kilobytes: number
}

/** The first look warms what a server that has just begun has not compiled yet; it does not count. */
async function firstRows(opened: World): Promise<Look[]> {
  const web = await startWeb(opened.rig.env)
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  try {
    const seen: Look[] = []
    for (let look = 0; look <= looks; look += 1) seen.push(await lookOnce(browser, web.url, opened))
    return seen.slice(1)
  } finally {
    await browser.close()
    await web.stop()
  }
}

/** In a browser that has nothing of us in its cache. */
async function lookOnce(browser: Browser, url: string, opened: World): Promise<Look> {
  const { accountId, actor, installKey } = opened
  const ask = { accountId, userId: actor.id ?? '', parentHash: null, origin: 'standalone' } as const
  const { id } = await createSession(ask)
  const { name, value, path } = await sessionCookie(installKey, id)
  const context = await browser.newContext()
  try {
    const cookie = { name, value, path, domain: 'localhost', httpOnly: true, secure: true }
    await context.addCookies([{ ...cookie, sameSite: 'None' }])
    const page = await context.newPage()
    await page.addInitScript(watchForRow)
    await page.goto(`${url.replace('127.0.0.1', 'localhost')}/${installKey}/sync`)
    const ms = await page.waitForFunction(() => Reflect.get(window, 'firstRowMs'))
    return {
      ms: Math.round(Number(await ms.jsonValue())),
      rowsMost: await page.locator('tbody tr').count(),
      kilobytes: (await page.evaluate(sizeOfPage)) / 1_024,
    }
  } finally {
    await context.close()
  }
}

/** Runs in the page, before anything of it: the moment, since the navigation began, at which a row is drawn. */
function watchForRow(): void {
  const look = () => {
    const row = document.querySelector('tbody tr')
    if (row?.checkVisibility() && row.getBoundingClientRect().height > 0)
      requestAnimationFrame(() => Reflect.set(window, 'firstRowMs', performance.now()))
    else requestAnimationFrame(look)
  }
  look()
}

/** What travelled for the document itself. */
function sizeOfPage(): number {
  const [entry] = performance.getEntriesByType('navigation')
  return entry instanceof PerformanceNavigationTiming ? entry.transferSize : 0
}
