import { expect, test } from 'vitest'
import { Desk } from '../../../lib/accounting/desk.ts'
import type { LedgerAccount } from '../../../lib/accounting/options.ts'
import { findPaymentAccount } from '../../../lib/accounting/payment-account.ts'
import { expenseInput } from '../../support/expensing.ts'
import { lookup, type MappingRow } from '../../support/planning.ts'

const visa = { id: '7', name: 'Company Visa' }
const card: LedgerAccount = {
  id: 'acc-092',
  code: '092',
  name: 'Visa',
  active: true,
  type: 'BANK',
  pays: 'card',
}
const mapped: MappingRow = ['payment-account', '7', 'acc-092']

function found(account: LedgerAccount | null, rows: MappingRow[], currency = 'AUD') {
  const input = expenseInput({ mappings: lookup(rows) })
  if (account) input.reference.accounts.set(account.id, account)
  const desk = new Desk(input, 'purchase')
  return { paidFrom: findPaymentAccount(visa, currency, desk), problems: desk.problems(), desk }
}

test('an account by its mapping, whether a bank’s or a card’s', () => {
  expect(found(card, [mapped])).toMatchObject({
    paidFrom: { id: 'acc-092', code: '092', name: 'Visa', card: true },
    problems: [],
  })
  expect(found({ ...card, pays: 'bank' }, [mapped]).paidFrom?.card).toBe(false)
})

test('what it asks for is noted, mapped or not', () => {
  const { paidFrom, problems, desk } = found(card, [])
  expect(paidFrom).toBeNull()
  expect(problems).toEqual([{ code: 'payment-account-unmapped', payment: 'Company Visa', paymentId: '7' }])
  expect(desk.mappingKeys()).toEqual([{ kind: 'payment-account', key: '7', name: 'Company Visa' }])
})

test('one that is gone, archived, or no account that money is spent from', () => {
  for (const [account, ledgerName] of [
    [null, ''],
    [{ ...card, active: false }, '092 Visa'],
    [{ ...card, pays: null }, '092 Visa'],
    [{ ...card, code: '', pays: undefined }, 'Visa'],
  ] as const)
    expect(found(account, [mapped])).toMatchObject({
      paidFrom: null,
      problems: [{ code: 'payment-account-gone', payment: 'Company Visa', ledgerName }],
    })
})

test('its currency is that of what is spent from it, where the ledger tells it', () => {
  expect(found({ ...card, currency: 'USD' }, [mapped])).toMatchObject({
    paidFrom: { id: 'acc-092' },
    problems: [{ code: 'payment-account-currency', accountCurrency: 'USD', currency: 'AUD' }],
  })
  expect(found({ ...card, currency: 'AUD' }, [mapped]).problems).toEqual([])
  expect(found({ ...card, currency: '' }, [mapped], 'USD').problems).toEqual([])
  // An expense without a currency is told for itself.
  expect(found({ ...card, currency: 'USD' }, [mapped], '').problems).toEqual([])
})
