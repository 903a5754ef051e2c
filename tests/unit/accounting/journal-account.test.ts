import { expect, test } from 'vitest'
import { Desk } from '../../../lib/accounting/desk.ts'
import { checkTakesJournals } from '../../../lib/accounting/journal-account.ts'
import type { LedgerAccount } from '../../../lib/accounting/options.ts'
import { planInput, planReference } from '../../support/planning.ts'

const ref = { id: 'acc-630', code: '630', name: 'Inventory' }
const facts = { lineId: '7', line: '2 × Laptop', amount: '100.00', account: '1300' }

/** What is told of a line on such an account. */
function told(account: Pick<LedgerAccount, 'type' | 'system'>) {
  const accounts = new Map([[ref.id, { ...ref, active: true, ...account }]])
  const desk = new Desk({ ...planInput(), reference: planReference({ accounts }) })
  checkTakesJournals(ref, facts, desk)
  return desk.problems()
}

test.each<Pick<LedgerAccount, 'type' | 'system'>>([
  { type: 'BANK', system: '' },
  { type: 'INVENTORY', system: '' },
  { type: 'CURRENT', system: 'DEBTORS' },
  { type: 'CURRLIAB', system: 'CREDITORS' },
  { type: 'EQUITY', system: 'RETAINEDEARNINGS' },
  { type: 'Accounts Receivable' },
  { type: 'Accounts Payable' },
])('what the ledger’s own documents keep takes no journal: %j', account => {
  expect(told(account)).toEqual([
    { code: 'journal-account', ledgerCode: '630', ledgerName: 'Inventory', ...facts },
  ])
})

test.each<Pick<LedgerAccount, 'type' | 'system'>>([
  { type: 'CURRENT', system: '' },
  { type: 'CURRLIAB', system: 'ROUNDING' },
  { type: 'Bank' },
  { type: 'Other Current Asset' },
])('others take one: %j', account => {
  expect(told(account)).toEqual([])
})
