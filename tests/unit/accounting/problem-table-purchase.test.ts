import { expect, test } from 'vitest'
import { describe } from '../../../lib/accounting/problems.ts'
import { sampleProblems } from '../../support/sample-problems.ts'

test('a vendor’s questions lead to his row', () => {
  for (const code of ['vendor-unknown', 'vendor-same-name'] as const) {
    const { message, place } = describe(sampleProblems[code], 'Xero')
    expect(message).toContain('Ingram Micro')
    expect(place).toEqual({ screen: 'mappings', kind: 'vendor', key: '900' })
  }
  expect(describe({ ...sampleProblems['vendor-unknown'], vendor: '' }, 'Xero').message).toBe(
    'The vendor is not linked to a Xero contact yet.',
  )
})

test('a rate for purchases says whether sales have one, and leads to its own row', () => {
  const own = sampleProblems['purchase-tax-unmapped']
  const told = (problem: typeof own) => describe(problem, 'Xero')
  expect(told(own).message).toMatch(/on sales is GST on Income\. Xero does not use that rate for purchases/)
  expect(told({ ...own, salesTax: '' }).message).toMatch(/has no Xero tax rate for purchases yet\.$/)
  expect(told(own).place).toEqual({ screen: 'mappings', kind: 'purchase-tax', key: '7' })
  const without = told({ ...own, taxCode: 'exempt', taxCodeId: 'exempt', salesTax: '' })
  expect([without.message, without.fixLabel]).toEqual([
    'Line “Laptop” (1050.00) has no tax, which has no Xero tax rate for purchases yet.',
    'Map purchases without tax',
  ])
})
