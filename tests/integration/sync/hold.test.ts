import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dayInWords } from '../../../lib/accounting/problem-words.ts'
import { clearDue, deferDue, dueCompanies } from '../../../lib/accounts/directory.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { addDays, calendarDate, startOfDay } from '../../../lib/std/clock.ts'
import { newId } from '../../../lib/std/id.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { startMarking } from '../../../lib/sync/mark-only.ts'
import { startUndo } from '../../../lib/sync/undo.ts'
import { explain } from '../../../lib/sync/views/explain.ts'
import { wholeList } from '../../../lib/sync/views/list/store.ts'
import { syncList } from '../../../lib/sync/views/list.ts'
import { age } from '../../support/accounts.ts'
import { holdBench, may, reason } from '../../support/holds.ts'
import { closedInvoice, line, type PostingWorld, postingWorld } from '../../support/world.ts'

/** A person keeps a record from being sent: whoever asks, it does not go until the hold ends, and then once. */

let world: PostingWorld
let bench: ReturnType<typeof holdBench>
// Xero would refuse a second document of a number: here only the protocol stands between.
beforeAll(async () => {
  world = await postingWorld({ xero: { refuseDuplicateNumbers: false } })
  bench = holdBench(world)
})
beforeEach(() => age(world.database, 'update accounts set live_at = now()'))
afterAll(() => world.close())

describe('held', () => {
  test('nobody sends it: no click, no tick, no Sync All, no callback, nobody who waits for a fix', async () => {
    const [one, other] = [await bench.listed(), await bench.listed()]
    expect(await bench.hold([one])).toBe('done')
    expect(await bench.hold([one])).toBe('held')
    expect((await world.ask([one])).postingIds).toEqual([])
    const { postingIds } = await world.ask([one, other], (await bench.panel(one)).hash ?? '')
    expect(postingIds).toHaveLength(1)
    await world.syncAll()
    expect(await bench.told(one)).toBe('noted')
    await world.work()
    await world.syncAll()
    await world.work()
    expect([await bench.inXero(one), await bench.state(one)]).toEqual([0, undefined])
    expect(await world.books.batchesOf(one.id)).toEqual([])
  })

  test('the pod, the list and the search say by whom, why and until when', async () => {
    const one = await bench.listed()
    const day = addDays(calendarDate(new Date().toISOString().slice(0, 10)), 40)
    await bench.hold([one], day)
    const view = await bench.panel(one)
    expect([view.standing, view.pill.word]).toEqual(['held', 'Held'])
    expect(view.hold).toMatchObject({ by: 'Jane Ng', byId: world.actor.id, reason, until: day, goes: false })
    const find = (more: object) =>
      inAccount(world.accountId, tx =>
        syncList(tx, { ...wholeList(world.companyId), search: one.number, ...more }, 1),
      )
    expect((await find({})).rows).toMatchObject([{ standing: 'held', hold: { reason }, problem: null }])
    expect((await find({ show: 'held' })).count).toBe(1)
    expect((await find({ show: 'free' })).count).toBe(0)
    const { accountId, companyId, engine } = world
    const ask = { accountId, companyId, psa: await engine.psaOf(accountId), inAccount }
    const [answer] = await explain(ask, one.number, 'Xero')
    expect(answer).toMatchObject({
      pill: { word: 'Held' },
      why: `It is held by Jane Ng until ${dayInWords(day)}: ${reason}`,
    })
    expect(await bench.activityOf(one)).toMatchObject([
      { verb: 'held', actorName: 'Jane Ng', detail: { number: one.number, reason, until: day } },
    ])
  })

  test('what is not closed yet can be held, and is on the list of what is held', async () => {
    const open = await closedInvoice(world, { status: 'New' })
    await bench.panel(open)
    expect(await bench.hold([open])).toBe('done')
    await world.books.change(open.id, { status: 'Closed' })
    expect(await bench.told(open)).toBe('noted')
    await world.work()
    expect([await bench.inXero(open), (await bench.panel(open)).pill.word]).toEqual([0, 'Held'])
    const held = await inAccount(world.accountId, tx =>
      syncList(tx, { ...wholeList(world.companyId), show: 'held', search: open.number }, 1),
    )
    expect(held.rows).toHaveLength(1)
  })

  test('what has begun goes to its end and is not held; nor what stands in the ledger', async () => {
    const one = await bench.listed()
    await world.ask([one])
    const ledger = present(await world.engine.ledgerOf(world.accountId, world.companyId), 'it is connected')
    let result = ''
    const createDocuments: typeof ledger.createDocuments = async (...parameters) => {
      expect(await bench.state(one)).toBe('sending')
      result = await bench.hold([one])
      return ledger.createDocuments(...parameters)
    }
    await bench.workOnce({ ...world.engine, ledgerOf: async () => ({ ...ledger, createDocuments }) })
    expect(result).toBe('moving')
    await world.work()
    expect([await bench.inXero(one), await bench.state(one), (await bench.panel(one)).hold]).toEqual([
      1,
      'confirmed',
      null,
    ])
    expect(await bench.hold([one])).toBe('moving')
  })

  test('a day that is not ahead, or a record that nobody knows, is refused', async () => {
    const one = await bench.listed()
    expect(await bench.hold([one], new Date().toISOString().slice(0, 10))).toBe('past')
    expect(await bench.hold([{ ...one, id: 999_999 }])).toBe('changed')
    expect((await bench.panel(one)).hold).toBeNull()
  })

  test('it is not marked as already in the books either', async () => {
    const [one, other] = [await bench.listed(), await bench.listed()]
    await bench.hold([one])
    const { accountId, companyId, actor } = world
    await inAccount(accountId, tx =>
      startMarking(
        { tx, accountId, companyId, actor },
        newId(),
        'By hand',
        [one, other].map(({ id, number }) => ({ recordId: String(id), number })),
      ),
    )
    await world.work()
    expect(await world.books.batchesOf(one.id)).toEqual([])
    expect(await world.books.batchesOf(other.id)).toHaveLength(1)
  })
})

describe('what was wanted before', () => {
  test('is withdrawn with its mark, in every state in which nothing was sent, and goes once it is released', async () => {
    const item = { id: 720, identifier: 'CM-BACKUP' }
    const unmapped = { ...line('48.00'), kind: 'product', item, category: 'Marketplace' }
    const stopped = await bench.listed({ department: 3, lines: [unmapped] })
    const ready = await bench.listed()
    await world.ask([stopped, ready])
    await bench.workOnce(await bench.waiting())
    const planned = await bench.listed()
    await world.ask([planned])
    expect([await bench.state(stopped), await bench.state(ready), await bench.state(planned)]).toEqual([
      'blocked',
      'ready',
      'planned',
    ])
    expect(await bench.hold([stopped, ready, planned])).toBe('done')
    expect(await world.history.states(ready.id)).toEqual({ document: 'withdrawn', mark: 'withdrawn' })
    await world.work()
    for (const one of [stopped, ready, planned]) {
      expect([await bench.inXero(one), await bench.state(one)]).toEqual([0, 'withdrawn'])
      expect((await bench.panel(one)).hold?.goes).toBe(true)
    }
    const both = await Promise.all([bench.release(ready), bench.release(ready)])
    expect(both.toSorted()).toEqual(['changed', 'done'])
    expect(await bench.release(stopped)).toBe('done')
    await world.work()
    await world.work()
    expect([await bench.inXero(ready), await bench.state(ready)]).toEqual([1, 'confirmed'])
    expect([await bench.inXero(stopped), await bench.state(stopped)]).toEqual([0, 'blocked'])
    expect((await world.history.last(ready.id)).requestedBy).toBe(world.actor.id)
    expect((await bench.activityOf(ready)).map(({ verb }) => verb)).toEqual([
      'released',
      'held',
      'asked to send',
    ])
    expect(await bench.release(planned)).toBe('done')
    await world.work()
    expect(await bench.inXero(planned)).toBe(1)
  })

  test('what nobody had asked for stays on the list when it is released', async () => {
    const one = await bench.listed()
    await bench.hold([one])
    expect(await bench.release(one)).toBe('done')
    await world.work()
    expect([await bench.inXero(one), (await bench.panel(one)).pill.word]).toEqual([0, 'Ready to send'])
  })

  test('what would have gone by itself meanwhile goes, unless records no longer do', async () => {
    const [one, other] = [await bench.listed(), await bench.listed()]
    await bench.hold([one, other])
    await bench.told(one)
    await bench.told(other)
    await bench.release(one)
    await bench.release(other, { ...may, byItself: false })
    await world.work()
    expect([await bench.inXero(one), await bench.inXero(other)]).toEqual([1, 0])
  })

  test('what is opened again meanwhile is wanted no more', async () => {
    const one = await bench.listed()
    await world.ask([one])
    await bench.hold([one])
    await world.books.change(one.id, { status: 'New' })
    expect(await bench.told(one)).toBe('noted')
    await world.books.change(one.id, { status: 'Closed' })
    expect(await bench.told(one, false)).toBe('noted')
    await bench.release(one)
    await world.work()
    expect(await bench.inXero(one)).toBe(0)
  })

  test('the preview that was seen still counts: what has changed since asks again', async () => {
    const one = await bench.listed()
    await world.ask([one], 'another preview')
    await bench.hold([one])
    await bench.release(one)
    await world.work()
    expect([await bench.inXero(one), await world.history.problems(one.id)]).toEqual([0, ['preview-changed']])
  })
})

test('what was undone can be held, and goes again when a person sends it after the release', async () => {
  const one = await bench.listed()
  await world.ask([one])
  await world.work()
  const { accountId, companyId, actor } = world
  const { id } = await world.history.last(one.id)
  const undone = await inAccount(accountId, tx => startUndo({ tx, accountId, companyId, actor }, id))
  await world.work()
  expect([undone, await bench.inXero(one), (await bench.panel(one)).standing]).toEqual([true, 0, 'undone'])
  expect(await bench.hold([one])).toBe('done')
  expect((await bench.panel(one)).standing).toBe('held')
  expect((await world.ask([one])).postingIds).toEqual([])
  expect(await bench.release(one)).toBe('done')
  await world.ask([one])
  await bench.workOnce(await bench.waiting())
  expect(await bench.hold([one])).toBe('done')
  await world.work()
  expect([await bench.inXero(one), (await bench.panel(one)).hold?.goes]).toEqual([0, true])
  await bench.release(one)
  await world.work()
  const again = { ...one, number: `${one.number}-2` }
  expect([await bench.inXero(one), await bench.inXero(again), await bench.state(one)]).toEqual([
    0,
    1,
    'confirmed',
  ])
})

describe('who releases it', () => {
  test('an approver, or whoever held it; another person does not', async () => {
    const one = await bench.listed()
    await bench.hold([one])
    const own = { ...may, mayApprove: false }
    expect(await bench.release(one, own, { id: newId(), name: 'Sam Lee' })).toBe('not-yours')
    expect((await bench.panel(one)).standing).toBe('held')
    expect(await bench.release(one, own)).toBe('done')
    await bench.hold([one])
    expect(await bench.release(one, may, { id: newId(), name: 'Ann Approver' })).toBe('done')
  })

  test('its day does, without anybody, once', async () => {
    const one = await bench.listed()
    await world.ask([one])
    await world.set('time-zone', 'Australia/Sydney')
    const day = addDays(calendarDate(new Date().toISOString().slice(0, 10)), 3)
    await bench.hold([one], day)
    await world.work()
    const due = startOfDay(day, 'Australia/Sydney')
    expect((await bench.workOnce()).nextDueAt).toEqual(due)
    const unconnected = { ...world.engine, ledgerOf: async () => null }
    expect((await bench.workOnce(unconnected)).nextDueAt).toEqual(due)
    await age(world.database, `update records set hold_ends_at = now() where source_id = '${one.id}'`)
    await clear()
    await refreshUnposted(world.engine, world.accountId, world.companyId)
    expect(await dueCompanies(1)).toHaveLength(1)
    await world.work()
    await world.work()
    expect([await bench.inXero(one), await bench.state(one), (await bench.panel(one)).hold]).toEqual([
      1,
      'confirmed',
      null,
    ])
    expect((await bench.activityOf(one))[0]).toMatchObject({ verb: 'released', actorName: 'Evenbook' })
  })
})

async function clear() {
  const { accountId, companyId } = world
  await inAccount(accountId, async tx =>
    clearDue(tx, accountId, companyId, await deferDue(tx, accountId, companyId, 0)),
  )
}
