import { expect, test } from 'vitest'
import { endOf } from '../../../lib/accounting/ending.ts'

test('what is approved is voided, a draft is deleted, and so is what the ledger cannot void', () => {
  const both = { creditNoteVoid: true }
  for (const kind of ['invoice', 'credit-note'] as const) {
    expect(endOf(kind, 'authorised', both)).toBe('void')
    expect(endOf(kind, 'draft', both)).toBe('delete')
    expect(endOf(kind, 'submitted', both)).toBe('delete')
  }
  const without = { creditNoteVoid: false }
  expect(endOf('credit-note', 'authorised', without)).toBe('delete')
  expect(endOf('invoice', 'authorised', without)).toBe('void')
})
