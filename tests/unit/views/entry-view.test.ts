import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Entry } from '../../../app/_ui/entry-view.tsx'
import { type LedgerDocument, nobody } from '../../../lib/accounting/document.ts'
import { planSales } from '../../../lib/accounting/plan.ts'
import { present } from '../../../lib/std/assert.ts'
import { entryOf } from '../../../lib/sync/views/entry.ts'
import { planInput } from '../../support/planning.ts'

/** What a person reads of it, each text on a line of its own. */
function read(changes: Partial<LedgerDocument>): string {
  const document = { ...present(planSales(planInput()).document, 'a document'), ...changes }
  const html = renderToStaticMarkup(
    createElement(Entry, { entry: entryOf(document, 'Xero'), ledger: 'Xero' }),
  )
  return html.replaceAll(/<[^>]*>/g, '\n').replaceAll(/\n+/g, '\n')
}

const visa = { id: 'a092', code: '092', name: 'Visa', card: true }
const cheque = { id: 'a090', code: '090', name: 'Cheque', card: false }

test.each([
  [{ kind: 'spend', paidFrom: visa }, 'Card transaction', 'Paid from\n092 Visa'],
  [{ kind: 'spend', paidFrom: cheque }, 'Bank transaction', 'Paid from\n090 Cheque'],
  [{ kind: 'receive', paidFrom: visa }, 'Card refund', 'Came back to\n092 Visa'],
  [{ kind: 'receive', paidFrom: cheque }, 'Bank refund', 'Came back to\n090 Cheque'],
] as const)('%o says what it is, and of which account', (changes, word, account) => {
  const text = read(changes)
  expect(text).toContain(word)
  expect(text).toContain(account)
  expect(text).toContain('Posted')
  expect(text).not.toMatch(/^Due$/m)
})

test('whom nobody is named of has no contact, and what is owed has no account', () => {
  expect(read({ kind: 'spend', paidFrom: visa, contact: nobody })).not.toContain('Contact')
  expect(read({})).toMatch(/^Due$/m)
  expect(read({})).not.toContain('Paid from')
})
