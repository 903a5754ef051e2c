import { expect, test } from 'vitest'
import { Desk } from '../../../../lib/accounting/desk.ts'
import type { LedgerAccount } from '../../../../lib/accounting/options.ts'
import { translateJournal } from '../../../../lib/accounting/translate/journal.ts'
import { Decimal } from '../../../../lib/std/decimal.ts'
import { planInput, planReference } from '../../../support/planning.ts'

const head = {
  number: 'ADJ-12',
  date: '2026-11-14',
  currency: 'AUD',
  status: 'approved',
  description: 'Stocktake',
} as const

function side(id: string, account: string, text: string, description = '2 × Laptop') {
  return { id, account, segments: [], description, quantity: Decimal.one, amount: Decimal.parse(text) }
}

/** Accounts 630 and 310, and whatever is laid over 630. */
function desk(stock: Partial<LedgerAccount> = {}): Desk {
  const { mappings, options } = planInput()
  const accounts = new Map<string, LedgerAccount>([
    ['acc-630', { id: 'acc-630', code: '630', name: 'Inventory', active: true, type: 'CURRENT', ...stock }],
    ['acc-310', { id: 'acc-310', code: '310', name: 'Cost of goods', active: true, type: 'DIRECTCOSTS' }],
  ])
  const ids: Record<string, string> = { '1300': 'acc-630', '5000': 'acc-310' }
  const find = (kind: Parameters<typeof mappings.find>[0], key: string) =>
    kind === 'account' ? (ids[key] ?? null) : mappings.find(kind, key)
  const known = { ...options, segment2CategoryId: null, segment3CategoryId: null }
  return new Desk({ options: known, reference: planReference({ accounts }), mappings: { find } })
}

test('sides become lines, debits positive, and what moves nothing is left out', () => {
  const given = [side('1', '1300', '100.004'), side('2', '5000', '0.004'), side('3', '5000', '-100', '')]
  const document = translateJournal(head, given, desk())
  expect(document).toMatchObject({
    kind: 'journal',
    contact: { psaId: '', ledgerId: '' },
    totals: { subtotal: Decimal.parse('100'), tax: Decimal.zero, total: Decimal.parse('100') },
  })
  expect(
    document?.lines.map(line => [line.description, line.account.code, line.amount.toFixedText(2)]),
  ).toEqual([
    ['2 × Laptop', '630', '100.00'],
    ['Stocktake', '310', '-100.00'],
  ])
})

test('sides that differ by a cent make no journal', () => {
  const own = desk()
  expect(translateJournal(head, [side('1', '1300', '100'), side('2', '5000', '-99.99')], own)).toBeNull()
  expect(own.problems()).toEqual([{ code: 'journal-unbalanced', difference: '0.01' }])
})

test('an account that the ledger’s own documents keep is told before anything is sent', () => {
  const own = desk({ type: 'INVENTORY' })
  translateJournal(head, [side('1', '1300', '100'), side('2', '5000', '-100')], own)
  expect(own.problems()).toEqual([
    expect.objectContaining({ code: 'journal-account', account: '1300', ledgerCode: '630', lineId: '1' }),
  ])
})
