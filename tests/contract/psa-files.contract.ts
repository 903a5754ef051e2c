import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConnectorError } from '../../lib/connectors/ports.ts'
import { present } from '../../lib/std/assert.ts'
import type { ExpenseBench } from './expense-bench.ts'

/** What every PSA behind the port tells of what members attached to what they spent. */
export function filesContract(name: string, open: () => Promise<ExpenseBench>): void {
  describe(`${name}: files of expenses`, () => {
    let bench: ExpenseBench
    beforeAll(async () => {
      bench = await open()
    })
    afterAll(() => bench.close())

    test('are listed by the expense, and links are none', async () => {
      const { screenId } = await bench.spend({
        receipts: [
          { fileName: 'Hotel.pdf', length: 4_000 },
          { fileName: 'where.url', link: true },
          { fileName: 'there.htm', url: true },
          { fileName: 'taxi.jpg', size: null },
        ],
      })
      await bench.spend({ receipts: [{ fileName: 'another one.pdf' }] })
      const files = await bench.psa.filesOfExpense(screenId)
      expect(files.map(({ fileName, title, size }) => [fileName, title, size])).toEqual([
        ['Hotel.pdf', 'Hotel', 4_000],
        ['taxi.jpg', 'taxi', null],
      ])
    })

    test('an expense without any has none', async () => {
      const { screenId } = await bench.spend({})
      expect(await bench.psa.filesOfExpense(screenId)).toEqual([])
    })

    test('come byte for byte, and the log keeps their length alone', async () => {
      const { screenId } = await bench.spend({ receipts: [{ fileName: 'Hotel.pdf', length: 70_000 }] })
      const [file] = await bench.psa.filesOfExpense(screenId)
      const { id } = present(file, 'the file')
      const before = bench.calls.length
      const bytes = await bench.psa.downloadFile(id, 100_000)
      expect(createHash('sha256').update(present(bytes, 'its bytes')).digest('hex')).toBe(
        await bench.hashOf(id),
      )
      expect(bench.calls.slice(before).map(call => call.detail().responseBody)).toEqual([
        expect.stringMatching(/^\[file: 70000 bytes\]/),
      ])
    })

    test('one that is larger than is wanted is not taken, whatever its row says', async () => {
      const { screenId } = await bench.spend({
        receipts: [{ fileName: 'Hotel.pdf', length: 70_000, size: 100 }],
      })
      const [file] = await bench.psa.filesOfExpense(screenId)
      expect(await bench.psa.downloadFile(present(file, 'the file').id, 50_000)).toBeNull()
    })

    test('a read that meets a failure is made again', async () => {
      const { screenId } = await bench.spend({ receipts: [{ fileName: 'Hotel.pdf' }] })
      const [file] = await bench.psa.filesOfExpense(screenId)
      await bench.control.fault({ match: { method: 'GET', path: '/download' }, effect: '500-before' })
      expect(await bench.psa.downloadFile(present(file, 'the file').id, 50_000)).toHaveLength(2_048)
    })

    test('without the right they are forbidden', async () => {
      const { screenId } = await bench.spend({ receipts: [{ fileName: 'Hotel.pdf' }] })
      const before = await bench.allow('Companies/Manage Attachments', '')
      const asked = bench.psa.filesOfExpense(screenId)
      await expect(asked).rejects.toSatisfy(
        error => error instanceof ConnectorError && error.kind === 'forbidden',
      )
      await bench.allow('Companies/Manage Attachments', before)
    })
  })

  describe(`${name}: which expense of the screens an exported one is`, () => {
    const each = {
      grouping: 'entry' as const,
      companyPaid: new Set<string>(),
      byPaymentType: false,
      cutOffDate: null,
      ownLocations: new Set<string>(),
    }
    let bench: ExpenseBench
    beforeAll(async () => {
      bench = await open()
    })
    afterAll(() => bench.close())
    const entryIds = async (recordIds: string[]) =>
      (await bench.psa.exportExpenses(recordIds, each)).flatMap(({ entries }) =>
        entries.map(({ entryId }) => entryId),
      )

    test('is known, also of two that say the same and both wait', async () => {
      const [first, second] = [await bench.spend({ amount: '18.00' }), await bench.spend({ amount: '18.00' })]
      expect(await entryIds([first.recordId])).toEqual([first.screenId])
      expect(await entryIds([first.recordId, second.recordId])).toEqual([first.screenId, second.screenId])
    })

    test('is not said where one more says the same than waits', async () => {
      const first = await bench.spend({ amount: '19.00' })
      const guard = { key: '', timeoutMs: 5_000, beforeBody: () => undefined }
      await bench.psa.createBatch('expense', 'EB-other', first.entryIds, guard)
      const second = await bench.spend({ amount: '19.00' })
      expect(await entryIds([second.recordId])).toEqual([''])
    })
  })
}
