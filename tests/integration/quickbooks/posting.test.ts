import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Effect } from '../../simulators/kit/faults.ts'
import { connectQuickBooks, type QuickBooksWorld, quickBooksWorld } from '../../support/quickbooks-world.ts'
import { storms } from '../../support/storms.ts'
import { customer, line, nextNumber } from '../../support/world.ts'

let world: QuickBooksWorld

// A company may take a number twice: here only the protocol stands between.
beforeAll(async () => {
  world = await quickBooksWorld({ parameters: { duplicateNumbers: 'never' } })
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

type Made = Awaited<ReturnType<QuickBooksWorld['books']['add']>>[number]

function spec(amount: string) {
  return { number: nextNumber(), company: customer, lines: [line(amount)] }
}

function memo(amount: string) {
  return { ...spec(amount), type: 'CreditMemo', lines: [{ ...line(amount), amount: `-${amount}` }] }
}

async function send(specs: object[]): Promise<Made[]> {
  const records = await world.books.add(specs)
  await world.ask(records)
  await world.work()
  return records
}

/** Writes of documents that reached QuickBooks, and the request id of each. */
async function writes(path: string) {
  const calls = await world.quickbooks.control.calls({ method: 'POST', path })
  return calls.map(call => ({ ...call, key: new URLSearchParams(call.query).get('requestid') }))
}

/** One document with the record's cents and our marker, one batch with all its entries, both of them confirmed. */
async function standOnce(records: { id: number; number: string; total: string }[]) {
  for (const { id, number, total } of records) {
    const documents = await world.inQuickBooks(number)
    expect(documents.map(document => document.total)).toEqual([total.replace('-', '')])
    const posting = await world.history.last(id)
    expect(documents[0]?.note).toBe(`Evenbook posting ${posting.id}.${posting.revision}`)
    expect(await world.history.states(id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await world.books.batchesOf(id)).toHaveLength(1)
    const { entries } = await world.books.inManage(id)
    expect(entries.filter(entry => entry.batchId === null)).toEqual([])
  }
}

test('an invoice and a credit memo go by single writes, stand once, to the cent, and are marked', async () => {
  await world.quickbooks.control.clearCalls()
  const records = await send([spec('100.07'), memo('30.01')])
  await standOnce(records)
  expect(await writes('/invoice')).toHaveLength(1)
  expect(await writes('/creditmemo')).toHaveLength(1)
  expect(await writes('/batch')).toEqual([])
})

/** Everything that may happen to a write. Nothing is repeated under its key: how long QuickBooks keeps one is not known. */
describe.each(storms)('$effect, $times times', ({ effect, times }) => {
  test.each([
    ['an invoice', '/invoice', spec],
    ['a credit memo', '/creditmemo', memo],
  ] as const)('on the write of %s', async (_what, path, make) => {
    const one = make('10.37')
    const match = { method: 'POST', path, bodyIncludes: one.number }
    await world.quickbooks.control.clearCalls()
    await world.quickbooks.control.fault({ match, effect, times })
    const records = await send([one])
    await standOnce(records)
    const keys = (await writes(path)).map(({ key }) => key)
    expect(keys.length).toBeGreaterThan(0)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

test.each<Effect>(['drop-before', 'drop-after-commit', '500-after-commit', 'commit-late', 'limit'])(
  '%s on the write of a customer makes one customer, and its invoice goes after it',
  async effect => {
    await world.set('unknown-customer', 'create')
    const { customer: name, invoice } = await world.books.addOfNewCustomer()
    await world.quickbooks.control.fault({ match: { method: 'POST', path: '/customer' }, effect })
    await world.ask([invoice])
    await world.work()
    const { names } = await world.company()
    expect(names.filter(one => one.name === name)).toHaveLength(1)
    await standOnce([invoice])
  },
)

test('an access token that is over is refreshed, and the document goes', async () => {
  // QuickBooks' clock alone moves on: to us the token is young.
  await world.quickbooks.control.advance(61 * 60_000)
  const records = await send([spec('12.34')])
  await standOnce(records)
  const posting = await world.history.last(records[0]?.id ?? 0)
  expect((await world.history.events(posting.id)).map(({ event }) => event)).toContain('unauthorized')
})

test('a refresh token that changes its value is kept, and the next refresh uses the new one', async () => {
  for (const day of [1, 2]) {
    await world.quickbooks.control.advance(25 * 3_600_000)
    await standOnce(await send([spec(`${day}.11`)]))
  }
})

test('a consent that was taken back waits for a person, and all goes on once it is given again', async () => {
  await world.quickbooks.control.fault({ match: { method: 'POST', path: '/invoice' }, effect: 'revoke' })
  const [first] = await send([spec('20.02')])
  expect(await world.history.states(first?.id ?? 0)).toEqual({ document: 'ready', mark: 'ready' })
  expect((await connectQuickBooks(world.admin)).kind).toBe('connected')
  await world.work()
  await standOnce(first ? [first] : [])
})
