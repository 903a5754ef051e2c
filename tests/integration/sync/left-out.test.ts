import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCompany } from '../../../lib/accounts/store.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { newId } from '../../../lib/std/id.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { recordChanged } from '../../../lib/sync/real-time.ts'
import { recordsByIds } from '../../../lib/sync/records/store.ts'
import { wholeList } from '../../../lib/sync/views/list/store.ts'
import { syncList } from '../../../lib/sync/views/list.ts'
import { recordPanel } from '../../../lib/sync/views/panel.ts'
import { results } from '../../../lib/sync/views/results.ts'
import { closedInvoice, line, type PostingWorld, postingWorld, storedLine } from '../../support/world.ts'

/** What a company leaves out: listed with the rule, never sent, never an error; and taken when the rule is gone. */

let world: PostingWorld
const sydney = '2'
const melbourne = '11'

beforeAll(async () => {
  world = await postingWorld()
})

afterAll(() => world.close())

const panel = async (id: number) => {
  const { accountId, companyId, engine } = world
  const ask = { accountId, companyId, psa: await engine.psaOf(accountId), inAccount }
  const view = await recordPanel(ask, String(id))
  if (view.kind !== 'record') throw new Error(`The panel shows ${view.kind}.`)
  return view
}

const listed = async (number: string) => {
  const filter = { ...wholeList(world.companyId), search: number }
  const { rows } = await inAccount(world.accountId, tx => syncList(tx, filter, 1))
  return rows.map(row => [row.pill.word, row.problem?.title ?? ''])
}

const syncAll = async () => {
  const runId = await world.syncAll()
  await world.work()
  expect((await world.history.run(runId)).finishedAt).not.toBeNull()
}

test('GL owner levels (locations): a record comes to the company that names its location', async () => {
  const [here, there] = [
    await closedInvoice(world, { location: Number(sydney) }),
    await closedInvoice(world, { location: Number(melbourne) }),
  ]
  await world.set('locations', [sydney])
  await world.refreshLists()
  await syncAll()
  expect(await world.history.states(here.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect(await world.history.states(there.id)).toEqual({ document: undefined, mark: undefined })
  expect(await listed(there.number)).toEqual([['Not sent', 'This location has no ledger']])
  const view = await panel(there.id)
  expect([view.pill.word, view.hash, view.problems.map(one => one.message)]).toEqual([
    'Not sent',
    null,
    ['The record belongs to Melbourne, which no company takes.'],
  ])
})

test('a record of another company is on its list, and a pod opens it there', async () => {
  const { accountId, companyId, engine } = world
  const invoice = await closedInvoice(world, { location: Number(melbourne) })
  const other = newId()
  await inAccount(accountId, tx => insertCompany(tx, { accountId, id: other, name: 'Demo NZ' }))
  const companyOf = async () => {
    const [row] = await inAccount(accountId, tx => recordsByIds({ tx }, [String(invoice.id)]))
    return row?.companyId
  }
  await refreshUnposted(engine, accountId, companyId)
  expect(await companyOf()).toBeUndefined()
  await refreshUnposted(engine, accountId, other)
  expect(await companyOf()).toBe(other)
  expect((await panel(invoice.id)).companyId).toBe(other)
  const psa = await engine.psaOf(accountId)
  expect(await recordChanged({ accountId, psa, mayStart: true, inAccount }, String(invoice.id))).toBe(
    'started',
  )
  expect((await world.history.last(invoice.id)).companyId).toBe(other)
})

test('a record before the cut-off date is never sent, and says the day; without the date it goes', async () => {
  const invoice = await closedInvoice(world)
  await world.set('cut-off-date', '2099-07-01')
  await syncAll()
  expect(await world.history.states(invoice.id)).toEqual({ document: undefined, mark: undefined })
  expect(await listed(invoice.number)).toEqual([['Not sent', 'Not sent: before 1 Jul 2099']])

  await world.ask([invoice])
  await world.work()
  expect((await world.history.last(invoice.id)).state).toBe('withdrawn')
  expect(await world.books.inXero(invoice.number)).toEqual([])
  expect((await panel(invoice.id)).problems.map(one => one.code)).toEqual(['before-cut-off'])

  await world.set('cut-off-date', null)
  await syncAll()
  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
})

const nothing = () => closedInvoice(world, { lines: [line('0.00')] })

test('a record of 0.00 is marked in ConnectWise once, never sent, and Results say why', async () => {
  const invoice = await nothing()
  const before = await panel(invoice.id)
  expect([before.pill.word, before.entry, before.hash === null]).toEqual(['Not sent', null, false])
  await world.ask([invoice], before.hash ?? '')
  await Promise.all([world.syncAll(), world.syncAll()])
  await world.work()
  await syncAll()
  expect(await resultsOf(invoice.number)).toEqual([['Marked, not sent', '0.00']])
  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: undefined })
  expect((await world.history.last(invoice.id)).reason).toBe('comes to 0.00')
  expect(await world.books.inXero(invoice.number)).toEqual([])
  expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  expect((await panel(invoice.id)).pill.word).toBe('Marked, not sent')
})

test('a record of 0.00 that changed since it was looked at is not marked', async () => {
  const invoice = await nothing()
  const { hash } = await panel(invoice.id)
  await world.books.change(invoice.id, { status: 'New' })
  await world.books.change(invoice.id, { changes: { lines: [storedLine('10.00')] } })
  await world.books.change(invoice.id, { status: 'Closed' })
  await world.ask([invoice], hash ?? '')
  await world.work()
  expect(await world.history.problems(invoice.id)).toEqual(['preview-changed'])
  expect(await world.books.batchesOf(invoice.id)).toEqual([])
})

test('a mark whose answer is lost is looked for, and is there once', async () => {
  const invoice = await nothing()
  const match = { method: 'POST', path: '/finance/accounting/batches' }
  await world.connectwise.control.fault({ match, effect: 'drop-after-commit', times: 1 })
  await world.ask([invoice])
  await world.work()
  await world.connectwise.control.clearFaults()
  expect((await world.history.last(invoice.id)).state).toBe('confirmed')
  expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
})

test('Records of $0.00: where the company says so it stands in the ledger, and is marked after it', async () => {
  await world.set('zero-records', 'post')
  const invoice = await nothing()
  await world.ask([invoice])
  await world.work()
  expect((await world.books.inXero(invoice.number)).map(({ total }) => total)).toEqual(['0.00'])
  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect((await panel(invoice.id)).pill.word).toBe('Check')
})

async function resultsOf(search: string) {
  const { companyId, accountId } = world
  const { rows } = await inAccount(accountId, tx =>
    results(tx, { companyId, view: 'all', search, from: '', to: '' }, 1),
  )
  return rows.map(row => [row.pill.word, row.total])
}
