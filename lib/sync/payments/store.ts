import { and, asc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { ledgerPayments, paymentReads } from '../../../drizzle/schema/payments.ts'
import { postingSources, postings } from '../../../drizzle/schema/postings.ts'
import type { HeldPayment, PaidShare } from '../../accounting/payments.ts'
import type { LedgerPayment } from '../../connectors/payment-facts.ts'
import { calendarDate } from '../../std/clock.ts'
import { newId } from '../../std/id.ts'
import { writeJson } from '../../std/json.ts'
import { personFirst } from '../due/store.ts'
import type { Scope } from '../postings/store.ts'

export type PaymentRow = typeof ledgerPayments.$inferSelect

/** What one posting brings up to date: the payments of one invoice. One at a time, as its source is unique while it lives. */
export const paymentsKind = 'invoice-payments'

/**
 * The newest version of each payment wins, whatever comes when; what is no longer in it is no longer paid by it. Rows that
 * have changed are looked through again.
 */
export async function keepPayments(scope: Scope, list: readonly LedgerPayment[]): Promise<void> {
  if (list.length === 0) return
  const payments = newestOf(list)
  const { accountId, companyId, tx } = scope
  const rows = writeJson(payments.flatMap(rowsOf))
  const versions = writeJson(
    payments.map(({ id, updatedAt }) => ({ id, updated_at: updatedAt.toISOString() })),
  )
  const columns =
    sql.raw(`v(id uuid, payment_id text, document_id text, document_number text, kind text, amount text,
    currency text, customer text, reference text, date text, standing boolean, updated_at timestamptz)`)
  // Deleted, voided, or moved to another document: the newer version is without it.
  await tx.execute(sql`
    with v as (select * from jsonb_to_recordset(${versions}::jsonb) as v(id text, updated_at timestamptz)),
    parts as (select * from jsonb_to_recordset(${rows}::jsonb) as ${columns})
    update ledger_payments p set standing = false, settled = false, ledger_updated_at = v.updated_at, seen_at = now()
    from v where p.account_id = ${accountId} and p.company_id = ${companyId} and p.payment_id = v.id
      and p.standing and p.ledger_updated_at <= v.updated_at
      and not exists (select 1 from parts where parts.payment_id = p.payment_id and parts.document_id = p.document_id
                        and parts.kind = p.kind)`)
  await tx.execute(sql`
    insert into ledger_payments (account_id, id, company_id, payment_id, document_id, document_number, kind, amount, currency,
        customer, reference, date, standing, ledger_updated_at)
    select ${accountId}, id, ${companyId}, payment_id, document_id, document_number, kind, amount::numeric, currency, customer,
        reference, date, standing, updated_at
    from jsonb_to_recordset(${rows}::jsonb) as ${columns}
    where date is not null
    on conflict (account_id, company_id, payment_id, document_id, kind) do update set
      document_number = coalesce(nullif(excluded.document_number, ''), ledger_payments.document_number),
      amount = excluded.amount, currency = excluded.currency, customer = excluded.customer, reference = excluded.reference,
      date = excluded.date, standing = excluded.standing, ledger_updated_at = excluded.ledger_updated_at, seen_at = now(),
      settled = ledger_payments.settled and ledger_payments.amount = excluded.amount
        and ledger_payments.date = excluded.date and ledger_payments.standing = excluded.standing
    where ledger_payments.ledger_updated_at <= excluded.ledger_updated_at`)
}

/** A statement takes a row once. */
function newestOf(list: readonly LedgerPayment[]): LedgerPayment[] {
  const newest = new Map<string, LedgerPayment>()
  for (const payment of list) {
    const known = newest.get(payment.id)
    if (!known || known.updatedAt <= payment.updatedAt) newest.set(payment.id, payment)
  }
  return [...newest.values()]
}

function rowsOf(payment: LedgerPayment) {
  const { currency, customer, reference, date, standing } = payment
  return payment.parts.map(part => ({
    id: newId(),
    payment_id: payment.id,
    document_id: part.documentId,
    document_number: part.documentNumber,
    kind: part.kind,
    amount: part.amount.toText(),
    ...{ currency, customer, reference, date, standing },
    updated_at: payment.updatedAt.toISOString(),
  }))
}

/**
 * Payments of documents that we posted belong to the records that these came from, also where the document was billed again since;
 * others where one of the same document does.
 */
export async function matchPayments(scope: Scope): Promise<void> {
  await scope.tx.execute(sql`
    update ledger_payments lp set record_id = s.source_id, record_number = p.title, matched_by = 'posting', settled = false,
      candidates = '[]'::jsonb
    from postings p join posting_sources s on s.account_id = p.account_id and s.posting_id = p.id
    where lp.account_id = ${scope.accountId} and lp.company_id = ${scope.companyId} and lp.record_id is null
      and lp.kind = 'payment' and p.account_id = lp.account_id and p.company_id = lp.company_id and p.target = 'ledger'
      and p.kind = 'invoice' and p.remote_id = lp.document_id and s.kind = 'invoice' and s.part = 'document'
      and p.state in ('posted', 'confirmed', 'mismatch', 'drifted', 'undone')`)
  // What a person or its reference has said of a document holds for all that is paid of it.
  await scope.tx.execute(sql`
    update ledger_payments lp set record_id = known.record_id, record_number = known.record_number,
      matched_by = known.matched_by, settled = false, candidates = '[]'::jsonb
    from ledger_payments known
    where lp.account_id = ${scope.accountId} and lp.company_id = ${scope.companyId} and lp.record_id is null
      and lp.kind = 'payment' and lp.document_id <> '' and lp.left_out = ''
      and known.account_id = lp.account_id and known.company_id = lp.company_id and known.document_id = lp.document_id
      and known.kind = 'payment' and known.record_id is not null`)
}

/** Invoices in ConnectWise that something may be left to write on. */
export async function openRecords(scope: Scope, limit: number): Promise<string[]> {
  const rows = await scope.tx
    .selectDistinct({ recordId: ledgerPayments.recordId })
    .from(ledgerPayments)
    .where(
      and(
        eq(ledgerPayments.companyId, scope.companyId),
        eq(ledgerPayments.settled, false),
        sql`${ledgerPayments.recordId} is not null`,
        // What is being written or was refused stands for itself.
        sql`not exists (select 1 from posting_sources s where s.account_id = "ledger_payments"."account_id" and s.live
              and s.kind = ${paymentsKind} and s.source_id = "ledger_payments"."record_id")`,
      ),
    )
    .limit(limit)
  return rows.flatMap(({ recordId }) => recordId ?? [])
}

export interface Shares {
  recordId: string
  number: string
  shares: PaidShare[]
  single: boolean
}

/** All that the ledger says was paid of these invoices, locked for this transaction. */
export async function sharesOf(scope: Scope, recordIds: readonly string[]): Promise<Map<string, Shares>> {
  if (recordIds.length === 0) return new Map()
  const rows = await scope.tx
    .select()
    .from(ledgerPayments)
    .where(
      and(
        eq(ledgerPayments.companyId, scope.companyId),
        eq(ledgerPayments.kind, 'payment'),
        inArray(ledgerPayments.recordId, [...recordIds]),
        // What a person has seen to by hand is nothing of ours.
        or(eq(ledgerPayments.leftOut, ''), isNotNull(ledgerPayments.heldId)),
      ),
    )
    .orderBy(ledgerPayments.id)
    .for('update')
  const groups = Map.groupBy(rows, row => row.recordId ?? '')
  return new Map(
    [...groups].map(([recordId, own]) => [
      recordId,
      {
        recordId,
        number: own.find(row => row.recordNumber !== '')?.recordNumber ?? '',
        shares: own.map(shareOf),
        single: own.some(row => row.single),
      },
    ]),
  )
}

function shareOf(row: PaymentRow): PaidShare {
  const { id, amount, standing } = row
  return { id, amount, standing, date: calendarDate(row.date), held: heldOf(row) }
}

function heldOf({ heldId, heldAmount, heldDate }: PaymentRow): HeldPayment | null {
  return heldId !== null && heldAmount !== null && heldDate !== null
    ? { id: heldId, amount: heldAmount, date: calendarDate(heldDate) }
    : null
}

export async function hold(scope: Scope, list: { id: string; held: HeldPayment | null }[]): Promise<void> {
  for (const { id, held } of list) {
    await scope.tx
      .update(ledgerPayments)
      .set({
        heldId: held?.id ?? null,
        heldAmount: held?.amount ?? null,
        heldDate: held?.date ?? null,
        settled: false,
      })
      .where(eq(ledgerPayments.id, id))
  }
}

/** Invoices whose payments are to be written next, in the order in which they are taken. */
export async function nextPaid(scope: Scope, limit: number): Promise<string[]> {
  const rows = await scope.tx
    .select({ recordId: postingSources.sourceId })
    .from(postings)
    .innerJoin(postingSources, eq(postingSources.postingId, postings.id))
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        eq(postings.kind, 'payment'),
        eq(postings.state, 'ready'),
        eq(postings.live, true),
        eq(postings.attempts, 0),
        eq(postingSources.kind, paymentsKind),
      ),
    )
    .orderBy(personFirst, asc(postings.readyAt), asc(postings.id))
    .limit(limit)
  return rows.map(({ recordId }) => recordId)
}

/** `single`: ConnectWise took no second payment for this invoice. */
export async function noteRecord(
  scope: Scope,
  recordId: string,
  set: { settled?: boolean; single?: boolean },
): Promise<void> {
  await scope.tx
    .update(ledgerPayments)
    .set(set)
    .where(and(eq(ledgerPayments.companyId, scope.companyId), eq(ledgerPayments.recordId, recordId)))
}

/** What was refused is tried again after a while, at once where a person asks, and where the ledger has news of it. */
export async function refusedPayments(scope: Scope, olderThanMs: number) {
  const rows = await scope.tx
    .select({ id: postings.id, fence: postings.fence, recordId: postingSources.sourceId })
    .from(postings)
    .innerJoin(postingSources, eq(postingSources.postingId, postings.id))
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        eq(postings.kind, 'payment'),
        eq(postings.state, 'rejected'),
        eq(postings.live, true),
        sql`(${postings.updatedAt} <= clock_timestamp() - ${olderThanMs} * interval '1 millisecond'
          or exists (select 1 from ledger_payments lp where lp.account_id = ${postings.accountId}
                      and lp.company_id = ${postings.companyId} and lp.record_id = ${postingSources.sourceId} and not lp.settled))`,
      ),
    )
  return rows
}

export type PaymentRead = typeof paymentReads.$inferSelect

/** Asks for a read: `olderThanMs` leaves one alone that was made so lately. True: somebody has to be woken. */
export async function askRead(
  scope: Scope,
  { asked, olderThanMs }: { asked: boolean; olderThanMs: number },
): Promise<boolean> {
  const { accountId, companyId } = scope
  const rows = await scope.tx
    .insert(paymentReads)
    .values({ accountId, companyId, dueAt: sql`clock_timestamp()`, asked })
    .onConflictDoUpdate({
      target: [paymentReads.accountId, paymentReads.companyId],
      set: { dueAt: sql`clock_timestamp()`, asked: sql`${paymentReads.asked} or ${asked}` },
      setWhere: sql`${olderThanMs} = 0 or ${paymentReads.readAt} is null
        or ${paymentReads.readAt} <= clock_timestamp() - ${olderThanMs} * interval '1 millisecond'`,
    })
    .returning({ companyId: paymentReads.companyId })
  return rows.length > 0
}

export async function dueRead(scope: Scope): Promise<PaymentRead | null> {
  const [row] = await scope.tx
    .select()
    .from(paymentReads)
    .where(
      and(
        eq(paymentReads.companyId, scope.companyId),
        sql`${paymentReads.dueAt} <= clock_timestamp() + interval '5 milliseconds'`,
      ),
    )
  return row ?? null
}

/** Who rang while it was being read is heard next time. */
export async function noteRead(
  scope: Scope,
  read: PaymentRead,
  {
    cursor,
    trouble,
    fromDay,
    conversionDay,
  }: Pick<PaymentRead, 'cursor' | 'trouble' | 'fromDay' | 'conversionDay'>,
): Promise<void> {
  const rangMeanwhile = sql`${paymentReads.dueAt} is distinct from ${read.dueAt?.toISOString() ?? null}::timestamptz`
  await scope.tx
    .update(paymentReads)
    .set({
      cursor,
      trouble,
      fromDay,
      conversionDay,
      readAt: sql`clock_timestamp()`,
      dueAt: sql`case when ${rangMeanwhile} then ${paymentReads.dueAt} end`,
      asked: sql`case when ${rangMeanwhile} then ${paymentReads.asked} else false end`,
    })
    .where(eq(paymentReads.companyId, scope.companyId))
}

/** Another first day of payments, or a person asks: all that is not written is looked through again. */
export async function lookThroughAgain(scope: Scope): Promise<void> {
  await scope.tx
    .update(ledgerPayments)
    .set({ settled: false })
    .where(and(eq(ledgerPayments.companyId, scope.companyId), isNull(ledgerPayments.heldId)))
}

/** No payment of a document of ours can be older; null = there is none. */
export async function firstPosted(scope: Scope): Promise<Date | null> {
  const [row] = await scope.tx
    .select({
      at: sql<
        string | null
      >`to_char(min(${postings.postedAt}) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
    })
    .from(postings)
    .where(and(eq(postings.companyId, scope.companyId), eq(postings.target, 'ledger')))
  return row?.at ? new Date(row.at) : null
}
