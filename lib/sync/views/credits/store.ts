import { and, asc, eq, or, sql } from 'drizzle-orm'
import type { Transaction } from '../../../../drizzle/client.ts'
import { creditApplications } from '../../../../drizzle/schema/credits.ts'
import type { PairRow } from '../../credits/store.ts'

/** Of a record, whether it is the credit memo or the invoice; what is applied nowhere any more is left out. */
export async function creditsOfRecord(tx: Transaction, recordId: string): Promise<PairRow[]> {
  return tx
    .select()
    .from(creditApplications)
    .where(
      and(
        or(eq(creditApplications.creditRecordId, recordId), eq(creditApplications.invoiceRecordId, recordId)),
        sql`(${creditApplications.psaAmount} <> 0 or ${creditApplications.ledgerAmount} <> 0)`,
      ),
    )
    .orderBy(asc(creditApplications.id))
}

/** Credit that the two sides do not say alike. */
export async function unevenCredits(tx: Transaction, companyId: string, limit: number): Promise<PairRow[]> {
  return tx
    .select()
    .from(creditApplications)
    .where(
      and(
        eq(creditApplications.companyId, companyId),
        sql`${creditApplications.psaAmount} <> ${creditApplications.ledgerAmount}`,
      ),
    )
    .orderBy(asc(creditApplications.id))
    .limit(limit)
}
