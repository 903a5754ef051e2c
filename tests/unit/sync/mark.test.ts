import { expect, test } from 'vitest'
import { purchaseId, stockId } from '../../../lib/accounting/record-id.ts'
import { newId } from '../../../lib/std/id.ts'
import { markOf, parseMark } from '../../../lib/sync/mark.ts'

test('a batch’s name is the same for a record and a revision, and takes only what ConnectWise takes', () => {
  const id = newId()
  const record = (...glEntryIds: string[]) => ({ recordId: '1234567', glEntryIds })
  const first = markOf({ id, revision: 1 }, record('1', '2'))
  expect(markOf({ id, revision: 1 }, record('3')).identifier).toBe(first.identifier)
  expect(markOf({ id, revision: 2 }, record('1')).identifier).not.toBe(first.identifier)
  expect(markOf({ id: newId(), revision: 1 }, record('1')).identifier).not.toBe(first.identifier)
  expect(first.identifier).toMatch(/^EB-[A-Za-z0-9-]{1,47}$/)
})

test('a packing slip’s batch is named by its order, whatever somebody called the slip', () => {
  const recordId = purchaseId(`4711-it’s | a "slip" of ${'x'.repeat(50)}-purchase`)
  const mark = markOf({ id: newId(), revision: 12 }, { recordId, glEntryIds: ['1'] })
  expect(mark).toMatchObject({ source: 'purchase', glEntryIds: ['1'] })
  expect(mark.identifier).toMatch(/^EB-P4711-[0-9a-f]{10}-12$/)
})

test('E27: stock is batched by its number, whatever an adjustment is called', () => {
  const id = newId()
  const named = (productId: string) =>
    markOf({ id, revision: 1 }, { recordId: stockId(productId), glEntryIds: ['1'] })
  expect(named('12-adjustment')).toMatchObject({ source: 'stock', glEntryIds: ['1'] })
  expect(named('12-adjustment').identifier).toMatch(/^EB-A12-[0-9a-f]{10}-1$/)
  expect(named('12-transfer').identifier).toMatch(/^EB-T12-[0-9a-f]{10}-1$/)
  expect(named(`it's | a ${'x'.repeat(60)}`).identifier).toMatch(/^EB-A-[0-9a-f]{10}-1$/)
})

test('an expense’s batch is named by the expense, a week’s by its member and Monday', () => {
  const id = newId()
  const named = (recordId: string) => markOf({ id, revision: 1 }, { recordId, glEntryIds: ['1'] })
  expect(named('expense-36001')).toMatchObject({ source: 'expense' })
  expect(named('expense-36001').identifier).toMatch(/^EB-E36001-[0-9a-f]{10}-1$/)
  expect(named('expense-153-2026-11-09-company-paid').identifier).toMatch(
    /^EB-E153-20261109c-[0-9a-f]{10}-1$/,
  )
  const longest = 'expense-2147483647-2026-11-09-private-at-2147483647'
  expect(named(longest).identifier).toMatch(/^EB-E2147483647-20261109pL2147483647-[0-9a-f]{10}-1$/)
})

test('a mark without entries, or with something else than their ids, is none', () => {
  const { identifier } = markOf({ id: newId(), revision: 1 }, { recordId: '1', glEntryIds: ['1'] })
  expect(() => parseMark({ identifier, glEntryIds: [] })).toThrow()
  expect(() => parseMark({ identifier, glEntryIds: ['1; drop'] })).toThrow()
  expect(() => parseMark({ identifier: '', glEntryIds: ['1'] })).toThrow()
})
