import { sql } from 'drizzle-orm'
import {
  boolean,
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
import { accountId, exactJson, moment } from '../columns.ts'

/** One MSP, the tenant. */
export const accounts = pgTable('accounts', {
  accountId: accountId().primaryKey(),
  name: text('name').notNull(),
  /** data key of the account, wrapped by the key encryption key (std/seal) */
  dataKey: text('data_key').notNull(),
  /** Go live taken: before it nothing goes by itself */
  liveAt: moment('live_at'),
  createdAt: moment('created_at').notNull().defaultNow(),
})

/** The account's one ConnectWise. Sealed columns: std/seal, associated data account|psas|account|column. */
export const psas = pgTable('psas', {
  accountId: accountId()
    .primaryKey()
    .references(() => accounts.accountId),
  region: text('region').notNull(),
  /** origins as configured for the region, or the proven on-premise host */
  uiOrigin: text('ui_origin').notNull(),
  apiOrigin: text('api_origin').notNull(),
  loginCompany: text('login_company').notNull(),
  codebase: text('codebase').notNull().default('v4_6_release/'),
  version: text('version').notNull().default(''),
  publicKey: text('public_key').notNull(),
  privateKeySealed: text('private_key_sealed').notNull(),
  /** secret path segment of the callback address, sealed so that it can be registered again */
  webhookKeySealed: text('webhook_key_sealed').notNull(),
  /** signing keys by key_url address, sealed JSON; '' = none cached */
  signingKeySealed: text('signing_key_sealed').notNull().default(''),
  callbackId: text('callback_id'),
  callbackCheckedAt: moment('callback_checked_at'),
  updatedAt: moment('updated_at').notNull().defaultNow(),
})

/** A person in this account. ConnectWise members are linked by id, never by equal e-mail. */
export const memberships = pgTable(
  'memberships',
  {
    accountId: accountId().references(() => accounts.accountId),
    userId: uuid('user_id').notNull(),
    /** ConnectWise member id; null for a person without one */
    memberId: text('member_id'),
    memberIdentifier: text('member_identifier').notNull().default(''),
    name: text('name').notNull().default(''),
    email: text('email').notNull().default(''),
    role: text('role').notNull(),
    disabledAt: moment('disabled_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.userId] }),
    unique('memberships_member').on(t.accountId, t.memberId),
    check('memberships_role', sql`${t.role} in ('account-admin','user','approver','read-only','none')`),
  ],
)

/** One ledger organisation with its settings and mappings. */
export const companies = pgTable(
  'companies',
  {
    accountId: accountId().references(() => accounts.accountId),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  t => [primaryKey({ columns: [t.accountId, t.id] })],
)

/** Tokens of one consent, sealed; refreshed under the row's lock (knowledge/reliability.md §2.4). */
export const grants = pgTable(
  'grants',
  {
    accountId: accountId().references(() => accounts.accountId),
    id: uuid('id').notNull(),
    vendor: text('vendor').notNull(),
    subject: text('subject').notNull(),
    scopes: text('scopes').notNull(),
    authEventId: text('auth_event_id').notNull(),
    accessTokenSealed: text('access_token_sealed').notNull(),
    refreshTokenSealed: text('refresh_token_sealed').notNull(),
    expiresAt: moment('expires_at').notNull(),
    refreshedAt: moment('refreshed_at').notNull().defaultNow(),
    /** set when the vendor refused the refresh token: reconnect needed, postings wait */
    deadAt: moment('dead_at'),
    deadReason: text('dead_reason').notNull().default(''),
  },
  t => [primaryKey({ columns: [t.accountId, t.id] })],
)

/** A company's link to its organisation; a disconnected one keeps its row as history. */
export const connections = pgTable(
  'connections',
  {
    accountId: accountId(),
    id: uuid('id').notNull(),
    companyId: uuid('company_id').notNull(),
    grantId: uuid('grant_id').notNull(),
    vendor: text('vendor').notNull(),
    organisationId: text('organisation_id').notNull(),
    organisationName: text('organisation_name').notNull(),
    shortCode: text('short_code').notNull().default(''),
    baseCurrency: text('base_currency').notNull().default(''),
    /** the vendor's connection id, for DELETE /connections/{id} */
    vendorConnectionId: text('vendor_connection_id').notNull(),
    connectedBy: uuid('connected_by').notNull(),
    connectedAt: moment('connected_at').notNull().defaultNow(),
    disconnectedAt: moment('disconnected_at'),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.id] }),
    foreignKey({ columns: [t.accountId, t.companyId], foreignColumns: [companies.accountId, companies.id] }),
    foreignKey({ columns: [t.accountId, t.grantId], foreignColumns: [grants.accountId, grants.id] }),
    index('connections_company').on(t.accountId, t.companyId),
  ],
)

/** Values of settings/catalog.ts; scope_id = account, company or user id. */
export const settings = pgTable(
  'settings',
  {
    accountId: accountId().references(() => accounts.accountId),
    scope: text('scope').notNull(),
    scopeId: uuid('scope_id').notNull(),
    key: text('key').notNull(),
    value: exactJson('value').notNull(),
    version: integer('version').notNull().default(1),
    updatedBy: uuid('updated_by'),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.scope, t.scopeId, t.key] }),
    check('settings_scope', sql`${t.scope} in ('account','company','user')`),
  ],
)

/** What the customer can read about what happened. Inserted unchained in the business transaction; a job chains by hash. */
export const activity = pgTable(
  'activity',
  {
    accountId: accountId().references(() => accounts.accountId),
    id: uuid('id').notNull(),
    at: moment('at').notNull().defaultNow(),
    /** user id, or null for Evenbook itself */
    actorId: uuid('actor_id'),
    actorName: text('actor_name').notNull(),
    verb: text('verb').notNull(),
    /** e.g. invoice:1042, setting:real-time, mapping:account:200 */
    subject: text('subject').notNull(),
    companyId: uuid('company_id'),
    detail: exactJson('detail').notNull(),
    position: integer('position'),
    previousHash: text('previous_hash'),
    hash: text('hash'),
    chained: boolean('chained').notNull().default(false),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.id] }),
    index('activity_subject').on(t.accountId, t.subject, t.at),
    index('activity_at').on(t.accountId, t.at),
  ],
)
