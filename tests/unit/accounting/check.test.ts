import { describe, expect, test } from 'vitest'
import { checkDocument, checkOpen } from '../../../lib/accounting/check.ts'
import type { RecordFacts, SalesExport } from '../../../lib/accounting/export.ts'
import type { PlanReference } from '../../../lib/accounting/options.ts'
import { translateSales } from '../../../lib/accounting/translate/index.ts'
import { present } from '../../../lib/std/assert.ts'
import {
  decimal as d,
  mappings,
  planInput,
  planOptions,
  planReference,
  salesExport,
} from '../../support/planning.ts'
import { purchaseExport } from '../../support/purchasing.ts'

function check(given: Partial<SalesExport>, organisation: Partial<PlanReference['organisation']> = {}) {
  const record = salesExport(given)
  const reference = planReference({ organisation: { ...planReference().organisation, ...organisation } })
  return checkDocument(null, record, reference, planOptions())
}

test('a sound record has no findings', () => {
  const { document } = translateSales(planInput())
  expect(checkDocument(document, salesExport(), planReference(), planOptions())).toEqual([])
  expect(check({})).toEqual([])
})

test.each([
  ['', { code: 'number-missing' }],
  [' ', { code: 'number-missing' }],
  ['A|1', { code: 'number-invalid', number: 'A|1', reason: 'it contains the character |' }],
  ['A\n1', { code: 'number-invalid', number: 'A\n1', reason: 'it contains a control character' }],
  [
    'A'.repeat(256),
    { code: 'number-invalid', number: 'A'.repeat(256), reason: 'it is longer than 255 characters' },
  ],
])('number %j', (number, problem) => {
  expect(check({ number })).toEqual([problem])
})

test('a number of 255 characters, with an apostrophe and spaces inside, is one', () => {
  expect(check({ number: `O'Neil 1${'x'.repeat(247)}` })).toEqual([])
})

test('the currency must be the ledger’s own or one it has', () => {
  expect(check({ currency: 'usd' })).toEqual([])
  expect(check({ currency: 'GBP' }, { baseCurrency: 'GBP', currencies: [] })).toEqual([])
  expect(check({ currency: 'EUR' })).toEqual([{ code: 'currency-unknown', currency: 'EUR' }])
  expect(check({ currency: ' ' })).toEqual([{ code: 'currency-missing' }])
})

test('the later of both lock dates counts, and its own day is locked', () => {
  const locked = { code: 'date-locked', date: '2026-11-14', lockDate: '2026-11-14' }
  expect(check({}, { periodLockDate: '2026-11-14', yearLockDate: '2026-06-30' })).toEqual([locked])
  expect(check({}, { periodLockDate: '2026-06-30', yearLockDate: '2026-11-14' })).toEqual([locked])
  expect(check({}, { periodLockDate: '2026-11-13', yearLockDate: null })).toEqual([])
})

test('nothing to charge, less than nothing, and nothing written', () => {
  expect(check({ total: d('0.004') })).toEqual([{ code: 'zero-total' }])
  expect(check({ total: d('-0.01') })).toEqual([{ code: 'negative-total', total: '-0.01' }])
  expect(check({ lines: [] })).toEqual([{ code: 'no-entries' }])
  expect(check({ glEntryIds: [] })).toEqual([{ code: 'no-entries' }])
  expect(check({ lines: [], total: d('0') })).toEqual([{ code: 'zero-total' }])
})

test('what only the tax of the ledger itself brings below zero is less than nothing, too', () => {
  const document = present(translateSales(planInput()).document, 'a document')
  const below = { ...document, totals: { ...document.totals, total: d('-0.01') } }
  const found = checkDocument(below, salesExport(), planReference(), planOptions())
  expect(found).toContainEqual({ code: 'negative-total', total: '-0.01' })
})

describe('the balance', () => {
  const balance = (record: Partial<SalesExport>, options = planOptions()) => {
    const input = planInput({ record: salesExport(record), options })
    return checkDocument(translateSales(input).document, input.record, input.reference, options)
  }

  test('a residue that was rounded is worth a look', () => {
    expect(balance({ total: d('1320.02'), salesTax: d('120.02') })).toEqual([
      { code: 'rounding-applied', difference: '0.02', tax: true },
    ])
    expect(balance({ total: d('1320.02') })).toEqual([{ code: 'rounding-applied', difference: '0.02' }])
  })

  test('without an account for it, it is a question', () => {
    const options = planOptions({ roundingAccountId: null })
    expect(balance({ total: d('1319.98') }, options)).toEqual([
      { code: 'rounding-account-missing', difference: '-0.02' },
    ])
  })

  test('beyond the limit it stops, and says whether it is the tax', () => {
    const limit = '0.10'
    expect(balance({ total: d('1320.11') })).toEqual([
      { code: 'out-of-balance', ours: '1320.00', connectwise: '1320.11', difference: '0.11', limit },
    ])
    expect(balance({ total: d('1380'), salesTax: d('180') })).toEqual([
      {
        code: 'out-of-balance',
        what: 'tax',
        ours: '120.00',
        connectwise: '180.00',
        difference: '60.00',
        limit,
      },
    ])
  })

  test('a tax that is far off stops even where the total agrees by chance', () => {
    expect(balance({ salesTax: d('60') })).toMatchObject([{ code: 'out-of-balance', what: 'tax' }])
  })

  test('a document that is not the record’s is never passed', () => {
    const { document } = translateSales(planInput())
    const record = salesExport({ total: d('1320.05'), salesTax: d('120.05') })
    expect(checkDocument(document, record, planReference(), planOptions())).toMatchObject([
      { code: 'out-of-balance' },
    ])
  })
})

describe('an open record', () => {
  const facts: RecordFacts = {
    kind: 'invoice',
    recordId: '501',
    number: 'INV-501',
    billingType: 'Standard',
    customer: salesExport().customer,
    date: '2026-11-14',
    dueDate: null,
    terms: 'Net 30',
    currency: 'AUD',
    taxCode: 'GST',
    taxable: true,
    total: d('1320'),
    statusName: 'Open',
    closed: false,
    batch: null,
    locationId: '1',
    lastUpdated: '2026-11-14T00:00:00Z',
  }
  const open = (given: Partial<RecordFacts>, input = planInput()) => checkOpen({ ...facts, ...given }, input)

  test('that is sound has no findings', () => {
    expect(open({})).toEqual([])
    expect(open({ taxable: false, taxCode: '' })).toEqual([])
    expect(open({ kind: 'credit-memo', terms: '' })).toEqual([])
  })

  test('shows everything that would stop it once it is closed', () => {
    const reference = planReference({
      organisation: { ...planReference().organisation, yearLockDate: '2026-12-31' },
    })
    const input = planInput({ reference, mappings: mappings({ without: ['customer 250', 'tax 7'] }) })
    const found = open({ number: 'A|1', currency: 'EUR', terms: '' }, input)
    expect(found.map(problem => problem.code)).toEqual([
      'customer-same-name',
      'tax-unmapped',
      'due-date-missing',
      'number-invalid',
      'currency-unknown',
      'date-locked',
    ])
  })

  test('asks for its tax code only where it is taxable', () => {
    expect(open({ taxCode: '' })).toEqual([{ code: 'tax-missing' }])
    expect(open({ taxCode: 'OLD' })).toEqual([{ code: 'tax-unknown', taxCode: 'OLD' }])
    expect(open({ taxable: false, taxCode: 'OLD' })).toEqual([])
  })
})

describe('a purchase', () => {
  const bought = (given: Parameters<typeof purchaseExport>[0], options = {}, organisation = {}) =>
    checkDocument(
      null,
      purchaseExport(given),
      planReference({ organisation: { ...planReference().organisation, ...organisation } }),
      planOptions(options),
    )

  test('that is sound has no findings, below zero neither', () => {
    expect(bought({})).toEqual([])
    expect(bought({ total: d('-1320'), salesTax: d('-120') })).toEqual([])
  })

  test('is named by two numbers: its batch takes no |, its bill no more than the ledger holds', () => {
    const rules = { rules: { ...planReference().organisation.rules, numberMax: 12 } }
    expect(bought({ number: 'PO|1' })).toEqual([
      { code: 'number-invalid', number: 'PO|1', reason: 'it contains the character |' },
    ])
    expect(bought({ number: ' ' })).toEqual([{ code: 'number-missing' }])
    const vendorInvoice = { number: 'A\n1', date: null }
    expect(bought({ vendorInvoice })).toEqual([
      { code: 'number-invalid', number: 'A\n1 | PO-1201', reason: 'it contains a control character' },
    ])
    expect(bought({}, {}, rules)).toEqual([
      {
        code: 'number-invalid',
        number: '88231 | PO-1201',
        reason: 'it is longer than 12 characters',
        format: true,
      },
    ])
    expect(bought({}, { billNumberFormat: '{vendorInvoice}' }, rules)).toEqual([])
  })

  test('says once what is wrong with a number that is both', () => {
    const rules = { rules: { ...planReference().organisation.rules, numberMax: 4 } }
    expect(bought({ number: 'A\n1' }, { billNumberFormat: '' }, rules)).toEqual([
      { code: 'number-invalid', number: 'A\n1', reason: 'it contains a control character' },
    ])
  })

  test('is locked by the date of its bill', () => {
    const locked = { periodLockDate: '2026-11-10' as const }
    expect(bought({}, { billDate: 'order' }, locked)).toMatchObject([
      { code: 'date-locked', date: '2026-11-02' },
    ])
    expect(bought({}, { billDate: 'received' }, locked)).toEqual([])
  })
})
