import { describe, expect, test } from 'vitest'
import { calendarDate } from '../../lib/std/clock.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { guard, type Happening, type PsaBench } from './psa-bench.ts'

const date = calendarDate('2026-11-20')

/** Credit memos applied to invoices, which the vendor keeps among the invoice's payments. */
export function psaCreditsContract(name: string, bench: () => PsaBench): void {
  describe(`${name}: applied credit`, () => {
    async function two() {
      return { memo: await bench().creditMemo(), invoice: await bench().closed() }
    }

    function add({ memo, invoice }: Awaited<ReturnType<typeof two>>, amount = '1.25') {
      const credit = { amount: Decimal.parse(amount), date, creditRecordId: memo.recordId }
      return bench().psa.addCredit(invoice.recordId, credit, guard())
    }

    test('it is told with its memo, and is no money; taken back, it is gone', async () => {
      const given = await two()
      const money = { amount: Decimal.parse('2'), date }
      await bench().psa.addPayment(given.invoice.recordId, money, guard())
      expect(await add(given)).toMatchObject({ kind: 'done', credited: true })
      const applied = await bench().psa.creditsOf([given.invoice.recordId, given.memo.recordId])
      expect(applied).toMatchObject([
        { recordId: given.invoice.recordId, creditRecordId: given.memo.recordId, date: '2026-11-20' },
      ])
      expect(applied.map(({ amount }) => amount.toFixedText(2))).toEqual(['1.25'])
      expect(await bench().psa.unpaidAmong([given.invoice.recordId, given.memo.recordId])).toEqual([
        given.memo.recordId,
      ])
      const paid = await bench().psa.paymentsOf(given.invoice.recordId)
      expect(paid.map(({ amount }) => amount.toFixedText(2))).toEqual(['2.00'])
      const gone = await bench().psa.removePayment(given.invoice.recordId, applied[0]?.id ?? '', guard())
      expect(gone).toMatchObject({ kind: 'done' })
      expect(await bench().psa.creditsOf([given.invoice.recordId])).toEqual([])
    })

    test('more than the memo has is refused, and so is a memo that is none', async () => {
      const given = await two()
      expect(await add(given, '100000.00')).toMatchObject({ kind: 'rejected' })
      expect(await add({ ...given, memo: given.invoice })).toMatchObject({ kind: 'rejected' })
      expect(await bench().psa.creditsOf([given.invoice.recordId])).toEqual([])
    })

    const unclear: [Happening, stands: number][] = [
      ['drop-before', 0],
      ['drop-after-commit', 1],
      ['500-after-commit', 1],
      ['bad-json', 1],
    ]
    test.each(unclear)('%s: the outcome is unknown, and a look tells (%i)', async (happening, stands) => {
      const given = await two()
      await bench().happen('pay', happening)
      expect((await add(given)).kind).toBe('unknown')
      expect(await bench().psa.creditsOf([given.invoice.recordId])).toHaveLength(stands)
    })
  })
}
