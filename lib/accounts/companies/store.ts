import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import {
  accounts,
  companies,
  connections,
  membershipCompanies,
  settings,
} from '../../../drizzle/schema/accounts.ts'
import { creditReads } from '../../../drizzle/schema/credits.ts'
import { paymentReads } from '../../../drizzle/schema/payments.ts'
import { companyLanes, postings, runs, sends } from '../../../drizzle/schema/postings.ts'
import {
  mappingKeys,
  mappings,
  records,
  referenceItems,
  referenceLists,
} from '../../../drizzle/schema/reference.ts'

/** Names are compared with those of the others: one at a time changes them. */
export async function lockNames(tx: Transaction): Promise<void> {
  await tx.select({ id: accounts.accountId }).from(accounts).for('update')
}

export async function saveCompanyName(tx: Transaction, companyId: string, name: string): Promise<void> {
  await tx.update(companies).set({ name }).where(eq(companies.id, companyId))
}

/** What a company leaves behind once it has had books: a link to a ledger, a decision, a document, a run. */
export async function historyOf(tx: Transaction, companyId: string): Promise<boolean> {
  for (const table of [connections, mappings, postings, sends, runs]) {
    const found = await tx.select({ one: sql`1` }).from(table).where(eq(table.companyId, companyId)).limit(1)
    if (found.length > 0) return true
  }
  return false
}

/** With all that only it had: nothing of it was anybody's books. */
export async function deleteCompanyRows(tx: Transaction, companyId: string): Promise<void> {
  await tx.delete(settings).where(and(eq(settings.scope, 'company'), eq(settings.scopeId, companyId)))
  for (const table of [referenceItems, referenceLists])
    await tx.delete(table).where(eq(table.ownerId, companyId))
  for (const table of [membershipCompanies, mappingKeys, records, companyLanes, paymentReads, creditReads]) {
    await tx.delete(table).where(eq(table.companyId, companyId))
  }
  await tx.delete(companies).where(eq(companies.id, companyId))
}
