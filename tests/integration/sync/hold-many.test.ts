import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActionContext } from '../../../app/_session/action.ts'
import { holdSome } from '../../../app/[install]/(frame)/sync/hold/hold-some.ts'
import { releaseSome } from '../../../app/[install]/(frame)/sync/hold/release-some.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list } from '../../../lib/activity/activity.ts'
import { calendarDate } from '../../../lib/std/clock.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import type { Scope } from '../../../lib/sync/postings/store.ts'
import { noteChecks, noteUnposted } from '../../../lib/sync/records/store.ts'
import { startRun } from '../../../lib/sync/run.ts'
import { wholeList } from '../../../lib/sync/views/list/store.ts'
import { pageSize, syncList } from '../../../lib/sync/views/list.ts'
import { heldSince, wholeOf } from '../../../lib/sync/views/whole.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'
import { addPerson } from '../../support/people.ts'

/** All that a filter leaves is held by the server's own reading, and taken back without touching what others hold. */

const ofAcme = 3 * pageSize
let database: TestDatabase
let account: BareAccount
let tom: { id: string; name: string }

beforeAll(async () => {
  database = await appEnvironment()
  account = await bareAccount()
  const { userId: id, name } = await addPerson(account.accountId, { name: 'Tom Ellis', role: 'user' })
  tom = { id, name }
  await inScope(scope =>
    noteUnposted(
      scope,
      Array.from({ length: ofAcme + 20 }, (_, place) => unposted(place)),
    ),
  )
})
afterAll(() => database.close())

function inScope<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
  const { accountId, companyId } = account
  return inAccount(accountId, tx => work({ tx, accountId, companyId }))
}

function unposted(place: number) {
  return {
    recordId: String(1_000 + place),
    exportId: String(9_000 + place),
    parentId: '',
    number: `INV-${place}`,
    kind: 'invoice',
    billingType: 'Standard',
    customer: { id: '1', identifier: 'C', name: place < ofAcme ? 'Acme Dental' : 'Gull Freight' },
    date: calendarDate('2026-03-15'),
    dueDate: null,
    total: Decimal.parse('110.00'),
    currency: 'AUD',
    dateClosed: '',
    locationId: '1',
  } as const
}

function as(role: 'approver' | 'user'): ActionContext {
  const { accountId, userId: jane } = account
  const { id: userId, name } = role === 'user' ? tom : { id: jane, name: 'Jane Ng' }
  const psa = { region: '', uiOrigin: '', loginCompany: '', codebase: '', live: true }
  const of = { accountId, installKey: '', sessionHash: '', memberId: null, psa }
  const member = { ...of, userId, name, role, companies: 'all', viewing: null, framed: false } as const
  return { member, inAccount: work => inAccount(accountId, work) }
}

const acme = () => ({ ...wholeList(account.companyId), search: 'acme' })
const whole = () => inScope(({ tx }) => wholeOf(tx, acme()))
const record = (place: number) => ({ recordId: String(1_000 + place), number: `INV-${place}` })

test('what could be sent of three pages is held by one person, told once a record, and taken back alone', async () => {
  await inScope(scope =>
    noteChecks(scope, [{ sourceId: '1003', problems: [{ code: 'no-entries' }], mappingKeys: [] }]),
  )
  const actor = { id: tom.id, name: tom.name }
  await inScope(scope => startRun({ ...scope, actor }, 'selected', [{ ...record(4), previewHash: null }]))
  const terms = { reason: 'Stocktake', until: '' } as const
  expect(await holdSome(as('approver'), [record(1), record(2)], terms)).toMatchObject({ ok: true })

  const before = await whole()
  expect([before.count, before.sendable.length, before.held.length]).toEqual([ofAcme, ofAcme - 4, 2])
  const disputed = { reason: 'Disputed', until: calendarDate('2099-12-24') }
  const since = performance.now()
  const result = await holdSome(as('user'), before.sendable, disputed)
  console.log(`a hold of ${before.sendable.length} records: ${Math.round(performance.now() - since)} ms`)
  expect(result).toMatchObject({ ok: true, value: { held: ofAcme - 4, kept: [] } })

  const after = await whole()
  expect([after.count, after.sendable, after.held.length]).toEqual([ofAcme, [], ofAcme - 2])
  const free = await inScope(({ tx }) => syncList(tx, { ...wholeList(account.companyId), show: 'free' }, 1))
  // The other customer's, the one that needs a fix and the one that is on its way.
  expect(free.count).toBe(20 + 2)
  const told = await inScope(({ tx }) => list(tx, { subject: 'invoice:1149', limit: 5 }))
  const detail = { number: 'INV-149', ...disputed }
  expect(told).toMatchObject([{ verb: 'held', actorName: 'Tom Ellis', detail }])

  if (!result.ok) throw new Error('It was held a moment ago.')
  const own = heldSince(after.held, tom.id, result.value.since)
  expect(own).toHaveLength(ofAcme - 4)
  expect(await releaseSome(as('user'), own)).toEqual({ ok: true, value: { released: ofAcme - 4, kept: [] } })
  expect((await whole()).held.map(({ number }) => number).toSorted()).toEqual(['INV-1', 'INV-2'])
})

test('a hold of before is not among those of now', async () => {
  const first = await holdSome(as('user'), [record(10)], { reason: 'One', until: '' })
  const second = await holdSome(as('user'), [record(11)], { reason: 'Two', until: '' })
  if (!first.ok || !second.ok) throw new Error('They were not held.')
  const { held } = await whole()
  const from = (moment: string) => heldSince(held, tom.id, moment).map(({ number }) => number)
  expect(from(second.value.since)).toEqual(['INV-11'])
  expect(from(first.value.since).toSorted()).toEqual(['INV-10', 'INV-11'])
})

test('a day that is not ahead is told once, and nothing is held', async () => {
  const { sendable, held } = await whole()
  expect(
    await holdSome(as('user'), sendable, { reason: 'Late', until: calendarDate('2001-01-01') }),
  ).toMatchObject({
    ok: false,
    error: { code: 'changed', message: 'Choose a day after today.' },
  })
  expect((await whole()).held).toHaveLength(held.length)
})
