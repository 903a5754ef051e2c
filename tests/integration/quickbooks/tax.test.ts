import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type QuickBooksWorld, quickBooksWorld } from '../../support/quickbooks-world.ts'
import { customer, line, nextNumber } from '../../support/world.ts'

let world: QuickBooksWorld

// The rate rose after the lists were read, and QuickBooks keeps no other amount than its own.
beforeAll(async () => {
  world = await quickBooksWorld({ parameters: { taxLinesHonoured: false } })
  await world.quickbooks.control.seed({ kind: 'rate', entityId: '1', percent: 12.5 })
})
beforeEach(() => world.set('tax-method', 'as-calculated'))
afterAll(() => world.close())

async function sent() {
  const [record] = await world.books.add([
    { number: nextNumber(), company: customer, lines: [line('100.00')] },
  ])
  if (!record) throw new Error('no record')
  await world.ask([record])
  await world.work()
  const [standing] = await world.inQuickBooks(record.number)
  const posting = await world.history.last(record.id)
  const events = await world.history.events(posting.id)
  return {
    planned: record.total,
    standing: standing?.total,
    tax: standing?.tax,
    states: await world.history.states(record.id),
    problems: posting.problems,
    told: events.filter(({ event }) => event === 'posted' || event === 'mismatch').map(one => one.message),
  }
}

test('E30: Warning: a tax that came out otherwise is told with both figures, and the record is marked', async () => {
  await world.set('tax-difference', 'warning')
  const { problems, ...rest } = await sent()
  expect(rest).toEqual({
    planned: '110.00',
    standing: '112.50',
    tax: '12.50',
    states: { document: 'confirmed', mark: 'confirmed' },
    told: ['the ledger’s tax is 12.50, ConnectWise’s 10.00'],
  })
  const figures = { ledgerTax: '12.50', connectwise: '10.00', difference: '2.50' }
  expect(problems).toEqual([{ code: 'tax-differs', ...figures, warn: true, posted: true }])
})

test('E30: Ignore: a tax that came out otherwise is told in the history alone, and the record is marked', async () => {
  await world.set('tax-difference', 'ignore')
  expect(await sent()).toEqual({
    planned: '110.00',
    standing: '112.50',
    tax: '12.50',
    states: { document: 'confirmed', mark: 'confirmed' },
    told: ['the ledger’s tax is 12.50, ConnectWise’s 10.00'],
    problems: [],
  })
})

test('E30: Halt: a tax that came out otherwise is a mismatch, and the record is not marked', async () => {
  await world.set('tax-difference', 'halt')
  expect(await sent()).toEqual({
    planned: '110.00',
    standing: '112.50',
    tax: '12.50',
    states: { document: 'mismatch', mark: 'ready' },
    told: ['planned 110.00, in the ledger 112.50'],
    problems: [{ code: 'differs-from-ledger', ours: '110.00', ledger: '112.50' }],
  })
})
