import { and, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { ledgerPayments } from '../../../../drizzle/schema/payments.ts'
import { postingSources, postings } from '../../../../drizzle/schema/postings.ts'
import { recordSources } from '../../../accounting/record-id.ts'
import type { CalendarDate } from '../../../std/clock.ts'
import type { Scope } from '../../postings/store.ts'
import type { PaymentRow } from '../store.ts'

/** Payments that are matched with no invoice of ConnectWise and were not looked up lately. */
export async function unmatchedToLook(
  scope: Scope,
  from: CalendarDate | null,
  limit: number,
): Promise<PaymentRow[]> {
  return scope.tx
    .select()
    .from(ledgerPayments)
    .where(
      and(
        eq(ledgerPayments.companyId, scope.companyId),
        eq(ledgerPayments.kind, 'payment'),
        eq(ledgerPayments.standing, true),
        eq(ledgerPayments.leftOut, ''),
        isNull(ledgerPayments.recordId),
        from === null ? undefined : sql`${ledgerPayments.date} >= ${from}`,
        sql`(${ledgerPayments.lookedAt} is null or ${ledgerPayments.lookedAt} < clock_timestamp() - interval '1 day')`,
      ),
    )
    .orderBy(ledgerPayments.date)
    .limit(limit)
}

export async function noteCandidates(
  scope: Scope,
  id: string,
  { number, candidates }: { number: string; candidates: readonly object[] },
): Promise<void> {
  await scope.tx
    .update(ledgerPayments)
    .set({ documentNumber: number, candidates, lookedAt: sql`clock_timestamp()` })
    .where(eq(ledgerPayments.id, id))
}

/** One that is on no invoice of ConnectWise yet, or not written on its own, for a person's word about it. */
export async function lockLoose(tx: Scope['tx'], id: string): Promise<PaymentRow | null> {
  const [row] = await tx
    .select()
    .from(ledgerPayments)
    .where(
      and(
        eq(ledgerPayments.id, id),
        isNull(ledgerPayments.heldId),
        eq(ledgerPayments.leftOut, ''),
        // On an invoice, but with nothing to be written for it as it stands.
        or(isNull(ledgerPayments.recordId), eq(ledgerPayments.settled, true)),
      ),
    )
    .for('update')
  return row ?? null
}

/** `by`: who says so. */
export async function saveMatch(
  tx: Scope['tx'],
  id: string,
  { recordId, number, by }: { recordId: string; number: string; by: 'person' | 'reference' | 'number' },
): Promise<void> {
  const match = { recordId, recordNumber: number, matchedBy: by, settled: false, candidates: [] }
  await tx.update(ledgerPayments).set(match).where(eq(ledgerPayments.id, id))
}

/** A person says that no invoice of ConnectWise is meant. */
export async function saveLeftOut(tx: Scope['tx'], id: string, reason: string): Promise<void> {
  await tx.update(ledgerPayments).set({ leftOut: reason }).where(eq(ledgerPayments.id, id))
}

/** Another conversion date, or a person who asks: all of them are looked up again. */
export async function lookUpAgain(scope: Scope): Promise<void> {
  await scope.tx
    .update(ledgerPayments)
    .set({ lookedAt: null })
    .where(and(eq(ledgerPayments.companyId, scope.companyId), isNull(ledgerPayments.recordId)))
}

/** Those of these records that stand in a ledger already, by a document of ours. */
export async function postedRecords(scope: Scope, recordIds: readonly string[]): Promise<Set<string>> {
  if (recordIds.length === 0) return new Set()
  const rows = await scope.tx
    .select({ recordId: postingSources.sourceId })
    .from(postingSources)
    .innerJoin(postings, eq(postings.id, postingSources.postingId))
    .where(
      and(
        inArray(postingSources.kind, recordSources),
        eq(postingSources.part, 'document'),
        inArray(postingSources.sourceId, [...recordIds]),
        eq(postings.target, 'ledger'),
        isNotNull(postings.remoteId),
        inArray(postings.state, ['posted', 'confirmed', 'mismatch', 'drifted']),
      ),
    )
  return new Set(rows.map(({ recordId }) => recordId))
}
