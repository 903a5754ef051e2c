import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { accountId, exactJson, moment } from '../columns.ts'
import { ofCompany } from './accounts.ts'
import { postings } from './postings.ts'

/** What is attached to one expense in ConnectWise, and is to hang on its document in the ledger: one row for each expense of it. */
export const receipts = pgTable(
  'receipts',
  {
    accountId: accountId(),
    id: uuid('id').notNull(),
    companyId: uuid('company_id').notNull(),
    /** of the document */
    postingId: uuid('posting_id').notNull(),
    /** as the accounting interface calls the expense */
    expenseId: text('expense_id').notNull(),
    /** as its own screen and its attachments go by, '' where that cannot be told */
    entryId: text('entry_id').notNull(),
    /** what it is about, for people */
    title: text('title').notNull().default(''),
    /** once the document stands, not before; null: done, or a person is asked */
    dueAt: moment('due_at'),
    /** counts what is begun: who comes back late changes nothing */
    attempts: integer('attempts').notNull().default(0),
    /** in a row, since something was seen to */
    failures: integer('failures').notNull().default(0),
    /** the file of which is not known whether it hangs there, by ConnectWise's id, and when it was sent */
    sentFile: text('sent_file'),
    sentAt: moment('sent_at'),
    doneAt: moment('done_at'),
    /** files that hang there */
    attached: integer('attached').notNull().default(0),
    problems: exactJson('problems').notNull().default(sql`'[]'::jsonb`),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.id] }),
    ofCompany(t),
    foreignKey({ columns: [t.accountId, t.postingId], foreignColumns: [postings.accountId, postings.id] }),
    uniqueIndex('receipts_expense').on(t.accountId, t.postingId, t.expenseId),
    index('receipts_due').on(t.accountId, t.companyId, t.dueAt).where(sql`due_at is not null`),
  ],
)
