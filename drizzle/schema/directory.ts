import { sql } from 'drizzle-orm'
import {
  bigserial,
  check,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { moment } from '../columns.ts'

/**
 * The only tables outside row-level security (design §4): ids, hashes and times, no business data.
 * One file reads them: lib/accounts/directory.ts.
 */
const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

export const directoryInstalls = pgTable('directory_installs', {
  /** 128 random bits, base64url: names the account in every path, proves nothing */
  installKey: text('install_key').primaryKey(),
  accountId: uuid('account_id').notNull().unique(),
  /** sha-256 of the key in the ConnectWise callback address */
  webhookKeyHash: text('webhook_key_hash').notNull().unique(),
  createdAt: moment('created_at').notNull().defaultNow(),
})

/** One person; may belong to several accounts. Name, e-mail and role are in the account's memberships. */
export const directoryUsers = pgTable('directory_users', {
  id: uuid('id').primaryKey(),
  createdAt: moment('created_at').notNull().defaultNow(),
})

export const directorySessions = pgTable(
  'directory_sessions',
  {
    /** sha-256 of the session id in the cookie */
    idHash: text('id_hash').primaryKey(),
    accountId: uuid('account_id').notNull(),
    userId: uuid('user_id').notNull(),
    /** the session whose ticket made this one (own tab); revoked with it */
    parentHash: text('parent_hash'),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    verifiedAt: moment('verified_at').notNull().defaultNow(),
    revokedAt: moment('revoked_at'),
  },
  t => [index('directory_sessions_account').on(t.accountId, t.userId)],
)

export const directoryTickets = pgTable(
  'directory_tickets',
  {
    ticketHash: text('ticket_hash').primaryKey(),
    accountId: uuid('account_id').notNull(),
    sessionHash: text('session_hash').notNull(),
    purpose: text('purpose').notNull(),
    /** path under the same install (enter), or state of a consent: company id, verifier hash */
    subject: text('subject').notNull().default(''),
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
  },
  t => [check('directory_tickets_purpose', sql`${t.purpose} in ('enter','connect','consent')`)],
)

/** One organisation is linked in one account at most. */
export const directoryOrganisations = pgTable(
  'directory_organisations',
  {
    vendor: text('vendor').notNull(),
    organisationId: text('organisation_id').notNull(),
    accountId: uuid('account_id').notNull(),
    companyId: uuid('company_id').notNull(),
  },
  t => [primaryKey({ columns: [t.vendor, t.organisationId] })],
)

/** Written with the posting; the sweeper's list of companies with work. */
export const directoryDue = pgTable(
  'directory_due',
  {
    accountId: uuid('account_id').notNull(),
    companyId: uuid('company_id').notNull(),
    dueAt: moment('due_at').notNull(),
  },
  t => [primaryKey({ columns: [t.accountId, t.companyId] }), index('directory_due_at').on(t.dueAt)],
)

/** Raw bytes of a webhook until it is routed; digest is the replay guard. */
export const webhookInbox = pgTable(
  'webhook_inbox',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    source: text('source').notNull(),
    accountId: uuid('account_id'),
    digest: text('digest').notNull(),
    body: bytes('body').notNull(),
    signature: text('signature').notNull().default(''),
    receivedAt: moment('received_at').notNull().defaultNow(),
    handledAt: moment('handled_at'),
    attempts: integer('attempts').notNull().default(0),
    outcome: text('outcome'),
  },
  t => [
    unique('webhook_inbox_once').on(t.source, t.digest),
    index('webhook_inbox_open').on(t.receivedAt).where(sql`handled_at is null`),
  ],
)

/** By name, so that a table outside row-level security is a decision and not an oversight. */
export const directoryTables: readonly string[] = [
  'directory_due',
  'directory_installs',
  'directory_organisations',
  'directory_sessions',
  'directory_tickets',
  'directory_users',
  'webhook_inbox',
]
