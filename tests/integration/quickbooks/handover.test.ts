import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SpentCalls } from '../../../lib/connectors/ledger-facts.ts'
import { present } from '../../../lib/std/assert.ts'
import type { Engine } from '../../../lib/sync/context.ts'
import { type QuickBooksWorld, quickBooksWorld } from '../../support/quickbooks-world.ts'
import { closedInvoice } from '../../support/world.ts'

let world: QuickBooksWorld

beforeAll(async () => {
  world = await quickBooksWorld()
})
afterAll(() => world.close())

/** A worker of its own, and what it is told to count of what others have called. */
function worker(owner: string): { engine: Engine; told: SpentCalls[] } {
  const told: SpentCalls[] = []
  const ledgerOf: Engine['ledgerOf'] = async (accountId, companyId) => {
    const ledger = present(await world.engine.ledgerOf(accountId, companyId), 'the ledger is connected')
    return { ...ledger, recallSpent: spent => void told.push(spent) }
  }
  return { engine: { ...world.engine, owner, ledgerOf }, told }
}

test('a worker that takes a company over counts on what another one has called in QuickBooks', async () => {
  const first = worker('first')
  const second = worker('second')
  const invoice = await closedInvoice(world)
  await world.ask([invoice])
  await world.work(first.engine)
  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect(first.told).toEqual([])

  await world.work(second.engine)
  const [{ calls = [], batches = [] } = {}] = second.told
  expect(calls.length).toBeGreaterThan(0)
  expect(Math.min(...calls)).toBeGreaterThanOrEqual(0)
  expect(batches).toEqual([])

  const before = second.told.length
  await world.work(second.engine)
  expect(second.told).toHaveLength(before)
})
