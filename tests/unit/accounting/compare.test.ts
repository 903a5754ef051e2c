import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareDocuments,
  differenceProblem,
  documentHash,
  sameDocument,
} from '../../../lib/accounting/compare.ts'
import type { DocumentLine, LedgerDocument } from '../../../lib/accounting/document.ts'
import { documentFromJson, documentToJson } from '../../../lib/accounting/document-json.ts'
import { planSales } from '../../../lib/accounting/plan.ts'
import { present } from '../../../lib/std/assert.ts'
import { parseJson, writeJson } from '../../../lib/std/json.ts'
import { decimal as d, planInput, planOptions, salesExport, salesLine } from '../../support/planning.ts'
import { arbitraryRecord } from '../../support/planning-arbitrary.ts'

const seed = Number(process.env.EVENBOOK_SEED ?? Date.now() % 2 ** 31)
const planned = documentOf(planInput())
const visa = { id: 'acc-092', code: '092', name: 'Visa', card: true }

function documentOf(input: Parameters<typeof planSales>[0]): LedgerDocument {
  return present(planSales(input).document, 'The plan has a document.')
}

function withLine(change: Partial<DocumentLine>): LedgerDocument {
  return { ...planned, lines: planned.lines.map(line => ({ ...line, ...change })) }
}

describe('what stands in the ledger', () => {
  const standing = {
    number: 'INV-501',
    contactId: 'contact-acme',
    total: d('1320'),
    totalTax: d('120.00'),
    currency: 'AUD',
    status: 'paid',
  }

  test('agrees', () => {
    expect(compareDocuments(planned, standing)).toEqual([])
    expect(differenceProblem([])).toBeNull()
  })

  test('differs, each difference by name', () => {
    const other = {
      number: 'X',
      contactId: 'c',
      total: d('1320.005'),
      totalTax: d('0'),
      currency: 'NZD',
      status: 'voided',
    }
    const differences = compareDocuments(planned, other)
    expect(differences.map(one => one.field)).toEqual([
      'number',
      'contact',
      'currency',
      'total',
      'tax',
      'status',
    ])
    expect(differenceProblem(differences.slice(3, 5))).toEqual({
      code: 'differs-from-ledger',
      ours: 'total 1320.00, tax 120.00',
      ledger: 'total 1320.005, tax 0.00',
    })
  })

  test('is compared with the contact that was made for it, once there is one', () => {
    const fresh = { ...planned, contact: { ...planned.contact, ledgerId: null } }
    expect(compareDocuments(fresh, standing)).toEqual([])
    expect(compareDocuments(fresh, standing, 'contact-acme')).toEqual([])
    expect(compareDocuments(fresh, standing, 'another')).toMatchObject([{ field: 'contact' }])
  })
})

describe(`the hash (seed ${seed})`, () => {
  test('is the same whatever the order of keys, and through the database', () => {
    fc.assert(
      fc.property(arbitraryRecord, record => {
        const document = documentOf(planInput({ record, options: planOptions({ zeroRecords: 'post' }) }))
        const turned = Object.fromEntries(Object.entries(document).toReversed())
        const stored = documentFromJson(parseJson(writeJson(turned)))
        expect(documentHash(stored)).toBe(documentHash(document))
        expect(documentHash(documentFromJson(documentToJson(document)))).toBe(documentHash(document))
        expect(sameDocument(stored, document)).toBe(true)
      }),
      { seed, numRuns: 100 },
    )
  })

  test.each<[string, LedgerDocument]>([
    ['a cent', withLine({ amount: d('1200.01') })],
    ['the quantity', withLine({ quantity: d('4') })],
    ['the account', withLine({ account: { id: 'acc-210', code: '210', name: 'Sales' } })],
    ['the account’s code', withLine({ account: { id: 'acc-200', code: '201', name: 'Sales' } })],
    ['the tax rate', withLine({ tax: { id: 'OUTPUT', name: 'GST on Income', rate: d('15') } })],
    ['the class', withLine({ tracking: [] })],
    ['the item', withLine({ item: { id: 'i', code: 'i', name: 'i' } })],
    ['the text', withLine({ description: 'Other' })],
    ['a line', { ...planned, lines: [...planned.lines, ...planned.lines] }],
    ['the due date', { ...planned, dueDate: '2026-12-15' }],
    ['the number', { ...planned, number: 'INV-502' }],
    ['the reference', { ...planned, reference: 'Your: PO-1' }],
    ['the kind', { ...planned, kind: 'credit-note' }],
    ['the account it is paid from', { ...planned, paidFrom: visa }],
    ['the customer', { ...planned, contact: { ...planned.contact, psaId: '251' } }],
  ])('changes with %s, and it is another document', (_name, other) => {
    expect(documentHash(other)).not.toBe(documentHash(planned))
    expect(sameDocument(planned, other)).toBe(false)
  })

  test('changes with how it is posted and with the linked contact, since the preview shows them', () => {
    const others: LedgerDocument[] = [
      { ...planned, status: 'draft' },
      { ...planned, markSent: false },
      { ...planned, theme: { id: 'theme-card', name: 'Pay by card' } },
      { ...planned, contact: { ...planned.contact, name: 'Another', ledgerId: 'another' } },
    ]
    for (const other of others) expect(documentHash(other)).not.toBe(documentHash(planned))
  })

  test('stays while the contact is being made: the preview already showed its name', () => {
    const customer = { ...salesExport().customer, id: '300', name: 'Harbour Legal ' }
    const record = salesExport({ customer })
    const before = planSales(planInput({ record, options: planOptions({ unknownCustomer: 'create' }) }))
    const after = planSales(
      planInput({
        record,
        mappings: {
          find: (kind, key) => (kind === 'customer' ? 'new-id' : planInput().mappings.find(kind, key)),
        },
      }),
    )
    expect(before.document?.contact.ledgerId).toBeNull()
    expect(after.document?.contact.ledgerId).toBe('new-id')
    expect(after.hash).toBe(before.hash)
  })
})

describe('the same document is recognised', () => {
  test('after it was reopened and closed again, with new entries behind it', () => {
    const again = documentOf(
      planInput({ record: salesExport({ lines: [salesLine({ id: '900' })], glEntryIds: ['900'] }) }),
    )
    expect(again.lines[0]?.sources[0]?.glEntryId).toBe('900')
    expect(sameDocument(planned, again)).toBe(true)
    expect(documentHash(again)).toBe(documentHash(planned))
  })

  test('whether posted as a draft or approved, and after names changed in the ledger', () => {
    expect(sameDocument(planned, { ...planned, status: 'draft', markSent: false })).toBe(true)
    expect(sameDocument(planned, { ...planned, contact: { ...planned.contact, name: 'Renamed' } })).toBe(true)
    const paid = { ...planned, paidFrom: visa }
    expect(sameDocument(paid, { ...paid, paidFrom: { ...visa, code: '093', name: 'Card' } })).toBe(true)
    expect(sameDocument(planned, { ...planned, theme: { id: 'theme-card', name: 'Pay by card' } })).toBe(true)
    expect(
      sameDocument(
        planned,
        withLine({ account: { id: 'acc-200', code: '200', name: 'Renamed' }, notes: ['x'] }),
      ),
    ).toBe(true)
  })

  test('by the contact’s id where both know it', () => {
    const withId = (ledgerId: string | null): LedgerDocument => ({
      ...planned,
      contact: { ...planned.contact, ledgerId },
    })
    expect(sameDocument(withId('a'), withId('a'))).toBe(true)
    expect(sameDocument(withId('a'), withId('b'))).toBe(false)
    expect(sameDocument(withId(null), withId('b'))).toBe(true)
  })
})
