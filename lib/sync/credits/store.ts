import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { creditApplications } from '../../../drizzle/schema/credits.ts'
import type { Problem } from '../../accounting/problems.ts'
import type { Decimal } from '../../std/decimal.ts'
import { newId } from '../../std/id.ts'
import { writeJson } from '../../std/json.ts'
import type { Scope } from '../postings/store.ts'

export type PairRow = typeof creditApplications.$inferSelect

/** What a posting of credit came from: the credit memo, and as its part the invoice. One at a time for each two. */
export const creditsKind = 'credit-application'

export function creditPart(invoiceRecordId: string): string {
  return `allocation:${invoiceRecordId}`
}

/** What one side says is applied of one credit memo to one invoice, in all. */
export interface SaidOfPair {
  creditRecordId: string
  invoiceRecordId: string
  creditNumber: string
  invoiceNumber: string
  customer: string
  currency: string
  amount: Decimal
  /** newest day of it */
  date: string
}

/**
 * What a side was read to say. `within`: the credit memos and invoices that were asked for: of a pair of those that is not in
 * the list, nothing is applied any more. What was written since the read began, or is being written, is left as it is.
 */
export async function noteSide(
  scope: Scope,
  side: 'psa' | 'ledger',
  said: readonly SaidOfPair[],
  within: { credits: readonly string[]; invoices: readonly string[] | null; since: Date },
): Promise<void> {
  const amount = sql.raw(`${side}_amount`)
  const date = sql.raw(`${side}_date`)
  const { accountId, companyId } = scope
  const rows = writeJson(
    said.map(one => ({
      id: newId(),
      credit_record_id: one.creditRecordId,
      invoice_record_id: one.invoiceRecordId,
      credit_number: one.creditNumber,
      invoice_number: one.invoiceNumber,
      customer: one.customer,
      currency: one.currency,
      amount: one.amount.toText(),
      date: one.date,
    })),
  )
  const v = sql`v as (select * from jsonb_to_recordset(${rows}::jsonb) as v(id uuid, credit_record_id text,
    invoice_record_id text, credit_number text, invoice_number text, customer text, currency text, amount text, date text))`
  const untouched = sql`(a.written_at is null or a.written_at < ${within.since.toISOString()}::timestamptz - interval '5 milliseconds')
    and not exists (select 1 from posting_sources s where s.account_id = a.account_id and s.live and s.kind = ${creditsKind}
      and s.source_id = a.credit_record_id and s.part = 'allocation:' || a.invoice_record_id
      and exists (select 1 from postings p where p.account_id = s.account_id and p.id = s.posting_id
        and p.state in ('sending', 'unknown', 'posted')))`
  await scope.tx.execute(sql`
    with ${v}
    insert into credit_applications as a (account_id, id, company_id, credit_record_id, invoice_record_id, credit_number,
      invoice_number, customer, currency, ${amount}, ${date})
    select ${accountId}, id, ${companyId}, credit_record_id, invoice_record_id, credit_number, invoice_number, customer, currency,
      amount::numeric, date from v
    on conflict (account_id, company_id, credit_record_id, invoice_record_id) do update set
      credit_number = excluded.credit_number, invoice_number = excluded.invoice_number, customer = excluded.customer,
      currency = excluded.currency, seen_at = now(), ${date} = excluded.${date}, ${amount} = excluded.${amount},
      settled = a.settled and a.${amount} = excluded.${amount}
    where ${untouched}`)
  const ofInvoices =
    within.invoices === null
      ? sql``
      : sql`and a.invoice_record_id in (select jsonb_array_elements_text(${writeJson([...within.invoices])}::jsonb))`
  await scope.tx.execute(sql`
    with ${v}
    update credit_applications a set ${amount} = 0, ${date} = '', settled = false, seen_at = now()
    where a.account_id = ${accountId} and a.company_id = ${companyId} and a.${amount} <> 0
      and a.credit_record_id in (select jsonb_array_elements_text(${writeJson([...within.credits])}::jsonb)) ${ofInvoices}
      and not exists (select 1 from v where v.credit_record_id = a.credit_record_id and v.invoice_record_id = a.invoice_record_id)
      and ${untouched}`)
}

/** Pairs that something may be left to write of; what is being written or was refused stands for itself. */
export async function openPairs(scope: Scope, limit: number): Promise<PairRow[]> {
  return scope.tx
    .select()
    .from(creditApplications)
    .where(
      and(
        eq(creditApplications.companyId, scope.companyId),
        eq(creditApplications.settled, false),
        sql`not exists (select 1 from posting_sources s where s.account_id = "credit_applications"."account_id" and s.live
              and s.kind = ${creditsKind} and s.source_id = "credit_applications"."credit_record_id"
              and s.part = 'allocation:' || "credit_applications"."invoice_record_id")`,
      ),
    )
    .orderBy(asc(creditApplications.id))
    .limit(limit)
    .for('update')
}

export async function pairsByIds(scope: Scope, ids: readonly string[]): Promise<Map<string, PairRow>> {
  if (ids.length === 0) return new Map()
  const rows = await scope.tx
    .select()
    .from(creditApplications)
    .where(inArray(creditApplications.id, [...ids]))
    .for('update')
  return new Map(rows.map(row => [row.id, row]))
}

type Set = Partial<
  Pick<PairRow, 'psaAmount' | 'ledgerAmount' | 'agreedAmount' | 'psaDate' | 'ledgerDate' | 'settled'>
> & {
  problems?: readonly Problem[]
}

/** `written`: a write of ours changed it, and what was read before says nothing of it any more. */
export async function notePair(scope: Scope, id: string, set: Set, written = false): Promise<void> {
  const at = written ? { writtenAt: sql`clock_timestamp()` } : {}
  await scope.tx
    .update(creditApplications)
    .set({ ...set, ...at })
    .where(eq(creditApplications.id, id))
}

/** A document has come to stand: what was told of credit between it and another is looked through again. */
export async function lookThroughPairs(scope: Scope, documentPostingIds: readonly string[]): Promise<void> {
  if (documentPostingIds.length === 0) return
  await scope.tx.execute(sql`
    update credit_applications a set settled = false
    from posting_sources s
    where s.account_id = ${scope.accountId} and s.posting_id in ${[...documentPostingIds]} and s.part = 'document'
      and a.account_id = s.account_id and a.company_id = ${scope.companyId} and a.settled
      and (a.credit_record_id = s.source_id or a.invoice_record_id = s.source_id) and a.psa_amount <> a.ledger_amount`)
}

/** One of the two may stand by now without having been told (a difference that a person accepted), or the first day is another. */
export async function lookAtWaiting(scope: Scope): Promise<void> {
  await scope.tx.execute(sql`
    update credit_applications set settled = false
    where account_id = ${scope.accountId} and company_id = ${scope.companyId} and settled and psa_amount <> ledger_amount
      and (problems = '[]'::jsonb or problems @> '[{"code": "credit-waits"}]'::jsonb)`)
}

/** Credit that was asked for by itself and refused: it is looked at anew as often. */
export async function refusedByItself(scope: Scope, olderThanMs: number) {
  const rows = await scope.tx.execute(sql`
    select id, fence from postings
    where account_id = ${scope.accountId} and company_id = ${scope.companyId} and kind = 'allocation' and live
      and state = 'rejected' and payload ->> 'pairId' is null
      and updated_at <= clock_timestamp() - ${olderThanMs} * interval '1 millisecond'`)
  return rows.map(row => ({ id: String(row.id), fence: Number(row.fence) }))
}

/** What was refused is tried again after a while, at once where a person asks, and where a side has news of it. */
export async function refusedCredits(scope: Scope, olderThanMs: number) {
  const rows = await scope.tx.execute(sql`
    select p.id, p.fence, a.id as pair_id
    from postings p
    join posting_sources s on s.account_id = p.account_id and s.posting_id = p.id and s.live and s.kind = ${creditsKind}
    join credit_applications a on a.account_id = p.account_id and a.company_id = p.company_id
      and a.credit_record_id = s.source_id and s.part = 'allocation:' || a.invoice_record_id
    where p.account_id = ${scope.accountId} and p.company_id = ${scope.companyId} and p.live and p.state = 'rejected'
      and (p.updated_at <= clock_timestamp() - ${olderThanMs} * interval '1 millisecond' or not a.settled)`)
  return rows.map(row => ({
    id: String(row.id),
    fence: Number(row.fence),
    pairId: String(row.pair_id),
  }))
}
