import { boolean, customType, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { Decimal } from '../lib/std/decimal.ts'
import { parseJson, writeJson } from '../lib/std/json.ts'

/** Every tenant table begins with it: row-level security compares it with the transaction's setting. */
export const accountId = () => uuid('account_id').notNull()

/** Points in time are UTC with zone; the database clock writes them. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })

/** numeric(20,6) read and written as text: money never passes through a double. The currency stands beside it. */
export const money = customType<{ data: Decimal; driverData: string }>({
  dataType: () => 'numeric(20,6)',
  fromDriver: text => Decimal.parse(text),
  toDriver: value => value.toText(),
})

/** jsonb whose number literals keep their text (std/json); read it with a zod schema at the border. */
export const exactJson = customType<{ data: unknown; driverData: string }>({
  dataType: () => 'jsonb',
  fromDriver: text => parseJson(text),
  toDriver: value => writeJson(value),
})

/** How far something of a company has been read in its ledger, and whether somebody rang meanwhile. */
export const readSoFar = () => ({
  accountId: accountId(),
  companyId: uuid('company_id').notNull(),
  /** the newest change that was read, by the ledger's clock */
  cursor: moment('cursor'),
  readAt: moment('read_at'),
  dueAt: moment('due_at'),
  /** a person asked: then it is done before Go live too */
  asked: boolean('asked').notNull().default(false),
  /** why the last read came to nothing, '' = fine */
  trouble: text('trouble').notNull().default(''),
})
