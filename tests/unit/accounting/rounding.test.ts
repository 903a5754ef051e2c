import { describe, expect, test } from 'vitest'
import { Desk } from '../../../lib/accounting/desk.ts'
import {
  addUp,
  findResidue,
  findRoundingAccount,
  isBounded,
  residueLine,
} from '../../../lib/accounting/rounding.ts'
import { translateLine } from '../../../lib/accounting/translate/lines.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import {
  decimal as d,
  mappings,
  planInput,
  planOptions,
  planReference,
  workLine,
} from '../../support/planning.ts'

const residue = (total: string, tax = '0') => ({ total: d(total), tax: d(tax) })

test('totals are added up from the lines, and the residue is what ConnectWise has beyond them', () => {
  const desk = new Desk(planInput())
  const lines = [workLine(), workLine({ amount: d('0.05'), quantity: d('1'), unitPrice: null })]
  const totals = addUp(
    lines
      .map(line => translateLine(line, { taxCode: 'GST', salesRep: null }, desk))
      .filter(line => line !== null),
  )
  expect(totals).toEqual({ subtotal: d('1200.05'), tax: d('120.01'), total: d('1320.06') })
  const found = findResidue({ total: d('1320.054999'), salesTax: d('120') }, totals)
  expect(found).toEqual({ total: d('-0.01'), tax: d('-0.01') })
})

describe('a rounding line', () => {
  test('is visible, without tax, without entries behind it', () => {
    expect(residueLine(residue('-0.10', '-0.10'), new Desk(planInput()))).toMatchObject({
      description: 'Rounding, to agree with ConnectWise',
      quantity: Decimal.one,
      unitAmount: d('-0.1'),
      amount: d('-0.1'),
      account: { id: 'acc-860', code: '860' },
      tax: { id: 'EXEMPTOUTPUT' },
      amountTax: Decimal.zero,
      sources: [],
      role: 'rounding',
    })
  })

  test.each([
    ['nothing is left over', residue('0'), {}],
    ['more is left over than the limit', residue('0.11'), {}],
    ['the tax alone is further off than the limit', residue('0.01', '0.11'), {}],
    ['no account is chosen', residue('0.01'), { roundingAccountId: null }],
    ['the account is archived', residue('0.01'), { roundingAccountId: 'acc-299' }],
    ['the account is gone', residue('0.01'), { roundingAccountId: 'gone' }],
  ])('is not made when %s', (_name, left, options) => {
    expect(residueLine(left, new Desk(planInput({ options: planOptions(options) })))).toBeNull()
  })

  test('needs a rate for lines without tax, and asks for it', () => {
    const desk = new Desk(planInput({ mappings: mappings({ without: ['tax exempt'] }) }))
    expect(residueLine(residue('0.01'), desk)).toBeNull()
    expect(desk.problems()).toMatchObject([{ code: 'tax-unmapped', taxCodeId: 'exempt' }])
  })
})

test('the limit bounds in both directions and includes itself', () => {
  const bounded = (left: ReturnType<typeof residue>) => isBounded(left, planOptions())
  expect([residue('0.10'), residue('-0.10'), residue('0', '-0.10')].map(bounded)).toEqual([true, true, true])
  expect([residue('0.11'), residue('-0.11'), residue('0', '-0.11')].map(bounded)).toEqual([
    false,
    false,
    false,
  ])
})

test('only an account in use can take a residue', () => {
  expect(findRoundingAccount(planOptions(), planReference())?.code).toBe('860')
  expect(findRoundingAccount(planOptions({ roundingAccountId: 'acc-299' }), planReference())).toBeNull()
})
