import { z } from 'zod'
import { calendarDate, isCalendarDate } from '../../std/clock.ts'
import { type Decimal, sum } from '../../std/decimal.ts'
import { zDecimal, zId } from '../../std/json.ts'
import type { LedgerPayment, LedgerPaymentPart } from '../payment-facts.ts'
import { ConnectorError } from '../ports.ts'
import type { QuickBooksClient } from './client.ts'
import type { QuickBooksConfig } from './config.ts'
import { zMaybeText, zMeta } from './fields.ts'
import { queryAll, quoted } from './query.ts'
import { isRefund, zRefundReceipt } from './refunds.ts'

const zLine = z.object({
  Amount: zDecimal,
  LinkedTxn: z.array(z.object({ TxnId: zId, TxnType: z.string() })).default([]),
})

/** A deleted one has its id and when it went; a voided one has nothing left in it. */
const zPayment = z
  .object({
    Id: zId,
    status: zMaybeText,
    MetaData: zMeta,
    TxnDate: zMaybeText,
    UnappliedAmt: zDecimal.nullish(),
    CurrencyRef: z.object({ value: z.string() }).nullish(),
    CustomerRef: z.object({ name: zMaybeText }).nullish(),
    PaymentRefNum: zMaybeText,
    Line: z.array(zLine).nullish(),
  })
  .transform((row): LedgerPayment => {
    const standing = row.status !== 'Deleted'
    return {
      id: row.Id,
      updatedAt: new Date(row.MetaData.LastUpdatedTime),
      date: isCalendarDate(row.TxnDate) ? calendarDate(row.TxnDate) : null,
      standing,
      reference: row.PaymentRefNum,
      customer: row.CustomerRef?.name ?? '',
      currency: row.CurrencyRef?.value ?? '',
      parts: standing ? partsOf(row.Line ?? [], row.UnappliedAmt ?? null) : [],
    }
  })

/**
 * Lines for invoices are what was paid, those for money out what was paid back. Lines for credit memos (and journals) are what
 * part of it was settled without money: of one invoice that is told, of several QuickBooks does not say which.
 */
function partsOf(lines: z.output<typeof zLine>[], unapplied: Decimal | null): LedgerPaymentPart[] {
  const linked = lines.flatMap(({ Amount, LinkedTxn: [to] }) => (to ? [{ ...to, amount: Amount }] : []))
  const total = (list: typeof linked) => sum(list.map(({ amount }) => amount))
  const refunded = total(linked.filter(isRefund))
  const credits = total(linked.filter(one => !isInvoice(one) && !isRefund(one)))
  const invoices = [...Map.groupBy(linked.filter(isInvoice), ({ TxnId }) => TxnId)].map(
    ([documentId, own]) => ({
      documentId,
      documentNumber: '',
      amount: total(own),
    }),
  )
  const noDocument = { documentId: '', documentNumber: '' }
  const rest: LedgerPaymentPart[] = [
    ...(refunded.isPositive() ? [{ kind: 'refund' as const, ...noDocument, amount: refunded }] : []),
    ...(unapplied?.isPositive() ? [{ kind: 'unapplied' as const, ...noDocument, amount: unapplied }] : []),
  ]
  const [only, ...others] = invoices
  if (!credits.isPositive())
    return [...invoices.map(part => ({ kind: 'payment' as const, ...part })), ...rest]
  if (!only || others.length > 0 || refunded.isPositive() || !credits.lessThan(only.amount))
    return [...invoices.map(part => ({ kind: 'credit' as const, ...part })), ...rest]
  const money = only.amount.minus(credits)
  return [{ kind: 'payment', ...only, amount: money }, { kind: 'credit', ...only, amount: credits }, ...rest]
}

function isInvoice({ TxnType }: { TxnType: string }): boolean {
  return TxnType === 'Invoice'
}

/** Changes are told for thirty days back (knowledge/ledgers.md §2.5); a margin, as the clocks differ. */
const toldMs = 29 * 24 * 3_600_000
/** So many are told at once: then there may be more. */
const toldMost = 1_000

const zChanges = z.object({
  CDCResponse: z.array(
    z.object({
      QueryResponse: z.array(
        z.object({
          Payment: z.array(zPayment).default([]),
          RefundReceipt: z.array(zRefundReceipt).default([]),
        }),
      ),
    }),
  ),
})

/** Deleted ones are told by the change list alone, all others by a query too: it serves where that list ends. */
export async function* payments(
  client: QuickBooksClient,
  config: Pick<QuickBooksConfig, 'clock' | 'timeFactor'>,
  since: Date,
): AsyncGenerator<LedgerPayment[]> {
  const oldest = new Date(config.clock.now().getTime() - toldMs / config.timeFactor)
  const from = since < oldest ? oldest : since
  const answer = await changesSince(client, from)
  const told = answer.CDCResponse.flatMap(({ QueryResponse }) => QueryResponse).flatMap(
    ({ Payment, RefundReceipt }) => [...Payment, ...RefundReceipt],
  )
  if (told.length > 0) yield told
  if (since >= oldest && told.length < toldMost) return
  const where = `MetaData.LastUpdatedTime >= ${quoted(since.toISOString())}`
  const found = await queryAll(client, 'Payment', where, zPayment)
  const refunds = await unlessRefused(
    () => queryAll(client, 'RefundReceipt', where, zRefundReceipt),
    async () => [],
  )
  if (found.length + refunds.length > 0) yield [...found, ...refunds]
}

/** What is paid back is for a person to read: it must not keep what is paid from being read. */
function changesSince(client: QuickBooksClient, from: Date) {
  const ask = (entities: string) =>
    client.read('cdc', { entities, changedSince: from.toISOString() }, zChanges)
  return unlessRefused(
    () => ask('Payment,RefundReceipt'),
    () => ask('Payment'),
  )
}

async function unlessRefused<T>(first: () => Promise<T>, second: () => Promise<T>): Promise<T> {
  try {
    return await first()
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'invalid') throw error
    return second()
  }
}
