import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { planRecord, type RecordInput } from '../../../lib/accounting/plan.ts'
import { partsOf } from '../../support/case-reader.ts'
import { readExpenseCase } from '../../support/expense-case.ts'
import { readPurchaseCase } from '../../support/purchase-case.ts'
import { renderPlan } from '../../support/render-plan.ts'
import { readSalesCase } from '../../support/sales-case.ts'
import { readStockCase } from '../../support/stock-case.ts'

const startsFrom = /^\s*starts from (\S+\.book)$/m
const cases = new URL('../../cases/', import.meta.url)

const kinds = [
  'standard',
  'agreement',
  'progress',
  'down-payment',
  'miscellaneous',
  'consolidated',
  'credit-memo',
]
const taxModes = {
  xero: ['exclusive', 'exempt', 'as-calculated'],
  quickbooks: ['exclusive', 'exempt', 'as-calculated'],
  'quickbooks-us': ['exclusive', 'exempt', 'automated'],
}

test.each(kinds)('%s has a case for each ledger and each way to tax', kind => {
  const wanted = Object.entries(taxModes).flatMap(([ledger, modes]) =>
    modes.map(mode => `kind-${kind}-${ledger}-${mode}.case`),
  )
  expect(filesOf('sales').filter(file => file.startsWith(`kind-${kind}-`))).toEqual(wanted.toSorted())
})

describe('sales', () => tell('sales', readSalesCase))
describe('purchases', () => tell('purchases', readPurchaseCase))
describe('stock', () => tell('stock', readAnyCase))
describe('expenses', () => tell('expense-postings', readExpenseCase))

/** Stock is bought, sold, and counted or moved: the first line of its record says which. */
function readAnyCase(text: string): RecordInput {
  if (/^ *received /m.test(text)) return readPurchaseCase(text)
  return /^ *(?:adjustment|transfer) /m.test(text) ? readStockCase(text) : readSalesCase(text)
}
describe('expenses', () => tell('expense-postings', readExpenseCase))

function tell(name: string, read: (text: string) => RecordInput): void {
  const folder = new URL(`${name}/`, cases)
  for (const file of filesOf(name)) {
    const { title, given, expected } = partsOf(readFileSync(new URL(file, folder), 'utf8'))

    test(`${file}: ${title}`, () => {
      const book = readFileSync(new URL(startsFrom.exec(given)?.[1] ?? 'standard.book', folder), 'utf8')
      const input = read(`${book}\n${given.replace(startsFrom, '')}`)
      const ledger = input.reference.organisation.rules.itemAccounts ? 'QuickBooks' : 'Xero'
      const actual = renderPlan(planRecord(input), ledger)
      expect(actual, `${file}: this is what came out instead:\n\n${actual}\n`).toBe(expected)
    })
  }
}

function filesOf(name: string): string[] {
  return readdirSync(new URL(`${name}/`, cases))
    .filter(file => file.endsWith('.case'))
    .toSorted()
}
