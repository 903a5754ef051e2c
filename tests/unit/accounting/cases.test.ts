import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { planSales } from '../../../lib/accounting/plan.ts'
import { renderPlan } from '../../support/render-plan.ts'
import { readSalesCase } from '../../support/sales-case.ts'

const folder = new URL('../../cases/sales/', import.meta.url)
const book = readFileSync(new URL('standard.book', folder), 'utf8')
const files = readdirSync(folder)
  .filter(name => name.endsWith('.case'))
  .toSorted()

test('there are cases to read', () => {
  expect(files.length).toBeGreaterThanOrEqual(25)
})

for (const file of files) {
  const { title, given, expected } = readCase(readFileSync(new URL(file, folder), 'utf8'))

  test(`${file}: ${title}`, () => {
    const input = readSalesCase(`${book}\n${given}`)
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
