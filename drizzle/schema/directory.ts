import { sql } from 'drizzle-orm'
import {
  bigint,
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

export const directoryInstalls = pgTable(
  'directory_installs',
  {
    /** 128 random bits, base64url: names the account in every path, proves nothing */
    installKey: text('install_key').primaryKey(),
    accountId: uuid('account_id').notNull().unique(),
    /** sha-256 of the key in the ConnectWise callback address */
    webhookKeyHash: text('webhook_key_hash').notNull().unique(),
    /** sha-256 of ConnectWise host and login company: a registration asks whether somebody has it already */
    psaHash: text('psa_hash'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  t => [index('directory_installs_psa').on(t.psaHash)],
)

/**
 * One person; may belong to several accounts. Name, e-mail and role are in the account's memberships. What proves the person
 * is here, as hashes and one sealed secret, since it is the same in every account.
 */
export const directoryUsers = pgTable('directory_users', {
  id: uuid('id').primaryKey(),
  /** sha-256 of the confirmed e-mail address in lower case; null: comes through Manage only */
  emailHash: text('email_hash').unique(),
  /** argon2id; null: no standalone sign-in */
  passwordHash: text('password_hash'),
  passwordChangedAt: moment('password_changed_at'),
  /** data key of the person, wrapped; seals the authenticator's secret */
  dataKey: text('data_key'),
  totpSealed: text('totp_sealed'),
  /** null while the secret has not been confirmed by a first code */
  totpEnrolledAt: moment('totp_enrolled_at'),
  /** RFC 6238 time step of the last accepted code: a code works once */
  totpLastStep: bigint('totp_last_step', { mode: 'number' }).notNull().default(0),
  createdAt: moment('created_at').notNull().defaultNow(),
})

/** One-time recovery codes; only their hashes (120 random bits each, so a plain sha-256). */
export const directoryRecoveryCodes = pgTable(
  'directory_recovery_codes',
  {
    userId: uuid('user_id').notNull(),
    codeHash: text('code_hash').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    usedAt: moment('used_at'),
  },
  t => [primaryKey({ columns: [t.userId, t.codeHash] })],
)

/** Six-digit codes sent by e-mail where no app is enrolled: argon2id, as so few digits are guessed from a plain hash. */
export const directoryMailCodes = pgTable(
  'directory_mail_codes',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id').notNull(),
    codeHash: text('code_hash').notNull(),
    attempts: integer('attempts').notNull().default(0),
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
  },
  t => [index('directory_mail_codes_user').on(t.userId, t.createdAt)],
)

/** A browser that a second factor has proved, for one person in one account. The cookie holds the key, this its hash. */
export const directoryDevices = pgTable(
  'directory_devices',
  {
    deviceHash: text('device_hash').notNull(),
    accountId: uuid('account_id').notNull(),
    userId: uuid('user_id').notNull(),
    /** browser and system in a few words, for the person's own list */
    name: text('name').notNull().default(''),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
    /** null: known, not trusted */
    trustedUntil: moment('trusted_until'),
    revokedAt: moment('revoked_at'),
  },
  t => [
    primaryKey({ columns: [t.deviceHash, t.accountId, t.userId] }),
    index('directory_devices_user').on(t.accountId, t.userId),
  ],
)

/** Links sent by e-mail: an invitation, a new password, a registration to confirm. Once, until they expire. */
export const directoryLinks = pgTable(
  'directory_links',
  {
    linkHash: text('link_hash').primaryKey(),
    /** null: a registration, whose account is not made yet */
    accountId: uuid('account_id'),
    userId: uuid('user_id'),
    purpose: text('purpose').notNull(),
    /** id of the invitation; sealed facts of a registration */
    subject: text('subject').notNull().default(''),
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
  },
  t => [check('directory_links_purpose', sql`${t.purpose} in ('invitation','password','registration')`)],
)

/** Failed tries by what is limited (hash of account and user, of an address …): slows guessing, never locks for good. */
export const directoryAttempts = pgTable('directory_attempts', {
  keyHash: text('key_hash').primaryKey(),
  failures: integer('failures').notNull().default(0),
  windowStartedAt: moment('window_started_at').notNull().defaultNow(),
  blockedUntil: moment('blocked_until'),
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
    /** frame: made by the handshake; tab: by a ticket; standalone: by password and code */
    origin: text('origin').notNull().default('frame'),
    /** hash of the browser's device cookie; null: a browser that kept none */
    deviceHash: text('device_hash'),
    /** last time a code was typed for this session */
    secondFactorAt: moment('second_factor_at'),
    /** an admin looks as this person does; nothing can be changed meanwhile */
    viewAsUserId: uuid('view_as_user_id'),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    verifiedAt: moment('verified_at').notNull().defaultNow(),
    revokedAt: moment('revoked_at'),
  },
  t => [
    index('directory_sessions_account').on(t.accountId, t.userId),
    check('directory_sessions_origin', sql`${t.origin} in ('frame','tab','standalone')`),
  ],
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
    /** hash of the asking browser's device cookie (factor) */
    deviceHash: text('device_hash'),
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
  },
  t => [check('directory_tickets_purpose', sql`${t.purpose} in ('enter','connect','consent','factor')`)],
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
  'directory_attempts',
  'directory_devices',
  'directory_due',
  'directory_installs',
  'directory_links',
  'directory_mail_codes',
  'directory_organisations',
  'directory_recovery_codes',
  'directory_sessions',
  'directory_tickets',
  'directory_users',
  'webhook_inbox',
]
