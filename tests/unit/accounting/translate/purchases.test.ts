import { describe, expect, test } from 'vitest'
import type { PurchaseExport } from '../../../../lib/accounting/export.ts'
import { translatePurchase } from '../../../../lib/accounting/translate/index.ts'
import { decimal as d, planOptions, planReference } from '../../../support/planning.ts'
import {
  purchaseExport,
  purchaseInput,
  purchaseLine,
  purchaseMappings,
  purchaseReference,
} from '../../../support/purchasing.ts'

const translate = (record: Partial<PurchaseExport>) =>
  translatePurchase(purchaseInput({ record: purchaseExport(record) }))

test('the head of the bill comes from the record and the company’s settings', () => {
  const options = planOptions({ billsAs: 'draft', postAs: 'approved', brandingThemeId: 'theme-card' })
  const { document, contact, problems } = translatePurchase(purchaseInput({ options }))
  expect(document).toMatchObject({
    kind: 'bill',
    number: '88231 | PO-1201',
    contact: { psaId: '900', name: 'Ingram Micro', ledgerId: 'contact-ingram' },
    date: '2026-11-02',
    dueDate: '2026-12-02',
    reference: '',
    currency: 'AUD',
    status: 'draft',
    markSent: false,
    theme: null,
    taxAsGiven: false,
    totals: { subtotal: d('1200'), tax: d('120'), total: d('1320') },
  })
  expect([contact, problems]).toEqual([null, []])
})

test('a ledger without drafts has it approved', () => {
  const { organisation } = planReference()
  const reference = purchaseReference({
    organisation: { ...organisation, rules: { ...organisation.rules, drafts: false } },
  })
  const options = planOptions({ billsAs: 'draft' })
  expect(translatePurchase(purchaseInput({ options, reference })).document?.status).toBe('approved')
})

test('what goes back is a vendor credit of positive amounts', () => {
  const lines = [purchaseLine({ quantity: d('-2'), amount: d('-1200') })]
  const { document } = translate({ total: d('-1320'), salesTax: d('-120'), lines })
  expect(document).toMatchObject({
    kind: 'vendor-credit',
    totals: { subtotal: d('1200'), tax: d('120'), total: d('1320') },
  })
  expect(document?.lines[0]).toMatchObject({ quantity: d('2'), unitAmount: d('600'), amount: d('1200') })
})

describe('a line', () => {
  test('has its account, class, item and rate of purchases, and the entry it stands for', () => {
    const input = purchaseInput({ mappings: purchaseMappings({ and: [['item', '99', 'item-m365']] }) })
    expect(translatePurchase(input).document?.lines[0]).toMatchObject({
      account: { id: 'acc-310' },
      item: { id: 'item-m365' },
      tax: { id: 'INPUT' },
      tracking: [{ optionId: 'sydney' }],
      sources: [{ glEntryId: '1', account: '5100' }],
    })
  })

  test('of freight says so where it has no text', () => {
    const freight = purchaseLine({
      id: '2',
      glType: 'PF',
      account: '5200',
      description: '',
      item: null,
      quantity: d('1'),
      unitPrice: d('30'),
      amount: d('30'),
    })
    const texts = (description: string) =>
      translate({
        total: d('1353'),
        salesTax: d('123'),
        lines: [purchaseLine(), { ...freight, description }],
      }).document?.lines.map(line => line.description)
    expect(texts('')).toEqual(['Laptop 14"', 'Freight'])
    expect(texts('Courier')).toEqual(['Laptop 14"', 'Courier'])
  })

  test('names no item where items say the account, as its own account stands', () => {
    const { organisation } = planReference()
    const reference = purchaseReference({
      organisation: { ...organisation, rules: { ...organisation.rules, itemAccounts: true } },
    })
    const mappings = purchaseMappings({ and: [['item', '99', 'item-m365']] })
    const { document, problems } = translatePurchase(
      purchaseInput({ reference, mappings, options: planOptions({ items: 'required' }) }),
    )
    expect([document?.lines[0]?.item, document?.lines[0]?.account.id, problems]).toEqual([
      null,
      'acc-310',
      [],
    ])
  })

  test('needs no cost of goods account and has no sales rep', () => {
    const options = planOptions({ costAccounts: 'required', salesRepCategoryId: 'region' })
    expect(translatePurchase(purchaseInput({ options })).problems).toEqual([])
  })
})

test('all questions are asked at once', () => {
  const mappings = purchaseMappings({ without: ['vendor 900', 'account 5100', 'purchase-tax 7'] })
  const record = purchaseExport({ terms: { name: 'Prepaid', xref: '', dueDays: null } })
  const { document, problems } = translatePurchase(purchaseInput({ record, mappings }))
  expect(document).toBeNull()
  expect(problems.map(({ code }) => code)).toEqual([
    'vendor-same-name',
    'account-unmapped',
    'purchase-tax-unmapped',
    'due-date-missing',
  ])
})
