import { expect, test } from 'vitest'
import { Desk } from '../../../lib/accounting/desk.ts'
import { findExemptTax, findTax, lineTax } from '../../../lib/accounting/tax.ts'
import { decimal as d, mappings, planInput } from '../../support/planning.ts'

function find(taxCode: string, documentTaxCode: string, desk: Desk) {
  return findTax({ taxable: true, taxCode, documentTaxCode }, { line: 'Support' }, desk)
}

test('tax is rounded line by line, half a cent away from zero', () => {
  // Xero's own example of rounding: 11.44, not 11.45 (developer.xero.com, rounding in Xero)
  expect(['25.06', '25.61', '25.63'].map(amount => lineTax(d(amount), d('15')).toText())).toEqual([
    '3.76',
    '3.84',
    '3.84',
  ])
  expect([lineTax(d('0.05'), d('10')).toText(), lineTax(d('-0.05'), d('10')).toText()]).toEqual([
    '0.01',
    '-0.01',
  ])
  expect(lineTax(d('100'), d('8.875')).toText()).toBe('8.88')
})

test('the code of the line goes before that of the document, by name whatever its case', () => {
  const desk = new Desk(planInput({ mappings: mappings({ and: [['tax', '8', 'EXEMPTOUTPUT']] }) }))
  expect(find('', 'gst', desk)).toEqual({ id: 'OUTPUT', name: 'GST on Income', rate: d('10') })
  expect(find('GST-CAP', 'GST', desk)?.id).toBe('EXEMPTOUTPUT')
  expect(findExemptTax({}, desk)?.id).toBe('EXEMPTOUTPUT')
  expect(desk.problems()).toEqual([])
  expect(desk.mappingKeys().map(({ kind, key, name }) => [kind, key, name])).toEqual([
    ['tax', '7', 'gst'],
    ['tax', '8', 'GST-CAP'],
    ['tax', 'exempt', 'exempt'],
  ])
})

test('each way a rate can be missing is its own question', () => {
  const desk = new Desk(
    planInput({ mappings: mappings({ without: ['tax exempt', 'tax 7'], and: [['tax', '7', 'INPUT']] }) }),
  )
  expect([
    find('', ' ', desk),
    find('OLD', '', desk),
    find('GST-CAP', '', desk),
    find('GST', '', desk),
    findExemptTax({}, desk),
  ]).toEqual(Array(5).fill(null))
  expect(desk.problems()).toEqual([
    { code: 'tax-missing', line: 'Support' },
    { code: 'tax-unknown', taxCode: 'OLD', line: 'Support' },
    { code: 'tax-unmapped', taxCode: 'GST-CAP', taxCodeId: '8', line: 'Support' },
    { code: 'tax-inactive', taxCode: 'GST', taxCodeId: '7', ledgerTax: 'GST on Expenses', line: 'Support' },
    { code: 'tax-unmapped', taxCode: 'exempt', taxCodeId: 'exempt' },
  ])
})

test('a rate that the ledger no longer has is named by its id', () => {
  const desk = new Desk(
    planInput({ mappings: mappings({ without: ['tax 7'], and: [['tax', '7', 'TAX009']] }) }),
  )
  expect(find('GST', '', desk)).toBeNull()
  expect(desk.problems()).toMatchObject([{ code: 'tax-inactive', ledgerTax: 'TAX009' }])
})
