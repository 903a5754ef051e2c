import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { planSales } from '../../../lib/accounting/plan.ts'
import { renderPlan } from '../../support/render-plan.ts'
import { readSalesCase } from '../../support/sales-case.ts'

const folder = new URL('../../cases/sales/', import.meta.url)
const startsFrom = /^\s*starts from (\S+\.book)$/m
const files = readdirSync(folder)
  .filter(name => name.endsWith('.case'))
  .toSorted()

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
  expect(files.filter(file => file.startsWith(`kind-${kind}-`))).toEqual(wanted.toSorted())
})

for (const file of files) {
  const { title, given, expected } = readCase(readFileSync(new URL(file, folder), 'utf8'))

  test(`${file}: ${title}`, () => {
    const book = readFileSync(new URL(startsFrom.exec(given)?.[1] ?? 'standard.book', folder), 'utf8')
    const input = readSalesCase(`${book}\n${given.replace(startsFrom, '')}`)
    const ledger = input.reference.organisation.rules.itemAccounts ? 'QuickBooks' : 'Xero'
    const actual = renderPlan(planSales(input), ledger)
    expect(actual, `${file}: this is what came out instead:\n\n${actual}\n`).toBe(expected)
  })
}

function readCase(text: string) {
  const match = /^# (.+)\n\s*given\n([\s\S]*?)\nexpect\n([\s\S]*)$/.exec(text)
  if (!match) throw new Error('A case is a title line "# …", a "given" part and an "expect" part.')
  const [, title = '', given = '', expected = ''] = match
  return { title, given, expected: expected.trimEnd() }
}
