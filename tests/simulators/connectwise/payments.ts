import type { PaymentBody } from './bodies.ts'
import type { Invoice, Member, Tenant } from './entities.ts'
import type { Payment } from './entities-payments.ts'
import { failure, invalid } from './errors.ts'
import type { Done } from './life.ts'
import { dec, sum } from './money.ts'
import { type Sim, stamp } from './sim.ts'
import { keyOf } from './store.ts'

/** Only the fields that a payment is made of; what the server works out is not taken from a body. */
export function addPayment(
  sim: Sim,
  tenant: Tenant,
  invoice: Invoice,
  body: PaymentBody,
  member: Member,
): Done<Payment> {
  const { books, parameters } = sim
  const standing = paymentsOf(sim, invoice)
  if (body.invoice?.id !== undefined && String(body.invoice.id) !== String(invoice.id))
    return refuse(invalid('invoicePayment', 'invoice', 'The invoice is another one than the address names.'))
  if (!parameters.severalPaymentsPerInvoice && standing.length > 0)
    return refuse(failure(400, 'InvalidObject', 'A payment has already been applied to this invoice.'))
  const credit = creditFor(sim, invoice, body)
  if (!credit.ok) return credit
  const wrong =
    problemOf(sim, invoice, { amount: body.amount ?? null, date: body.paymentDate }, undefined) ??
    overCredit(sim, credit.value, body.amount)
  if (wrong) return refuse(wrong)
  const id = books.nextId(tenant.company, 'payment')
  return done(
    books.payments.put({
      key: keyOf(tenant.company, id),
      tenant: tenant.company,
      id,
      invoiceId: invoice.id,
      ...(credit.value ? { creditId: credit.value.id } : {}),
      type: body.type ?? (credit.value ? 'Credit' : 'Payment'),
      amount: dec(String(body.amount)).toFixed(2),
      date: dayOf(body.paymentDate ?? stamp(sim.clock.now())),
      appliedBy: member.identifier,
      updatedAt: stamp(sim.clock.now()),
    }),
  )
}

/** A credit memo of the same company that the payment is given from. */
function creditFor(sim: Sim, invoice: Invoice, { credit }: PaymentBody): Done<Invoice | null> {
  const ignored = sim.parameters.creditsByApi === 'ignored'
  if (ignored || credit === undefined || credit.id === undefined || credit.id === null) return done(null)
  const memo = sim.books.invoices.get(keyOf(invoice.tenant, String(credit.id)))
  if (sim.parameters.creditsByApi !== 'taken')
    return refuse(invalid('invoicePayment', 'credit', 'A credit cannot be applied here.'))
  if (memo?.type !== 'CreditMemo' || memo.companyId !== invoice.companyId || invoice.type === 'CreditMemo')
    return refuse(invalid('invoicePayment', 'credit', 'The credit is no credit memo of this company.'))
  return done(memo)
}

function overCredit(sim: Sim, memo: Invoice | null, amount: unknown) {
  if (!memo) return null
  const left = dec(memo.total).abs().minus(givenOf(sim, memo))
  return dec(String(amount)).greaterThan(left)
    ? invalid('invoicePayment', 'amount', 'The amount is more than what is left of the credit.')
    : null
}

/** What of a credit memo invoices were given. */
const givenOf = (sim: Sim, memo: Invoice) =>
  sum(sim.books.payments.by('credit', keyOf(memo.tenant, memo.id)).map(({ amount }) => amount))

export function changePayment(
  sim: Sim,
  invoice: Invoice,
  payment: Payment,
  body: Pick<PaymentBody, 'amount' | 'paymentDate' | 'type'>,
): Done<Payment> {
  const amount = body.amount === undefined ? payment.amount : body.amount
  const date = body.paymentDate ?? payment.date
  const memo =
    payment.creditId === undefined
      ? undefined
      : sim.books.invoices.get(keyOf(payment.tenant, payment.creditId))
  const more = dec(String(amount ?? 0)).minus(payment.amount)
  const wrong = problemOf(sim, invoice, { amount, date }, payment) ?? overCredit(sim, memo ?? null, more)
  if (wrong) return refuse(wrong)
  const changed = {
    ...payment,
    type: body.type ?? payment.type,
    amount: dec(String(amount)).toFixed(2),
    date: dayOf(date),
    updatedAt: stamp(sim.clock.now()),
  }
  return done(sim.books.payments.put(changed))
}

export const paymentsOf = (sim: Sim, invoice: Invoice): Payment[] =>
  sim.books.payments.by('invoice', keyOf(invoice.tenant, invoice.id))

function problemOf(
  sim: Sim,
  invoice: Invoice,
  { amount, date }: { amount: unknown; date: string | undefined },
  itself: Payment | undefined,
) {
  if (amount === null || amount === undefined)
    return invalid('invoicePayment', 'amount', 'The amount field is required.')
  const value = dec(String(amount))
  if (value.isZero() || value.decimalPlaces() > 2)
    return invalid('invoicePayment', 'amount', 'The amount is not one that can be paid.')
  if (date !== undefined && Number.isNaN(Date.parse(date)))
    return invalid('invoicePayment', 'paymentDate', 'The paymentDate is not a date.')
  const others = paymentsOf(sim, invoice).filter(one => one.id !== itself?.id)
  const left = dec(invoice.total).minus(sum(others.map(one => one.amount)))
  // A credit memo is negative: what is paid of it is, too.
  const over = left.isNegative() ? value.lessThan(left) : value.greaterThan(left)
  return over && sim.parameters.refuseOverpayment
    ? invalid('invoicePayment', 'amount', 'The amount is more than the balance of the invoice.')
    : null
}

const dayOf = (date: string): string => date.slice(0, 10)
const done = <Value>(value: Value): Done<Value> => ({ ok: true, value })
const refuse = (refusal: ReturnType<typeof failure>): { ok: false; refusal: ReturnType<typeof failure> } => ({
  ok: false,
  refusal,
})
