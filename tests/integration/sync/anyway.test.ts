import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExclusionCode } from '../../../lib/accounting/exclusion.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list } from '../../../lib/activity/activity.ts'
import { newId } from '../../../lib/std/id.ts'
import { sendAnyway, stopAnyway } from '../../../lib/sync/anyway.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { startMarking } from '../../../lib/sync/mark-only.ts'
import { wholeList } from '../../../lib/sync/views/list/store.ts'
import { syncList } from '../../../lib/sync/views/list.ts'
import { recordPanel } from '../../../lib/sync/views/panel.ts'
import { timelineOf } from '../../../lib/sync/views/timeline.ts'
import { closedInvoice, line, type PostingWorld, postingWorld } from '../../support/world.ts'

/** One record is sent in spite of the rule that leaves it out: that rule, that record, once. */

let world: PostingWorld
beforeAll(async () => {
  world = await postingWorld()
})
afterAll(() => world.close())

type Invoice = Awaited<ReturnType<typeof closedInvoice>>

const inCompany = <T>(work: (start: Parameters<typeof sendAnyway>[0]) => Promise<T>) => {
  const { accountId, companyId, actor } = world
  return inAccount(accountId, tx => work({ tx, accountId, companyId, actor }))
}
const anyway = ({ id }: Invoice, code: ExclusionCode, reason = 'Agreed with the customer') =>
  inCompany(start => sendAnyway(start, String(id), code, reason))
const stop = ({ id }: Invoice) => inCompany(start => stopAnyway(start, String(id)))

async function panel({ id }: Invoice) {
  const { accountId, companyId, engine } = world
  const view = await recordPanel(
    { accountId, companyId, psa: await engine.psaOf(accountId), inAccount },
    String(id),
  )
  if (view.kind !== 'record') throw new Error(`The panel shows ${view.kind}.`)
  return view
}

async function listed({ number }: Invoice) {
  const filter = { ...wholeList(world.companyId), search: number }
  const { rows } = await inAccount(world.accountId, tx => syncList(tx, filter, 1))
  return rows.map(row => [row.standing, row.anyway])
}

const inXero = async ({ number }: Invoice) => (await world.books.inXero(number)).length
const syncAll = async () => {
  await world.syncAll()
  await world.work()
}

async function cutOff() {
  await world.set('cut-off-date', '2099-07-01')
  const [one, other] = [await closedInvoice(world), await closedInvoice(world)]
  await syncAll()
  return [one, other] as const
}

test('one before the cut-off date goes, once, with who and why; another stays out', async () => {
  const [one, other] = await cutOff()
  expect(await listed(one)).toEqual([['not-sent', 'before-cut-off']])
  expect((await panel(one)).anyway).toEqual({ offer: 'before-cut-off', told: [], reversible: false })
  expect(await anyway(one, 'zero-total')).toBe('changed')
  const both = await Promise.all([anyway(one, 'before-cut-off'), anyway(one, 'before-cut-off')])
  expect(both.toSorted()).toEqual(['changed', 'done'])
  await Promise.all([world.syncAll(), world.ask([one])])
  await world.work()
  await syncAll()
  expect([await inXero(one), await inXero(other)]).toEqual([1, 0])
  expect(await world.history.states(one.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect(await listed(other)).toEqual([['not-sent', 'before-cut-off']])

  const { anyway: told } = await panel(one)
  expect(told).toMatchObject({
    offer: null,
    reversible: false,
    told: [{ by: 'Jane Ng', reason: 'Agreed with the customer' }],
  })
  const timeline = await inAccount(world.accountId, tx => timelineOf(tx, String(one.id)))
  expect(timeline.filter(event => event.what === 'To be sent anyway').map(event => event.message)).toEqual([
    'Not sent: before 1 Jul 2099; Jane Ng: Agreed with the customer',
  ])
  const [told1] = await inAccount(world.accountId, tx =>
    list(tx, { subject: `invoice:${one.id}`, limit: 9 }),
  ).then(rows => rows.filter(row => row.verb === 'asked to send anyway'))
  expect(told1).toMatchObject({
    actorName: 'Jane Ng',
    detail: { rule: 'Not sent: before 1 Jul 2099', reason: 'Agreed with the customer' },
  })
  expect(await stop(one)).toBe('moving')
  expect(await anyway(one, 'before-cut-off')).toBe('changed')
})

test('a record with its batch deleted is compared by what was set aside, and marked again', async () => {
  const [one] = await cutOff()
  await anyway(one, 'before-cut-off')
  await world.work()
  const [batch] = await world.books.batchesOf(one.id)
  const psa = await world.engine.psaOf(world.accountId)
  const guard = { key: '', timeoutMs: 5_000, beforeBody: () => undefined }
  expect((await psa.deleteBatch(String(batch?.id), guard)).kind).toBe('done')
  await refreshUnposted(world.engine, world.accountId, world.companyId)
  await world.work()
  expect(await world.history.problems(one.id)).toEqual([])
  expect(await world.history.states(one.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect(await world.books.batchesOf(one.id)).toHaveLength(1)
  expect(await inXero(one)).toBe(1)
})

test('of two rules each is set aside by itself', async () => {
  await world.set('record-kinds', ['credit-memos'])
  const [one] = await cutOff()
  expect(await anyway(one, 'kind-excluded')).toBe('done')
  await world.work()
  expect(await inXero(one)).toBe(0)
  expect((await panel(one)).anyway).toMatchObject({ offer: 'before-cut-off', told: [{}], reversible: true })
  expect(await anyway(one, 'before-cut-off')).toBe('done')
  await world.work()
  expect(await inXero(one)).toBe(1)
  await world.set('record-kinds', ['invoices', 'credit-memos'])
})

test('what else is the matter stops it, and meanwhile it can be taken back', async () => {
  await world.set('cut-off-date', '2099-07-01')
  const item = { id: 720, identifier: 'CM-BACKUP' }
  const product = { ...line('48.00'), kind: 'product', item, category: 'Marketplace' }
  const one = await closedInvoice(world, { department: 3, lines: [product] })
  await syncAll()
  expect(await anyway(one, 'before-cut-off')).toBe('done')
  await world.work()
  expect((await panel(one)).pill.word).toBe('Needs a fix')
  expect((await panel(one)).anyway.reversible).toBe(true)
  expect(await stop(one)).toBe('done')
  expect((await world.history.last(one.id)).state).toBe('withdrawn')
  expect((await panel(one)).anyway).toEqual({ offer: 'before-cut-off', told: [], reversible: false })
  await syncAll()
  expect([await inXero(one), await listed(one)]).toEqual([0, [['not-sent', 'before-cut-off']]])
  expect(await stop(one)).toBe('changed')
})

test('one of 0.00 becomes a document instead of a mark, never both', async () => {
  await world.set('cut-off-date', null)
  const nothing = () => closedInvoice(world, { lines: [line('0.00')] })
  const [sent, marked] = [await nothing(), await nothing()]
  await panel(sent)
  await panel(marked)
  expect(await anyway(sent, 'zero-total')).toBe('done')
  await Promise.all([world.syncAll(), world.syncAll()])
  await world.work()
  expect([await inXero(sent), await inXero(marked)]).toEqual([1, 0])
  expect(await world.history.states(sent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect(await world.books.batchesOf(sent.id)).toHaveLength(1)
  expect(await anyway(marked, 'zero-total')).toBe('moving')
  expect(await inXero(marked)).toBe(0)
})

test('one that somebody is marking as in the books already is not sent beside it', async () => {
  const [one] = await cutOff()
  await inCompany(start =>
    startMarking(start, newId(), 'By hand', [{ recordId: String(one.id), number: one.number }]),
  )
  expect(await anyway(one, 'before-cut-off')).toBe('moving')
  await world.work()
  expect([await inXero(one), (await world.history.last(one.id)).reason]).toEqual([0, 'By hand'])
})
