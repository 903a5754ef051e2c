import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list } from '../../../lib/activity/activity.ts'
import { calendarDate } from '../../../lib/std/clock.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import { freeOf } from '../../../lib/sync/holds.ts'
import type { Scope } from '../../../lib/sync/postings/store.ts'
import { noteChecks, noteUnposted } from '../../../lib/sync/records/store.ts'
import { startRun } from '../../../lib/sync/run.ts'
import { wholeList } from '../../../lib/sync/views/list/store.ts'
import { syncList } from '../../../lib/sync/views/list.ts'
import { failedResults } from '../../../lib/sync/views/results.ts'
import { runView } from '../../../lib/sync/views/views.ts'
import { wholeOf } from '../../../lib/sync/views/whole.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

/** Ten thousand records wait: a screen reads a page of them, and "all of them" is the server's own reading. */

const waiting = 10_000
const actor = { id: null, name: 'Jane Ng' }
let database: TestDatabase
let account: BareAccount

beforeAll(async () => {
  database = await appEnvironment()
  account = await bareAccount()
  for (let from = 0; from < waiting; from += 1_000)
    await inScope(scope =>
      noteUnposted(
        scope,
        Array.from({ length: 1_000 }, (_, place) => unposted(from + place)),
      ),
    )
})
afterAll(() => database.close())

function inScope<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
  const { accountId, companyId } = account
  return inAccount(accountId, tx => work({ tx, accountId, companyId }))
}

function unposted(place: number) {
  const credit = place % 100 === 99
  return {
    recordId: String(100_000 + place),
    exportId: String(900_000 + place),
    parentId: '',
    number: `INV-${place}`,
    kind: credit ? 'credit-memo' : 'invoice',
    billingType: credit ? 'CreditMemo' : 'Standard',
    customer: { id: String(place % 40), identifier: 'C', name: `Customer ${place % 40}` },
    date: calendarDate(`2026-${String(1 + (place % 9)).padStart(2, '0')}-15`),
    dueDate: null,
    total: Decimal.parse('110.00'),
    currency: 'AUD',
    dateClosed: '',
    locationId: '1',
  } as const
}

const filter = (more = {}) => ({ ...wholeList(account.companyId), ...more })

test('a page is fifty of ten thousand, with the sums of all; a search goes over all of them', async () => {
  const since = performance.now()
  const page = await inScope(({ tx }) => syncList(tx, filter(), 200))
  console.log(`the last page of ${waiting} waiting records: ${Math.round(performance.now() - since)} ms`)
  expect([page.rows.length, page.pages, page.count]).toEqual([50, 200, waiting])
  // 9,900 invoices less 100 credit memos
  expect(page.totals).toEqual([
    {
      currency: 'AUD',
      count: waiting,
      credits: 100,
      bills: 0,
      movements: 0,
      expenses: 0,
      total: '1078000.00',
    },
  ])
  expect((await inScope(({ tx }) => syncList(tx, filter({ search: 'INV-9876' }), 1))).count).toBe(1)
})

test('all of them are sent by the server’s own reading, but for what is held or needs a fix, as one run', async () => {
  await inScope(async scope => {
    await noteChecks(scope, [{ sourceId: '100003', problems: [{ code: 'no-entries' }], mappingKeys: [] }])
  })
  const hold = { reason: 'x', until: null, byId: null, by: 'Tom', at: '2026-11-01T00:00:00Z', wanted: null }
  await database.owner.execute(
    sql`update records set hold = ${JSON.stringify(hold)}::jsonb where source_id in ('100001', '100002')`,
  )
  const since = performance.now()
  const { runId, sent } = await inScope(async scope => {
    const whole = await wholeOf(scope.tx, filter())
    expect(whole.count).toBe(waiting)
    expect(whole.held.map(({ number }) => number).toSorted()).toEqual(['INV-1', 'INV-2'])
    const asked = await freeOf(scope, whole.sendable)
    const run = await startRun({ ...scope, actor }, 'selected', asked)
    return { runId: run.runId, sent: asked.length }
  })
  console.log(`a run of all ${waiting}: ${Math.round(performance.now() - since)} ms`)
  expect(sent).toBe(waiting - 3)
  expect(await inScope(({ tx }) => runView(tx, runId))).toMatchObject({ data: { total: sent, left: sent } })
  const told = await inScope(({ tx }) => list(tx, { subject: `run:${runId}`, limit: 5 }))
  expect(told).toMatchObject([{ verb: 'asked to send', subject: `run:${runId}` }])
  expect(JSON.stringify(told[0]?.detail)).toBe(`{"count":${sent}}`)
  // Asked for once: what is on its way is not among them a second time.
  expect((await inScope(({ tx }) => wholeOf(tx, filter()))).sendable).toEqual([])
})

test('what failed is found over all pages, by the filter of Results, and only documents', async () => {
  const { accountId } = account
  await database.owner.execute(sql`
    update postings set state = 'blocked', problems = '[{"code":"no-entries"}]'
    where account_id = ${accountId} and title like 'INV-88%'`)
  await database.owner.execute(sql`
    update postings set target = 'psa', kind = 'batch', reason = 'By hand'
    where account_id = ${accountId} and title = 'INV-8800'`)
  const failed = (more = {}) =>
    inScope(({ tx }) =>
      failedResults(tx, { companyId: account.companyId, view: 'fix', search: '', from: '', to: '', ...more }),
    )
  // INV-88, INV-880 to 889 and INV-8800 to 8899, without the mark
  expect(await failed()).toHaveLength(1 + 10 + 100 - 1)
  expect(await failed({ search: 'INV-8899' })).toEqual([{ recordId: '108899', previewHash: null }])
  expect(await failed({ from: '2001-01-01', to: '2001-01-02' })).toEqual([])
})
