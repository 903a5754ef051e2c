import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { startUndo } from '../../../lib/sync/undo.ts'
import type { Effect } from '../../simulators/kit/faults.ts'
import { openExpenses, takeExpenses } from '../../support/expenses.ts'
import { type QuickBooksWorld, quickBooksWorld } from '../../support/quickbooks-world.ts'

let world: QuickBooksWorld
let expenses: ReturnType<typeof openExpenses>

beforeAll(async () => {
  world = await quickBooksWorld()
  expenses = openExpenses(world)
  await takeExpenses(world)
})
afterEach(() => world.quickbooks.control.clearFaults())
afterAll(() => world.close())

async function standing(number: string) {
  const { Bill, VendorCredit, JournalEntry } = (await world.company()).transactions
  const shown = [
    ...Bill.map(one => ({ ...one, kind: 'bill' })),
    ...VendorCredit.map(one => ({ ...one, kind: 'vendor credit' })),
    ...JournalEntry.map(one => ({ ...one, kind: 'journal' })),
  ]
  return shown.filter(one => one.number === number && !one.deleted && !one.voided)
}

test('what the employee paid is one bill, with the tax that was typed', async () => {
  const spent = await expenses.spend({ amount: '132.00', tax: '12.00', on: 'hotel' })
  await world.ask([spent])
  await world.work()
  expect(await world.history.states(spent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect(await standing(spent.number)).toMatchObject([{ kind: 'bill', total: '132.00' }])
  expect(await expenses.batchesOf(spent)).toHaveLength(1)
})

test('E12 a tax that is not the code’s stands as it was typed', async () => {
  const spent = await expenses.spend({ amount: '132.50', tax: '12.50', on: 'hotel' })
  await world.ask([spent])
  await world.work()
  expect(await world.history.states(spent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect(await standing(spent.number)).toMatchObject([{ kind: 'bill', total: '132.50' }])
})

test('a private spend is a vendor credit of the employee', async () => {
  const spent = await expenses.spend({ amount: '64.35', on: 'meals', paidBy: 'companyVisa', as: 'personal' })
  await world.ask([spent])
  await world.work()
  expect(await standing(spent.number)).toMatchObject([{ kind: 'vendor credit', total: '64.35' }])
})

test.each<Effect>(['drop-after-commit', '500-after-commit', 'drop-before'])(
  'what the company paid is one journal entry whatever happens to the write, and is undone: %s',
  async effect => {
    const spent = await expenses.spend({ amount: '310.25', on: 'travel', paidBy: 'companyVisa' })
    await world.quickbooks.control.fault({ match: { method: 'POST', path: '/journalentry' }, effect })
    await world.ask([spent])
    await world.work()
    expect(await world.history.states(spent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await standing(spent.number)).toMatchObject([{ kind: 'journal' }])
    const { accountId, companyId, actor } = world
    const { id } = await world.history.last(spent.id)
    await inAccount(accountId, tx => startUndo({ tx, accountId, companyId, actor }, id))
    await world.work()
    expect(await standing(spent.number)).toEqual([])
    expect(await expenses.batchesOf(spent)).toEqual([])
  },
)
