import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import { newId } from '../../../lib/std/id.ts'
import { startAmend } from '../../../lib/sync/amend.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { holdRecords } from '../../../lib/sync/hold.ts'
import { startMarking } from '../../../lib/sync/mark-only.ts'
import { recordsByIds } from '../../../lib/sync/records/store.ts'
import { startUndo } from '../../../lib/sync/undo.ts'
import { openPurchases } from '../../support/purchases.ts'
import { mapAccounts, numberOf, openStock, type StockWorld, stockDesk } from '../../support/stock.ts'

/** It posts all that waits, twice. */
const patienceMs = 120_000

const kinds = ['invoices', 'credit-memos', 'payments', 'procurement', 'inventory']

/** What stock becomes in whichever ledger. */
export function describeStock(name: string, open: () => Promise<StockWorld>): () => StockWorld {
  let world: StockWorld
  const at = () => world

  beforeAll(async () => {
    world = await open()
    const { stock, adjustments, melbourne, van } = world.ledger.codes
    await mapAccounts(world, { '630': stock, '310': adjustments, '632': melbourne, '633': van })
    await world.set('record-kinds', kinds)
  })
  afterEach(async () => {
    await world.clearFaults()
    await world.set('stock-account-source', 'gl-mapping')
  })
  afterAll(() => world.close())

  describe(`stock in ${name}`, () => {
    describeSending(at)
    describeChoosing(at)
    describeChanging(at)
    test(
      'what is bought, counted and moved stands on the accounts of its warehouses to the cent, whatever the order',
      () => tieOut(at()),
      patienceMs,
    )
  })
  return at
}

function describeSending(at: () => StockWorld): void {
  test('E26: an adjustment is one journal, as it was previewed, and one batch', async () => {
    const [world, stock] = [at(), openStock(at())]
    const found = await stock.adjust()
    const shown = await stockDesk(world).panel(found)
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
    const [world, stock, desk] = [at(), openStock(at()), stockDesk(at())]
    const alike = await stock.transfer()
    expect((await desk.panel(alike)).problems.map(({ title }) => title)).toEqual(['Nothing to post'])
    await desk.send(alike)
    const reason = 'no account changes by it'
    expect(await world.history.last(alike.id)).toMatchObject({ target: 'psa', state: 'confirmed', reason })
    expect(await world.ledger.journals(numberOf(alike))).toEqual([])
    expect((await stock.again(alike)).batchIds).not.toContain(null)
    await world.set('stock-account-source', 'warehouse')
    const moved = await stock.transfer()
    await desk.send(moved)
    expect(await world.ledger.journals(numberOf(moved))).toEqual(['1805.00'])
    expect(await world.history.states(moved.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  })

  test('E27: an adjustment that no batch takes is told before anything is posted', async () => {
    const [world, desk] = [at(), stockDesk(at())]
    const unfit = await openStock(world).adjust({ identifier: "Joe's count" })
    const { problems } = await desk.panel(unfit)
    expect(problems.map(({ title }) => title)).toEqual(['Character that no batch takes'])
    await desk.send(unfit)
    expect((await world.history.states(unfit.id)).document).toBe('blocked')
    expect(await world.ledger.journals(numberOf(unfit))).toEqual([])
  })
}

function describeChoosing(at: () => StockWorld): void {
  test('is asked for after purchases by Sync All, and in no run where inventory is off', async () => {
    const world = at()
    const slip = await openPurchases(world).receive()
    const found = await openStock(world).adjust()
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

  test('leaves the list once inventory is switched off, and is on it again with it', async () => {
    const world = at()
    const found = await openStock(world).adjust()
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

  test('held it does not go; in the books already it is only marked', async () => {
    const [world, stock] = [at(), openStock(at())]
    const [kept, entered] = [await stock.adjust(), await stock.adjust()]
    const { accountId, companyId, actor, engine } = world
    await refreshUnposted(engine, accountId, companyId)
    const within = <T>(work: Parameters<typeof inAccount<T>>[1]) => inAccount(accountId, work)
    const [one, other] = [kept, entered].map(({ id, number }) => ({ recordId: id, number }))
    const why = { reason: 'Counted twice', until: null }
    expect((await holdRecords({ accountId, actor, inAccount: within }, one ? [one] : [], why)).held).toBe(1)
    await stockDesk(world).send(kept)
    expect(await world.ledger.journals(numberOf(kept))).toEqual([])
    const marking = other ? [other] : []
    await within(tx => startMarking({ tx, accountId, companyId, actor }, newId(), 'Entered by hand', marking))
    await world.work()
    expect(await world.ledger.journals(numberOf(entered))).toEqual([])
    expect((await stock.again(entered)).batchIds).not.toContain(null)
  })
}

function describeChanging(at: () => StockWorld): void {
  test('whose batch was deleted in Manage is compared with what stands, and marked again', async () => {
    const [world, stock] = [at(), openStock(at())]
    const found = await stock.adjust()
    await stockDesk(world).send(found)
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

  test('counted otherwise in Manage, it is amended: one journal and one batch, as it is now', async () => {
    const [world, stock, desk] = [at(), openStock(at()), stockDesk(at())]
    await world.set('stock-account-source', 'warehouse')
    const { accountId, companyId, actor } = world
    for (const [movement, total] of [
      [await stock.adjust(), '1200.50'],
      [await stock.transfer(), '4512.50'],
    ] as const) {
      await desk.send(movement)
      const [batchId] = (await stock.again(movement)).batchIds
      await stock.deleteBatch(batchId ?? 0)
      await stock.countAgain(movement, 5)
      await refreshUnposted(world.engine, accountId, companyId)
      await world.work()
      expect((await world.history.states(movement.id)).document).toBe('drifted')
      const { amend } = await desk.panel(movement)
      const { postingId, way, hash: previewHash } = present(amend.offer, 'it can be amended')
      const asked = { way, previewHash }
      expect(
        await inAccount(accountId, tx => startAmend({ tx, accountId, companyId, actor }, postingId, asked)),
      ).toBe('done')
      await world.work()
      expect(await world.history.states(movement.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
      expect(await world.ledger.journals(numberOf(movement))).toEqual([total])
      expect(new Set((await stock.again(movement)).batchIds)).not.toContain(null)
    }
  })

  test('is undone: the journal is out and its batch deleted, and it can be sent again', async () => {
    const [world, stock, desk] = [at(), openStock(at()), stockDesk(at())]
    const found = await stock.adjust({ lines: [{ item: 'cable', quantity: -9, cost: '4.1499' }] })
    await desk.send(found)
    expect(await world.ledger.journals(numberOf(found))).toEqual(['37.35'])
    const { accountId, companyId, actor } = world
    const { id } = await world.history.last(found.id)
    expect(await inAccount(accountId, tx => startUndo({ tx, accountId, companyId, actor }, id))).toBe(true)
    await world.work()
    expect(await world.ledger.journals(numberOf(found))).toEqual([])
    expect((await stock.again(found)).batchIds).toEqual([null])
    await desk.send(found)
    expect(await world.ledger.journals(numberOf(found))).toEqual(['37.35'])
  })
}

/** A handful of histories, by the warehouse: both grow alike, place by place. */
async function tieOut(world: StockWorld): Promise<void> {
  const stock = openStock(world)
  await world.set('stock-account-source', 'warehouse')
  // What earlier tests and the demo left is posted first.
  await postAll(world)
  const before = await heldIn(world)
  for (const times of [1, 2, 3]) {
    await openPurchases(world).receive({
      lines: [{ item: 'cable', quantity: String(40 * times), cost: '4.1499' }],
      ...(times === 2 ? { warehouse: 'melbourne', location: 11 } : {}),
    })
    await stock.adjust({
      lines: [
        { item: 'cable', quantity: -3 * times, cost: '4.1499' },
        { item: 'laptop', quantity: times, cost: '1788.005', warehouse: 'van' },
      ],
    })
    const cables = [{ item: 'cable' as const, quantity: 7 * times, cost: '4.15' }]
    await stock.transfer({ from: 'sydney', to: 'van', lines: cables })
    const docks = [{ item: 'dock' as const, quantity: 1, cost: '240.105' }]
    await stock.transfer({ from: 'van', to: 'melbourne', lines: docks })
  }
  await postAll(world)
  const after = await heldIn(world)
  for (const [place, { worth, balance }] of after) {
    const then = before.get(place)
    const grown = [balance.minus(then?.balance ?? Decimal.zero), worth.minus(then?.worth ?? Decimal.zero)]
    expect([place, grown[0]?.toText()]).toEqual([place, grown[1]?.toText()])
    expect(grown[1]?.isZero()).toBe(false)
  }
}

async function postAll(world: StockWorld): Promise<void> {
  await refreshUnposted(world.engine, world.accountId, world.companyId)
  await world.syncAll()
  await world.work()
}

/** By the warehouse's Location XRef: what ConnectWise says it holds, and what stands on its account. */
async function heldIn(world: StockWorld): Promise<Map<string, { worth: Decimal; balance: Decimal }>> {
  const worth = await openStock(world).worth()
  const { codes, balance } = world.ledger
  const places = [
    ['630', codes.stock],
    ['632', codes.melbourne],
    ['633', codes.van],
  ] as const
  const held = new Map<string, { worth: Decimal; balance: Decimal }>()
  for (const [place, code] of places)
    held.set(place, { worth: worth.get(place) ?? Decimal.zero, balance: await balance(code) })
  return held
}
