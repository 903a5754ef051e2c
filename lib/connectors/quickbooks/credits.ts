import { z } from 'zod'
import { present } from '../../std/assert.ts'
import { type CalendarDate, calendarDate, isCalendarDate } from '../../std/clock.ts'
import { Decimal, sum } from '../../std/decimal.ts'
import { writeJson, zDecimal, zId } from '../../std/json.ts'
import type {
  ApplicationOutcome,
  LedgerApplication,
  LedgerCreditNote,
  NewApplication,
} from '../credit-facts.ts'
import type { WriteGuard } from '../write-facts.ts'
import type { QuickBooksClient } from './client.ts'
import { elementsOf } from './elements.ts'
import { zMaybeText, zMeta } from './fields.ts'
import { queryAll, queryIn, quoted } from './query.ts'
import { isRefund } from './refunds.ts'

const zLinks = z
  .array(z.object({ TxnId: zId, TxnType: z.string() }))
  .nullish()
  .transform(list => list ?? [])

const zMemo = z.object({ Id: zId, MetaData: zMeta, LinkedTxn: zLinks })

const zPayment = z.object({
  Id: zId,
  SyncToken: zMaybeText,
  TxnDate: zMaybeText,
  TotalAmt: zDecimal,
  Line: z
    .array(z.object({ Amount: zDecimal, LinkedTxn: zLinks }))
    .nullish()
    .transform(list => list ?? []),
})

type Payment = z.output<typeof zPayment>

/**
 * A credit memo is applied by a payment of nothing with a line for each of the two; a person may put several credits, several
 * invoices and money into one payment.
 */
export async function creditNotes(
  client: QuickBooksClient,
  ids: readonly string[],
): Promise<LedgerCreditNote[]> {
  // QuickBooks' ids are numbers: another vendor's id finds nothing and would be refused as a query.
  const values = ids.filter(id => /^\d{1,30}$/.test(id))
  const memos = await queryIn(client, 'CreditMemo', { field: 'Id', values }, zMemo)
  return notesOf(client, memos)
}

export async function* creditNotesChanged(client: QuickBooksClient, since: Date) {
  const where = `MetaData.LastUpdatedTime >= ${quoted(since.toISOString())}`
  const memos = await queryAll(client, 'CreditMemo', where, zMemo)
  if (memos.length === 0) return
  const changed = new Map(memos.map(({ Id, MetaData }) => [Id, new Date(MetaData.LastUpdatedTime)]))
  const notes = await notesOf(client, memos)
  yield notes.map(note => ({ note, updatedAt: present(changed.get(note.id), 'it is one of these') }))
}

async function notesOf(
  client: QuickBooksClient,
  memos: readonly z.output<typeof zMemo>[],
): Promise<LedgerCreditNote[]> {
  const linked = memos.flatMap(({ LinkedTxn }) => LinkedTxn).filter(({ TxnType }) => TxnType === 'Payment')
  const ids = [...new Set(linked.map(({ TxnId }) => TxnId))]
  const payments =
    ids.length === 0 ? [] : await queryIn(client, 'Payment', { field: 'Id', values: ids }, zPayment)
  return memos.map(({ Id }): LedgerCreditNote => {
    const shares = payments.map(payment => sharesOf(payment, Id))
    const unclear = shares.includes(null)
    return { id: Id, unclear, applications: shares.flatMap(share => share ?? []) }
  })
}

/** What one payment gave of the memo, invoice by invoice; null where it does not say. */
function sharesOf(payment: Payment, memoId: string): LedgerApplication[] | null {
  const lines = payment.Line.flatMap(({ Amount, LinkedTxn: [to] }) => (to ? [{ ...to, amount: Amount }] : []))
  const invoices = lines.filter(({ TxnType }) => TxnType === 'Invoice')
  const refunds = lines.filter(isRefund)
  const credits = lines.filter(one => one.TxnType !== 'Invoice' && !isRefund(one))
  const own = sum(
    credits.flatMap(({ TxnType, TxnId, amount }) =>
      TxnType === 'CreditMemo' && TxnId === memoId ? amount : [],
    ),
  )
  if (!own.isPositive()) return []
  const [only, ...others] = invoices
  // Paid back to the customer: no invoice was given anything of it.
  if (!only) return refunds.length > 0 ? [] : null
  const alone = lines.length === 2 && payment.TotalAmt.isZero()
  const share = (invoiceId: string, amount: Decimal): LedgerApplication => ({
    id: payment.Id,
    invoiceId,
    amount,
    date: dayOf(payment.TxnDate),
    version: payment.SyncToken,
    alone,
  })
  if (others.length === 0 && refunds.length === 0)
    return own.greaterThan(only.amount) ? null : [share(only.TxnId, own)]
  // Several invoices, or money back as well: only where the memo alone settled all of them.
  const settled = sum([...invoices, ...refunds].map(({ amount }) => amount))
  const whole = credits.length === 1 && settled.equals(own)
  return whole ? invoices.map(({ TxnId, amount }) => share(TxnId, amount)) : null
}

function dayOf(text: string): CalendarDate | null {
  return isCalendarDate(text) ? calendarDate(text) : null
}

export function applyBody(one: NewApplication): string {
  const line = (TxnId: string, TxnType: string) => ({
    Amount: one.amount,
    LinkedTxn: [{ TxnId, TxnType }],
  })
  return writeJson({
    CustomerRef: { value: one.contactId },
    CurrencyRef: { value: one.currency },
    TxnDate: one.date,
    TotalAmt: Decimal.zero,
    Line: [line(one.invoiceId, 'Invoice'), line(one.creditNoteId, 'CreditMemo')],
  })
}

export async function apply(
  client: QuickBooksClient,
  body: string,
  guard: WriteGuard,
): Promise<ApplicationOutcome> {
  return settled(client, body, guard, {})
}

export function unapplyBody({ id, version }: LedgerApplication): string {
  return writeJson({ Id: id, SyncToken: version })
}

export async function unapply(
  client: QuickBooksClient,
  body: string,
  guard: WriteGuard,
): Promise<ApplicationOutcome> {
  return settled(client, body, guard, { operation: 'delete' })
}

const zSettled = z.object({ Id: zId })

async function settled(
  client: QuickBooksClient,
  body: string,
  guard: WriteGuard,
  query: Record<string, string>,
): Promise<ApplicationOutcome> {
  const written = await client.write('payment', body, guard, query)
  if (written.kind !== 'written') return written
  const read = elementsOf(written, body, 1, { Payment: zSettled })
  if (read.kind !== 'answered') return read
  const element = present(read.elements[0], 'an answer to one write has one')
  if (element.kind === 'rejected') return { ...element, call: read.call }
  return { kind: 'done', id: element.remote.Id, call: read.call }
}
