import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LedgerAccount, LedgerRules } from '../../../../lib/accounting/options.ts'
import { planRecord } from '../../../../lib/accounting/plan.ts'
import { lineTax } from '../../../../lib/accounting/tax.ts'
import { sum } from '../../../../lib/std/decimal.ts'
import { expenseEntry, expenseExport, expenseInput, expenseLine } from '../../../support/expensing.ts'
import {
  decimal,
  lookup,
  planOptions,
  planReference,
  quickBooksRules,
  xeroRules,
} from '../../../support/planning.ts'

const visa = { id: '7', name: 'Company Visa' }
const card: LedgerAccount = {
  id: 'acc-092',
  code: '092',
  name: 'Visa',
  active: true,
  type: 'BANK',
  pays: 'card',
}
const money = (cents: number) => decimal('0.01').times(decimal(String(cents)))

const drawn = fc.array(
  fc.record({
    net: fc.integer({ min: -90_000, max: 90_000 }).filter(cents => cents !== 0),
    tax: fc.integer({ min: 1, max: 9_000 }),
    taxed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
)
type Drawn = { net: number; tax: number; taxed: boolean }

const taxOf = ({ net, tax, taxed }: Drawn) => (taxed ? (net < 0 ? -tax : tax) : 0)

function spent(list: readonly Drawn[], rules: LedgerRules) {
  const entries = list.map((one, place) => {
    const [tax, paid] = [taxOf(one), one.net + taxOf(one)]
    const lines = [
      expenseLine({ id: `${place}1`, glType: 'EI', amount: money(one.net) }),
      ...(tax === 0
        ? []
        : [expenseLine({ id: `${place}2`, glType: 'ET', account: '820', amount: money(tax) })]),
      expenseLine({ id: `${place}3`, glType: 'EO', account: '855', amount: money(-paid) }),
    ]
    const facts = { paymentType: visa, classification: 'non-reimbursable' as const }
    return expenseEntry({ id: String(36_001 + place), amount: money(paid), ...facts, lines })
  })
  const given = expenseInput()
  const { organisation } = planReference()
  given.reference.accounts.set(card.id, card)
  const kept = lookup([['payment-account', '7', card.id]])
  const plan = planRecord({
    ...given,
    record: expenseExport({ entries, total: sum(entries.map(({ amount }) => amount)) }),
    options: planOptions({
      segment2CategoryId: null,
      companyPaidTypes: ['7'],
      companyPaidBecomes: 'bank-transaction',
    }),
    reference: { ...given.reference, organisation: { ...organisation, rules } },
    mappings: { find: (kind, key) => kept.find(kind, key) ?? given.mappings.find(kind, key) },
  })
  return { entries, plan, paid: sum(entries.map(({ amount }) => amount)) }
}

test('what left the account, or came back, is what was paid, to the cent, with the tax that was typed', () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom(xeroRules, quickBooksRules), (list, rules) => {
      const { plan, paid } = spent(list, rules)
      if (paid.isZero()) {
        expect(plan.document).toBeNull()
        return
      }
      expect(plan.problems.filter(({ code }) => code !== 'expense-tax-differs')).toEqual([])
      const { document } = plan
      expect(document?.kind).toBe(paid.isNegative() ? 'receive' : 'spend')
      expect(document?.paidFrom).toMatchObject({ id: 'acc-092', card: true })
      expect(document?.totals.total.toFixedText(2)).toBe(paid.abs().toFixedText(2))
      const typed = sum(list.map(one => money(taxOf(one))))
      const turned = paid.isNegative() ? typed.negated() : typed
      expect(document?.totals.tax.toFixedText(2)).toBe(turned.toFixedText(2))
      expect(plan.ready).toBe(true)
    }),
  )
})

test('each cost stands behind one line, the offset behind none', () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom(xeroRules, quickBooksRules), (list, rules) => {
      const { plan, entries, paid } = spent(list, rules)
      if (paid.isZero()) return
      const costs = entries.flatMap(({ lines }) => lines).filter(({ glType }) => glType === 'EI')
      const behind = plan.document?.lines.flatMap(({ sources }) => sources.map(({ glEntryId }) => glEntryId))
      expect(behind).toEqual(costs.map(({ id }) => id))
    }),
  )
})

test('a ledger that reckons tax itself gets lines of which it reckons what was typed', () => {
  fc.assert(
    fc.property(drawn, list => {
      const { plan } = spent(list, xeroRules)
      expect(plan.document?.taxAsGiven ?? false).toBe(false)
      for (const { amount, tax, amountTax } of plan.document?.lines ?? [])
        expect(lineTax(amount, tax.rate).toFixedText(2)).toBe(amountTax.toFixedText(2))
    }),
  )
})
