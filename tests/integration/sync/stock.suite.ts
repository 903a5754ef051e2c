import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import { newId } from '../../../lib/std/id.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { holdRecords } from '../../../lib/sync/hold.ts'
import { startMarking } from '../../../lib/sync/mark-only.ts'
import { recordsByIds } from '../../../lib/sync/records/store.ts'
import { startUndo } from '../../../lib/sync/undo.ts'
import { recordPanel } from '../../../lib/sync/views/panel.ts'
import type { World } from '../../support/accounts-world.ts'
import { openPurchases } from '../../support/purchases.ts'
import { type Movement, mapAccounts, openStock, type StockLedger } from '../../support/stock.ts'
import type { SendingWorld } from '../../support/world.ts'

type StockWorld = World & SendingWorld

interface Held {
  worth: Decimal
  balance: Decimal
}

const kinds = ['invoices', 'credit-memos', 'payments', 'procurement', 'inventory']

/** What stock becomes in whichever ledger. */
export function describeStock(
  name: string,
  open: () => Promise<StockWorld & { ledger: StockLedger }>,
): () => StockWorld & { ledger: StockLedger } {
  let world: StockWorld & { ledger: StockLedger }
  let stock: ReturnType<typeof openStock>
  let purchases: ReturnType<typeof openPurchases>

  beforeAll(async () => {
    world = await open()
    stock = openStock(world)
    purchases = openPurchases(world)
    const { codes } = world.ledger
    await mapAccounts(world, {
      '630': codes.stock,
      '310': codes.adjustments,
      '632': codes.melbourne,
      '633': codes.van,
    })
    await world.set('record-kinds', kinds)
  })
  afterEach(() => world.clearFaults())
  afterAll(() => world.close())

  const send = async (movement: Movement) => {
    await world.ask([movement])
    await world.work()
  }
  const panel = async ({ id }: Movement) => {
    const { accountId, companyId, engine } = world
    const shown = await recordPanel(
      { accountId, companyId, psa: await engine.psaOf(accountId), inAccount },
      id,
    )
    if (shown.kind !== 'record') throw new Error(`no panel: ${shown.kind}`)
    return shown
  }
  const numberOf = ({ number }: Movement) =>
    number.replace('Adjustment ', 'ADJ-').replace('Transfer ', 'TRF-')
  const byWarehouse = () => world.set('stock-account-source', 'warehouse')

  describe(`stock in ${name}`, () => {
    afterEach(() => world.set('stock-account-source', 'gl-mapping'))

    test('E26: an adjustment is one journal, as it was previewed, and one batch', async () => {
      const found = await stock.adjust()
      const shown = await panel(found)
      expect(shown).toMatchObject({ source: 'stock', number: found.number, problems: [] })
      expect(shown.entry).toMatchObject({ kind: 'journal', number: numberOf(found), total: '480.20' })
      await world.ask([found], shown.hash ?? '')
      await world.work()
      expect(await world.history.states(found.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
      expect(await world.ledger.journals(numberOf(found))).toEqual(['480.20'])
      const { batchIds } = await stock.again(found)
      expect(batchIds).not.toContain(null)
      expect(new Set(batchIds).size).toBe(1)
    })

    test('E26: a transfer between warehouses of one account is only marked; of two accounts it is a journal', async () => {
      const alike = await stock.transfer()
      expect((await panel(alike)).problems.map(({ title }) => title)).toEqual(['Nothing to post'])
      await send(alike)
      expect(await world.history.last(alike.id)).toMatchObject({
        ...{ target: 'psa', state: 'confirmed', reason: 'no account changes by it' },
      })
      expect(await world.ledger.journals(numberOf(alike))).toEqual([])
      expect((await stock.again(alike)).batchIds).not.toContain(null)
      await byWarehouse()
      const moved = await stock.transfer()
      await send(moved)
      expect(await world.ledger.journals(numberOf(moved))).toEqual(['1805.00'])
      expect(await world.history.states(moved.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    })

    test('E27: an adjustment that no batch takes is told before anything is posted', async () => {
      const unfit = await stock.adjust({ identifier: "Joe's count" })
      expect((await panel(unfit)).problems.map(({ title }) => title)).toEqual([
        'Character that no batch takes',
      ])
      await send(unfit)
      expect((await world.history.states(unfit.id)).document).toBe('blocked')
      expect(await world.ledger.journals(numberOf(unfit))).toEqual([])
    })

    test('is asked for after purchases by Sync All, and in no run where inventory is off', async () => {
      const slip = await purchases.receive()
      const found = await stock.adjust()
      await world.set('record-kinds', ['procurement'])
      await world.syncAll()
      await world.work()
      expect((await world.history.states(slip.id)).document).toBe('confirmed')
      expect(await world.history.all(found.id)).toEqual([])
      await world.set('record-kinds', ['procurement', 'inventory'])
      await world.syncAll()
      await world.work()
      expect(await world.history.states(found.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
      expect(await world.ledger.journals(numberOf(found))).toEqual(['480.20'])
      await world.set('record-kinds', kinds)
    })

    test('held it does not go; in the books already it is only marked', async () => {
      const [kept, entered] = [await stock.adjust(), await stock.adjust()]
      await refreshUnposted(world.engine, world.accountId, world.companyId)
      const { accountId, companyId, actor } = world
      const record = ({ id, number }: Movement) => ({ recordId: id, number })
      const held = await holdRecords(
        { accountId, actor, inAccount: work => inAccount(accountId, work) },
        [record(kept)],
        { reason: 'Counted twice', until: null },
      )
      expect(held.held).toBe(1)
      await send(kept)
      expect(await world.ledger.journals(numberOf(kept))).toEqual([])
      await inAccount(accountId, tx =>
        startMarking({ tx, accountId, companyId, actor }, newId(), 'Entered by hand', [record(entered)]),
      )
      await world.work()
      expect(await world.ledger.journals(numberOf(entered))).toEqual([])
      expect((await stock.again(entered)).batchIds).not.toContain(null)
    })

    test('whose batch was deleted in Manage is compared with what stands, and marked again', async () => {
      const found = await stock.adjust()
      await send(found)
      const [batchId] = (await stock.again(found)).batchIds
      await stock.deleteBatch(batchId ?? 0)
      await refreshUnposted(world.engine, world.accountId, world.companyId)
      await world.work()
      expect((await world.history.states(found.id)).document).toBe('confirmed')
      const now = (await stock.again(found)).batchIds
      expect(now).not.toContain(null)
      expect(now).not.toContain(batchId)
      expect(await world.ledger.journals(numberOf(found))).toEqual(['480.20'])
    })

    test('leaves the list once inventory is switched off, and is on it again with it', async () => {
      const found = await stock.adjust()
      const { accountId, companyId, engine } = world
      const listed = async () => {
        await refreshUnposted(engine, accountId, companyId)
        return inAccount(accountId, async tx => (await recordsByIds({ tx }, [found.id]))[0]?.unposted)
      }
      expect(await listed()).toBe(true)
      await world.set('record-kinds', ['procurement'])
      expect(await listed()).toBe(false)
      await world.set('record-kinds', kinds)
      expect(await listed()).toBe(true)
    })

    test('is undone: the journal is out and its batch deleted, and it can be sent again', async () => {
      const found = await stock.adjust({ lines: [{ item: 'cable', quantity: -9, cost: '4.1499' }] })
      await send(found)
      expect(await world.ledger.journals(numberOf(found))).toEqual(['37.35'])
      const { accountId, companyId, actor } = world
      const posting = await world.history.last(found.id)
      expect(
        await inAccount(accountId, tx => startUndo({ tx, accountId, companyId, actor }, posting.id)),
      ).toBe(true)
      await world.work()
      expect(await world.ledger.journals(numberOf(found))).toEqual([])
      expect((await stock.again(found)).batchIds).toEqual([null])
      await send(found)
      expect(await world.ledger.journals(numberOf(found))).toEqual(['37.35'])
    })

    test('what is bought, counted and moved stands on the accounts of its warehouses to the cent, whatever the order', async () => {
      await byWarehouse()
      const { codes } = world.ledger
      const places = { '630': codes.stock, '632': codes.melbourne, '633': codes.van } as const
      const before = await worthAndBalance(places)
      for (const history of [1, 2, 3]) {
        await purchases.receive({
          lines: [{ item: 'cable', quantity: String(40 * history), cost: '4.1499' }],
          warehouse: history === 2 ? 'melbourne' : 'sydney',
          location: history === 2 ? 11 : 2,
        })
        await stock.adjust({
          lines: [
            { item: 'cable', quantity: -3 * history, cost: '4.1499' },
            { item: 'laptop', quantity: history, cost: '1788.005', warehouse: 'van' },
          ],
        })
        await stock.transfer({
          from: 'sydney',
          to: 'van',
          lines: [{ item: 'cable', quantity: 7 * history, cost: '4.15' }],
        })
        await stock.transfer({
          from: 'van',
          to: 'melbourne',
          lines: [{ item: 'dock', quantity: 1, cost: '240.105' }],
        })
      }
      await refreshUnposted(world.engine, world.accountId, world.companyId)
      await world.syncAll()
      await world.work()
      const after = await worthAndBalance(places)
      for (const [place, { worth, balance }] of Object.entries(after)) {
        const then = before[place]
        if (!then) throw new Error(`no place ${place}`)
        expect([place, balance.minus(then.balance).toText()]).toEqual([
          place,
          worth.minus(then.worth).toText(),
        ])
      }
    })
  })

  async function worthAndBalance(places: Readonly<Record<string, string>>): Promise<Record<string, Held>> {
    // What earlier tests and the demo left is posted first, so that both grow alike from here on.
    await refreshUnposted(world.engine, world.accountId, world.companyId)
    await world.syncAll()
    await world.work()
    const worth = await stock.worth()
    const found: Record<string, Held> = {}
    for (const [xref, code] of Object.entries(places))
      found[xref] = { worth: worth.get(xref) ?? Decimal.zero, balance: await world.ledger.balance(code) }
    return found
  }

  return () => world
}
