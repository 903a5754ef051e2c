import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { mappingList, missingByKind } from '../../../lib/mappings/list.ts'
import { saveMapping } from '../../../lib/mappings/mappings.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import { acceptDifference } from '../../../lib/sync/accept.ts'
import { change, postingsByIds, type Scope } from '../../../lib/sync/postings/store.ts'
import { noteChecks, noteUnposted } from '../../../lib/sync/records/store.ts'
import { startRun, stopRun } from '../../../lib/sync/run.ts'
import { alreadyPreview } from '../../../lib/sync/views/already.ts'
import { wholeList } from '../../../lib/sync/views/list/store.ts'
import { railCounts, syncList } from '../../../lib/sync/views/list.ts'
import { resultLines, results } from '../../../lib/sync/views/results.ts'
import { failedRecords, runLines, runPage } from '../../../lib/sync/views/run.ts'
import { postingView, runView } from '../../../lib/sync/views/views.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let account: BareAccount

beforeAll(async () => {
  database = await appEnvironment()
  account = await bareAccount()
  await inScope(scope =>
    noteUnposted(
      scope,
      Array.from({ length: 120 }, (_, place) => unposted(place)),
    ),
  )
})
afterAll(() => database.close())

function inScope<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
  const { accountId, companyId } = account
  return inAccount(accountId, tx => work({ tx, accountId, companyId }))
}

const customer = { id: '250', identifier: 'Acme', name: 'Acme 100%_Dental' }

function unposted(place: number) {
  return {
    recordId: String(1_000 + place),
    exportId: String(9_000 + place),
    parentId: '',
    number: `INV-${place}`,
    kind: place === 8 ? 'credit-memo' : 'invoice',
    billingType: place === 8 ? 'CreditMemo' : 'Standard',
    customer: place === 7 ? customer : { id: '251', identifier: 'Blue', name: 'Blue Gum' },
    date: `2026-11-${place < 60 ? '10' : '20'}`,
    dueDate: null,
    total: Decimal.parse(place === 119 ? '0.10' : '10.05'),
    currency: place === 119 ? 'USD' : 'AUD',
    dateClosed: '',
    locationId: '1',
  } as const
}

const actor = { id: null, name: 'Real-time sync' }
const filter = (more = {}) => ({ ...wholeList(account.companyId), ...more })

describe('the Sync list', () => {
  test('comes a page at a time, with exact totals per currency', async () => {
    const list = await inScope(({ tx }) => syncList(tx, filter(), 3))
    expect([list.rows.length, list.page, list.pages, list.count]).toEqual([20, 3, 3, 120])
    expect(list.totals).toEqual([
      // 118 invoices of 10.05 less one credit memo of 10.05
      { currency: 'AUD', count: 119, credits: 1, bills: 0, movements: 0, expenses: 0, total: '1175.85' },
      { currency: 'USD', count: 1, credits: 0, bills: 0, movements: 0, expenses: 0, total: '0.10' },
    ])
    expect(list.rows.every(row => row.pill.word === 'Not checked')).toBe(true)
  })

  test('finds a part of a number or a name, in which % and _ mean themselves', async () => {
    const found = (search: string) =>
      inScope(async ({ tx }) => (await syncList(tx, filter({ search }), 1)).rows.map(row => row.number))
    expect(await found('100%_')).toEqual(['INV-7'])
    expect(await found('inv-118')).toEqual(['INV-118'])
    expect(await found('%%')).toEqual([])
  })

  test('tells a credit memo from an invoice, and takes it away', async () => {
    const found = (search: string) => inScope(({ tx }) => syncList(tx, filter({ search }), 1))
    const { rows, totals } = await found('INV-8')
    expect(rows.filter(row => row.kind === 'credit-memo').map(row => [row.number, row.total])).toEqual([
      ['INV-8', '-10.05'],
    ])
    // INV-80 to INV-89, and the credit memo
    expect(totals).toEqual([
      { currency: 'AUD', count: 11, credits: 1, bills: 0, movements: 0, expenses: 0, total: '90.45' },
    ])
    expect(new Set((await found('INV-9')).rows.map(row => row.kind))).toEqual(new Set(['invoice']))
    const already = { companyId: account.companyId, before: '', from: 'INV-8', to: 'INV-8', customer: '' }
    expect(await inScope(({ tx }) => alreadyPreview(tx, already))).toMatchObject({
      count: 1,
      totals: [{ credits: 1, bills: 0, movements: 0, expenses: 0, total: '-10.05' }],
      rows: [{ kind: 'credit-memo', total: '-10.05' }],
    })
  })

  test('goes up to a day, and a page too far is the last one', async () => {
    const list = await inScope(({ tx }) => syncList(tx, filter({ to: '2026-11-15' }), 99))
    expect([list.count, list.page]).toEqual([60, 2])
  })

  test('a row is to be checked anew once a mapping was decided after its last check', async () => {
    const toCheck = () =>
      inScope(async ({ tx }) => (await syncList(tx, filter({ search: 'INV-20' }), 1)).toCheck)
    const { companyId, userId } = account
    expect(await toCheck()).toEqual(['1020'])
    await inScope(scope => noteChecks(scope, [{ sourceId: '1020', problems: [], mappingKeys: [] }]))
    expect(await toCheck()).toEqual([])
    const decision = {
      companyId,
      kind: 'tax',
      psaKey: '1',
      psaName: 'GST',
      ledger: { id: 't', name: 'GST' },
    } as const
    await inScope(({ tx }) => saveMapping(tx, { ...decision, actor: { id: userId, name: 'Jane' } }))
    expect(await toCheck()).toEqual(['1020'])
  })

  test('another account sees none of it', async () => {
    const other = await bareAccount('Other')
    const list = await inAccount(other.accountId, tx => syncList(tx, filter(), 1))
    expect(list.count).toBe(0)
  })
})

describe('a run', () => {
  const asked = ['1010', '1011', '1012'].map(recordId => ({
    recordId,
    number: `INV-${recordId}`,
    previewHash: null,
  }))

  test('is counted by outcome, groups its rows and can be tried again', async () => {
    const { runId, postingIds } = await inScope(scope => startRun({ ...scope, actor }, 'selected', asked))
    const before = await inScope(({ tx }) => runView(tx, runId))
    expect(before).toMatchObject({ settled: false, data: { total: 3, left: 3, done: 0, fix: 0 } })

    await inScope(async scope => {
      const [first] = await postingsByIds(scope, postingIds.slice(0, 1))
      if (first)
        await change(
          scope,
          first,
          'planned',
          'blocked',
          { event: 'blocked' },
          { problems: [{ code: 'no-entries' }] },
        )
    })
    const page = await inScope(({ tx }) => runPage(tx, runId))
    expect(page?.groups.map(group => [group.name, group.rows.length])).toEqual([
      ['Needs a fix', 1],
      ['Under way', 2],
    ])
    expect(page?.progress.version).not.toBe(before?.version)
    expect(await inScope(({ tx }) => failedRecords(tx, runId))).toEqual([
      { recordId: '1010', previewHash: null },
    ])
    expect(await inScope(({ tx }) => railCounts(tx, account.companyId))).toMatchObject({ fix: 1, look: 0 })

    await inScope(scope => stopRun({ ...scope, actor }, runId))
    expect(await inScope(({ tx }) => runView(tx, runId))).toMatchObject({
      data: { fix: 1, stopped: 2, left: 0 },
    })
  })

  test('tells a credit memo by its sign, and so does Results', async () => {
    const wanted = ['1008', '1009'].map(recordId => ({
      recordId,
      number: `INV-${recordId}`,
      previewHash: null,
    }))
    const { runId, postingIds } = await inScope(scope => startRun({ ...scope, actor }, 'selected', wanted))
    for (const id of postingIds)
      await database.owner.execute(
        sql`update postings set expected_total = 10.05, currency = 'AUD' where id = ${id}`,
      )
    const told = (rows: { number: string; kind: string; total: string }[]) =>
      rows
        .map(({ number, kind, total }) => `${number} ${kind} ${total}`)
        .filter(text => /INV-100[89] /.test(text))
        .toSorted()
    const expected = ['INV-1008 credit-memo -10.05', 'INV-1009 invoice 10.05']
    expect(told(await inScope(({ tx }) => runLines(tx, runId, 0)))).toEqual(expected)
    const all = { companyId: account.companyId, view: 'all', search: '', from: '', to: '' } as const
    expect(told(await inScope(({ tx }) => resultLines(tx, all, 0)))).toEqual(expected)
  })

  test('of another account does not exist', async () => {
    const { runId } = await inScope(scope => startRun({ ...scope, actor }, 'record', asked.slice(0, 1)))
    const other = await bareAccount('Third')
    expect(await inAccount(other.accountId, tx => runView(tx, runId))).toBeNull()
  })
})

describe('results', () => {
  test('each view holds its own states; an accepted difference leaves the screen', async () => {
    const { postingIds } = await inScope(scope =>
      startRun({ ...scope, actor }, 'record', [{ recordId: '1007', number: 'INV-7', previewHash: null }]),
    )
    const [id = ''] = postingIds
    await database.owner.execute(
      sql`update postings set state = 'drifted', problems = '[{"code":"differs-from-ledger","ours":"1.00","ledger":"2.00"}]' where id = ${id}`,
    )
    const view = (name: 'fix' | 'changed' | 'all', search = '') =>
      inScope(async ({ tx }) => {
        const found = await results(
          tx,
          { companyId: account.companyId, view: name, search, from: '', to: '' },
          1,
        )
        return found.rows.map(row => [row.number, row.pill.word, row.customer])
      })
    expect(await view('changed')).toEqual([['INV-7', 'Changed in Manage', customer.name]])
    expect(await view('all', 'dental')).toEqual([['INV-7', 'Changed in Manage', customer.name]])
    expect(await view('fix')).toEqual([])
    await database.owner.execute(
      sql`update postings set problems = '[{"code":"amend-changed","known":"2.00","ledger":"3.00"}]' || problems where id = ${id}`,
    )
    expect(await view('changed')).toEqual([['INV-7', 'Changed in Xero', customer.name]])

    const version = async () => (await inScope(({ tx }) => postingView(tx, '1007')))?.version
    const before = await version()
    const { accountId } = account
    const accept = () => inScope(({ tx }) => acceptDifference({ tx, accountId, actor }, id))
    expect(await accept()).toBe(true)
    expect(await accept()).toBe(false)
    expect(await view('changed')).toEqual([])
    expect(await version()).not.toBe(before)
  })
})

describe('mappings', () => {
  test('a linked row is there before anything was noted, and a decision moves it down', async () => {
    const { companyId, userId } = account
    const ask = { companyId, kind: 'account', categoryId: null } as const
    const list = (linked: string | null) => inScope(({ tx }) => mappingList(tx, ask, linked))
    expect((await list('299')).map(line => [line.key, line.ledger])).toEqual([['299', null]])
    const ledger = { id: 'acc-1', name: '400 Sales' }
    const decision = { companyId, kind: 'account', psaKey: '299', psaName: '299', ledger } as const
    await inScope(({ tx }) => saveMapping(tx, { ...decision, actor: { id: userId, name: 'Jane' } }))
    expect(await list(null)).toMatchObject([{ key: '299', ledger, gone: true }])
    expect(await inScope(({ tx }) => missingByKind(tx, companyId))).toEqual(new Map())
  })
})
