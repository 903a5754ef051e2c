import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { expenseRecord } from '../../../lib/sync/views/expense-entry.ts'
import { recordPanel } from '../../../lib/sync/views/panel.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import { type PostingWorld, postingWorld } from '../../support/world.ts'

/** Manage's Expense screen knows an entry by one number, its accounting interface by another. */

let world: PostingWorld
const zMade = z.object({ expenses: z.array(z.object({ id: z.int() })) })

beforeAll(async () => {
  world = await postingWorld()
  await world.set('record-kinds', ['invoices', 'credit-memos', 'payments', 'procurement', 'expenses'])
})
afterAll(() => world.close())

async function enter(spec: object): Promise<string> {
  const expenses = [{ member: 'SMarsh', amount: '77.10', on: 'travel', daysAgo: 3, notes: 'Tolls', ...spec }]
  const made = await world.connectwise.control.call('POST', 'expenses', { tenant: DEMO.company, expenses })
  return String(present(zMade.parse(made).expenses[0], 'an expense').id)
}

async function ask() {
  const { accountId, companyId, engine } = world
  return { accountId, companyId, psa: await engine.psaOf(accountId), inAccount }
}
const found = async (id: string) => expenseRecord(await ask(), id)
const approve = (id: string, status: string) =>
  world.connectwise.control.call('PATCH', 'expenses', { tenant: DEMO.company, id: Number(id), status })

test('an approved entry leads to its record, which is shown like every other', async () => {
  const entry = await enter({ amount: '77.11' })
  const record = await found(entry)
  expect(record).toMatchObject({ kind: 'record', companyId: world.companyId })
  if (record.kind !== 'record') throw new Error('no record')
  expect(record.recordId).toMatch(/^expense-\d+$/)
  expect(record.recordId).not.toBe(`expense-${entry}`)
  const panel = await recordPanel(await ask(), record.recordId)
  expect(panel).toMatchObject({ kind: 'record', source: 'expense', total: '77.11' })
})

test('two that say the same lead to two records', async () => {
  const alike = { amount: '12.34', notes: 'Parking' }
  const [one, two] = [await found(await enter(alike)), await found(await enter(alike))]
  expect(one.kind === 'record' && two.kind === 'record' && one.recordId !== two.recordId).toBe(true)
})

test('one that waits for its approval says where that stands, and leads to its record once it is given', async () => {
  const entry = await enter({ amount: '55.21', status: 'PendingApproval' })
  expect(await found(entry)).toEqual({ kind: 'not-offered', status: 'PendingApproval' })
  await approve(entry, 'ReadyToBill')
  expect(await found(entry)).toMatchObject({ kind: 'record' })
})

test('once it is posted, and on the list no longer, it is found by its member, day and amount', async () => {
  const entry = await enter({ amount: '91.07' })
  const record = await found(entry)
  if (record.kind !== 'record') throw new Error('no record')
  await recordPanel(await ask(), record.recordId)
  await approve(entry, 'Open')
  expect(await found(entry)).toEqual({ kind: 'not-offered', status: 'Open' })
  await inAccount(world.accountId, tx =>
    tx.execute(sql`update records set unposted = false where source_id = ${record.recordId}`),
  )
  expect(await found(entry)).toEqual(record)
})

test('entries gathered by the week lead to the week’s record', async () => {
  await world.set('expense-grouping', 'week')
  const entries = [await enter({ amount: '5.01', daysAgo: 9 }), await enter({ amount: '6.02', daysAgo: 9 })]
  const records = await Promise.all(entries.map(found))
  const ids = new Set(records.map(record => (record.kind === 'record' ? record.recordId : '')))
  expect(ids.size).toBe(1)
  expect([...ids][0]).toMatch(/^expense-153-\d{4}-\d{2}-\d{2}-reimbursable/)
  await world.set('expense-grouping', 'entry')
})

test('an id that no entry has is not found, and one that is no number asks nobody', async () => {
  expect(await found('999999')).toEqual({ kind: 'missing' })
  expect(await found('1 or 1=1')).toEqual({ kind: 'missing' })
})
