import type { Invoice } from './entities.ts'
import type { Payment } from './entities-payments.ts'
import { dayTime, type Lookup } from './format.ts'
import { dec, number, text } from './money.ts'

export function paymentRow(at: Lookup, invoice: Invoice, payment: Payment) {
  const { payments, credits } = at.settled(invoice)
  const balance = number(dec(invoice.total).minus(payments).minus(credits).toFixed(2))
  const memo = payment.creditId === undefined ? null : at.invoice(payment.creditId)
  return {
    id: payment.id,
    type: payment.type,
    source: 'Default',
    invoice: reference(invoice),
    ...(memo ? { credit: reference(memo) } : {}),
    amount: number(text(dec(payment.amount))),
    balance,
    invoiceBalance: balance,
    invoiceTotal: number(invoice.total),
    paymentDate: dayTime(payment.date),
    appliedBy: payment.appliedBy,
    paymentSyncStatus: 'Unapplied',
    _info: { lastUpdated: payment.updatedAt, updatedBy: payment.appliedBy },
  }
}

function reference(invoice: Invoice) {
  return {
    id: invoice.id,
    identifier: invoice.number,
    billingType: invoice.type,
    applyToType: invoice.agreement ? 'Agreement' : invoice.project ? 'Project' : 'All',
    invoiceDate: dayTime(invoice.date),
    chargeFirmFlag: false,
  }
}
