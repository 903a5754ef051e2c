import { describe, expect, test } from 'vitest'
import type { DocumentLine } from '../../../../lib/accounting/document.ts'
import { documentsBody } from '../../../../lib/connectors/quickbooks/document-body.ts'
import { Decimal } from '../../../../lib/std/decimal.ts'
import { makeDocument } from '../../../contract/xero-bench.ts'

interface TaxLine {
  Amount: number
  TaxLineDetail: { TaxRateRef: { value: string }; NetAmountTaxable: number }
}

const item = { id: '5', code: '', name: 'Services' }
const tax = (id: string) => ({ id, name: id, rate: Decimal.parse('10') })

function body(line: Partial<DocumentLine>, changes: Parameters<typeof makeDocument>[1] = {}, count = 1) {
  const document = makeDocument('INV-1', changes, { item, tax: tax('3'), tracking: [], ...line })
  const documents = Array.from({ length: count }, () => ({
    document,
    contactId: '17',
    marker: 'a-posting.3',
  }))
  return documentsBody(document.kind, documents)
}

test('one document is the entity itself, with exact amounts and the marker in the memo of the company', () => {
  const text = body({ quantity: Decimal.parse('2.5'), unitAmount: Decimal.parse('33.3333') })
  expect(text).toContain('"Qty":2.5,"UnitPrice":33.3333')
  expect(JSON.parse(text)).toMatchObject({
    DocNumber: 'INV-1',
    CustomerRef: { value: '17' },
    TxnDate: '2026-11-02',
    DueDate: '2026-11-16',
    PrivateNote: 'Evenbook posting a-posting.3',
    GlobalTaxCalculation: 'TaxExcluded',
    Line: [
      {
        DetailType: 'SalesItemLineDetail',
        SalesItemLineDetail: { ItemRef: { value: '5' }, TaxCodeRef: { value: '3' } },
      },
    ],
  })
  expect(text).not.toContain('TxnTaxDetail')
  expect(body({}, { kind: 'credit-note' })).not.toContain('DueDate')
})

test('several are a batch of creates whose ids are their places', () => {
  const { BatchItemRequest: items } = JSON.parse(body({}, {}, 3))
  expect(items.map(({ bId }: { bId: string }) => bId)).toEqual(['1', '2', '3'])
  expect(items[0]).toMatchObject({ operation: 'create', Invoice: { DocNumber: 'INV-1' } })
  expect(() => body({}, {}, 31)).toThrow(/more than QuickBooks takes/)
})

test('in the United States lines are taxed or not, and the total of the tax goes along', () => {
  const taxed = JSON.parse(body({ tax: tax('US:4') }))
  expect(taxed.Line[0].SalesItemLineDetail.TaxCodeRef).toEqual({ value: 'TAX' })
  expect(taxed.TxnTaxDetail).toEqual({ TxnTaxCodeRef: { value: '4' }, TotalTax: 12.55 })
  expect(taxed.GlobalTaxCalculation).toBeUndefined()
  const free = JSON.parse(body({ tax: tax('NON') }))
  expect(free.Line[0].SalesItemLineDetail.TaxCodeRef).toEqual({ value: 'NON' })
  expect(free.TxnTaxDetail.TxnTaxCodeRef).toBeUndefined()
})

test('a class stands on its line, a location and a class of the document in its head', () => {
  const option = (categoryId: string) => ({
    categoryId,
    category: '',
    optionId: `${categoryId}-1`,
    option: '',
  })
  const tracking = [option('class'), option('department')]
  const sent = JSON.parse(body({ tracking }))
  expect(sent.Line[0].SalesItemLineDetail.ClassRef).toEqual({ value: 'class-1' })
  expect(sent.DepartmentRef).toEqual({ value: 'department-1' })
  expect(JSON.parse(body({ tracking: [option('document-class')] })).ClassRef).toEqual({
    value: 'document-class-1',
  })
})

test('elsewhere ConnectWise’s own tax goes along only where the company says so', () => {
  const parts = [
    { id: '8', rate: Decimal.parse('5') },
    { id: '9', rate: Decimal.parse('7.5') },
  ]
  const { TxnTaxDetail } = JSON.parse(body({ tax: { ...tax('3'), parts } }, { taxAsGiven: true }))
  expect(TxnTaxDetail.TotalTax).toBe(12.55)
  const lines = TxnTaxDetail.TaxLine.map(
    ({ Amount, TaxLineDetail: { TaxRateRef, NetAmountTaxable } }: TaxLine) => [
      TaxRateRef.value,
      Amount,
      NetAmountTaxable,
    ],
  )
  // 12.55 by 5 to 7.5: 5.02 and 7.53.
  expect(lines).toEqual([
    ['8', 5.02, 125.5],
    ['9', 7.53, 125.5],
  ])
  expect(JSON.parse(body({}, { taxAsGiven: true })).TxnTaxDetail).toEqual({ TotalTax: 12.55 })
})

test('where its own tax is to stand no total goes along, and a code of the engine is never named', () => {
  const connectwise = Decimal.parse('12.55')
  const own = { when: 'ignore', foretold: null, connectwise } as const
  expect(JSON.parse(body({ tax: tax('AST:2') }, { ledgerTax: own })).TxnTaxDetail).toBeUndefined()
  const given = JSON.parse(body({ tax: tax('AST:2') }, { ledgerTax: { ...own, when: 'warning' } }))
  expect(given.TxnTaxDetail).toEqual({ TotalTax: 12.55 })
  expect(given.Line[0].SalesItemLineDetail.TaxCodeRef).toEqual({ value: 'TAX' })
})

test('a company without sales tax gets documents that no tax applies to, and lines without a code', () => {
  const { GlobalTaxCalculation, TxnTaxDetail, Line } = JSON.parse(body({ tax: tax('NOT-TAXED') }))
  expect([GlobalTaxCalculation, TxnTaxDetail]).toEqual(['NotApplicable', undefined])
  expect(Line[0].SalesItemLineDetail.TaxCodeRef).toBeUndefined()
})

describe('of a purchase', () => {
  const bought = { account: { id: '17', code: '5000', name: 'Cost of Goods Sold' } }
  const sentAs = (line: Partial<DocumentLine>, changes: Parameters<typeof makeDocument>[1] = {}) =>
    JSON.parse(body({ ...bought, ...line }, { kind: 'bill', ...changes }))

  test('a line without an item names its account, one with an item its quantity and price', () => {
    const byAccount = sentAs({ item: null })
    expect(byAccount).toMatchObject({ VendorRef: { value: '17' }, DueDate: '2026-11-16' })
    expect(byAccount).not.toHaveProperty('CustomerRef')
    expect(byAccount).not.toHaveProperty('CustomerMemo')
    expect(byAccount.Line).toEqual([
      {
        DetailType: 'AccountBasedExpenseLineDetail',
        Description: 'Managed services, November',
        Amount: 125.5,
        AccountBasedExpenseLineDetail: {
          AccountRef: { value: '17' },
          TaxCodeRef: { value: '3' },
          BillableStatus: 'NotBillable',
        },
      },
    ])
    expect(sentAs({}).Line[0].ItemBasedExpenseLineDetail).toEqual({
      ItemRef: { value: '5' },
      Qty: 1,
      UnitPrice: 125.5,
      TaxCodeRef: { value: '3' },
      BillableStatus: 'NotBillable',
    })
    expect(sentAs({ item: null }, { kind: 'vendor-credit' })).not.toHaveProperty('DueDate')
  })

  test('a class stands on each line, whichever way sales have it, and a location in the head', () => {
    for (const categoryId of ['class', 'document-class']) {
      const option = { categoryId, category: '', optionId: '4', option: '' }
      const sent = sentAs({
        item: null,
        tracking: [option, { ...option, categoryId: 'department', optionId: '2' }],
      })
      expect(sent.Line[0].AccountBasedExpenseLineDetail.ClassRef).toEqual({ value: '4' })
      expect(sent.DepartmentRef).toEqual({ value: '2' })
      expect(sent).not.toHaveProperty('ClassRef')
    }
  })

  test('in the United States nothing speaks of tax, and one that has some is never sent', () => {
    const none = { subtotal: Decimal.parse('125.5'), tax: Decimal.zero, total: Decimal.parse('125.5') }
    const free = { item: null, tax: tax('NON'), amountTax: Decimal.zero }
    const sent = sentAs(free, { totals: none, taxAsGiven: true })
    expect(sent).not.toHaveProperty('TxnTaxDetail')
    expect(sent).not.toHaveProperty('GlobalTaxCalculation')
    expect(sent.Line[0].AccountBasedExpenseLineDetail).not.toHaveProperty('TaxCodeRef')
    expect(() => sentAs({ item: null, tax: tax('NON') })).toThrow(/has no tax of its own/)
  })

  test('a rate and its opposite, as a reverse charge has them, are left to QuickBooks', () => {
    const parts = ['20', '-20'].map((rate, at) => ({ id: String(at), rate: Decimal.parse(rate) }))
    const sent = sentAs({ item: null, tax: { ...tax('3'), parts } }, { taxAsGiven: true })
    expect(sent.TxnTaxDetail).toEqual({ TotalTax: 12.55 })
  })
})
