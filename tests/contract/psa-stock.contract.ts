import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stockId } from '../../lib/accounting/record-id.ts'
import { Decimal, sum } from '../../lib/std/decimal.ts'
import { product } from '../simulators/connectwise/seed-lines.ts'
import { guard } from './psa-bench.ts'
import { type StockBench, unpostedStock } from './stock-bench.ts'

const count = {
  identifier: 'Count Sydney',
  reason: 'Quarterly',
  daysAgo: 4,
  lines: [
    { item: 'dock' as const, quantity: -1, cost: '240.10' },
    { item: 'cable' as const, quantity: 14, cost: '4.1499', warehouse: 'van' as const },
  ],
}
const journey = {
  description: 'For Melbourne',
  from: 'sydney' as const,
  to: 'melbourne' as const,
  daysAgo: 2,
  lines: [
    { item: 'firewall' as const, quantity: 2, cost: '902.50' },
    { item: 'dock' as const, quantity: 1, cost: '240.10' },
  ],
}

/** What every PSA behind the port keeps of stock, whichever sign its entries have. */
export function stockContract(name: string, open: () => Promise<StockBench>): void {
  describe(`${name}: stock`, () => {
    let bench: StockBench
    beforeAll(async () => {
      bench = await open()
    })
    afterAll(async () => {
      const unknown = await bench.control.unknown()
      await bench.close()
      expect(unknown).toEqual([])
    })

    async function exported({ productId }: { productId: string }) {
      const [record, ...others] = await bench.psa.exportStock([productId])
      if (!record) throw new Error('the movement was not exported')
      expect(others).toEqual([])
      return record
    }

    test('an adjustment and a transfer are a row each, and no purchase is among them', async () => {
      const [adjusted, moved] = [await bench.adjust(count), await bench.transfer(journey)]
      const rows = await unpostedStock(bench.psa)
      const of = (productId: string) => rows.filter(row => row.exportId === productId)
      expect(of(adjusted.productId)).toEqual([
        {
          recordId: stockId(adjusted.productId),
          exportId: adjusted.productId,
          number: `Adjustment ${adjusted.productId.replace('-adjustment', '')}`,
          kind: 'stock',
          billingType: 'Adjustment',
          parentId: '',
          customer: { id: '', identifier: '', name: expect.stringContaining('Count Sydney') },
          date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          dueDate: null,
          total: Decimal.parse('-182'),
          currency: 'AUD',
          dateClosed: expect.stringMatching(/^\d{4}-\d\d-\d\d/),
          locationId: '2',
        },
      ])
      expect(of(moved.productId)).toMatchObject([{ billingType: 'Transfer', locationId: '11' }])
      expect(rows.filter(row => row.billingType === 'Purchase')).toEqual([])
      expect(new Set(rows.map(row => row.recordId)).size).toBe(rows.length)
      const ids = [adjusted, moved].map(({ productId }) => stockId(productId))
      const asked = await bench.psa.unpostedOf([...ids, stockId('999999-adjustment')])
      expect(asked.map(row => row.recordId).toSorted()).toEqual(ids.toSorted())
    })

    test('an adjustment: what was found and what is missing, each of its own warehouse', async () => {
      const adjusted = await bench.adjust(count)
      const record = await exported(adjusted)
      expect(record).toMatchObject({
        kind: 'stock',
        of: 'adjustment',
        recordId: stockId(adjusted.productId),
        name: 'Count Sydney',
        reason: 'Quarterly',
        currency: 'AUD',
        total: Decimal.parse(adjusted.total),
      })
      expect(record.lines.map(line => [line.quantity, line.amount].map(String))).toEqual([
        ['-1', '-240.1'],
        ['14', '58.1'],
      ])
      expect(
        record.lines.map(line => [line.place.account, line.place.warehouseAccount, line.offset.account]),
      ).toEqual([
        ['630', '630', '310'],
        ['630', '633', '310'],
      ])
      expect(record.lines[0]).toMatchObject({
        item: { identifier: 'HW-DOCK-19' },
        itemType: null,
        offset: { segments: ['Procurement', 'Sydney', 'Stock adjustment'] },
      })
      expect(record.lines.map(line => line.id)).toEqual(adjusted.entryIds)
      expect(record.glEntryIds).toEqual(adjusted.entryIds)
      expect(sum(record.lines.map(line => line.amount))).toEqual(record.total)
    })

    test('a transfer: into one warehouse, out of the other', async () => {
      const moved = await bench.transfer(journey)
      const record = await exported(moved)
      expect(record).toMatchObject({
        of: 'transfer',
        name: 'For Melbourne',
        total: Decimal.parse(moved.total),
      })
      expect(record.lines.map(line => [line.quantity, line.amount].map(String))).toEqual([
        ['2', '1805'],
        ['1', '240.1'],
      ])
      for (const { place, offset, itemType } of record.lines)
        expect([
          place.warehouseAccount,
          offset.warehouseAccount,
          place.account,
          offset.account,
          itemType,
        ]).toEqual(['632', '630', '630', '630', 'Inventory Part'])
      expect(record.glEntryIds).toEqual(moved.entryIds)
    })

    test('one record, one batch: gone from the list, and back on it when the batch is deleted', async () => {
      for (const one of [await bench.adjust(count), await bench.transfer(journey)]) {
        const { recordId, glEntryIds } = await exported(one)
        const identifier = `S-${one.productId}`
        const outcome = await bench.psa.createBatch('stock', identifier, glEntryIds, guard())
        expect(outcome).toMatchObject({ kind: 'done', batch: { identifier } })
        const { batches } = await bench.books()
        expect(batches.find(batch => batch.identifier === identifier)?.records).toHaveLength(2)
        expect(await bench.psa.unpostedOf([recordId])).toEqual([])
        expect(await bench.psa.exportStock([one.productId])).toEqual([])
        const [found] = await bench.psa.findBatches([identifier])
        await bench.psa.deleteBatch(found?.id ?? '', guard())
        expect((await bench.psa.unpostedOf([recordId])).map(row => row.recordId)).toEqual([recordId])
      }
    })

    test('E27: an adjustment with an apostrophe is exported as it is called, and no batch takes it', async () => {
      const one = await bench.adjust({ ...count, identifier: "Joe's van" })
      const record = await exported(one)
      expect(record.name).toBe("Joe's van")
      const outcome = await bench.psa.createBatch('stock', `Q-${one.productId}`, record.glEntryIds, guard())
      expect(outcome).toMatchObject({ kind: 'rejected', call: { status: 400 } })
      await bench.control.setParameters({ adjustmentReasonBreaksBatch: true })
      const other = await bench.adjust({ ...count, reason: "Joe's idea" })
      const { glEntryIds } = await exported(other)
      const refused = await bench.psa.createBatch('stock', `R-${other.productId}`, glEntryIds, guard())
      expect(refused).toMatchObject({ kind: 'rejected', call: { status: 400 } })
      await bench.control.setParameters({ adjustmentReasonBreaksBatch: false })
    })

    test('without the right to read adjustments it goes by the export alone', async () => {
      const one = await bench.adjust(count)
      await bench.allow('Procurement/Inventory Adjustments', '')
      const record = await exported(one)
      await bench.allow('Procurement/Inventory Adjustments', 'AEDI')
      expect(record).toMatchObject({ name: 'Count Sydney', reason: 'Quarterly' })
      expect(record.lines.map(line => [line.quantity, line.amount].map(String))).toEqual([
        ['-1', '-240.1'],
        ['14', '58.1'],
      ])
      expect(record.lines.map(line => line.place.warehouseAccount)).toEqual(['', ''])
    })

    test('entries that do not come to what the list said are malformed, and hold up their own chunk only', async () => {
      const [bad, good] = [
        await bench.adjust({ ...count, identifier: 'Spoilt' }),
        await bench.adjust({ ...count, lines: [{ item: 'dock', quantity: 1, cost: '1.00' }] }),
      ]
      const psa = bench.spoilt(text =>
        text.includes('"adjustmentTransactions"') && text.includes('Spoilt')
          ? text.replace(/"total":-?240\.10/, '"total":240.11')
          : text,
      )
      const error = await psa.exportStock([bad.productId, good.productId]).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ kind: 'malformed' })
      expect(String(error)).not.toContain('Spoilt')
      expect(await psa.exportStock([good.productId])).toHaveLength(1)
    })

    test('many in few calls', async () => {
      const many = Array.from({ length: 30 }, () => bench.adjust(count))
      const ids = (await Promise.all(many)).map(({ productId }) => productId)
      const before = bench.calls.length
      expect(await bench.psa.exportStock(ids)).toHaveLength(30)
      expect(bench.calls.length - before).toBeLessThanOrEqual(6)
    })

    test('what an invoice sells from the stock names its accounts and what a piece of it cost', async () => {
      const docks = product({ id: 713, identifier: 'HW-DOCK-19' }, 'Dock 19S', '3', '300.00', {
        cost: '240.10',
        category: 'Hardware',
      })
      const invoice = await bench.add({
        number: `ST-${Date.now()}`,
        company: 'AcmeDental',
        lines: [{ ...docks, warehouseId: 42 }, docks, { ...docks, dropShipped: true }],
      })
      const [record] = await bench.psa.exportSales([invoice.billingLogId])
      expect(
        record?.lines.map(line => [
          line.inventoryAccount,
          line.warehouseAccount,
          line.costAccount,
          line.cost?.toText(),
          line.dropShipped,
        ]),
      ).toEqual([
        ['630', '632', '320', '240.1', false],
        ['', '', '320', '240.1', false],
        ['', '', '320', '240.1', true],
      ])
      expect(record?.lines[0]?.itemType).toBe('Inventory Part')
    })
  })
}
