import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { startAmend } from '../../../lib/sync/amend.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { recordsByIds } from '../../../lib/sync/records/store.ts'
import { startUndo } from '../../../lib/sync/undo.ts'
import { recordPanel } from '../../../lib/sync/views/panel.ts'
import type { Effect } from '../../simulators/kit/faults.ts'
import { openPurchases, type Slip } from '../../support/purchases.ts'
import { closedInvoice, type PostingWorld, postingWorld } from '../../support/world.ts'

let world: PostingWorld
let purchases: ReturnType<typeof openPurchases>

beforeAll(async () => {
  world = await postingWorld()
  purchases = openPurchases(world)
  await world.set('record-kinds', ['invoices', 'credit-memos', 'payments', 'procurement'])
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

const send = (slip: Slip) => world.ask([{ ...slip, id: slip.id }])
const bills = async (slip: Slip) => {
  const { invoices, creditNotes } = await world.books.organisation()
  const numbered = [...invoices, ...creditNotes].filter(one =>
    one.number.includes(slip.number.split('/')[0] ?? ''),
  )
  return numbered.filter(({ status }) => status !== 'VOIDED' && status !== 'DELETED')
}
const panel = async (slip: Slip) => {
  const { accountId, companyId, engine } = world
  return recordPanel({ accountId, companyId, psa: await engine.psaOf(accountId), inAccount }, slip.id)
}

describe('a packing slip', () => {
  test('is one bill, to the cent, and one batch', async () => {
    const slip = await purchases.receive()
    const shown = await panel(slip)
    expect(shown).toMatchObject({ kind: 'record', source: 'purchase', number: slip.number, problems: [] })
    if (shown.kind !== 'record') throw new Error('no panel')
    expect(shown.entry).toMatchObject({ kind: 'bill', total: '2244.00', tax: '204.00' })
    expect(shown.entry?.journal.at(0)).toEqual({ account: 'Accounts payable', debit: '', credit: '2244.00' })
    await world.ask([slip], shown.hash ?? '')
    await world.work()
    expect(await world.history.states(slip.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    const [bill, ...more] = await bills(slip)
    expect(more).toEqual([])
    expect(bill).toMatchObject({ type: 'ACCPAY', total: '2244.00', totalTax: '204.00', status: 'AUTHORISED' })
    expect((await purchases.slip(slip)).batchId).not.toBeNull()
  })

  test('is asked for with every invoice by Sync All, and in no run where procurement is off', async () => {
    const slip = await purchases.receive()
    const invoice = await closedInvoice(world)
    await world.set('record-kinds', ['invoices'])
    await world.syncAll()
    await world.work()
    expect(await world.history.states(invoice.id)).toMatchObject({ document: 'confirmed' })
    expect(await bills(slip)).toEqual([])
    await world.set('record-kinds', ['invoices', 'procurement'])
    await world.syncAll()
    await world.work()
    expect(await world.history.states(slip.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await bills(slip)).toHaveLength(1)
  })

  test('leaves the list once procurement is switched off, and is on it again with it', async () => {
    const slip = await purchases.receive()
    const { accountId, companyId, engine } = world
    const listed = async () => {
      await refreshUnposted(engine, accountId, companyId)
      return inAccount(accountId, async tx => (await recordsByIds({ tx }, [slip.id]))[0]?.unposted)
    }
    expect(await listed()).toBe(true)
    await world.set('record-kinds', ['invoices'])
    expect(await listed()).toBe(false)
    await world.set('record-kinds', ['invoices', 'procurement'])
    expect(await listed()).toBe(true)
  })

  test.each<Effect>(['drop-after-commit', '500-after-commit', 'commit-late', 'drop-before', 'limit'])(
    'stands once whatever happens to the write: %s',
    async effect => {
      const slip = await purchases.receive()
      await world.xero.control.fault({
        match: { method: 'PUT', path: '/Invoices' },
        effect,
        ...(effect === 'commit-late' && { delayMs: 10_000 }),
      })
      await send(slip)
      await world.work()
      expect(await world.history.states(slip.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
      expect(await bills(slip)).toHaveLength(1)
    },
  )

  test('is undone: the bill is voided and its batch deleted, and it can be sent again', async () => {
    const slip = await purchases.receive()
    await send(slip)
    await world.work()
    const { accountId, companyId, actor } = world
    const posting = await world.history.last(slip.id)
    expect(await inAccount(accountId, tx => startUndo({ tx, accountId, companyId, actor }, posting.id))).toBe(
      true,
    )
    await world.work()
    expect(await bills(slip)).toEqual([])
    expect((await purchases.slip(slip)).batchId).toBeNull()
    await send(slip)
    await world.work()
    expect(await bills(slip)).toHaveLength(1)
  })

  test('says what is missing before anything is sent: no vendor, no account', async () => {
    const slip = await purchases.receive({ vendor: 'AcmeDental' })
    const shown = await panel(slip)
    expect(shown.kind === 'record' && shown.problems.map(({ title }) => title)).toEqual(['Same vendor?'])
    await send(slip)
    await world.work()
    expect((await world.history.states(slip.id)).document).toBe('blocked')
    expect(await bills(slip)).toEqual([])
  })

  test('of a vendor that Xero does not know makes him first, once, where the company says so; then he is linked', async () => {
    await world.set('unknown-vendor', 'create')
    const vendor = { vendor: 'MangroveNew' }
    const [first, second] = [await purchases.receive(vendor), await purchases.receive(vendor)]
    const shown = await panel(first)
    expect(shown.kind === 'record' && [shown.problems, shown.entry?.contactIsNew]).toEqual([[], true])
    await send(first)
    await send(second)
    await world.work()
    const { contacts } = await world.books.organisation()
    const made = contacts.filter(({ name }) => name.startsWith('Mangrove Marine'))
    expect(made).toHaveLength(1)
    for (const slip of [first, second]) {
      expect(await world.history.states(slip.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
      expect((await bills(slip)).map(({ contactId }) => contactId)).toEqual([made[0]?.id])
    }
    await world.set('unknown-vendor', 'ask')
    const third = await purchases.receive(vendor)
    const known = await panel(third)
    expect(known.kind === 'record' && known.problems).toEqual([])
  })

  test('more under a slip whose bill stands is told, and the bill is not changed to it', async () => {
    const slip = await purchases.receive({
      lines: [{ item: 'laptop', quantity: '3', cost: '1000.00' }],
      deliveries: [{ slip: 'AGAIN-1', daysAgo: 3, lines: [{ number: 1, quantity: '1' }] }],
    })
    await send(slip)
    await world.work()
    await purchases.deliver(slip, { slip: 'AGAIN-1', lines: [{ number: 2 }] })
    await refreshUnposted(world.engine, world.accountId, world.companyId)
    await world.work()
    expect((await world.history.states(slip.id)).document).toBe('drifted')
    expect(await world.history.problems(slip.id)).toEqual(['slip-received-again'])
    const shown = await panel(slip)
    expect(shown.kind === 'record' && shown.amend.offer).toBeNull()
    const { id } = await world.history.last(slip.id)
    const { accountId, companyId, actor } = world
    const asked = { way: 'update' as const, previewHash: '' }
    expect(await inAccount(accountId, tx => startAmend({ tx, accountId, companyId, actor }, id, asked))).toBe(
      'changed',
    )
    expect((await bills(slip)).map(({ total }) => total)).toEqual(['1144.00'])
  })

  test('a second one of the same order is a bill of its own', async () => {
    const slip = await purchases.receive({
      lines: [{ item: 'laptop', quantity: '3', cost: '1000.00' }],
      deliveries: [{ slip: 'A-1', daysAgo: 3, lines: [{ number: 1, quantity: '1' }] }],
    })
    await purchases.deliver(slip, { slip: 'A-2', lines: [{ number: 2 }] })
    await refreshUnposted(world.engine, world.accountId, world.companyId)
    await world.syncAll()
    await world.work()
    const found = await bills(slip)
    expect(found.map(({ total }) => total).toSorted()).toEqual(['1144.00', '2200.00'])
  })
})
