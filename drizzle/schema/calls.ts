import { sql } from 'drizzle-orm'
import { bigserial, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { accountId, exactJson, moment } from '../columns.ts'
import { accounts } from './accounts.ts'

/** One call to or from a vendor, written while detailed logging is on. Secrets are masked before a row is made. */
export const apiCalls = pgTable(
  'api_calls',
  {
    accountId: accountId().references(() => accounts.accountId),
    id: bigserial('id', { mode: 'number' }).notNull(),
    at: moment('at').notNull().defaultNow(),
    companyId: uuid('company_id'),
    /** connectwise | xero | quickbooks */
    system: text('system').notNull(),
    /** out: we called; in: a webhook called us */
    direction: text('direction').notNull().default('out'),
    method: text('method').notNull(),
    /** path and query, without host */
    path: text('path').notNull(),
    /** null: no answer */
    status: integer('status'),
    ms: integer('ms').notNull(),
    /** e.g. invoice:1042, as many as one call carries */
    records: text('records').array().notNull().default(sql`'{}'`),
    correlationId: text('correlation_id').notNull().default(''),
    requestHeaders: exactJson('request_headers').notNull(),
    requestBody: text('request_body').notNull().default(''),
    responseHeaders: exactJson('response_headers').notNull(),
    responseBody: text('response_body').notNull().default(''),
    /** of both bodies, before they were shortened */
    bytes: integer('bytes').notNull().default(0),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.id] }),
    index('api_calls_at').on(t.accountId, t.at),
    index('api_calls_records').using('gin', t.records),
  ],
)
