import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Effect } from '../../simulators/kit/faults.ts'
import { openExpenses, type Spent, takeExpenses } from '../../support/expenses.ts'
import { type QuickBooksWorld, quickBooksWorld } from '../../support/quickbooks-world.ts'

let world: QuickBooksWorld
let expenses: ReturnType<typeof openExpenses>

beforeAll(async () => {
  world = await quickBooksWorld()
  expenses = openExpenses(world)
  await takeExpenses(world)
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

const receipts = [{ fileName: 'Hotel.pdf' }, { fileName: 'breakfast.png' }]
const types = ['Bill', 'VendorCredit', 'JournalEntry'] as const

async function hanging({ number }: Spent) {
  const { transactions, attachables } = await world.company()
  return types.flatMap(type => {
    const ids = transactions[type].filter(one => one.number === number).map(({ id }) => id)
    return attachables.filter(({ refType, refId }) => refType === type && ids.includes(refId))
  })
}
const hashes = (files: { hash: string }[]) => files.map(({ hash }) => hash).toSorted()

test.each<Effect | 'nothing'>([
  ...(['nothing', 'drop-after-commit', '500-after-commit', '500-before', 'drop-before'] as const),
  ...(['limit', 'commit-late'] as const),
])('each receipt hangs on its bill once, whatever happens to the write: %s', async effect => {
  const spent = await expenses.spend({ amount: '132.00', on: 'hotel', notes: effect, receipts })
  if (effect !== 'nothing')
    await world.quickbooks.control.fault({
      match: { method: 'POST', path: '/upload' },
      effect,
      ...(effect === 'commit-late' && { delayMs: 10_000 }),
    })
  await world.ask([spent])
  await world.work()
  expect(await world.history.states(spent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect(hashes(await hanging(spent))).toEqual(hashes(await expenses.filesOf(spent)))
})

test('a private spend and what the company paid have theirs too', async () => {
  const own = await expenses.spend({ amount: '64.35', paidBy: 'companyVisa', as: 'personal', receipts })
  const paid = await expenses.spend({ amount: '310.25', on: 'travel', paidBy: 'companyVisa', receipts })
  await world.ask([own, paid])
  await world.work()
  for (const [spent, type] of [
    [own, 'VendorCredit'],
    [paid, 'JournalEntry'],
  ] as const) {
    const files = await hanging(spent)
    expect(files.map(({ refType }) => refType)).toEqual([type, type])
    expect(hashes(files)).toEqual(hashes(await expenses.filesOf(spent)))
  }
})
