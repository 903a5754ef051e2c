import { z } from 'zod'
import type { SeenPayment } from '../../accounting/payments.ts'
import { NumberText, parseJson, zDecimal } from '../../std/json.ts'
import type { PaymentFigures, PaymentOutcome } from '../payment-facts.ts'
import type { WriteGuard } from '../write-facts.ts'
import type { Client } from './client.ts'
import { inLists } from './conditions.ts'
import { type Described, fieldsOf, zDay, zNumericId } from './fields.ts'
import { numeric } from './invoices.ts'
import { all, selected } from './paging.ts'
import { unknown, type Written, writtenOf } from './written.ts'

const zPayment = z.object({
  id: zNumericId,
  amount: zDecimal.nullish(),
  paymentDate: zDay.nullish(),
  /** the credit memo, where it is no money */
  credit: z.object({ id: zNumericId.nullish() }).nullish(),
} satisfies Described<'InvoicePayment'>)

const fields = fieldsOf(zPayment)

/**
 * Every payment of money that the invoice has, whoever entered it. One without an amount or a day is nobody's of ours, and what
 * names a credit memo is no money (credits.ts).
 */
export async function paymentsOf(client: Client, recordId: string): Promise<SeenPayment[]> {
  const rows = await rowsOf(client, recordId)
  return rows.flatMap(row => (creditOf(row) === null ? (seen(row) ?? []) : []))
}

const zTold = z.object({ id: zNumericId, payments: zDecimal.nullish() } satisfies Described<'Invoice'>)
const toldFields = fieldsOf(zTold)

/** Those that say of themselves that nothing was paid of them. One that says nothing of it is not among them. */
export async function unpaidAmong(client: Client, recordIds: readonly string[]): Promise<string[]> {
  const conditions = inLists('id', recordIds.map(numeric), toldFields)
  const rows = await selected(client, 'invoices', zTold, conditions, (api, query) =>
    api.GET('/finance/invoices', { params: { query: { ...query, fields: toldFields } } }),
  )
  return rows.flatMap(({ id, payments }) => (payments?.isZero() ? id : []))
}

export type PaymentRow = z.output<typeof zPayment>

export function rowsOf(client: Client, recordId: string): Promise<PaymentRow[]> {
  const path = { parentId: numeric(recordId) }
  return all(client, 'payments', zPayment, (api, { query, header }) =>
    api.GET('/finance/invoices/{parentId}/payments', {
      params: { path, query: { ...query, fields }, header },
    }),
  )
}

/** Id of the credit memo that the row applies; null: it is money. */
export function creditOf({ credit }: PaymentRow): string | null {
  return credit?.id ?? null
}

export async function addPayment(
  client: Client,
  timeFactor: number,
  { recordId, payment }: { recordId: string; payment: PaymentFigures },
  guard: WriteGuard,
): Promise<PaymentOutcome> {
  const parentId = numeric(recordId)
  const body = { ...figures(payment), invoice: { id: new NumberText(parentId) } }
  const params = { path: { parentId } }
  const sent = await client.write(
    api => api.POST('/finance/invoices/{parentId}/payments', { params, body }),
    guard,
  )
  return outcomeOf(writtenOf(sent, timeFactor))
}

export async function changePayment(
  client: Client,
  timeFactor: number,
  { recordId, paymentId, payment }: { recordId: string; paymentId: string; payment: PaymentFigures },
  guard: WriteGuard,
): Promise<PaymentOutcome> {
  const params = { path: { parentId: numeric(recordId), id: numeric(paymentId) } }
  const body = Object.entries(figures(payment)).map(([path, value]) => ({
    op: 'replace' as const,
    path,
    value,
  }))
  const sent = await client.write(
    api => api.PATCH('/finance/invoices/{parentId}/payments/{id}', { params, body }),
    guard,
  )
  return outcomeOf(writtenOf(sent, timeFactor))
}

export async function removePayment(
  client: Client,
  timeFactor: number,
  { recordId, paymentId }: { recordId: string; paymentId: string },
  guard: WriteGuard,
): Promise<PaymentOutcome> {
  const params = { path: { parentId: numeric(recordId), id: numeric(paymentId) } }
  const sent = await client.write(
    api => api.DELETE('/finance/invoices/{parentId}/payments/{id}', { params }),
    guard,
  )
  const written = writtenOf(sent, timeFactor)
  return written.kind === 'done' ? { kind: 'done', payment: null, call: written.call } : written
}

/** A day is midnight in UTC, as in all of ConnectWise's dates (knowledge/connectwise.md §4). */
export function figures({ amount, date }: PaymentFigures) {
  return { amount: new NumberText(amount.toFixedText(2)), paymentDate: `${date}T00:00:00Z` }
}

/** An answer that does not say what was written (the guide knows a false 200 of PATCH) decides nothing: look. */
export function outcomeOf(written: Written): PaymentOutcome & { credited?: boolean } {
  if (written.kind !== 'done') return written
  const { text, call } = written
  const row = zPayment.safeParse(parseJson(text))
  const payment = row.success ? seen(row.data) : null
  return payment
    ? { kind: 'done', payment, credited: row.success && creditOf(row.data) !== null, call }
    : unknown('ConnectWise’s answer does not name the payment.', call)
}

export function seen({ id, amount, paymentDate }: PaymentRow): SeenPayment | null {
  return amount && paymentDate ? { id, amount, date: paymentDate } : null
}
