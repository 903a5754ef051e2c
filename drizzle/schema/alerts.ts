import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { accountId, moment } from '../columns.ts'
import { accounts, memberships, ofCompany } from './accounts.ts'

/** Something that people are told of by mail: each once, until it is over (lib/sync/alerts). */
export const alerts = pgTable(
  'alerts',
  {
    accountId: accountId().references(() => accounts.accountId),
    id: uuid('id').notNull(),
    /** reconnect | callbacks | stuck | daily */
    kind: text('kind').notNull(),
    /** this very occurrence: a consent's end, the day of a daily mail … */
    subject: text('subject').notNull(),
    /** null: it concerns the whole account */
    companyId: uuid('company_id'),
    begunAt: moment('begun_at').notNull().defaultNow(),
    endedAt: moment('ended_at'),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.id] }),
    ofCompany(t),
    unique('alerts_subject').on(t.accountId, t.kind, t.subject),
    index('alerts_open').on(t.accountId, t.kind).where(sql`ended_at is null`),
    check('alerts_kind', sql`${t.kind} in ('reconnect','callbacks','stuck','daily')`),
  ],
)

/** One person's mail of an alert: written with the alert, claimed under a lease, sent, and only then noted as sent. */
export const alertMails = pgTable(
  'alert_mails',
  {
    accountId: accountId(),
    alertId: uuid('alert_id').notNull(),
    userId: uuid('user_id').notNull(),
    /** waiting | sent | skipped | failed */
    state: text('state').notNull().default('waiting'),
    /** not to be sent before; a claim moves it on, so a killed worker's mail comes back */
    readyAt: moment('ready_at').notNull().defaultNow(),
    tries: integer('tries').notNull().default(0),
    settledAt: moment('settled_at'),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.alertId, t.userId] }),
    foreignKey({ columns: [t.accountId, t.alertId], foreignColumns: [alerts.accountId, alerts.id] }),
    foreignKey({
      columns: [t.accountId, t.userId],
      foreignColumns: [memberships.accountId, memberships.userId],
    }),
    index('alert_mails_waiting').on(t.accountId, t.readyAt).where(sql`state = 'waiting'`),
    check('alert_mails_state', sql`${t.state} in ('waiting','sent','skipped','failed')`),
  ],
)
