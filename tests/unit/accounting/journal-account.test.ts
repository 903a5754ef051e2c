import { expect, test } from 'vitest'
import { isKeptByDocuments } from '../../../lib/accounting/journal-account.ts'

test.each([
  ['BANK', ''],
  ['INVENTORY', ''],
  ['CURRENT', 'DEBTORS'],
  ['CURRLIAB', 'CREDITORS'],
  ['EQUITY', 'RETAINEDEARNINGS'],
  ['Accounts Receivable', undefined],
  ['Accounts Payable', undefined],
])('the ledger’s own documents keep %s %s', (type, system) => {
  expect(isKeptByDocuments({ type, ...(system !== undefined && { system }) })).toBe(true)
})

test.each([
  ['CURRENT', ''],
  ['CURRLIAB', 'ROUNDING'],
  ['DIRECTCOSTS', ''],
  ['Bank', undefined],
  ['Other Current Asset', undefined],
])('a journal may stand on %s %s', (type, system) => {
  expect(isKeptByDocuments({ type, ...(system !== undefined && { system }) })).toBe(false)
})
