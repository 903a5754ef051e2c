import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
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
  /** as company info last said it */
  version: text('version').notNull().default(''),
  /** cloud: one of the configured sites; on-premise: a host that was proven (psa_hosts) */
  kind: text('kind').notNull().default('cloud'),
  /** what the admin chose: `latest`, or a version of the list */
  softwareVersion: text('software_version').notNull().default('latest'),
  /** only for a legacy version, which takes these instead of keys; '' otherwise */
  integratorUsername: text('integrator_username').notNull().default(''),
  integratorPasswordSealed: text('integrator_password_sealed').notNull().default(''),
  /** serverTimeZone of /system/info */
  serverTimeZone: text('server_time_zone').notNull().default(''),
  publicKey: text('public_key').notNull(),
  privateKeySealed: text('private_key_sealed').notNull(),
  /** last four characters, and since when and by whom: what may be shown of a secret */
  privateKeyHint: text('private_key_hint').notNull().default(''),
  privateKeySetAt: moment('private_key_set_at').notNull().defaultNow(),
  privateKeySetBy: uuid('private_key_set_by'),
  /** last successful call with these credentials */
  workedAt: moment('worked_at'),
  /** counts saves of the account's details: two admins' saves meet here */
  revision: integer('revision').notNull().default(1),
  /** secret path segment of the callback address, sealed so that it can be registered again */
  webhookKeySealed: text('webhook_key_sealed').notNull(),
  /** signing keys by key_url address, sealed JSON; '' = none cached */
  signingKeySealed: text('signing_key_sealed').notNull().default(''),
  /** our rows in ConnectWise, by their types (accounts/callbacks.ts) */
  callbackId: text('callback_id'),
  callbackCheckedAt: moment('callback_checked_at'),
  /** when our row in ConnectWise was last found switched off or gone, and how; back: registered again since */
  callbackLostAt: moment('callback_lost_at'),
  callbackLostHow: text('callback_lost_how').notNull().default(''),
  callbackBackAt: moment('callback_back_at'),
  /** since when our keys have no right to register it; null: they have, or nobody asked yet */
  callbackRefusedAt: moment('callback_refused_at'),
  /** up to when changed invoices were asked for, while ConnectWise reports none */
  polledTo: moment('polled_to'),
  /** when it was last looked for records that no callback reported */
  sweptAt: moment('swept_at'),
  updatedAt: moment('updated_at').notNull().defaultNow(),
})

/** An on-premise host that an admin named, and its proof. Nothing is called there before `proven_at`. */
export const psaHosts = pgTable(
  'psa_hosts',
  {
    accountId: accountId().references(() => accounts.accountId),
    host: text('host').notNull(),
    /** what the host has to show; public by nature */
    proof: text('proof').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    provenAt: moment('proven_at'),
    provenBy: uuid('proven_by'),
  },
  t => [primaryKey({ columns: [t.accountId, t.host] })],
)

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
    /** every company, future ones too; false: those of membership_companies. An account-admin has all of them anyway. */
    allCompanies: boolean('all_companies').notNull().default(true),
    lastSeenAt: moment('last_seen_at'),
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

/** A row of one company of the account. */
export const ofCompany = (t: { accountId: AnyPgColumn; companyId: AnyPgColumn }) =>
  foreignKey({ columns: [t.accountId, t.companyId], foreignColumns: [companies.accountId, companies.id] })

/** The companies of a person who does not have all of them. */
export const membershipCompanies = pgTable(
  'membership_companies',
  {
    accountId: accountId(),
    userId: uuid('user_id').notNull(),
    companyId: uuid('company_id').notNull(),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.userId, t.companyId] }),
    foreignKey({
      columns: [t.accountId, t.userId],
      foreignColumns: [memberships.accountId, memberships.userId],
    }),
    ofCompany(t),
  ],
)

/** An invitation by e-mail; its link is a row of directory_links. */
export const invitations = pgTable(
  'invitations',
  {
    accountId: accountId().references(() => accounts.accountId),
    id: uuid('id').notNull(),
    email: text('email').notNull(),
    name: text('name').notNull().default(''),
    /** ConnectWise member the person is to be linked with, picked by the admin */
    memberId: text('member_id'),
    role: text('role').notNull(),
    allCompanies: boolean('all_companies').notNull().default(true),
    companyIds: uuid('company_ids').array().notNull().default(sql`'{}'`),
    invitedBy: uuid('invited_by').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    sentAt: moment('sent_at'),
    expiresAt: moment('expires_at').notNull(),
    acceptedAt: moment('accepted_at'),
    acceptedBy: uuid('accepted_by'),
    withdrawnAt: moment('withdrawn_at'),
  },
  t => [primaryKey({ columns: [t.accountId, t.id] }), index('invitations_email').on(t.accountId, t.email)],
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
    ofCompany(t),
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
