import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planRecord } from '../../../../lib/accounting/plan.ts'
import { sum } from '../../../../lib/std/decimal.ts'
import { expenseEntry, expenseExport, expenseInput, expenseLine } from '../../../support/expensing.ts'
import { decimal, planOptions } from '../../../support/planning.ts'

const visa = { id: 'visa', name: 'Company Visa' }
const money = (cents: number) => decimal('0.01').times(decimal(String(cents)))

const drawn = fc.array(
  fc.record({
    net: fc.integer({ min: -90_000, max: 90_000 }).filter(cents => cents !== 0),
    tax: fc.integer({ min: 0, max: 9_000 }),
    taxed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
)
type Drawn = { net: number; tax: number; taxed: boolean }

const taxOf = ({ net, tax, taxed }: Drawn) => (taxed ? (net < 0 ? -tax : tax) : 0)

function spent(list: readonly Drawn[], how: 'own' | 'company' | 'private') {
  const entries = list.map((one, place) => {
    const paid = one.net + taxOf(one)
    const lines = [
      ...(how === 'private'
        ? []
        : [expenseLine({ id: `${place}1`, glType: 'EE', account: '493', amount: money(one.net) })]),
      ...(how === 'private' || taxOf(one) === 0
        ? []
        : [expenseLine({ id: `${place}2`, glType: 'ET', account: '820', amount: money(taxOf(one)) })]),
      ...(how === 'own'
        ? []
        : [expenseLine({ id: `${place}3`, glType: 'EO', account: '855', amount: money(-paid) })]),
    ]
    return expenseEntry({
      id: String(36_001 + place),
      amount: money(paid),
      paymentType: how === 'own' ? { id: 'own', name: 'Own card' } : visa,
      classification: how === 'own' ? 'reimbursable' : how === 'company' ? 'non-reimbursable' : 'personal',
      lines,
    })
  })
  const options = planOptions({ segment2CategoryId: null, companyPaidTypes: ['visa'] })
  const record = expenseExport({ entries, total: sum(entries.map(({ amount }) => amount)) })
  return { entries, plan: planRecord(expenseInput({ record, options })) }
}

test('a bill or credit of the employee comes to what is owed, to the cent, with the tax that was typed', () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom('own', 'private'), (list, how) => {
      const { entries, plan } = spent(list, how)
      const paid = sum(entries.map(({ amount }) => amount))
      if (paid.isZero()) return
      const owed = how === 'private' ? paid.negated() : paid
      expect(plan.problems.filter(({ code }) => code !== 'expense-tax-differs')).toEqual([])
      expect(plan.document?.kind).toBe(owed.isNegative() ? 'vendor-credit' : 'bill')
      expect(plan.document?.totals.total.toFixedText(2)).toBe(owed.abs().toFixedText(2))
      const typed = how === 'private' ? money(0) : sum(list.map(one => money(taxOf(one))))
      const turned = owed.isNegative() ? typed.negated() : typed
      expect(plan.document?.totals.tax.toFixedText(2)).toBe(turned.toFixedText(2))
      expect(plan.ready).toBe(true)
    }),
  )
})

test('a journal of what the company has paid balances, and has every entry of ConnectWise', () => {
  fc.assert(
    fc.property(drawn, list => {
      const { entries, plan } = spent(list, 'company')
      if (sum(entries.map(({ amount }) => amount)).isZero()) return
      const lines = plan.document?.lines ?? []
      expect(plan.document?.kind).toBe('journal')
      expect(sum(lines.map(({ amount }) => amount)).isZero()).toBe(true)
      const moved = entries.flatMap(entry => entry.lines).filter(({ amount }) => !amount.isZero())
      expect(lines.flatMap(({ sources }) => sources.map(({ glEntryId }) => glEntryId))).toEqual(
        moved.map(({ id }) => id),
      )
      expect(plan.ready).toBe(true)
    }),
  )
})
