import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  contactFromJson,
  contactToJson,
  documentFromJson,
  documentToJson,
} from '../../../lib/accounting/document-json.ts'
import { planSales } from '../../../lib/accounting/plan.ts'
import { present } from '../../../lib/std/assert.ts'
import { parseJson, writeJson } from '../../../lib/std/json.ts'
import { planInput, planOptions } from '../../support/planning.ts'
import { arbitraryRecord } from '../../support/planning-arbitrary.ts'

test('a planned document comes back as it went, digit by digit', () => {
  const seed = Number(process.env.EVENBOOK_SEED ?? Date.now() % 2 ** 31)
  fc.assert(
    fc.property(arbitraryRecord, record => {
      const { document } = planSales(planInput({ record, options: planOptions({ zeroRecords: 'post' }) }))
      if (!document) throw new Error('These records always have a document.')
      const stored = writeJson(documentToJson(document))
      expect(documentFromJson(parseJson(stored))).toEqual(document)
    }),
    { seed, numRuns: 100 },
  )
})

test('so does the account that money was spent from, and a document without one has none', () => {
  const { document } = planSales(planInput())
  const paidFrom = { id: 'acc-092', code: '092', name: 'Visa', card: true }
  const spend = { ...present(document, 'a document'), kind: 'spend' as const, paidFrom }
  expect(documentFromJson(parseJson(writeJson(documentToJson(spend))))).toEqual(spend)
  expect(document && writeJson(documentToJson(document))).not.toContain('paidFrom')
})

test('money is stored as number literals, not as text', () => {
  const { document } = planSales(planInput())
  expect(document && writeJson(documentToJson(document))).toContain(
    '"totals":{"subtotal":1200,"tax":120,"total":1320}',
  )
})

test('a payload that is no document is refused with the field that is wrong', () => {
  const { document } = planSales(planInput())
  const wrong = { ...document, dueDate: '2026-02-30', extra: 1 }
  expect(() => documentFromJson(parseJson(writeJson(wrong)))).toThrow(/dueDate/)
  expect(() => documentFromJson(parseJson(writeJson(wrong)))).toThrow(/extra/)
  expect(() => documentFromJson({ ...document, unitDecimals: 3 })).toThrow()
  expect(() => documentFromJson(null)).toThrow()
})

test('a contact comes back too', () => {
  const before = { psaId: '250', name: 'Acme “Dental”', email: '', accountNumber: 'A1' }
  const contact = { ...before, role: 'vendor' as const }
  expect(contactFromJson(parseJson(writeJson(contactToJson(contact))))).toEqual(contact)
  expect(contactFromJson(before)).toEqual({ ...before, role: 'customer' })
  expect(() => contactFromJson({ ...contact, name: 5 })).toThrow(/name/)
})
