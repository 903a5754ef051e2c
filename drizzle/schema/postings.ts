import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { accountId, exactJson, moment, money } from '../columns.ts'
import { ofCompany } from './accounts.ts'

/**
 * What is to be written outside, once (design §4). The row is the outbox: the queue only wakes.
 * Each state change is one `update … where state = expected and fence = mine` (lib/sync/states.ts has the one table).
 */
export const postings = pgTable(
  'postings',
  {
    accountId: accountId(),
    id: uuid('id').notNull(),
    companyId: uuid('company_id').notNull(),
    /** ledger | psa */
    target: text('target').notNull(),
    /** create | update | void | delete | allocate | attach */
    operation: text('operation').notNull(),
    /** contact | invoice | credit-note | batch */
    kind: text('kind').notNull(),
    revision: integer('revision').notNull().default(1),
    state: text('state').notNull(),
    /** a flag, not a state: inserting revision n+1 clears it on n in the same transaction */
    live: boolean('live').notNull().default(true),
    supersedes: uuid('supersedes'),
    /** what it is about, for people: number, customer */
    title: text('title').notNull().default(''),
    /** the planned document; null until planned */
    payload: exactJson('payload'),
    payloadHash: text('payload_hash'),
    /** hash of the preview the sender saw; null for real-time and Sync All */
    previewHash: text('preview_hash'),
    expectedTotal: money('expected_total'),
    currency: text('currency').notNull().default(''),
    problems: exactJson('problems').notNull().default(sql`'[]'::jsonb`),
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
    leaseUntil: moment('lease_until'),
    /** not to be touched before */
    readyAt: moment('ready_at').notNull().defaultNow(),
    attempts: integer('attempts').notNull().default(0),
    lastSentAt: moment('last_sent_at'),
    looks: integer('looks').notNull().default(0),
    remoteId: text('remote_id'),
    remoteNumber: text('remote_number'),
    remoteTotal: money('remote_total'),
    remoteUrl: text('remote_url'),
    remoteStatus: text('remote_status'),
    /** `click`, `callback`, `sync-all`, `fix` … and who */
    origin: text('origin').notNull(),
    requestedBy: uuid('requested_by'),
    /** what the person gave as the reason: why a record is marked without being posted */
    reason: text('reason').notNull().default(''),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    postedAt: moment('posted_at'),
    confirmedAt: moment('confirmed_at'),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.id] }),
    ofCompany(t),
    index('postings_claim').on(t.accountId, t.companyId, t.state, t.readyAt).where(sql`live`),
    index('postings_unknown').on(t.accountId, t.companyId, t.readyAt).where(sql`state = 'unknown'`),
    index('postings_updated').on(t.accountId, t.companyId, t.updatedAt),
    index('postings_synced')
      .on(t.accountId, t.postedAt, t.kind, t.companyId, t.operation)
      .where(sql`target = 'ledger' and posted_at is not null`),
    check(
      'postings_state',
      sql`${t.state} in ('planned','blocked','ready','sending','unknown','posted','confirmed','rejected','mismatch','drifted','undone','withdrawn')`,
    ),
    check('postings_target', sql`${t.target} in ('ledger','psa')`),
  ],
)

/** What a posting came from. Unique among live postings over all companies: moving a record is an explicit undo-and-send. */
export const postingSources = pgTable(
  'posting_sources',
  {
    accountId: accountId(),
    postingId: uuid('posting_id').notNull(),
    /** psa | ledger */
    origin: text('origin').notNull(),
    kind: text('kind').notNull(),
    sourceId: text('source_id').notNull(),
    /** document | mark | contact | slip:<id> | allocation:<n> … */
    part: text('part').notNull(),
    live: boolean('live').notNull().default(true),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.postingId, t.origin, t.kind, t.sourceId, t.part] }),
    foreignKey({ columns: [t.accountId, t.postingId], foreignColumns: [postings.accountId, postings.id] }),
    uniqueIndex('posting_sources_live')
      .on(t.accountId, t.origin, t.kind, t.sourceId, t.part)
      .where(sql`live`),
  ],
)

/** The graph: a posting is claimable when all it needs is posted. */
export const postingNeeds = pgTable(
  'posting_needs',
  {
    accountId: accountId(),
    postingId: uuid('posting_id').notNull(),
    needsId: uuid('needs_id').notNull(),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.postingId, t.needsId] }),
    foreignKey({ columns: [t.accountId, t.postingId], foreignColumns: [postings.accountId, postings.id] }),
    foreignKey({ columns: [t.accountId, t.needsId], foreignColumns: [postings.accountId, postings.id] }),
    index('posting_needs_needed').on(t.accountId, t.needsId),
  ],
)

/** One outside write with its own vendor key; a batch has one. Body and key are stored before the first byte leaves. */
export const sends = pgTable(
  'sends',
  {
    accountId: accountId(),
    id: uuid('id').notNull(),
    companyId: uuid('company_id').notNull(),
    key: text('key').notNull(),
    /** first moment the key may have been seen by the vendor */
    keyBornAt: moment('key_born_at').notNull(),
    keyBurntAt: moment('key_burnt_at'),
    /** invoice | credit-note | contact | batch */
    kind: text('kind').notNull(),
    body: text('body').notNull(),
    bodyHash: text('body_hash').notNull(),
    lastSentAt: moment('last_sent_at').notNull(),
    times: integer('times').notNull().default(1),
    answeredAt: moment('answered_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.id] }),
    ofCompany(t),
    uniqueIndex('sends_key').on(t.accountId, t.key),
  ],
)

export const sendMembers = pgTable(
  'send_members',
  {
    accountId: accountId(),
    sendId: uuid('send_id').notNull(),
    postingId: uuid('posting_id').notNull(),
    position: integer('position').notNull(),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.sendId, t.postingId] }),
    foreignKey({ columns: [t.accountId, t.sendId], foreignColumns: [sends.accountId, sends.id] }),
    foreignKey({ columns: [t.accountId, t.postingId], foreignColumns: [postings.accountId, postings.id] }),
    index('send_members_posting').on(t.accountId, t.postingId),
  ],
)

/** Append-only history of a posting: every change of state and every call. */
export const postingEvents = pgTable(
  'posting_events',
  {
    accountId: accountId(),
    id: bigserial('id', { mode: 'number' }).notNull(),
    postingId: uuid('posting_id').notNull(),
    at: moment('at').notNull().defaultNow(),
    /** planned | blocked | sent | answered | looked | found | posted | confirmed … */
    event: text('event').notNull(),
    fromState: text('from_state'),
    toState: text('to_state'),
    sendId: uuid('send_id'),
    requestHash: text('request_hash'),
    status: integer('status'),
    correlationId: text('correlation_id'),
    ms: integer('ms'),
    message: text('message').notNull().default(''),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.id] }),
    foreignKey({ columns: [t.accountId, t.postingId], foreignColumns: [postings.accountId, postings.id] }),
    index('posting_events_posting').on(t.accountId, t.postingId, t.id),
  ],
)

/** A run owns nothing: it lists records and the postings that carry them. */
export const runs = pgTable(
  'runs',
  {
    accountId: accountId(),
    id: uuid('id').notNull(),
    companyId: uuid('company_id').notNull(),
    /** sync-all | selected | record | real-time | fix */
    kind: text('kind').notNull(),
    startedBy: uuid('started_by'),
    startedByName: text('started_by_name').notNull().default(''),
    startedAt: moment('started_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
    stoppedAt: moment('stopped_at'),
    /** records are still being collected (Sync All reads the unposted list in the worker) */
    collecting: boolean('collecting').notNull().default(false),
    trouble: text('trouble').notNull().default(''),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.id] }),
    ofCompany(t),
    index('runs_company').on(t.accountId, t.companyId, t.startedAt),
  ],
)

export const runItems = pgTable(
  'run_items',
  {
    accountId: accountId(),
    runId: uuid('run_id').notNull(),
    postingId: uuid('posting_id').notNull(),
    position: integer('position').notNull(),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.runId, t.postingId] }),
    foreignKey({ columns: [t.accountId, t.runId], foreignColumns: [runs.accountId, runs.id] }),
    foreignKey({ columns: [t.accountId, t.postingId], foreignColumns: [postings.accountId, postings.id] }),
    index('run_items_posting').on(t.accountId, t.postingId),
  ],
)

/** One worker per company at a time: lease and fence by the database clock, never a queue policy. */
export const companyLanes = pgTable(
  'company_lanes',
  {
    accountId: accountId(),
    companyId: uuid('company_id').notNull(),
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
    owner: text('owner'),
    leaseUntil: moment('lease_until'),
    /** the vendor said wait (429, day limit, reconnect) */
    pausedUntil: moment('paused_until'),
    pausedReason: text('paused_reason').notNull().default(''),
    /** documents per write, adapted to measured latency */
    batchSize: integer('batch_size'),
    /** who worked it last, until when, and what he had used of the ledger's limits by then: ages in milliseconds by limit */
    leftBy: text('left_by'),
    leftAt: moment('left_at'),
    spentCalls: exactJson('spent_calls'),
  },
  t => [primaryKey({ columns: [t.accountId, t.companyId] }), ofCompany(t)],
)
