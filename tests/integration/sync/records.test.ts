import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecordFacts } from '../../../lib/accounting/export.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import type { UnpostedRecord } from '../../../lib/connectors/psa-facts.ts'
import { calendarDate } from '../../../lib/std/clock.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import { lockAgainstHolds } from '../../../lib/sync/holds/store.ts'
import type { Scope } from '../../../lib/sync/postings/store.ts'
import {
  forgetUnposted,
  lockRecords,
  momentNow,
  noteAndLock,
  noteChecks,
  noteFacts,
  noteUnposted,
} from '../../../lib/sync/records/store.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let account: BareAccount

beforeAll(async () => {
  database = await appEnvironment()
  account = await bareAccount()
})
afterAll(() => database.close())

const within = <T>(work: (scope: Scope) => Promise<T>) => {
  const { accountId, companyId } = account
  return inAccount(accountId, tx => work({ tx, accountId, companyId }))
}

const ids = Array.from({ length: 40 }, (_, at) => String(1_000 + at))
const item = (recordId: string): UnpostedRecord => ({
  ...{
    recordId,
    exportId: recordId,
    parentId: '',
    number: recordId,
    kind: 'invoice',
    billingType: 'Standard',
  },
  ...{ customer: { id: '1', identifier: 'A', name: 'A' }, currency: 'AUD', locationId: '1' },
  ...{ date: calendarDate('2026-11-01'), dueDate: null, total: Decimal.one, dateClosed: '' },
})

const noCustomer = { id: '1', identifier: 'A', name: 'A', email: '', accountNumber: '' }

test('records that several write down at once, each in its own order, keep nobody waiting crosswise', async () => {
  await within(scope => noteUnposted(scope, ids.map(item)))
  const orders = [ids, ids.toReversed()]
  const check = (order: string[]) =>
    within(scope =>
      noteChecks(
        scope,
        order.map(sourceId => ({ sourceId, problems: [], mappingKeys: [] })),
      ),
    )
  const read = (order: string[]) => within(scope => noteUnposted(scope, order.map(item)))
  const forget = () => within(async scope => forgetUnposted(scope, 'invoice', await momentNow(scope)))
  const facts = (recordId: string): RecordFacts => ({
    ...{ ...item(recordId), customer: noCustomer, terms: '', taxCode: '', taxable: false },
    ...{ statusName: 'Closed', closed: true, batch: null, lastUpdated: '' },
  })
  // A chunk that is planned, of which some have no entries; and a callback of one of them.
  const plan = (order: string[]) =>
    within(async scope => {
      await lockRecords(scope, order)
      for (const id of order.slice(-2)) await noteFacts(scope, facts(id))
      await noteChecks(
        scope,
        order.map(sourceId => ({ sourceId, problems: [], mappingKeys: [] })),
      )
    })
  const ask = (order: string[]) => within(scope => lockAgainstHolds(scope, order))
  const seen = (recordId: string) => within(scope => noteAndLock(scope, recordId, facts(recordId)))
  for (let round = 0; round < 25; round += 1) {
    const all = orders.flatMap(order => [check(order), read(order), plan(order), ask(order)])
    await Promise.all([...all, forget(), ...ids.slice(0, 5).map(seen)])
  }
  const rows = await database.owner.execute(`select distinct check_state from records`)
  expect(rows).toEqual([{ check_state: 'ok' }])
})
