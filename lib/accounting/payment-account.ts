import type { Desk } from './desk.ts'
import type { PaymentAccount } from './document.ts'
import type { ExpenseFacts } from './export.ts'

/** The bank or card account that a payment type is mapped to; null once a problem says why there is none. */
export function findPaymentAccount(
  { id: paymentId, name: payment }: ExpenseFacts['paymentType'],
  currency: string,
  desk: Desk,
): PaymentAccount | null {
  const facts = { payment, paymentId }
  const id = desk.find('payment-account', paymentId, payment)
  if (id === null) {
    desk.report({ code: 'payment-account-unmapped', ...facts })
    return null
  }
  const account = desk.reference.accounts.get(id)
  const ledgerName = account ? `${account.code} ${account.name}`.trim() : ''
  if (!account?.active || !account.pays) {
    desk.report({ code: 'payment-account-gone', ...facts, ledgerName })
    return null
  }
  const { currency: accountCurrency = '' } = account
  if (accountCurrency !== '' && currency !== '' && accountCurrency !== currency)
    desk.report({ code: 'payment-account-currency', ...facts, ledgerName, accountCurrency, currency })
  return { id: account.id, code: account.code, name: account.name, card: account.pays === 'card' }
}
