import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { expenseWeekId, mondayOf, type PostedOutcome } from '../../../lib/accounting/expense-id.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { calendarDate } from '../../../lib/std/clock.ts'
import { newId } from '../../../lib/std/id.ts'
import { startAmend } from '../../../lib/sync/amend.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { startMarking } from '../../../lib/sync/mark-only.ts'
import { recordsByIds } from '../../../lib/sync/records/store.ts'
import { startUndo } from '../../../lib/sync/undo.ts'
import { recordPanel } from '../../../lib/sync/views/panel.ts'
import type { Effect } from '../../simulators/kit/faults.ts'
import { openExpenses, type Spent, takeExpenses } from '../../support/expenses.ts'
import { openPurchases } from '../../support/purchases.ts'
import { closedInvoice, type PostingWorld, postingWorld } from '../../support/world.ts'

let world: PostingWorld
let expenses: ReturnType<typeof openExpenses>

beforeAll(async () => {
  world = await postingWorld({ connectwise: { unpostedExpensesApprovedOnly: false } })
  expenses = openExpenses(world)
  await takeExpenses(world)
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

const owed = async (number: string) => {
  const { invoices, creditNotes } = await world.books.organisation()
  return [...invoices, ...creditNotes].filter(
    one => one.number === number && one.status !== 'VOIDED' && one.status !== 'DELETED',
  )
}
const journals = async (number: string) => {
  const { journals: all } = await world.books.organisation()
  return all.filter(one => one.number.includes(number) && one.status === 'POSTED')
}
const panel = async (id: string) => {
  const { accountId, companyId, engine } = world
  return recordPanel({ accountId, companyId, psa: await engine.psaOf(accountId), inAccount }, id)
}
const undo = async (id: string) => {
  const { accountId, companyId, actor } = world
  const posting = await world.history.last(id)
  await inAccount(accountId, tx => startUndo({ tx, accountId, companyId, actor }, posting.id))
  await world.work()
}
const amend = async (id: string) => {
  const { accountId, companyId, actor } = world
  const shown = await panel(id)
  const offer = present(shown.kind === 'record' ? shown.amend.offer : null, 'it can be amended')
  const asked = { way: offer.way, previewHash: offer.hash }
  return inAccount(accountId, tx => startAmend({ tx, accountId, companyId, actor }, offer.postingId, asked))
}
const refresh = () => refreshUnposted(world.engine, world.accountId, world.companyId)
const weekOf = (spent: Spent, outcome: PostedOutcome, paymentTypeId = '') =>
  expenseWeekId({
    memberId: '153',
    monday: mondayOf(calendarDate(spent.date)),
    outcome,
    paymentTypeId,
    locationId: '',
  })

describe('an expense', () => {
  test('that the employee paid is one bill, with the tax that was typed, and one batch', async () => {
    const spent = await expenses.spend({ amount: '132.50', tax: '12.50', on: 'hotel' })
    const shown = await panel(spent.id)
    expect(shown).toMatchObject({ kind: 'record', source: 'expense', number: spent.number })
    if (shown.kind !== 'record') throw new Error('no panel')
    expect(shown.problems.map(({ title }) => title)).toEqual(['Tax typed differs from the rate'])
    expect(shown.entry).toMatchObject({ kind: 'bill', total: '132.50', tax: '12.50' })
    await world.ask([spent], shown.hash ?? '')
    await world.work()
    expect(await world.history.states(spent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    const [bill, ...more] = await owed(spent.number)
    expect(more).toEqual([])
    expect(bill).toMatchObject({ type: 'ACCPAY', total: '132.50', totalTax: '12.50', status: 'AUTHORISED' })
    const [batch, ...others] = await expenses.batchesOf(spent)
    expect([batch?.startsWith(`EB-E${spent.id.slice('expense-'.length)}-`), others]).toEqual([true, []])
  })

  test('that the company paid is one journal, and is undone', async () => {
    const spent = await expenses.spend({ amount: '310.25', on: 'travel', paidBy: 'companyVisa' })
    await world.ask([spent])
    await world.work()
    expect(await world.history.states(spent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await journals(spent.number)).toHaveLength(1)
    expect(await owed(spent.number)).toEqual([])
    await undo(spent.id)
    expect(await journals(spent.number)).toEqual([])
    expect(await expenses.batchesOf(spent)).toEqual([])
  })

  test('that was private on the company’s card is a credit against the employee', async () => {
    const spent = await expenses.spend({
      amount: '64.35',
      on: 'meals',
      paidBy: 'companyVisa',
      as: 'personal',
    })
    await world.ask([spent])
    await world.work()
    expect(await world.history.states(spent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect((await owed(spent.number)).map(({ type, total }) => [type, total])).toEqual([
      ['ACCPAYCREDIT', '64.35'],
    ])
  })

  test('of which nothing is posted is left alone, with the reason', async () => {
    const spent = await expenses.spend({ amount: '12.00', on: 'meals', as: 'personal' })
    const shown = await panel(spent.id)
    expect(shown.kind === 'record' && shown.problems.map(({ title }) => title)).toEqual(['Nothing to post'])
    await world.syncAll()
    await world.work()
    expect((await world.history.states(spent.id)).document).toBeUndefined()
    const rows = await inAccount(world.accountId, tx => recordsByIds({ tx }, [spent.id]))
    expect(rows[0]?.problems).toMatchObject([{ code: 'expense-nothing' }])
    const { accountId, companyId, actor } = world
    await inAccount(accountId, tx =>
      startMarking({ tx, accountId, companyId, actor }, newId(), 'nothing to post', [
        { recordId: spent.id, number: spent.number },
      ]),
    )
    await world.work()
    expect(await expenses.batchesOf(spent)).toHaveLength(1)
  })

  test('is undone: the bill is voided and its batch deleted, and it can be sent again', async () => {
    const spent = await expenses.spend()
    await world.ask([spent])
    await world.work()
    await undo(spent.id)
    expect(await owed(spent.number)).toEqual([])
    expect(await expenses.batchesOf(spent)).toEqual([])
    await world.ask([spent])
    await world.work()
    expect(await owed(`${spent.number}-2`)).toHaveLength(1)
    expect(await expenses.batchesOf(spent)).toHaveLength(1)
  })

  test('put right in Manage, once its batch is gone, is amended: nothing came later, its entries are new', async () => {
    for (const paidBy of ['ownCard', 'companyVisa'] as const) {
      const spent = await expenses.spend({ amount: '50.00', on: 'travel', paidBy })
      await world.ask([spent])
      await world.work()
      await expenses.unbatch(spent, await world.engine.psaOf(world.accountId))
      await expenses.putRight(spent, '45.60')
      await refresh()
      await world.work()
      expect((await world.history.states(spent.id)).document).toBe('drifted')
      expect(await world.history.problems(spent.id)).toEqual(['differs-from-ledger'])
      expect(await amend(spent.id)).toBe('done')
      await world.work()
      expect(await world.history.states(spent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
      const standing = [...(await owed(spent.number)), ...(await journals(spent.number))]
      expect(standing.map(({ total }) => total)).toEqual(['45.60'])
      expect(await expenses.batchesOf(spent)).toHaveLength(1)
    }
  })

  test.each<Effect>(['drop-after-commit', '500-after-commit', 'commit-late', 'drop-before', 'limit'])(
    'stands once whatever happens to the write: %s',
    async effect => {
      const spent = await expenses.spend()
      await world.xero.control.fault({
        match: { method: 'PUT', path: '/Invoices' },
        effect,
        ...(effect === 'commit-late' && { delayMs: 10_000 }),
      })
      await world.ask([spent])
      await world.work()
      expect(await world.history.states(spent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
      expect(await owed(spent.number)).toHaveLength(1)
    },
  )

  test('E13 that is not approved waits, names who approves it, and goes by itself once it is', async () => {
    const spent = await expenses.spend({ status: 'PendingApproval' })
    await world.syncAll()
    await world.work()
    expect((await world.history.states(spent.id)).document).toBe('blocked')
    const shown = await panel(spent.id)
    expect(shown.kind === 'record' && shown.problems.map(({ title }) => title)).toEqual([
      'Waiting for approval',
    ])
    expect(shown.kind === 'record' && shown.problems[0]?.message).toContain('approval of Jane Ng')
    expect(shown.kind === 'record' && shown.pill.word).toBe('Waiting')
    await refresh()
    await world.work()
    expect((await world.history.states(spent.id)).document).toBe('blocked')
    await expenses.approve(spent)
    await refresh()
    await world.work()
    expect(await world.history.states(spent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await owed(spent.number)).toHaveLength(1)
  })

  test('E14 that is billable waits until it is billed where the company wants that', async () => {
    await world.set('expense-billing', 'billed')
    const spent = await expenses.spend({ amount: '39.70', billable: true, company: 'AcmeDental' })
    const shown = await panel(spent.id)
    expect(shown.kind === 'record' && shown.problems.map(({ title }) => title)).toEqual([
      'Waiting to be billed',
    ])
    await expenses.approve(spent, 'Billed')
    const after = await panel(spent.id)
    expect(after.kind === 'record' && after.problems).toEqual([])
    await world.set('expense-billing', 'any')
  })
})

test('Sync All takes them after invoices and purchases, and a list that cannot be read stops none of the others', async () => {
  await world.set('record-kinds', ['invoices', 'procurement', 'expenses'])
  const [invoice, slip, spent] = [
    await closedInvoice(world),
    await openPurchases(world).receive(),
    await expenses.spend(),
  ]
  await world.connectwise.control.fault({
    match: { method: 'GET', path: '/unpostedprocurement' },
    effect: '500-before',
    times: 20,
  })
  const runId = await world.syncAll()
  await world.work()
  expect((await world.history.states(invoice.id)).document).toBe('confirmed')
  expect((await world.history.states(slip.id)).document).toBeUndefined()
  expect((await world.history.states(spent.id)).document).toBe('confirmed')
  await world.clearFaults()
  const again = await world.syncAll()
  await world.work()
  expect((await world.history.states(slip.id)).document).toBe('confirmed')
  expect([runId === again]).toEqual([false])
})

describe('a member’s week', () => {
  beforeAll(() => world.set('expense-grouping', 'week'))
  afterAll(() => world.set('expense-grouping', 'entry'))

  test('is one bill and one batch; what comes later is told, and stands after undoing and sending again', async () => {
    const first = await expenses.spend({ amount: '10.00', daysAgo: 30 })
    const second = await expenses.spend({ amount: '20.00', daysAgo: 30, on: 'meals' })
    const id = weekOf(first, 'reimbursable')
    await world.syncAll()
    await world.work()
    expect(await world.history.states(id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    const { title: number } = await world.history.last(id)
    const [bill, ...more] = await owed(number)
    expect([bill?.total, bill?.lines.length, more]).toEqual(['30.00', 2, []])
    const [batch] = await expenses.batchesOf(first)
    expect([batch?.startsWith('EB-E153-'), await expenses.batchesOf(second)]).toEqual([true, [batch]])

    const late = await expenses.spend({ amount: '5.00', daysAgo: 30, on: 'fuel' })
    await refresh()
    await world.work()
    expect((await world.history.states(id)).document).toBe('drifted')
    expect(await world.history.problems(id)).toEqual(['expense-late'])
    const shown = await panel(id)
    expect(shown.kind === 'record' && shown.amend.offer).toBeNull()
    expect((await owed(number)).map(({ total }) => total)).toEqual(['30.00'])
    expect(await expenses.batchesOf(late)).toEqual([])

    await undo(id)
    expect(await owed(number)).toEqual([])
    await world.ask([{ id, number }])
    await world.work()
    expect(await world.history.states(id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect((await owed(`${number}-2`)).map(({ total }) => total)).toEqual(['35.00'])
    expect(await expenses.batchesOf(late)).toHaveLength(1)
  })

  test('is no second document for what went by itself before, and has no batch any more', async () => {
    await world.set('expense-grouping', 'entry')
    const spent = await expenses.spend({ amount: '41.00', daysAgo: 45 })
    await world.ask([spent])
    await world.work()
    await expenses.unbatch(spent, await world.engine.psaOf(world.accountId))
    await world.set('expense-grouping', 'week')
    await world.syncAll()
    await world.work()
    expect(await owed(spent.number)).toHaveLength(1)
    const id = weekOf(spent, 'reimbursable')
    expect((await world.history.states(id)).document).toBe('blocked')
    expect(await world.history.problems(id)).toEqual(['expense-elsewhere'])
  })
})
