import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { startUndo } from '../../../lib/sync/undo.ts'
import { recordPanel } from '../../../lib/sync/views/panel.ts'
import type { Effect } from '../../simulators/kit/faults.ts'
import { openExpenses, type Spent, spendFrom, takeExpenses } from '../../support/expenses.ts'
import { type QuickBooksWorld, quickBooksWorld } from '../../support/quickbooks-world.ts'
import { reconcileInQuickBooks } from '../../support/reconciling.ts'

/** What the company has paid, as an expense of the account of its payment type: `2100` is its card, `1000` its bank account. */

let world: QuickBooksWorld
let expenses: ReturnType<typeof openExpenses>

beforeAll(async () => {
  world = await quickBooksWorld()
  expenses = openExpenses(world)
  await takeExpenses(world)
  await spendFrom(world, { 'Company Visa': '2100', 'Company fuel card': '1000' })
})
afterEach(() => world.quickbooks.control.clearFaults())
afterAll(() => world.close())

const standing = async (number: string) => {
  const { Purchase, JournalEntry } = (await world.company()).transactions
  return [...Purchase, ...JournalEntry].filter(one => one.number === number && !one.deleted && !one.voided)
}
const panel = async (id: string) => {
  const { accountId, companyId, engine } = world
  const shown = await recordPanel({ accountId, companyId, psa: await engine.psaOf(accountId), inAccount }, id)
  if (shown.kind !== 'record') throw new Error('There is no such record.')
  return shown
}
const undo = async (id: string) => {
  const { accountId, companyId, actor } = world
  const [document] = (await world.history.all(id)).filter(({ live }) => live)
  await inAccount(accountId, tx =>
    startUndo({ tx, accountId, companyId, actor }, present(document, 'what stands').id),
  )
  await world.work()
}
const sent = async (spec: Parameters<typeof expenses.spend>[0] = {}): Promise<Spent> => {
  const one = await expenses.spend({ amount: '310.25', on: 'travel', paidBy: 'companyVisa', ...spec })
  await world.ask([one])
  await world.work()
  expect(await world.history.states(one.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  return one
}

test('a card’s is of its account, with the tax that was typed, and its batch is made', async () => {
  const one = await sent({ amount: '132.50', tax: '12.50', on: 'hotel' })
  expect(await standing(one.number)).toMatchObject([
    { account: '6', paymentType: 'CreditCard', credit: false, total: '132.50', tax: '12.50' },
  ])
  expect(await expenses.batchesOf(one)).toHaveLength(1)
  const { entry, posting } = await panel(one.id)
  expect(entry).toMatchObject({
    kind: 'spend',
    paidFrom: { account: '2100 Company Credit Card', card: true },
  })
  const page = await fetch(posting?.remoteUrl ?? '')
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(`Expense ${one.number}`)])
})

test('a bank account’s is paid in cash; what came back to a card is its credit', async () => {
  const fuel = await sent({ amount: '71.50', on: 'fuel', paidBy: 'fuelCard' })
  expect(await standing(fuel.number)).toMatchObject([{ account: '1', paymentType: 'Cash', total: '71.50' }])
  const back = await sent({ amount: '-99.00' })
  expect(await standing(back.number)).toMatchObject([
    { account: '6', paymentType: 'CreditCard', credit: true, total: '99.00' },
  ])
})

test('what came back to a bank account is a journal, as it is told beforehand', async () => {
  const back = await expenses.spend({ amount: '-20.00', on: 'fuel', paidBy: 'fuelCard' })
  const shown = await panel(back.id)
  expect(shown.problems.map(({ title }) => title)).toEqual(['A journal, not a bank transaction'])
  await world.ask([back], shown.hash ?? '')
  await world.work()
  expect(await world.history.states(back.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect(await standing(back.number)).toMatchObject([{ account: '', paymentType: '' }])
})

test.each<Effect>(['drop-after-commit', '500-after-commit', 'drop-before'])(
  'it stands once whatever happens to the write, and is undone: %s',
  async effect => {
    await world.quickbooks.control.fault({ match: { method: 'POST', path: '/purchase' }, effect })
    const one = await sent({ amount: '41.80' })
    expect((await standing(one.number)).map(({ total }) => total)).toEqual(['41.80'])
    await world.quickbooks.control.fault({ match: { method: 'POST', path: '/purchase' }, effect })
    await undo(one.id)
    expect(await standing(one.number)).toEqual([])
    expect(await expenses.batchesOf(one)).toEqual([])
  },
)

test('undoing is refused while it is matched with the bank’s statement', async () => {
  const one = await sent()
  const [{ id } = { id: '' }] = await standing(one.number)
  await reconcileInQuickBooks(world.quickbooks.url, 'spend', id)
  await undo(one.id)
  expect(await world.history.problems(one.id)).toEqual(['undo-reconciled'])
  expect(await standing(one.number)).toMatchObject([{ reconciled: true, total: '310.25' }])
  expect(await expenses.batchesOf(one)).toHaveLength(1)
  expect((await panel(one.id)).undo.refused?.problems.map(({ title }) => title)).toEqual([
    'Reconciled with the bank',
  ])
})
