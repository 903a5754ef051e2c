import { afterAll, beforeAll, expect, test } from 'vitest'
import { type QuickBooksWorld, quickBooksWorld } from '../../support/quickbooks-world.ts'

let world: QuickBooksWorld

beforeAll(async () => {
  world = await quickBooksWorld({ parameters: { duplicateNumbers: 'never' } })
})
afterAll(() => world.close())

/** More than are written one by one (the connector's `singlesMost`). */
const waiting = 150

test('a backlog goes by batches of thirty, customers before their invoices, and stands once whatever happens to them', {
  timeout: 240_000,
}, async () => {
  await world.set('unknown-customer', 'create')
  const invoices = await world.books.addMany(waiting, 20)
  const { control } = world.quickbooks
  for (const effect of ['partial-batch', 'drop-after-commit', 'bad-json', 'limit'] as const) {
    await control.fault({ match: { method: 'POST', path: '/batch', bodyIncludes: '"Invoice"' }, effect })
  }
  await world.syncAll()
  await world.work()

  const company = await world.company()
  const standing = Map.groupBy(company.transactions.Invoice, ({ number }) => number)
  expect(
    invoices.map(({ number }) => standing.get(number)?.length ?? 0).filter(count => count !== 1),
  ).toEqual([])
  for (const { number, total } of invoices) expect(standing.get(number)?.[0]?.total).toBe(total)

  const batches = (await control.calls({ method: 'POST', path: '/batch' })).filter(({ requestBody }) =>
    requestBody?.includes('"Invoice"'),
  )
  expect(Math.max(...batches.map(({ requestBody }) => requestBody?.split('"bId"').length ?? 1)) - 1).toBe(30)
  const keys = batches.map(({ query }) => new URLSearchParams(query).get('requestid'))
  expect(new Set(keys).size).toBe(keys.length)
  // No batch carries a customer and an invoice: within one nothing may lean on anything.
  const all = await control.calls({ method: 'POST', path: '/batch' })
  expect(
    all.filter(({ requestBody = '' }) => /"Customer":/.test(requestBody) && /"Invoice":/.test(requestBody)),
  ).toEqual([])
})
