import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { acceptDifference } from '../../../lib/sync/accept.ts'
import { workCompany } from '../../../lib/sync/lane.ts'
import { ITEM, WAREHOUSE } from '../../simulators/connectwise/seed-stock.ts'
import type { Effect } from '../../simulators/kit/faults.ts'
import { DEMO_AU } from '../../simulators/xero/seed.ts'
import { age } from '../../support/accounts.ts'
import { amend, changedInManage } from '../../support/amending.ts'
import type { ManageInvoice } from '../../support/books.ts'
import { isUndone, panelOf, pay, statesInXero, undo } from '../../support/undoing.ts'
import { closedInvoice, line, type PostingWorld, postingWorld, scale } from '../../support/world.ts'

let world: PostingWorld

beforeAll(async () => {
  world = await postingWorld()
  await world.set('record-kinds', ['invoices', 'credit-memos', 'payments', 'procurement', 'inventory'])
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

/** Two laptops out of the Sydney store, which have cost so much each. */
function laptops(cost = '1000.00', quantity = '2') {
  return {
    ...line('3000.00', 'Latitude 5540'),
    kind: 'product',
    quantity,
    price: '1500.00',
    cost,
    item: { id: ITEM.laptop, identifier: 'HW-LT-5540' },
    category: 'Hardware',
    warehouseId: WAREHOUSE.sydney,
  }
}

const stored = (...args: Parameters<typeof laptops>) => ({
  ...laptops(...args),
  ...{ id: 1, date: '2026-01-01', memberId: null },
})

/** Journals of that invoice that count. */
async function journals({ number }: ManageInvoice) {
  const { journals } = await world.books.organisation()
  return journals.filter(one => one.number.includes(number) && one.status === 'POSTED')
}

async function soldFromStock(spec: object = { lines: [laptops()] }): Promise<ManageInvoice> {
  const invoice = await closedInvoice(world, spec)
  await world.ask([invoice])
  await world.work()
  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  return invoice
}

describe('an invoice of goods from stock', () => {
  test('is shown with what they cost, and both are posted before its batch', async () => {
    const invoice = await closedInvoice(world, { lines: [laptops()] })
    const shown = await panelOf(world, invoice)
    expect(shown.problems).toEqual([])
    expect(shown.beside).toMatchObject({ kind: 'journal', total: '2000.00' })
    expect(shown.beside?.journal).toEqual([
      { account: '311 Hardware Cost of Sales', debit: '2000.00', credit: '' },
      { account: '630 Inventory', debit: '', credit: '2000.00' },
    ])
    await world.ask([invoice], shown.hash ?? '')
    await world.work()
    const [journal, ...more] = await journals(invoice)
    expect(more).toEqual([])
    expect(journal).toMatchObject({ status: 'POSTED' })
    expect(await statesInXero(world, invoice)).toEqual(['AUTHORISED'])
    expect((await world.history.last(invoice.id, 'cost')).state).toBe('confirmed')
    const after = await panelOf(world, invoice)
    expect(after.beside).toMatchObject({ kind: 'journal', total: '2000.00' })
  })

  test('of services has none', async () => {
    const invoice = await soldFromStock({})
    expect(await journals(invoice)).toEqual([])
    expect((await panelOf(world, invoice)).beside).toBeNull()
  })

  test.each<Effect>(['drop-after-commit', '500-after-commit', 'commit-late', 'drop-before', 'limit'])(
    'has one journal whatever happens to its write: %s',
    async effect => {
      await world.xero.control.fault({
        match: { method: 'PUT', path: '/ManualJournals' },
        effect,
        ...(effect === 'commit-late' && { delayMs: 10_000 }),
      })
      const invoice = await soldFromStock()
      expect(await journals(invoice)).toHaveLength(1)
      expect(await statesInXero(world, invoice)).toEqual(['AUTHORISED'])
    },
  )

  test('that has stood ready for long is planned again together with its journal', async () => {
    const invoice = await closedInvoice(world, { lines: [laptops()] })
    const match = { method: 'PUT', path: 'Invoices' }
    await world.xero.control.fault({ match, effect: 'limit', retryAfterSeconds: 2 * scale })
    await world.ask([invoice])
    await workCompany(world.engine, world.accountId, world.companyId, new AbortController().signal)
    expect((await world.history.last(invoice.id, 'cost')).state).toBe('ready')
    await world.books.change(invoice.id, { status: 'New' })
    await world.books.change(invoice.id, { changes: { lines: [stored('900.00')] } })
    await world.books.change(invoice.id, { status: 'Closed' })
    await age(
      world.database,
      `update postings set updated_at = now() - interval '20 minutes' where state = 'ready'`,
    )
    await world.work()
    expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    const [journal, ...more] = await journals(invoice)
    expect(more).toEqual([])
    expect(journal?.lines.map(({ amount }) => amount).toSorted()).toEqual(['-1800.00', '1800.00'])
  })

  test('leaves the ledger with its journal, and both come again when it is sent anew', async () => {
    const invoice = await soldFromStock()
    expect(await undo(world, invoice)).toBe(true)
    await world.work()
    await isUndone(world, invoice)
    expect(await journals(invoice)).toEqual([])
    await world.ask([invoice])
    await world.work()
    expect(await statesInXero(world, invoice)).toEqual(['VOIDED', 'AUTHORISED'])
    const [journal, ...more] = await journals(invoice)
    expect(more).toEqual([])
    expect(journal?.number).toContain(`${invoice.number}-2`)
    expect(await undo(world, invoice)).toBe(true)
    await world.work()
    expect(await statesInXero(world, invoice)).toEqual(['VOIDED', 'VOIDED'])
    expect(await journals(invoice)).toEqual([])
  })

  test('that is paid keeps its journal: nothing of it is undone', async () => {
    const invoice = await soldFromStock()
    await pay(world, invoice, '3300.00')
    expect(await undo(world, invoice)).toBe(true)
    await world.work()
    expect(await journals(invoice)).toHaveLength(1)
    expect(await statesInXero(world, invoice)).toEqual(['PAID'])
    expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
    expect((await world.history.last(invoice.id, 'cost')).state).toBe('withdrawn')
    const rows = await world.history.all(invoice.id, 'cost')
    expect(rows.map(({ state, live }) => [state, live])).toEqual([
      ['confirmed', true],
      ['withdrawn', false],
    ])
  })

  test('whose journal is refused says so; undone, it is gone, and accepted it goes without', async () => {
    const stockIs = (status: 'ACTIVE' | 'ARCHIVED') =>
      world.xero.control.seed({ kind: 'account', tenant: DEMO_AU, code: '630', status })
    await stockIs('ARCHIVED')
    const undone = await closedInvoice(world, { lines: [laptops()] })
    await world.ask([undone])
    await world.work()
    expect(await world.history.states(undone.id)).toEqual({ document: 'mismatch', mark: 'ready' })
    expect(await world.history.problems(undone.id)).toEqual(['cost-refused', 'ledger-refused'])
    expect(await undo(world, undone)).toBe(true)
    await world.work()
    expect(await statesInXero(world, undone)).toEqual(['VOIDED'])
    expect(await journals(undone)).toEqual([])

    const accepted = await closedInvoice(world, { lines: [laptops()] })
    await world.ask([accepted])
    await world.work()
    const { id } = await world.history.last(accepted.id)
    const { accountId, actor } = world
    expect(await inAccount(accountId, tx => acceptDifference({ tx, accountId, actor }, id))).toBe(true)
    await world.work()
    expect(await world.history.states(accepted.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await journals(accepted)).toEqual([])
    expect(await world.books.batchesOf(accepted.id)).toHaveLength(1)
    await stockIs('ACTIVE')
  })

  test('that is amended takes its journal along, and leaves it where no stock is left', async () => {
    const invoice = await soldFromStock()
    await changedInManage(world, invoice, { lines: [stored('900.00')] })
    const { amend: shown } = await panelOf(world, invoice)
    expect(shown.changes).toEqual([{ what: 'Cost of goods', before: '2000.00', after: '1800.00' }])
    expect(await amend(world, invoice)).toBe('done')
    await world.work()
    expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    const [journal, ...more] = await journals(invoice)
    expect(more).toEqual([])
    expect(journal?.lines.map(({ amount }) => amount).toSorted()).toEqual(['-1800.00', '1800.00'])

    await changedInManage(world, invoice, {
      lines: [{ ...line('3000.00'), id: 1, date: '2026-01-01', memberId: null }],
    })
    expect(await amend(world, invoice)).toBe('done')
    await world.work()
    expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await journals(invoice)).toEqual([])

    await changedInManage(world, invoice, { lines: [stored('800.00')] })
    expect(await amend(world, invoice)).toBe('done')
    await world.work()
    expect(await journals(invoice)).toHaveLength(1)
    expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  })
})
