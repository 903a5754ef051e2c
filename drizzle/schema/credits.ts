import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { accountId, exactJson, moment, money, readSoFar } from '../columns.ts'
import { ofCompany } from './accounts.ts'

/**
 * Credit of one credit memo for one invoice, one row for each two: how much of it each side says is applied, and what both said
 * when they last agreed. Who has left that is whom the other side follows (accounting/credits.ts).
 */
export const creditApplications = pgTable(
  'credit_applications',
  {
    accountId: accountId(),
    id: uuid('id').notNull(),
    companyId: uuid('company_id').notNull(),
    /** ids in ConnectWise */
    creditRecordId: text('credit_record_id').notNull(),
    invoiceRecordId: text('invoice_record_id').notNull(),
    creditNumber: text('credit_number').notNull().default(''),
    invoiceNumber: text('invoice_number').notNull().default(''),
    customer: text('customer').notNull().default(''),
    currency: text('currency').notNull().default(''),
    psaAmount: money('psa_amount').notNull().default(sql`0`),
    ledgerAmount: money('ledger_amount').notNull().default(sql`0`),
    agreedAmount: money('agreed_amount').notNull().default(sql`0`),
    /** YYYY-MM-DD, the newest day of what is applied there; '' = nothing is */
    psaDate: text('psa_date').notNull().default(''),
    ledgerDate: text('ledger_date').notNull().default(''),
    /** why nothing is written, or what was refused */
    problems: exactJson('problems').notNull().default(sql`'[]'::jsonb`),
    /** nothing was left to write when it was last looked through */
    settled: boolean('settled').notNull().default(false),
    /** when a write of ours last changed it: what was read before says nothing of it */
    writtenAt: moment('written_at'),
    seenAt: moment('seen_at').notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.id] }),
    ofCompany(t),
    uniqueIndex('credit_applications_two').on(t.accountId, t.companyId, t.creditRecordId, t.invoiceRecordId),
    index('credit_applications_invoice').on(t.accountId, t.invoiceRecordId),
    index('credit_applications_open').on(t.accountId, t.companyId).where(sql`not settled`),
    check(
      'credit_applications_positive',
      sql`${t.psaAmount} >= 0 and ${t.ledgerAmount} >= 0 and ${t.agreedAmount} >= 0`,
    ),
  ],
)

/** How far a company's applied credits have been read, and whether somebody rang meanwhile. */
export const creditReads = pgTable('credit_reads', readSoFar(), t => [
  primaryKey({ columns: [t.accountId, t.companyId] }),
  ofCompany(t),
])
