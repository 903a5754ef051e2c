import { describe, expect, test } from 'vitest'
import { Desk } from '../../../lib/accounting/desk.ts'
import type { PlanOptions } from '../../../lib/accounting/options.ts'
import { chosenRate, exemptRateId, mappedRate, staticRateId } from '../../../lib/accounting/rates.ts'
import { decimal, type MappingRow, planOptions, planReference } from '../../support/planning.ts'
import { purchaseInput, purchaseMappings } from '../../support/purchasing.ts'

const both = {
  id: 'BOTH',
  name: 'GST',
  rate: decimal('10'),
  active: true,
  canApplyToRevenue: true,
  canApplyToExpenses: true,
}

function deskOf(
  side: 'sale' | 'purchase',
  given: { options?: Partial<PlanOptions>; without?: string[]; and?: MappingRow[] } = {},
): Desk {
  const { taxRates } = planReference()
  const reference = planReference({ taxRates: new Map([...taxRates, [both.id, both]]) })
  const options = planOptions(given.options)
  return new Desk(purchaseInput({ options, reference, mappings: purchaseMappings(given) }), side)
}

const asked = (desk: Desk) => desk.mappingKeys().map(({ kind, key }) => `${kind} ${key}`)

describe('a code', () => {
  test('leads sales and purchases each to their own rate', () => {
    const [sale, purchase] = [deskOf('sale'), deskOf('purchase')]
    expect(mappedRate('7', 'GST', {}, sale)?.id).toBe('OUTPUT')
    expect(mappedRate('7', 'GST', {}, purchase)?.id).toBe('INPUT')
    expect([asked(sale), asked(purchase)]).toEqual([['tax 7'], ['purchase-tax 7']])
  })

  test('whose rate serves both needs no choice for purchases, and asks for none', () => {
    const desk = deskOf('purchase', { without: ['tax 7', 'purchase-tax 7'], and: [['tax', '7', 'BOTH']] })
    expect(mappedRate('7', 'GST', {}, desk)?.id).toBe('BOTH')
    expect([asked(desk), desk.problems()]).toEqual([['tax 7'], []])
  })

  test('takes the choice for purchases first, once it is made', () => {
    const desk = deskOf('purchase', { without: ['tax 7'], and: [['tax', '7', 'BOTH']] })
    expect(mappedRate('7', 'GST', {}, desk)?.id).toBe('INPUT')
  })

  test('that only sales can use asks for one of purchases, and says which sales take', () => {
    const desk = deskOf('purchase', { without: ['purchase-tax 7'] })
    expect(mappedRate('7', 'GST', { line: 'Laptop' }, desk)).toBeNull()
    expect(desk.problems()).toEqual([
      {
        code: 'purchase-tax-unmapped',
        taxCode: 'GST',
        taxCodeId: '7',
        salesTax: 'GST on Income',
        line: 'Laptop',
      },
    ])
    expect(asked(desk)).toEqual(['purchase-tax 7'])
  })

  test('mapped to what the ledger does not use there is said so', () => {
    const purchase = deskOf('purchase', {
      without: ['purchase-tax 7'],
      and: [['purchase-tax', '7', 'OUTPUT']],
    })
    expect(mappedRate('7', 'GST', {}, purchase)).toBeNull()
    expect(purchase.problems()).toMatchObject([{ code: 'purchase-tax-inactive', ledgerTax: 'GST on Income' }])
    const sale = deskOf('sale', { without: ['tax 7'], and: [['tax', '7', 'gone']] })
    expect(mappedRate('7', 'GST', {}, sale)).toBeNull()
    expect(sale.problems()).toMatchObject([{ code: 'tax-inactive', ledgerTax: 'gone' }])
  })
})

describe('a rate of the settings', () => {
  test('of sales serves purchases only where the ledger uses it for both', () => {
    const idOf = (options: Partial<PlanOptions>) => staticRateId(deskOf('purchase', { options }))
    expect(idOf({ staticTaxId: 'OUTPUT' })).toBeNull()
    expect(idOf({ staticTaxId: 'BOTH' })).toBe('BOTH')
    expect(idOf({ staticTaxId: 'BOTH', purchaseStaticTaxId: 'INPUT' })).toBe('INPUT')
    expect(staticRateId(deskOf('sale', { options: { staticTaxId: 'OUTPUT' } }))).toBe('OUTPUT')
  })

  test('for lines without tax: its own, else as mapped for purchases, else that of sales', () => {
    const unmapped = { without: ['purchase-tax exempt'] }
    const idOf = (options: Partial<PlanOptions>, more = {}) =>
      exemptRateId(deskOf('purchase', { options, ...more }))
    expect(idOf({ exemptTaxId: 'BOTH' })).toBeNull()
    expect(idOf({ exemptTaxId: 'BOTH' }, unmapped)).toBe('BOTH')
    expect(idOf({ exemptTaxId: 'EXEMPTOUTPUT' }, unmapped)).toBeNull()
    expect(idOf({ purchaseExemptTaxId: 'INPUT', exemptTaxId: 'BOTH' })).toBe('INPUT')
    expect(exemptRateId(deskOf('sale', { options: { exemptTaxId: 'EXEMPTOUTPUT' } }))).toBe('EXEMPTOUTPUT')
  })

  test('that is none, gone or of the other side is a question', () => {
    const desk = deskOf('purchase')
    expect(['INPUT', 'OUTPUT', 'gone', null].map(id => chosenRate(id, true, {}, desk)?.id)).toEqual([
      'INPUT',
      undefined,
      undefined,
      undefined,
    ])
    expect(desk.problems().map(one => ('ledgerTax' in one ? one.ledgerTax : ''))).toEqual([
      'GST on Income',
      'gone',
      '',
    ])
  })
})
