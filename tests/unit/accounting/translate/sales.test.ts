import { expect, test } from 'vitest'
import type { SalesExport } from '../../../../lib/accounting/export.ts'
import { translateSales } from '../../../../lib/accounting/translate/index.ts'
import {
  decimal as d,
  mappings,
  planInput,
  planOptions,
  salesExport,
  salesLine,
} from '../../../support/planning.ts'

const translate = (record: Partial<SalesExport>) => translateSales(planInput({ record: salesExport(record) }))

test('the head of the document comes from the record and the company’s settings', () => {
  const record = salesExport({ number: ' INV-9 ', currency: 'aud' })
  const { document } = translateSales(
    planInput({ record, options: planOptions({ postAs: 'draft', markSent: true }) }),
  )
  expect(document).toMatchObject({
    kind: 'invoice',
    number: 'INV-9',
    contact: { psaId: '250', name: 'Acme Dental', ledgerId: 'contact-acme' },
    date: '2026-11-14',
    dueDate: '2026-12-14',
    currency: 'AUD',
    status: 'draft',
    markSent: false,
    unitDecimals: 2,
    totals: { subtotal: d('1200'), tax: d('120'), total: d('1320') },
  })
})

test('the reference says order and project where there are any', () => {
  const reference = (record: Partial<SalesExport>) => translate(record).document?.reference
  expect(reference({})).toBe('')
  expect(reference({ purchaseOrder: ' PO-7 ' })).toBe('Your: PO-7')
  expect(reference({ project: 'Move' })).toBe('Project: Move')
  expect(reference({ purchaseOrder: 'PO-7', project: 'Move' })).toBe('Your: PO-7, Project: Move')
  expect(reference({ project: 'x'.repeat(300) })).toHaveLength(255)
})

test('a price with four decimals asks the ledger for four', () => {
  const line = salesLine({ quantity: d('100'), unitPrice: d('5.2456'), amount: d('524.56') })
  expect(translate({ lines: [line], total: d('577.02'), salesTax: d('52.46') }).document?.unitDecimals).toBe(
    4,
  )
})

test('lines keep the order of the export, the rounding line comes last', () => {
  const lines = ['c', 'a', 'b'].map(id => salesLine({ id, description: id }))
  const { document } = translate({ lines, total: d('3960.02'), salesTax: d('360.02') })
  expect(document?.lines.map(line => line.sources[0]?.glEntryId ?? line.role)).toEqual([
    'c',
    'a',
    'b',
    'rounding',
  ])
})

test('one line that cannot stand, and there is no document; nor without lines, nor without a due date', () => {
  const none = { name: '', xref: '', dueDays: null }
  expect(translate({ lines: [salesLine(), salesLine({ account: '9' })] }).document).toBeNull()
  expect(translate({ lines: [] }).document).toBeNull()
  expect(translate({ dueDate: null, terms: none }).document).toBeNull()
  expect(translate({ total: d('1e20') }).problems).toMatchObject([{ code: 'export-malformed' }])
})

test('a new customer is a contact to be made first, and the document waits for its id', () => {
  const options = planOptions({ unknownCustomer: 'create' })
  const customer = { ...salesExport().customer, id: '300', name: 'Harbour Legal' }
  const { document, contact } = translateSales(planInput({ options, record: salesExport({ customer }) }))
  expect(contact).toEqual({
    role: 'customer',
    psaId: '300',
    name: 'Harbour Legal',
    email: 'ap@acme.test',
    accountNumber: 'A250',
  })
  expect(document?.contact).toEqual({ psaId: '300', name: 'Harbour Legal', ledgerId: null })
})

test('every mapping the record asks for is listed, also those without an answer', () => {
  const { mappingKeys } = translateSales(planInput({ mappings: mappings({ without: ['tracking-2 SYD'] }) }))
  expect(mappingKeys).toEqual([
    { kind: 'customer', key: '250', name: 'Acme Dental' },
    { kind: 'account', key: '4100', name: '4100' },
    { kind: 'tax', key: '7', name: 'GST' },
    { kind: 'tracking-2', key: 'SYD', name: 'SYD' },
  ])
})

test('only an approved document is marked as sent, and only where the company says so', () => {
  const marked = (markSent: boolean) =>
    translateSales(planInput({ options: planOptions({ markSent }) })).document?.markSent
  expect([marked(true), marked(false)]).toEqual([true, false])
})
