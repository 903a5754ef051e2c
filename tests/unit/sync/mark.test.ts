import { expect, test } from 'vitest'
import { newId } from '../../../lib/std/id.ts'
import { markOf, parseMark } from '../../../lib/sync/mark.ts'

test('a batch’s name is the same for a record and a revision, and takes only what ConnectWise takes', () => {
  const id = newId()
  const first = markOf('1234567', { id, revision: 1 }, ['1', '2'])
  expect(markOf('1234567', { id, revision: 1 }, ['3']).identifier).toBe(first.identifier)
  expect(markOf('1234567', { id, revision: 2 }, ['1']).identifier).not.toBe(first.identifier)
  expect(markOf('1234567', { id: newId(), revision: 1 }, ['1']).identifier).not.toBe(first.identifier)
  expect(first.identifier).toMatch(/^EB-[A-Za-z0-9-]{1,47}$/)
})

test('a mark without entries, or with something else than their ids, is none', () => {
  const { identifier } = markOf('1', { id: newId(), revision: 1 }, ['1'])
  expect(() => parseMark({ identifier, glEntryIds: [] })).toThrow()
  expect(() => parseMark({ identifier, glEntryIds: ['1; drop'] })).toThrow()
  expect(() => parseMark({ identifier: '', glEntryIds: ['1'] })).toThrow()
})
