import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { LedgerDocument } from '../../lib/accounting/document.ts'
import { endOf } from '../../lib/accounting/ending.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { elementsOf, freshNumber, type LedgerBench, postedOf, write } from './ledger-bench.ts'

/** What journals have of their own: two sides, and nobody who owes anything. */
export function journalsContract(bench: () => LedgerBench): void {
  test('a journal is nobody’s and untaxed, and comes to what is debited', async () => {
    const document = several(bench().document(freshNumber(), 'journal'))
    const [posted] = postedOf((await write(bench(), [document])).outcome)
    expect(posted).toMatchObject({
      contactId: '',
      reference: '',
      total: Decimal.parse('376.5'),
      totalTax: Decimal.zero,
      amountDue: null,
    })
    expect(await bench().ledger.findDocuments('journal', [document.number])).toEqual([posted])
  })

  test('a journal’s number is no other document’s', async () => {
    const { ledger } = bench()
    const number = freshNumber()
    const [invoice] = postedOf((await write(bench(), [bench().document(number)])).outcome)
    const [journal] = postedOf((await write(bench(), [bench().document(number, 'journal')])).outcome)
    expect(await ledger.findDocuments('invoice', [number])).toEqual([invoice])
    expect(await ledger.findDocuments('journal', [number])).toEqual([journal])
    expect(await ledger.documentsById('journal', [invoice?.id ?? '', randomUUID()])).toEqual([])
    expect(await ledger.documentsById('invoice', [journal?.id ?? ''])).toEqual([])
  })

  test('a journal whose sides differ is refused by the ledger, alone among several', async () => {
    const [first, off, last] = [1, 2, 3].map(() => bench().document(freshNumber(), 'journal'))
    if (!first || !off || !last) throw new Error('There are three.')
    const { outcome } = await write(bench(), [first, lopsided(off), last])
    expect(elementsOf(outcome)).toMatchObject([
      { kind: 'posted', remote: { number: first.number } },
      { kind: 'rejected', code: 'other', messages: [expect.stringMatching(/debits .* equal .*credits/i)] },
      { kind: 'posted', remote: { number: last.number } },
    ])
    expect(await bench().standing(off.number)).toBe(0)
    expect(elementsOf((await write(bench(), [lopsided(off)])).outcome)).toMatchObject([{ kind: 'rejected' }])
  })

  test('a journal that left the books is no find', async () => {
    const { ledger } = bench()
    const document = bench().document(freshNumber(), 'journal')
    const [posted] = postedOf((await write(bench(), [document])).outcome)
    if (!posted) throw new Error('It was not posted.')
    const end = { ...posted, how: endOf('journal', posted.status, ledger.rules) }
    const outcome = await ledger.endDocument('journal', end, ledger.endBody('journal', end), bench().guard())
    expect(outcome).toMatchObject({ kind: 'ended' })
    expect(await ledger.findDocuments('journal', [document.number])).toEqual([])
    const left = (await ledger.documentsById('journal', [posted.id])).map(({ status }) => status)
    expect(left).toEqual(end.how === 'void' ? ['voided'] : [])
  })
}

/** Three debits against three credits. */
function several(document: LedgerDocument): LedgerDocument {
  const { lines, totals } = document
  const total = totals.total.times(Decimal.parse('3'))
  return { ...document, lines: [...lines, ...lines, ...lines], totals: { ...totals, subtotal: total, total } }
}

/** A cent too much on the first side. */
function lopsided(document: LedgerDocument): LedgerDocument {
  const [debit, ...credits] = document.lines
  if (!debit) throw new Error('A journal has lines.')
  return { ...document, lines: [{ ...debit, amount: debit.amount.plus(Decimal.parse('0.01')) }, ...credits] }
}
