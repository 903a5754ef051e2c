import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { startUndo } from '../../../lib/sync/undo.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import type { Effect } from '../../simulators/kit/faults.ts'
import { openPurchases, type Slip } from '../../support/purchases.ts'
import { type QuickBooksWorld, quickBooksWorld } from '../../support/quickbooks-world.ts'

let world: QuickBooksWorld
let purchases: ReturnType<typeof openPurchases>

beforeAll(async () => {
  world = await quickBooksWorld({ parameters: { duplicateNumbers: 'never' } })
  purchases = openPurchases(world)
  await world.set('record-kinds', ['invoices', 'procurement'])
  await world.set('bill-number-format', '{vendorInvoice}')
})
afterEach(() => world.quickbooks.control.clearFaults())
afterAll(() => world.close())

/** The purchases of that packing slip's order that stand, whichever of the two they are. */
async function standing({ number }: Slip) {
  const { Bill, VendorCredit } = (await world.company()).transactions
  const order = number.split('/')[0] ?? ''
  return [...Bill, ...VendorCredit].filter(
    one => one.number === order.replace('PO-', 'IN-') && !one.deleted && !one.voided,
  )
}

test('a packing slip is one bill of its vendor, to the cent, with the tax of purchases', async () => {
  const slip = await purchases.receive()
  await world.ask([slip])
  await world.work()
  expect(await world.history.states(slip.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  const [bill, ...more] = await standing(slip)
  expect(more).toEqual([])
  expect(bill).toMatchObject({ total: '2244.00' })
  expect((await purchases.slip(slip)).batchId).not.toBeNull()
})

test.each<Effect>(['drop-after-commit', '500-after-commit', 'drop-before', 'bad-json'])(
  'it stands once whatever happens to the write: %s',
  async effect => {
    const slip = await purchases.receive()
    await world.quickbooks.control.fault({ match: { method: 'POST', path: '/bill' }, effect })
    await world.ask([slip])
    await world.work()
    expect(await world.history.states(slip.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await standing(slip)).toHaveLength(1)
  },
)

test.each<Effect>(['drop-after-commit', 'drop-before'])(
  'a vendor whom QuickBooks does not know is made first, once, whatever happens to the write: %s',
  async effect => {
    await world.set('unknown-vendor', 'create')
    const { companies } = await world.connectwise.control.seed<{
      companies: { identifier: string; name: string }[]
    }>({ kind: 'bulk', tenant: DEMO.company, invoices: 1, customers: 1, linesPerInvoice: 1 })
    const vendor = present(companies[0], 'a company')
    const slip = await purchases.receive({ vendor: vendor.identifier })
    await world.quickbooks.control.fault({ match: { method: 'POST', path: '/batch' }, effect })
    await world.ask([slip])
    await world.work()
    const { names } = await world.company()
    expect(names.filter(({ name }) => name === vendor.name).map(({ type }) => type)).toEqual(['Vendor'])
    expect(await world.history.states(slip.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await standing(slip)).toHaveLength(1)
    await world.set('unknown-vendor', 'ask')
  },
)

test('it is undone: the bill is deleted and its batch too', async () => {
  const slip = await purchases.receive()
  await world.ask([slip])
  await world.work()
  const { accountId, companyId, actor } = world
  const { id } = await world.history.last(slip.id)
  await inAccount(accountId, tx => startUndo({ tx, accountId, companyId, actor }, id))
  await world.work()
  expect(await standing(slip)).toEqual([])
  expect((await purchases.slip(slip)).batchId).toBeNull()
})

test('what goes back to the vendor is a vendor credit', async () => {
  const slip = await purchases.receive({
    freight: '0.00',
    lines: [{ item: 'warranty', quantity: '1', cost: '-150.00' }],
  })
  await world.ask([slip])
  await world.work()
  expect(await world.history.states(slip.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  const found = (await world.company()).transactions.VendorCredit
  expect(found.map(({ total }) => total)).toEqual(['165.00'])
})
