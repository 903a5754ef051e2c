import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActionContext } from '../../../app/_session/action.ts'
import { releaseSome } from '../../../app/[install]/(frame)/sync/hold/release-some.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { addDays, calendarDate } from '../../../lib/std/clock.ts'
import { holdRecords } from '../../../lib/sync/hold.ts'
import { dueHolds } from '../../../lib/sync/views/held.ts'
import { wholeList } from '../../../lib/sync/views/list/store.ts'
import { syncList } from '../../../lib/sync/views/list.ts'
import { wholeOf } from '../../../lib/sync/views/whole.ts'
import { holdBench, type Invoice } from '../../support/holds.ts'
import { addPerson } from '../../support/people.ts'
import { type PostingWorld, postingWorld } from '../../support/world.ts'

/** Several holds ended at once: the ticked ones, all of a filter, those whose day has come. */

let world: PostingWorld
let bench: ReturnType<typeof holdBench>
let tom: { id: string; name: string }
beforeAll(async () => {
  world = await postingWorld()
  bench = holdBench(world)
  const { userId: id, name } = await addPerson(world.accountId, { name: 'Tom Ellis', role: 'user' })
  tom = { id, name }
})
afterAll(() => world.close())

const inside: ActionContext['inAccount'] = work => inAccount(world.accountId, work)
const named = ({ id, number }: Invoice) => ({ recordId: String(id), number })

function as(role: 'approver' | 'user', { id: userId, name } = role === 'user' ? tom : world.actor) {
  const psa = { region: '', uiOrigin: '', loginCompany: '', codebase: '', live: true }
  const of = { accountId: world.accountId, installKey: '', sessionHash: '', memberId: null, psa }
  const member = { ...of, userId, name, role, companies: 'all', viewing: null, framed: false } as const
  return { member, inAccount: inside }
}

const holdAs = (actor: { id: string; name: string }, invoices: Invoice[], until: string | null = null) => {
  const terms = { reason: 'Disputed', until: until === null ? null : calendarDate(until) }
  return holdRecords({ accountId: world.accountId, actor, inAccount: inside }, invoices.map(named), terms)
}

test('one releases their own and is told whose the others are; an approver releases all, and what was wanted goes', async () => {
  const [own, other, wanted] = [await bench.listed(), await bench.listed(), await bench.listed()]
  await world.ask([wanted])
  await holdAs(tom, [own])
  await holdAs(world.actor, [other, wanted])
  const all = [own, other, wanted].map(named)
  expect(await releaseSome(as('user'), all)).toEqual({
    ok: true,
    value: {
      released: 1,
      kept: [other, wanted].map(
        ({ number }) => `${number}: Somebody else holds it. An approver can release it.`,
      ),
    },
  })
  expect(await releaseSome(as('user'), all)).toMatchObject({ ok: false, error: { code: 'changed' } })
  expect((await bench.panel(own)).hold).toBeNull()
  expect(await releaseSome(as('approver'), all)).toMatchObject({ ok: true, value: { released: 2 } })
  await world.work()
  expect([await bench.inXero(own), await bench.inXero(other), await bench.inXero(wanted)]).toEqual([0, 0, 1])
})

test('those whose day has come are found by the database clock, and only they', async () => {
  const today = calendarDate(new Date().toISOString().slice(0, 10))
  const [due, later, open] = [await bench.listed(), await bench.listed(), await bench.listed()]
  await holdAs(world.actor, [due, later], addDays(today, 30))
  await holdAs(world.actor, [open])
  const found = () => inside(tx => dueHolds(tx, world.companyId))
  expect(await found()).toEqual([])
  await world.database.owner.execute(
    sql`update records set hold_ends_at = now() - interval '1 minute' where source_id = ${String(due.id)}`,
  )
  expect(await found()).toEqual([named(due)])
  expect((await inside(tx => syncList(tx, wholeList(world.companyId), 1))).due).toBe(1)
  expect(await releaseSome(as('user'), await found())).toMatchObject({ ok: false })
  expect(await releaseSome(as('approver'), await found())).toMatchObject({ ok: true, value: { released: 1 } })
  expect(await found()).toEqual([])
  expect((await bench.panel(later)).hold).not.toBeNull()
  const held = await inside(tx => wholeOf(tx, { ...wholeList(world.companyId), show: 'held' }))
  expect(held.held.map(({ number }) => number).toSorted()).toEqual([later.number, open.number].toSorted())
  expect(await releaseSome(as('approver'), held.held)).toMatchObject({ ok: true, value: { released: 2 } })
})
