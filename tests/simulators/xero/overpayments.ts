import { randomUUID } from 'node:crypto'
import type { Decimal } from 'decimal.js'
import { type Context, type Outcome, today } from './context.ts'
import type { Account, Overpayment, Payment } from './entities.ts'
import type { PaymentInput } from './input.ts'
import { Money } from './money.ts'

/** Money back to the customer, of what it paid too much. */
export function refundOverpayment(
  context: Context,
  input: PaymentInput,
  account: Account | undefined,
): Outcome<Payment> {
  const { books, organisation } = context
  const overpayment = books.overpayments.get(input.Overpayment?.OverpaymentID ?? '')
  const amount = new Money(input.Amount?.text ?? '0').toDecimalPlaces(2)
  const errors: string[] = []
  if (overpayment?.tenant !== organisation.id)
    errors.push('The document with the supplied id was not found for this endpoint.')
  if (!account)
    errors.push('The account used for payment is either not a bank account or payments are not enabled to it')
  if (overpayment && (!amount.isPositive() || amount.greaterThan(leftOf(overpayment))))
    errors.push('Payment amount exceeds the amount outstanding on this document')
  if (!overpayment || !account || errors.length > 0) return { errors, warnings: [], input }
  const row: Payment = {
    id: randomUUID(),
    tenant: organisation.id,
    document: overpayment.id,
    account: account.id,
    date: input.Date ?? today(context),
    amount: amount.toFixed(2),
    ...(input.Reference === undefined ? {} : { reference: input.Reference }),
    type: 'AROVERPAYMENTPAYMENT',
    status: 'AUTHORISED',
    createdBy: context.clientId,
    updatedAt: context.clock.now(),
  }
  books.payments.put(row)
  settleRefund(context, overpayment, row.amount)
  return { row, errors, warnings: [], input }
}

/** `change`: what more was paid back, negative for what was taken back again. */
export function settleRefund({ books }: Context, overpayment: Overpayment, change: string) {
  const refunded = new Money(overpayment.refunded).plus(change).toFixed(2)
  books.overpayments.put({ ...overpayment, refunded })
}

function leftOf({ total, refunded }: Overpayment): Decimal {
  return new Money(total).minus(refunded)
}
