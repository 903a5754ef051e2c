import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { postings } from '../../../drizzle/schema/postings.ts'
import { expenseWeekId, mondayOf } from '../../../lib/accounting/expense-id.ts'
import { addCompany } from '../../../lib/accounts/companies.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { calendarDate } from '../../../lib/std/clock.ts'
import { newId } from '../../../lib/std/id.ts'
import { workCompany } from '../../../lib/sync/lane.ts'
import { attachAgain } from '../../../lib/sync/receipts/ask.ts'
import { recordPanel } from '../../../lib/sync/views/panel.ts'
import { timelineOf } from '../../../lib/sync/views/timeline.ts'
import type { Effect } from '../../simulators/kit/faults.ts'
import { openExpenses, type Spent, takeExpenses } from '../../support/expenses.ts'
import { closedInvoice, type PostingWorld, postingWorld } from '../../support/world.ts'

let world: PostingWorld
let expenses: ReturnType<typeof openExpenses>

beforeAll(async () => {
  world = await postingWorld({ xero: { minuteLimit: 10_000 } })
  expenses = openExpenses(world)
  await takeExpenses(world)
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

const two = [{ fileName: 'Hotel Brisbane, invoice.pdf' }, { fileName: 'Frühstück.jpg', size: null }]

/** Whatever hangs on the documents of that number. */
async function hanging(number: string) {
  const { invoices, creditNotes, journals, attachments } = await world.books.organisation()
  const ids = [...invoices, ...creditNotes, ...journals]
    .filter(one => one.number === number)
    .map(({ id }) => id)
  return attachments.filter(({ document }) => ids.includes(document))
}
const hashes = (files: { hash: string }[]) => files.map(({ hash }) => hash).toSorted()

async function panelOf(id: string) {
  const { accountId, companyId, engine } = world
  const panel = await recordPanel({ accountId, companyId, psa: await engine.psaOf(accountId), inAccount }, id)
  if (panel.kind !== 'record') throw new Error('no panel')
  return panel
}
async function post(spent: Spent): Promise<void> {
  await world.ask([spent])
  await world.work()
}
async function again(id: string): Promise<boolean> {
  const { accountId, companyId, actor } = world
  const posting = await world.history.last(id)
  const asked = await inAccount(accountId, tx => attachAgain({ tx, accountId, companyId, actor }, posting.id))
  await world.work()
  return asked
}
async function hangsOnce(spent: Spent): Promise<void> {
  expect(hashes(await hanging(spent.number))).toEqual(hashes(await expenses.filesOf(spent)))
}

test('Attach receipts: what hangs on an expense hangs on its bill', async () => {
  const spent = await expenses.spend({ amount: '132.10', on: 'hotel', receipts: two })
  await post(spent)
  const [first, second] = await expenses.filesOf(spent)
  const files = await hanging(spent.number)
  expect(files.map(({ fileName, mimeType }) => [fileName, mimeType]).toSorted()).toEqual([
    [`${first?.id} Hotel Brisbane, invoice.pdf`, 'application/pdf'],
    [`${second?.id} Fruhstuck.jpg`, 'image/jpeg'],
  ])
  await hangsOnce(spent)
  const { receipts, pill } = await panelOf(spent.id)
  expect([receipts?.words, receipts?.problems, pill.word]).toEqual(['2 receipts attached', [], 'In Xero'])
  const timeline = await inAccount(world.accountId, tx => timelineOf(tx, spent.id))
  expect(timeline.filter(({ what }) => what === 'Receipt attached')).toHaveLength(2)
})

test('an expense without any has none, and the ledger is not asked', async () => {
  const spent = await expenses.spend({ amount: '12.10' })
  await post(spent)
  expect(await hanging(spent.number)).toEqual([])
  expect((await panelOf(spent.id)).receipts?.words).toBe('none in ConnectWise')
})

test('before its document stands nothing is attached, and the panel says that they follow', async () => {
  const spent = await expenses.spend({ amount: '12.20', status: 'PendingApproval', receipts: two })
  await world.connectwise.control.setParameters({ unpostedExpensesApprovedOnly: false })
  await world.ask([spent])
  await world.work()
  expect((await world.history.states(spent.id)).document).toBe('blocked')
  expect((await panelOf(spent.id)).receipts).toBeNull()
  await world.connectwise.control.setParameters({ unpostedExpensesApprovedOnly: true })
})

describe('whatever happens to a write', () => {
  test.each<Effect>([
    ...(['drop-after-commit', '500-after-commit', '500-before', 'drop-before', 'bad-json'] as const),
    ...(['limit', 'commit-late'] as const),
  ])('each hangs there once: %s', async effect => {
    const spent = await expenses.spend({ amount: '140.00', on: 'hotel', notes: effect, receipts: two })
    await world.xero.control.fault({
      match: { method: 'PUT', path: '/Attachments' },
      effect,
      ...(effect === 'commit-late' && { delayMs: 10_000 }),
    })
    await post(spent)
    expect(await world.history.states(spent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    await hangsOnce(spent)
    expect((await panelOf(spent.id)).receipts?.words).toBe('2 receipts attached')
  })

  test.each(['before attach', 'after attach'])(
    'each hangs there once: a worker that is killed %s',
    async death => {
      const spent = await expenses.spend({ amount: '141.00', on: 'hotel', notes: death, receipts: two })
      await world.ask([spent])
      const arguments_ = ['tests/support/dying-worker.ts', world.accountId, world.companyId, death]
      const child = spawn(process.execPath, arguments_, { stdio: 'ignore', env: process.env })
      const [, signal] = await once(child, 'exit')
      expect(signal).toBe('SIGKILL')
      await world.work()
      await hangsOnce(spent)
    },
  )

  test('a look that fails is made later, and nothing is sent before', async () => {
    const spent = await expenses.spend({ amount: '142.00', receipts: two })
    await world.xero.control.fault({
      match: { method: 'GET', path: '/Attachments' },
      effect: '500-before',
      times: 4,
    })
    await post(spent)
    await hangsOnce(spent)
  })

  test('ConnectWise out of reach holds up no document, and they follow', async () => {
    const spent = await expenses.spend({ amount: '143.00', receipts: two })
    await world.connectwise.control.fault({
      match: { method: 'GET', path: '/documents' },
      effect: '500-before',
      times: 4,
    })
    await post(spent)
    expect(await world.history.states(spent.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    await hangsOnce(spent)
  })
})

describe('what is in the way is told with its cure, and looked at again when a person asks', () => {
  const titles = async (id: string) => (await panelOf(id)).receipts?.problems.map(({ title }) => title)

  test('one that is too large; the other hangs there', async () => {
    const large = { fileName: 'scan.pdf', length: 10_000_001 }
    const spent = await expenses.spend({ amount: '150.00', receipts: [large, { fileName: 'small.pdf' }] })
    await post(spent)
    expect((await hanging(spent.number)).map(({ length }) => length)).toEqual([2_048])
    expect(await titles(spent.id)).toEqual(['Receipt not attached: too large'])
    const { receipts } = await panelOf(spent.id)
    expect([receipts?.words, receipts?.problems[0]?.message]).toEqual([
      '1 receipt attached, not all',
      expect.stringContaining('scan.pdf is larger than the 10 MB'),
    ])
    await expenses.attach(spent, [{ fileName: 'scan in small.pdf' }])
    expect(await again(spent.id)).toBe(true)
    expect(await hanging(spent.number)).toHaveLength(2)
  })

  test('one that says it is small and is not', async () => {
    const spent = await expenses.spend({
      amount: '151.00',
      receipts: [{ fileName: 'scan.pdf', length: 10_000_001, size: 10 }],
    })
    await post(spent)
    expect(await titles(spent.id)).toEqual(['Receipt not attached: too large'])
  })

  test('more than a document takes', async () => {
    const receipts = Array.from({ length: 11 }, (_, place) => ({ fileName: `page ${place + 1}.pdf` }))
    const spent = await expenses.spend({ amount: '152.00', receipts })
    await post(spent)
    expect(await hanging(spent.number)).toHaveLength(10)
    expect(await titles(spent.id)).toEqual(['Receipt not attached: too many'])
  })

  test('a right that is missing in ConnectWise', async () => {
    const right = 'Companies/Manage Attachments'
    const before = await expenses.allow(right, '')
    const spent = await expenses.spend({ amount: '153.00', receipts: two })
    await post(spent)
    expect(await titles(spent.id)).toEqual(['Receipt not attached: a right is missing in ConnectWise'])
    expect((await panelOf(spent.id)).receipts?.words).toBe('not attached')
    await expenses.allow(right, before)
    expect(await again(spent.id)).toBe(true)
    await hangsOnce(spent)
    expect((await panelOf(spent.id)).receipts).toMatchObject({ words: '2 receipts attached', problems: [] })
  })

  test('one that the ledger refuses', async () => {
    const spent = await expenses.spend({ amount: '154.00', receipts: [{ fileName: 'a.pdf', length: 3_000 }] })
    await world.xero.control.setParameters({ attachmentBytesMost: 2_500 })
    await post(spent)
    await world.xero.control.setParameters({ attachmentBytesMost: 10_000_000 })
    expect(await titles(spent.id)).toEqual(['Receipt not attached: refused'])
    expect(await again(spent.id)).toBe(true)
    await hangsOnce(spent)
  })

  test('two expenses that say the same, of which one is posted already', async () => {
    const alike = { amount: '155.00', on: 'meals', receipts: two } as const
    const first = await expenses.spend(alike)
    await post(first)
    await hangsOnce(first)
    const second = await expenses.spend(alike)
    await post(second)
    expect(await hanging(second.number)).toEqual([])
    expect(await titles(second.id)).toEqual(['Receipt not attached: two expenses say the same'])
  })
})

test('where the company wants none, none is attached and ConnectWise is not asked', async () => {
  await world.set('attach-receipts', false)
  const spent = await expenses.spend({ amount: '160.00', receipts: two })
  const [last] = (await world.connectwise.control.calls({})).slice(-1)
  await post(spent)
  await world.set('attach-receipts', true)
  const asked = await world.connectwise.control.calls({ path: '/documents' })
  expect(asked.filter(({ seq }) => seq > (last?.seq ?? 0))).toEqual([])
  expect(await hanging(spent.number)).toEqual([])
  expect((await panelOf(spent.id)).receipts).toBeNull()
  expect(await again(spent.id)).toBe(false)
})

test('a week’s bill has the receipts of each of its expenses', async () => {
  await world.set('expense-grouping', 'week')
  const first = await expenses.spend({ amount: '10.10', daysAgo: 60, receipts: two })
  const second = await expenses.spend({
    amount: '20.20',
    daysAgo: 60,
    on: 'meals',
    receipts: [{ fileName: 'a.pdf' }],
  })
  await expenses.spend({ amount: '30.30', daysAgo: 60, on: 'fuel' })
  await world.syncAll()
  await world.work()
  await world.set('expense-grouping', 'entry')
  const monday = mondayOf(calendarDate(first.date))
  const id = expenseWeekId({
    memberId: '153',
    monday,
    outcome: 'reimbursable',
    paymentTypeId: '',
    locationId: '',
  })
  const { title } = await world.history.last(id)
  const files = [...(await expenses.filesOf(first)), ...(await expenses.filesOf(second))]
  expect(hashes(await hanging(title))).toEqual(hashes(files))
  expect((await panelOf(id)).receipts?.words).toBe('3 receipts attached')
})

test('what the company paid is a journal, with its receipts', async () => {
  const spent = await expenses.spend({ amount: '310.10', on: 'travel', paidBy: 'companyVisa', receipts: two })
  await post(spent)
  expect((await world.books.organisation()).journals.map(({ number }) => number)).toContain(spent.number)
  await hangsOnce(spent)
})

test('documents go first: no receipt is sent while one waits', async () => {
  const spent = await expenses.spend({ amount: '170.00', receipts: two })
  const invoice = await closedInvoice(world)
  const since = (await world.xero.control.calls({ method: 'PUT' })).at(-1)?.seq ?? 0
  await world.ask([spent, invoice])
  await world.work()
  const paths = (await world.xero.control.calls({ method: 'PUT' }))
    .filter(({ seq }) => seq > since)
    .map(({ path }) => (path.includes('/Attachments/') ? 'receipt' : 'document'))
  expect(paths.indexOf('receipt')).toBeGreaterThan(paths.lastIndexOf('document'))
})

test('while marks of another company wait, receipts leave ConnectWise to them, for an hour at most', async () => {
  const { accountId, companyId, actor, engine } = world
  const other = await inAccount(accountId, tx => addCompany(tx, { accountId, name: 'Brisbane', actor }))
  if (other.kind !== 'done') throw new Error(other.reason)
  const waiting = { accountId, companyId: other.companyId, id: newId(), origin: 'click' }
  await inAccount(accountId, tx =>
    tx
      .insert(postings)
      .values({ ...waiting, target: 'psa', operation: 'create', kind: 'batch', state: 'ready' }),
  )
  const spent = await expenses.spend({ amount: '180.00', receipts: two })
  await world.ask([spent])
  const { worked, nextDueAt } = await workCompany(engine, accountId, companyId, new AbortController().signal)
  expect([worked, await world.history.states(spent.id)]).toEqual([
    true,
    { document: 'confirmed', mark: 'confirmed' },
  ])
  expect(await hanging(spent.number)).toEqual([])
  expect(nextDueAt).not.toBeNull()
  await inAccount(accountId, tx =>
    tx
      .update(postings)
      .set({ updatedAt: sql`now() - interval '61 minutes'` })
      .where(eq(postings.id, waiting.id)),
  )
  await world.work()
  await hangsOnce(spent)
})
