import { expect, test } from 'vitest'
import { creditFor } from '../../../lib/accounting/credit.ts'
import { planSales } from '../../../lib/accounting/plan.ts'
import { present } from '../../../lib/std/assert.ts'
import { planInput } from '../../support/planning.ts'

test('takes an invoice back to the cent, under a number and on a day of its own', () => {
  const invoice = present(planSales(planInput()).document, 'a document')
  const credit = creditFor(invoice, { number: 'INV-501-2', date: '2026-12-01', contactId: 'c9' })
  expect(credit).toMatchObject({
    kind: 'credit-note',
    number: 'INV-501-2',
    date: '2026-12-01',
    dueDate: '2026-12-01',
    reference: 'Credits INV-501',
    status: 'approved',
    markSent: false,
    contact: { psaId: '250', ledgerId: 'c9' },
    currency: 'AUD',
  })
  expect(credit.totals).toEqual(invoice.totals)
  expect(credit.lines).toEqual(invoice.lines)
})
