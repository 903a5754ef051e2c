import { expect, test } from 'vitest'
import { documentKinds, isSpent } from '../../../lib/accounting/document.ts'
import { endOf } from '../../../lib/accounting/ending.ts'

test('what is approved is voided, a draft is deleted, and so is what the ledger cannot void', () => {
  const both = { creditNoteVoid: true }
  for (const kind of documentKinds) {
    expect(endOf(kind, 'authorised', both)).toBe(isSpent(kind) ? 'delete' : 'void')
    expect(endOf(kind, 'draft', both)).toBe('delete')
    expect(endOf(kind, 'submitted', both)).toBe('delete')
  }
  const without = { creditNoteVoid: false }
  for (const kind of ['credit-note', 'bill', 'vendor-credit', 'spend', 'receive', 'journal'] as const)
    expect(endOf(kind, 'authorised', without)).toBe('delete')
  expect(endOf('invoice', 'authorised', without)).toBe('void')
})
