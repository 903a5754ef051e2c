import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expenseWeekId, mondayOf } from '../../../lib/accounting/expense-id.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { saveMapping } from '../../../lib/mappings/mappings.ts'
import { ledgerItems } from '../../../lib/reference/reference.ts'
import { present } from '../../../lib/std/assert.ts'
import { calendarDate } from '../../../lib/std/clock.ts'
import { startAmend } from '../../../lib/sync/amend.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { startUndo } from '../../../lib/sync/undo.ts'
import { recordPanel } from '../../../lib/sync/views/panel.ts'
import type { Effect } from '../../simulators/kit/faults.ts'
import { openExpenses, type Spent, spendFrom, takeExpenses } from '../../support/expenses.ts'
import { reconcileInXero } from '../../support/reconciling.ts'
import { type PostingWorld, postingWorld } from '../../support/world.ts'

/** What the company has paid, as money that left the account of its payment type. */

let world: PostingWorld
let expenses: ReturnType<typeof openExpenses>

const visa = 'Company Visa'
const fuel = 'Company fuel card'

beforeAll(async () => {
  world = await postingWorld({ connectwise: { unpostedExpensesApprovedOnly: false } })
  expenses = openExpenses(world)
  await takeExpenses(world)
  await spendFrom(world, { [visa]: '092' })
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

const spent = async (number: string) =>
  (await world.books.organisation()).bankTransactions.filter(one => one.number === number)
const standing = async (number: string) => (await spent(number)).filter(({ status }) => status !== 'DELETED')
const journals = async (number: string) =>
  (await world.books.organisation()).journals.filter(one => one.number.includes(number))
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
  return one
}
const isPosted = async ({ id }: Spent) =>
  expect(await world.history.states(id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
const refresh = async () => {
  await refreshUnposted(world.engine, world.accountId, world.companyId)
  await world.work()
}
/** A person matches it with the bank's statement in Xero, or takes that back. */
const match = async ({ number }: Spent, act: 'reconcile' | 'unreconcile') => {
  const [one] = await standing(number)
  await reconcileInXero(world.xero.url, present(one, number).id, act)
}

test('it is one transaction of the card’s account, its batch is made, and nobody is owed anything', async () => {
  const one = await expenses.spend({ amount: '310.25', on: 'travel', paidBy: 'companyVisa' })
  const shown = await panel(one.id)
  expect(shown.problems).toEqual([])
  expect(shown.entry).toMatchObject({
    kind: 'spend',
    total: '310.25',
    paidFrom: { account: '092 Company Credit Card', card: true },
    journal: [{ account: '092 Company Credit Card', debit: '', credit: '310.25' }, { credit: '' }],
  })
  await world.ask([one], shown.hash ?? '')
  await world.work()
  await isPosted(one)
  expect(await spent(one.number)).toMatchObject([
    { type: 'SPEND', account: '092', total: '310.25', status: 'AUTHORISED', isReconciled: false },
  ])
  expect(await journals(one.number)).toEqual([])
  const { invoices, creditNotes } = await world.books.organisation()
  expect([...invoices, ...creditNotes].filter(({ number }) => number === one.number)).toEqual([])
  expect(await expenses.batchesOf(one)).toHaveLength(1)
  const url = (await panel(one.id)).posting?.remoteUrl ?? ''
  expect((await fetch(url)).status).toBe(200)
})

test.each<Effect>(['drop-after-commit', '500-after-commit', 'commit-late', 'drop-before', 'limit'])(
  'it stands once whatever happens to the write: %s',
  async effect => {
    const one = await expenses.spend({ amount: '41.80', on: 'meals', paidBy: 'companyVisa' })
    await world.xero.control.fault({
      match: { method: 'PUT', path: '/BankTransactions' },
      effect,
      ...(effect === 'commit-late' && { delayMs: 10_000 }),
    })
    await world.ask([one])
    await world.work()
    await isPosted(one)
    expect((await spent(one.number)).map(({ total }) => total)).toEqual(['41.80'])
  },
)

test('the tax that was typed stands to the cent, though Xero reckons it line by line', async () => {
  const one = await sent({ amount: '132.50', tax: '12.50', on: 'hotel' })
  await isPosted(one)
  expect(await standing(one.number)).toMatchObject([{ total: '132.50', totalTax: '12.50', lines: [{}, {}] }])
})

test('what came back to the card is money received', async () => {
  const one = await sent({ amount: '-99.00' })
  await isPosted(one)
  expect(await standing(one.number)).toMatchObject([{ type: 'RECEIVE', account: '092', total: '99.00' }])
})

test('a payment type without an account waits for one, and goes by itself once it is mapped', async () => {
  await spendFrom(world, { [fuel]: null })
  const one = await sent({ amount: '71.50', on: 'fuel', paidBy: 'fuelCard' })
  expect((await world.history.states(one.id)).document).toBe('blocked')
  expect(await world.history.problems(one.id)).toEqual(['payment-account-unmapped'])
  expect((await panel(one.id)).problems).toMatchObject([
    { title: 'Payment type without an account', fixLabel: `Map ${fuel}` },
  ])
  await spendFrom(world, { [fuel]: '090' })
  await world.work()
  await isPosted(one)
  expect(await standing(one.number)).toMatchObject([{ account: '090', total: '71.50' }])
})

describe('undone', () => {
  test('it is deleted and its batch too, and can be sent again', async () => {
    const one = await sent()
    await undo(one.id)
    expect((await spent(one.number)).map(({ status }) => status)).toEqual(['DELETED'])
    expect(await expenses.batchesOf(one)).toEqual([])
    await world.ask([one])
    await world.work()
    expect((await standing(`${one.number}-2`)).map(({ total }) => total)).toEqual(['310.25'])
    expect(await expenses.batchesOf(one)).toHaveLength(1)
  })

  test.each<Effect>(['drop-after-commit', '500-after-commit', 'drop-before'])(
    'once, whatever happens to the write: %s',
    async effect => {
      const one = await sent()
      await world.xero.control.fault({ match: { method: 'POST', path: '/BankTransactions' }, effect })
      await undo(one.id)
      expect((await spent(one.number)).map(({ status }) => status)).toEqual(['DELETED'])
      expect(await expenses.batchesOf(one)).toEqual([])
    },
  )

  test('is refused while it is matched with the bank’s statement; without the match it is undone', async () => {
    const one = await sent()
    await match(one, 'reconcile')
    await world.xero.control.clearCalls()
    await undo(one.id)
    expect(await world.xero.control.calls({ method: 'POST', path: 'api.xro' })).toEqual([])
    expect(await world.history.problems(one.id)).toEqual(['undo-reconciled'])
    expect(await standing(one.number)).toHaveLength(1)
    expect(await expenses.batchesOf(one)).toHaveLength(1)
    const { refused } = (await panel(one.id)).undo
    expect(refused?.problems.map(({ title }) => title)).toEqual(['Reconciled with the bank'])
    await match(one, 'unreconcile')
    await undo(one.id)
    expect(await standing(one.number)).toEqual([])
    expect(await expenses.batchesOf(one)).toEqual([])
  })
})

describe('amended', () => {
  /** The GL account of travel was chosen wrongly, and is another from now on. */
  const map = async (number: string) => {
    const { accountId, companyId, actor } = world
    await inAccount(accountId, async tx => {
      const accounts = await ledgerItems(tx, companyId, ['account'])
      const { id, name } = present(
        accounts.find(({ code }) => code === number),
        number,
      )
      const decision = { kind: 'account' as const, psaKey: '493', psaName: 'Travel', companyId, actor }
      await saveMapping(tx, { ...decision, ledger: { id, name } })
    })
  }
  const changed = async () => {
    const one = await sent()
    await expenses.unbatch(one, await world.engine.psaOf(world.accountId))
    await map('463')
    await refresh()
    expect((await world.history.last(one.id)).state).toBe('drifted')
    return one
  }
  const amend = async ({ id }: Spent) => {
    const { accountId, companyId, actor } = world
    const { postingId, way, hash } = present((await panel(id)).amend.offer, 'it can be amended')
    const asked = await inAccount(accountId, tx =>
      startAmend({ tx, accountId, companyId, actor }, postingId, { way, previewHash: hash }),
    )
    await world.work()
    return asked
  }
  beforeEach(() => map('493'))
  afterAll(() => map('493'))

  test('it is changed where it stands', async () => {
    const one = await changed()
    const [before] = await standing(one.number)
    expect(before?.lines.map(({ accountCode }) => accountCode)).toEqual(['493'])
    expect(await amend(one)).toBe('done')
    const after = await standing(one.number)
    expect(after.map(({ id, lines }) => [id, lines.map(({ accountCode }) => accountCode)])).toEqual([
      [before?.id, ['463']],
    ])
    await isPosted(one)
    expect(await expenses.batchesOf(one)).toHaveLength(1)
  })

  test('is refused while it is matched with the bank’s statement', async () => {
    const one = await changed()
    await match(one, 'reconcile')
    await amend(one)
    expect(await world.history.problems(one.id)).toEqual(['amend-reconciled'])
    expect((await standing(one.number))[0]?.lines.map(({ accountCode }) => accountCode)).toEqual(['493'])
  })
})

describe('a member’s week', () => {
  beforeAll(() => world.set('expense-grouping', 'week'))
  afterAll(() => world.set('expense-grouping', 'entry'))
  const weekOf = ({ date }: Spent, paymentTypeId: string) =>
    expenseWeekId({
      ...{ memberId: '153', monday: mondayOf(calendarDate(date)), outcome: 'company-paid', locationId: '' },
      paymentTypeId,
    })

  test('is a transaction of each account that it was paid from', async () => {
    const days = { daysAgo: 30, on: 'meals' } as const
    const list = [
      await expenses.spend({ ...days, amount: '10.00', paidBy: 'companyVisa' }),
      await expenses.spend({ ...days, amount: '20.00', paidBy: 'fuelCard' }),
      await expenses.spend({ ...days, amount: '30.00', paidBy: 'companyVisa' }),
    ]
    await spendFrom(world, { [fuel]: '090' })
    await world.syncAll()
    await world.work()
    const first = present(list[0], 'an expense')
    const found = await Promise.all(
      ['3', '4'].map(async type => {
        const id = weekOf(first, type)
        expect(await world.history.states(id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
        const [transaction] = await standing((await world.history.last(id)).title)
        return [transaction?.account, transaction?.total, transaction?.lines.length]
      }),
    )
    expect(found).toEqual([
      ['092', '40.00', 2],
      ['090', '20.00', 1],
    ])
    const batches = await Promise.all(list.map(one => expenses.batchesOf(one)))
    expect(batches.map(({ length }) => length)).toEqual([1, 1, 1])
    expect(batches[0]).toEqual(batches[2])
  })

  test('is no second document for what went as a journal before, and has no batch any more', async () => {
    await world.set('company-paid-becomes', 'journal')
    const one = await expenses.spend({ amount: '41.00', daysAgo: 45, on: 'meals', paidBy: 'companyVisa' })
    await world.syncAll()
    await world.work()
    const journal = await world.history.last(weekOf(one, ''))
    expect(journal.state).toBe('confirmed')
    expect(await journals(journal.title)).toHaveLength(1)
    await expenses.unbatch(one, await world.engine.psaOf(world.accountId))
    await world.set('company-paid-becomes', 'bank-transaction')
    await world.syncAll()
    await world.work()
    const id = weekOf(one, '3')
    expect((await world.history.states(id)).document).toBe('blocked')
    expect(await world.history.problems(id)).toEqual(['expense-elsewhere'])
    expect(await spent((await world.history.last(id)).title)).toEqual([])
  })
})
