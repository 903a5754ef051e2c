import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { LedgerDocument } from '../../lib/accounting/document.ts'
import { endOf } from '../../lib/accounting/ending.ts'
import type { RemoteDocument } from '../../lib/connectors/write-facts.ts'
import { present } from '../../lib/std/assert.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { freshNumber, type LedgerBench, partyOf, postedOf, write } from './ledger-bench.ts'

const kinds = ['spend', 'receive'] as const

/** Money that left a bank or card account, or came back: paid at once, and matched with what the bank says. */
export function spendingContract(bench: () => LedgerBench): void {
  async function posted(kind: (typeof kinds)[number], number = freshNumber()) {
    const document = bench().document(number, kind)
    const [remote] = postedOf((await write(bench(), [document])).outcome)
    return { document, remote: present(remote, 'it was posted') }
  }

  async function read(kind: (typeof kinds)[number], { id }: RemoteDocument) {
    return (await bench().ledger.documentsById(kind, [id]))[0]
  }

  test('what was spent and what came back may bear one number, and each is found as itself', async () => {
    const { ledger } = bench()
    const number = freshNumber()
    await bench().refuseTakenNumbers(false)
    const { remote: spent } = await posted('spend', number)
    const { remote: back } = await posted('receive', number)
    await bench().refuseTakenNumbers(true)
    expect(await ledger.findDocuments('spend', [number])).toEqual([spent])
    expect(await ledger.findDocuments('receive', [number])).toEqual([back])
    expect(await ledger.documentsById('spend', [back.id])).toEqual([])
    expect(await ledger.documentsById('receive', [spent.id])).toEqual([])
    for (const other of ['bill', 'journal'] as const)
      expect(await ledger.findDocuments(other, [number])).toEqual([])
  })

  test('its accounts are among those of the ledger that money is spent from', async () => {
    const accounts = new Map((await bench().ledger.accounts()).map(account => [account.id, account]))
    const ways = (['bank', 'card'] as const).map(
      way => [...accounts.values()].filter(({ pays, active }) => active && pays === way).length,
    )
    expect(Math.min(...ways)).toBeGreaterThan(0)
    for (const kind of kinds) {
      const { id, card } = present(bench().document('C-1', kind).paidFrom, 'it names an account')
      expect(accounts.get(id)).toMatchObject({ pays: card ? 'card' : 'bank', currency: 'AUD' })
    }
  })

  describe.each(kinds)('%s', kind => {
    test('is a line of less beside one of more, and comes to the rest', async () => {
      const document = withLess(bench().document(freshNumber(), kind))
      const [remote] = postedOf((await write(bench(), [document])).outcome)
      expect(remote).toMatchObject({ total: document.totals.total, totalTax: document.totals.tax })
    })

    test('that left the books is no find', async () => {
      const { ledger } = bench()
      const { document, remote } = await posted(kind)
      const end = { ...remote, how: endOf(kind, remote.status, ledger.rules) }
      const outcome = await ledger.endDocument(kind, end, ledger.endBody(kind, end), bench().guard())
      expect(outcome).toMatchObject({ kind: 'ended' })
      expect(await ledger.findDocuments(kind, [document.number])).toEqual([])
    })

    test('that a person matched with the bank’s statement says so', async () => {
      const { ledger, ways } = bench()
      const { document, remote } = await posted(kind)
      const { remote: other } = await posted(kind)
      expect((await read(kind, remote))?.reconciled).toBe(false)
      await bench().reconcile(kind, remote.id)
      const now = present(await read(kind, remote), 'it stands')
      expect(now.reconciled).toBe(true)
      expect((await read(kind, other))?.reconciled).toBe(false)
      const both = await ledger.documentsById(kind, [remote.id, other.id])
      expect(both.filter(({ reconciled }) => reconciled).map(({ id }) => id)).toEqual([remote.id])
      if (!ways.guardsReconciled) return
      const end = { ...now, how: endOf(kind, now.status, ledger.rules) }
      const words = [expect.stringMatching(/reconciled/)]
      const ended = await ledger.endDocument(kind, end, ledger.endBody(kind, end), bench().guard())
      expect(ended).toMatchObject({ kind: 'rejected', messages: words })
      const one = { document, contactId: partyOf(bench(), kind), marker: `${randomUUID()}.2` }
      const body = ledger.updateBody(kind, now, one)
      expect(await ledger.updateDocument(kind, now, body, bench().guard())).toMatchObject({
        elements: [{ kind: 'rejected', messages: words }],
      })
      expect(await read(kind, remote)).toEqual(now)
    })
  })
}

/** The same line once more, over ten less. */
function withLess(document: LedgerDocument): LedgerDocument {
  const [line] = document.lines
  if (!line) throw new Error('It has a line.')
  const [amount, amountTax] = [Decimal.parse('-10'), Decimal.parse('-1')]
  const less = { ...line, description: 'Taken back', unitAmount: amount, amount, amountTax }
  const { subtotal, tax, total } = document.totals
  const totals = {
    subtotal: subtotal.plus(amount),
    tax: tax.plus(amountTax),
    total: total.plus(amount).plus(amountTax),
  }
  return { ...document, lines: [line, less], totals }
}
