import { expect, test } from 'vitest'
import { besideChargedTax, chargedTaxLine } from '../../../lib/accounting/charged-tax.ts'
import { Desk } from '../../../lib/accounting/desk.ts'
import type { DocumentLine } from '../../../lib/accounting/document.ts'
import type { PlanOptions } from '../../../lib/accounting/options.ts'
import { decimal as d, planOptions } from '../../support/planning.ts'
import { purchaseInput } from '../../support/purchasing.ts'

const deskOf = (options: Partial<PlanOptions>, side: 'sale' | 'purchase' = 'purchase') =>
  new Desk(purchaseInput({ options: planOptions(options) }), side)
const chosen = { purchaseTaxAccountId: 'acc-310' }

function lineOf(rate: string): DocumentLine {
  return {
    ...{ description: 'Laptop', quantity: d('1'), unitAmount: d('1200'), amount: d('1200') },
    ...{ account: { id: 'acc-310', code: '310', name: 'Cost of goods sold' }, item: null },
    ...{ tax: { id: 'NON', name: 'None', rate: d(rate) }, amountTax: d('0') },
    ...{ tracking: [], sources: [], role: 'sale', notes: [] },
  }
}

test('what the vendor charged is a line on the account chosen for it, where no rate has any tax', () => {
  const line = chargedTaxLine(d('99'), [lineOf('0')], deskOf(chosen))
  expect([line?.role, line?.account.id, line?.amount, line?.amountTax]).toEqual([
    ...['tax', 'acc-310'],
    ...[d('99'), d('0')],
  ])
  expect(chargedTaxLine(d('-49.50'), [lineOf('0')], deskOf(chosen))?.amount).toEqual(d('-49.50'))
})

test('there is none without an account, without tax, of what is sold, or where a rate has tax', () => {
  expect(chargedTaxLine(d('99'), [lineOf('0')], deskOf({}))).toBeNull()
  expect(chargedTaxLine(d('0'), [lineOf('0')], deskOf(chosen))).toBeNull()
  expect(chargedTaxLine(d('99'), [lineOf('0')], deskOf(chosen, 'sale'))).toBeNull()
  expect(chargedTaxLine(d('99'), [lineOf('0'), lineOf('10')], deskOf(chosen))).toBeNull()
})

test('an account that the ledger no longer has is told', () => {
  const desk = deskOf({ purchaseTaxAccountId: 'acc-gone' })
  expect(chargedTaxLine(d('99'), [lineOf('0')], desk)).toBeNull()
  expect(desk.problems()).toMatchObject([{ code: 'chosen-account-gone', setting: 'purchase-tax-account' }])
})

test('what stands as a line is no tax of the others', () => {
  const tax: DocumentLine = { ...lineOf('0'), role: 'tax', amount: d('99') }
  expect(besideChargedTax({ salesTax: d('99') }, [lineOf('0'), tax])).toEqual({ salesTax: d('0') })
  expect(besideChargedTax({ salesTax: d('99') }, [lineOf('0')])).toEqual({ salesTax: d('99') })
})
