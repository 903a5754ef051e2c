import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { accountId, exactJson, moment, money, readSoFar } from '../columns.ts'
import { ofCompany } from './accounts.ts'

/**
 * What the ledger says was paid, one row for each payment and document: the newest version that was read. `held_…` is the
 * payment in ConnectWise that holds it, as it was last known to stand there.
 */
export const ledgerPayments = pgTable(
  'ledger_payments',
  {
    accountId: accountId(),
    id: uuid('id').notNull(),
    companyId: uuid('company_id').notNull(),
    /** id of the payment in the ledger */
    paymentId: text('payment_id').notNull(),
    /** id of the paid document in the ledger, '' where it is applied to none */
    documentId: text('document_id').notNull(),
    documentNumber: text('document_number').notNull().default(''),
    customer: text('customer').notNull().default(''),
    reference: text('reference').notNull().default(''),
    /** payment | credit | refund | unapplied */
    kind: text('kind').notNull(),
    amount: money('amount').notNull(),
    currency: text('currency').notNull().default(''),
    /** YYYY-MM-DD, in no time zone */
    date: text('date').notNull(),
    standing: boolean('standing').notNull(),
    ledgerUpdatedAt: moment('ledger_updated_at').notNull(),
    /** id of the invoice in ConnectWise; null while it is matched with none */
    recordId: text('record_id'),
    recordNumber: text('record_number').notNull().default(''),
    /** posting | person | reference | number */
    matchedBy: text('matched_by').notNull().default(''),
    /** invoices in ConnectWise that it may be for, while it is matched with none */
    candidates: exactJson('candidates').notNull().default(sql`'[]'::jsonb`),
    lookedAt: moment('looked_at'),
    /** what a person said of it: no invoice of ConnectWise is meant */
    leftOut: text('left_out').notNull().default(''),
    heldId: text('held_id'),
    heldAmount: money('held_amount'),
    heldDate: text('held_date'),
    /** its invoice takes one payment only */
    single: boolean('single').notNull().default(false),
    /** nothing was left to write when it was last looked through */
    settled: boolean('settled').notNull().default(false),
    seenAt: moment('seen_at').notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.id] }),
    ofCompany(t),
    uniqueIndex('ledger_payments_part').on(t.accountId, t.companyId, t.paymentId, t.documentId, t.kind),
    index('ledger_payments_record').on(t.accountId, t.recordId),
    index('ledger_payments_open').on(t.accountId, t.companyId, t.recordId).where(sql`not settled`),
    check(
      'ledger_payments_held',
      sql`(${t.heldId} is null) = (${t.heldAmount} is null) and (${t.heldId} is null) = (${t.heldDate} is null)`,
    ),
  ],
)

/** How far a company's payments have been read, and whether somebody rang meanwhile. */
export const paymentReads = pgTable(
  'payment_reads',
  {
    ...readSoFar(),
    /** the first day of payments that it was read with, '' = none */
    fromDay: text('from_day').notNull().default(''),
    /** the conversion date that it was read with, '' = none */
    conversionDay: text('conversion_day').notNull().default(''),
  },
  t => [primaryKey({ columns: [t.accountId, t.companyId] }), ofCompany(t)],
)
