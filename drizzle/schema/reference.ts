import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { accountId, exactJson, moment, money } from '../columns.ts'
import { accounts, ofCompany } from './accounts.ts'

/** A cached list of one side: when it was read, by the worker only. owner = company id (ledger) or account id (ConnectWise). */
export const referenceLists = pgTable(
  'reference_lists',
  {
    accountId: accountId().references(() => accounts.accountId),
    ownerId: uuid('owner_id').notNull(),
    kind: text('kind').notNull(),
    refreshedAt: moment('refreshed_at'),
    /** message for people when the last refresh failed; '' = fine */
    trouble: text('trouble').notNull().default(''),
    requestedAt: moment('requested_at'),
    /** vendor's cursor, e.g. If-Modified-Since */
    cursor: text('cursor'),
  },
  t => [primaryKey({ columns: [t.accountId, t.ownerId, t.kind] })],
)

export const referenceItems = pgTable(
  'reference_items',
  {
    accountId: accountId(),
    ownerId: uuid('owner_id').notNull(),
    kind: text('kind').notNull(),
    id: text('id').notNull(),
    code: text('code').notNull().default(''),
    name: text('name').notNull(),
    active: boolean('active').notNull().default(true),
    data: exactJson('data').notNull(),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.ownerId, t.kind, t.id] }),
    foreignKey({
      columns: [t.accountId, t.ownerId, t.kind],
      foreignColumns: [referenceLists.accountId, referenceLists.ownerId, referenceLists.kind],
    }),
    index('reference_items_name').on(t.accountId, t.ownerId, t.kind, sql`lower(${t.name})`),
  ],
)

/** A decision of a person (or an accepted suggestion): key in ConnectWise → id in the ledger (accounting/options.ts). */
export const mappings = pgTable(
  'mappings',
  {
    accountId: accountId(),
    companyId: uuid('company_id').notNull(),
    kind: text('kind').notNull(),
    psaKey: text('psa_key').notNull(),
    psaName: text('psa_name').notNull().default(''),
    ledgerId: text('ledger_id').notNull(),
    ledgerName: text('ledger_name').notNull().default(''),
    decidedBy: uuid('decided_by'),
    decidedAt: moment('decided_at').notNull().defaultNow(),
  },
  t => [primaryKey({ columns: [t.accountId, t.companyId, t.kind, t.psaKey] }), ofCompany(t)],
)

/** Many decisions that were taken at once (a file, suggestions), whole, so that they can be taken back whole. */
export const mappingSets = pgTable(
  'mapping_sets',
  {
    accountId: accountId(),
    id: uuid('id').notNull(),
    companyId: uuid('company_id').notNull(),
    /** import | suggestions | wise-sync */
    source: text('source').notNull(),
    /** name of the file, '' where there was none */
    title: text('title').notNull().default(''),
    decidedBy: uuid('decided_by'),
    decidedByName: text('decided_by_name').notNull().default(''),
    decidedAt: moment('decided_at').notNull().defaultNow(),
    /** kind, key, name, what stood before and after, of each */
    changes: exactJson('changes').notNull(),
    undoneAt: moment('undone_at'),
    undoneByName: text('undone_by_name').notNull().default(''),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.id] }),
    ofCompany(t),
    index('mapping_sets_company').on(t.accountId, t.companyId, t.decidedAt),
  ],
)

/** Keys seen on records (worker writes them with every plan): what the Mappings screen lists, with use counts. */
export const mappingKeys = pgTable(
  'mapping_keys',
  {
    accountId: accountId(),
    companyId: uuid('company_id').notNull(),
    kind: text('kind').notNull(),
    psaKey: text('psa_key').notNull(),
    psaName: text('psa_name').notNull().default(''),
    firstSeenAt: moment('first_seen_at').notNull().defaultNow(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
  },
  t => [primaryKey({ columns: [t.accountId, t.companyId, t.kind, t.psaKey] }), ofCompany(t)],
)

/**
 * ConnectWise sales records as last seen (list, callback or preview): the Sync list and the pod read it, the worker keeps it.
 * Never the source of a document: that is a fresh export.
 */
export const records = pgTable(
  'records',
  {
    accountId: accountId().references(() => accounts.accountId),
    kind: text('kind').notNull(),
    sourceId: text('source_id').notNull(),
    companyId: uuid('company_id').notNull(),
    number: text('number').notNull(),
    /** what ConnectWise's export asks for: billingLogId, unpostedProductId */
    exportId: text('export_id'),
    /** the record of Manage on whose screen it stands, where that is another: a packing slip's purchase order */
    parentId: text('parent_id').notNull().default(''),
    billingType: text('billing_type').notNull().default(''),
    customerId: text('customer_id').notNull(),
    customerName: text('customer_name').notNull(),
    date: text('date').notNull(),
    dueDate: text('due_date'),
    total: money('total').notNull(),
    currency: text('currency').notNull(),
    statusName: text('status_name').notNull().default(''),
    closed: boolean('closed').notNull(),
    /** still on ConnectWise's unposted list when last looked */
    unposted: boolean('unposted').notNull(),
    batchId: text('batch_id'),
    /** when ConnectWise says it was closed; null: not said */
    closedAt: moment('closed_at'),
    /** identifier of the member who closed it, '' where the record itself was not read or does not say */
    closedBy: text('closed_by').notNull().default(''),
    /** when the daily look judged that closing: it judges each once (sync/missed.ts) */
    consideredAt: moment('considered_at'),
    /** ConnectWise location (GL owner level): which company it belongs to */
    locationId: text('location_id').notNull().default(''),
    /** last plan: ok | problems | none */
    checkState: text('check_state').notNull().default('none'),
    problems: exactJson('problems').notNull().default(sql`'[]'::jsonb`),
    /** mapping keys used by the last plan, `kind:key`: use counts and "saving wakes what waited" */
    mappingKeys: text('mapping_keys').array().notNull().default(sql`'{}'`),
    checkedAt: moment('checked_at'),
    /** rules that leave it out and that a person set aside for it, with who, when and why (sync/exceptions.ts) */
    exceptions: exactJson('exceptions').notNull().default(sql`'[]'::jsonb`),
    /** a person keeps it from being sent: who, when, why, until which day (sync/holds.ts); null: nobody does */
    hold: exactJson('hold'),
    /** when its hold ends by itself; null: when a person releases it */
    holdEndsAt: moment('hold_ends_at'),
    lastUpdated: text('last_updated').notNull().default(''),
    seenAt: moment('seen_at').notNull().defaultNow(),
    revision: integer('revision').notNull().default(1),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.kind, t.sourceId] }),
    ofCompany(t),
    index('records_open').on(t.accountId, t.companyId, t.unposted, t.date),
    // Few beside all that ever were: what ConnectWise offers now.
    index('records_offered').on(t.accountId, t.kind, t.sourceId).where(sql`unposted`),
    index('records_number').on(t.accountId, t.number),
    index('records_customer').on(t.accountId, t.customerId),
    index('records_parent').on(t.accountId, t.parentId).where(sql`parent_id <> ''`),
    index('records_held').on(t.accountId, t.companyId, t.holdEndsAt).where(sql`hold is not null`),
    index('records_mapping_keys').using('gin', t.mappingKeys),
  ],
)
