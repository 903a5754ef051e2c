import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { NewApplication } from '../../lib/connectors/credit-facts.ts'
import { calendarDate } from '../../lib/std/clock.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { freshNumber, type LedgerBench, postedOf, write } from './ledger-bench.ts'

/** Credit of a credit note as it is given to an invoice, told, and taken back. */
export function creditsContract(bench: () => LedgerBench): void {
  async function posted(kind: 'invoice' | 'credit-note') {
    const [one] = postedOf((await write(bench(), [bench().document(freshNumber(), kind)])).outcome)
    if (!one) throw new Error('It was not posted.')
    return one
  }

  async function two() {
    return { note: await posted('credit-note'), invoice: await posted('invoice') }
  }

  function applicationOf({ note, invoice }: Awaited<ReturnType<typeof two>>, amount: string): NewApplication {
    return {
      creditNoteId: note.id,
      invoiceId: invoice.id,
      contactId: note.contactId,
      currency: note.currency,
      amount: Decimal.parse(amount),
      date: calendarDate('2026-11-20'),
    }
  }

  function apply(given: Awaited<ReturnType<typeof two>>, amount: string, guard = bench().guard()) {
    const { ledger } = bench()
    return ledger.apply(given.note.id, ledger.applyBody(applicationOf(given, amount)), guard)
  }

  async function told(id: string): Promise<string[]> {
    const [note] = await bench().ledger.creditNotes([id])
    return (
      note?.applications.map(
        ({ invoiceId, amount, date }) => `${date} ${invoiceId} ${amount.toFixedText(2)}`,
      ) ?? []
    )
  }

  async function dueOf(kind: 'invoice' | 'credit-note', id: string) {
    return (await bench().ledger.documentsById(kind, [id]))[0]?.amountDue?.toFixedText(2)
  }

  test('credit that is applied is told by its note, and neither document has it left', async () => {
    const given = await two()
    expect(await apply(given, '38.05')).toMatchObject({ kind: 'done' })
    expect(await told(given.note.id)).toEqual([`2026-11-20 ${given.invoice.id} 38.05`])
    expect([await dueOf('invoice', given.invoice.id), await dueOf('credit-note', given.note.id)]).toEqual([
      '100.00',
      '100.00',
    ])
  })

  test('more than is open is refused in words, and nothing is applied', async () => {
    const given = await two()
    await apply(given, '100.00')
    const outcome = await apply(given, '38.06')
    expect(outcome).toMatchObject({ kind: 'rejected', code: 'other' })
    expect(outcome.kind === 'rejected' && outcome.messages.join(' ')).toMatch(/more|exceeds/)
    expect(await told(given.note.id)).toEqual([`2026-11-20 ${given.invoice.id} 100.00`])
  })

  test('one note over two invoices is told invoice by invoice, and one is taken back alone', async () => {
    const first = await two()
    const second = { note: first.note, invoice: await posted('invoice') }
    await apply(first, '10.00')
    await apply(second, '20.00')
    const { ledger } = bench()
    const [note] = await ledger.creditNotes([first.note.id])
    const piece = note?.applications.find(({ invoiceId }) => invoiceId === first.invoice.id)
    if (!piece) throw new Error('It is not told.')
    expect(piece).toMatchObject({ alone: true, id: expect.stringMatching(/\w/) })
    const body = ledger.unapplyBody(piece)
    const outcome = await ledger.unapply(first.note.id, piece.id, body, bench().guard())
    expect(outcome).toMatchObject({ kind: 'done' })
    expect(await told(first.note.id)).toEqual([`2026-11-20 ${second.invoice.id} 20.00`])
    expect(await dueOf('invoice', first.invoice.id)).toBe('138.05')
    expect((await ledger.unapply(first.note.id, piece.id, body, bench().guard())).kind).toBe('rejected')
  })

  test('a note that was given or taken back is among those that changed; one that is not there is absent', async () => {
    const given = await two()
    const since = new Date(Date.now() - 60_000)
    await apply(given, '10.00')
    const changed = []
    for await (const page of bench().ledger.creditNotesChanged(since)) changed.push(...page)
    const own = changed.find(({ note }) => note.id === given.note.id)
    expect(own?.note.applications).toMatchObject([{ invoiceId: given.invoice.id }])
    expect(own?.updatedAt.getTime()).toBeGreaterThan(since.getTime())
    expect(await bench().ledger.creditNotes([randomUUID()])).toEqual([])
  })

  test.each([
    ['drop-before', 0],
    ['drop-after-commit', 1],
    ['500-before', 0],
    ['500-after-commit', 1],
    ['bad-json', 1],
  ] as const)('credit, %s: its end is unknown, and a look tells', async (happening, standing) => {
    const given = await two()
    await bench().happen(happening)
    expect(await apply(given, '10.00')).toMatchObject({ kind: 'unknown' })
    expect(await told(given.note.id)).toHaveLength(standing)
  })

  test('credit, limit: nothing was written, and how long to wait is told', async () => {
    const given = await two()
    await bench().happen('limit')
    expect(await apply(given, '10.00')).toMatchObject({ kind: 'not-executed', reason: 'limited' })
    expect(await told(given.note.id)).toEqual([])
    expect(await apply(given, '10.00')).toMatchObject({ kind: 'done' })
  })
}
