import { describe, expect, test } from 'vitest'
import type { BatchOutcome } from '../../lib/connectors/psa-facts.ts'
import { guard, type Happening, type PsaBench } from './psa-bench.ts'

let counter = 0
const identifier = () => `T-${++counter}`
export function batchesContract(name: string, bench: () => PsaBench): void {
  describe(`${name}: batches`, () => {
    async function ready() {
      return { batch: identifier(), invoice: await bench().closed() }
    }

    test('one record, one batch, left open; deleted, the record is unposted again', async () => {
      const { batch, invoice } = await ready()
      const outcome = await bench().psa.createBatch('invoice', batch, invoice.glEntryIds, guard())
      expect(outcome).toMatchObject({ kind: 'done', batch: { identifier: batch, closed: false } })
      expect(await bench().standing(batch)).toEqual({ batches: 1, entries: invoice.glEntryIds.length })
      expect(await bench().psa.unpostedOf([invoice.recordId])).toEqual([])
      const facts = await bench().psa.invoice(invoice.recordId)
      const [found] = await bench().psa.findBatches([batch, batch.toLowerCase(), 'not there'])
      expect(facts.batch).toEqual({ id: found?.id, name: batch })
      expect(await bench().psa.deleteBatch(found?.id ?? '', guard())).toMatchObject({ kind: 'done' })
      expect(await bench().psa.unpostedOf([invoice.recordId])).toHaveLength(1)
      expect(await bench().psa.findBatches([batch])).toEqual([])
      expect(await bench().psa.deleteBatch(found?.id ?? '', guard())).toMatchObject({ kind: 'rejected' })
    })

    test('an identifier that is taken and entries that are batched are refused, with a code', async () => {
      const { batch, invoice } = await ready()
      await bench().psa.createBatch('invoice', batch, invoice.glEntryIds, guard())
      const again = await bench().psa.createBatch('invoice', batch, invoice.glEntryIds, guard())
      expect(again).toMatchObject({ kind: 'rejected', code: 'DuplicateObject', call: { status: 400 } })
      const other = await bench().psa.createBatch('invoice', identifier(), invoice.glEntryIds, guard())
      expect(other).toMatchObject({ kind: 'rejected', code: 'ConflictError', call: { status: 409 } })
    })

    const unclear: [Happening, stands: number][] = [
      ['drop-before', 0],
      ['drop-after-commit', 1],
      ['500-before', 0],
      ['500-after-commit', 1],
      ['bad-json', 1],
    ]
    test.each(unclear)('%s: the outcome is unknown, and a look tells (%i)', async (happening, stands) => {
      const { batch, invoice } = await ready()
      await bench().happen('write', happening)
      const outcome = await bench().psa.createBatch('invoice', batch, invoice.glEntryIds, guard())
      expect(outcome.kind).toBe('unknown')
      expect(await bench().psa.findBatches([batch])).toHaveLength(stands)
      expect((await bench().standing(batch)).batches).toBe(stands)
    })

    test('a write that is carried out after we gave up is unknown, and found once it is there', async () => {
      const { batch, invoice } = await ready()
      await bench().happen('write', 'commit-late')
      const outcome = await bench().psa.createBatch(
        'invoice',
        batch,
        invoice.glEntryIds,
        guard({ timeoutMs: 100 }),
      )
      expect(outcome.kind).toBe('unknown')
      await expect.poll(() => bench().psa.findBatches([batch]), { timeout: 5_000 }).toHaveLength(1)
    })

    test('a limit wrote nothing, says how long to wait and is not waited for', async () => {
      const { batch, invoice } = await ready()
      await bench().happen('write', 'limit')
      const pauses = bench().pausesMs().length
      const outcome = await bench().psa.createBatch('invoice', batch, invoice.glEntryIds, guard())
      expect(outcome).toMatchObject({
        kind: 'not-executed',
        reason: 'limited',
        retryAfterMs: 500,
        day: false,
      })
      expect(bench().pausesMs()).toHaveLength(pauses)
      expect((await bench().standing(batch)).batches).toBe(0)
    })

    test('a check that fails on the connected socket, and a host that is not there: nothing was sent', async () => {
      const { batch, invoice } = await ready()
      const before = await bench().calls()
      const refuse = guard({
        beforeBody: () => {
          throw new Error('the lease is over')
        },
      })
      const outcomes: BatchOutcome[] = [
        await bench().psa.createBatch('invoice', batch, invoice.glEntryIds, refuse),
        await bench().unreachable().createBatch('invoice', batch, invoice.glEntryIds, guard()),
      ]
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'not-sent' })
      expect(await bench().calls()).toBe(before)
      expect((await bench().standing(batch)).batches).toBe(0)
    })

    test('wrong keys: nothing was executed', async () => {
      const { batch, invoice } = await ready()
      const outcome = await bench().wrongKeys().createBatch('invoice', batch, invoice.glEntryIds, guard())
      expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'unauthorized' })
      expect((await bench().standing(batch)).batches).toBe(0)
    })
  })
}
