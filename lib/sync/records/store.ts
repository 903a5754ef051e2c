import { and, asc, eq, inArray, notInArray, type SQL, sql } from 'drizzle-orm'
import { postingSources } from '../../../drizzle/schema/postings.ts'
import { records } from '../../../drizzle/schema/reference.ts'
import type { MappingKey } from '../../accounting/desk.ts'
import type { RecordFacts } from '../../accounting/export.ts'
import type { Problem } from '../../accounting/problems.ts'
import { type RecordSource, recordSources, sourceOf } from '../../accounting/record-id.ts'
import type { UnpostedRecord } from '../../connectors/psa-facts.ts'
import { writeJson } from '../../std/json.ts'
import type { Scope } from '../postings/store.ts'

export type RecordRow = typeof records.$inferSelect

/** Whichever kind: with its kind a record is found by its key. */
const isRecord = inArray(records.kind, recordSources)

/** Whoever writes several down locks them in one order first: two that do it at once never wait for each other crosswise. */
async function lockInOrder(scope: Pick<Scope, 'tx'>, which: SQL | undefined): Promise<void> {
  await scope.tx
    .select({ one: sql`1` })
    .from(records)
    .where(and(isRecord, which))
    .orderBy(asc(records.sourceId))
    .for('no key update')
}

/**
 * For who writes these down by and by, to the end of the transaction: all at once, so that nobody gets in between. Holds wait too, and
 * either find what was made meanwhile or have been found.
 */
export function lockRecords(scope: Pick<Scope, 'tx'>, sourceIds: readonly string[]): Promise<void> {
  return lockInOrder(scope, inArray(records.sourceId, [...sourceIds]))
}

/** The unposted list as just read; whole pages at a time. */
export async function noteUnposted(scope: Scope, list: UnpostedRecord[]): Promise<void> {
  if (list.length === 0) return
  const items = list.toSorted((a, b) => (a.recordId < b.recordId ? -1 : 1))
  await scope.tx
    .insert(records)
    .values(items.map(item => ({ ...fromUnposted(scope, item), unposted: true, closed: true })))
    .onConflictDoUpdate({ target: [records.accountId, records.kind, records.sourceId], set: unpostedColumns })
}

const unpostedColumns = {
  companyId: sql`excluded.company_id`,
  locationId: sql`excluded.location_id`,
  number: sql`excluded.number`,
  exportId: sql`excluded.export_id`,
  parentId: sql`excluded.parent_id`,
  billingType: sql`excluded.billing_type`,
  customerId: sql`excluded.customer_id`,
  customerName: sql`excluded.customer_name`,
  date: sql`excluded.date`,
  dueDate: sql`excluded.due_date`,
  total: sql`excluded.total`,
  currency: sql`excluded.currency`,
  closed: sql`excluded.closed`,
  closedAt: sql`excluded.closed_at`,
  unposted: sql`excluded.unposted`,
  statusName: sql`case when excluded.status_name = '' then ${records.statusName} else excluded.status_name end`,
  batchId: sql`null`,
  seenAt: sql`now()`,
}

function fromUnposted(scope: Scope, item: UnpostedRecord): typeof records.$inferInsert {
  return {
    accountId: scope.accountId,
    companyId: scope.companyId,
    kind: sourceOf(item.recordId),
    sourceId: item.recordId,
    number: item.number,
    exportId: item.exportId,
    parentId: item.parentId,
    billingType: item.billingType,
    customerId: item.customer.id,
    customerName: item.customer.name,
    date: item.date,
    dueDate: item.dueDate,
    locationId: item.locationId,
    total: item.total,
    currency: item.currency,
    closed: true,
    closedAt: closedAt(item.dateClosed),
    statusName: item.statusName ?? '',
    unposted: true,
  }
}

/** ConnectWise's moments are UTC, with or without saying so; null where it says none. */
function closedAt(text: string): Date | null {
  const moment = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`)
  return Number.isNaN(moment) ? null : new Date(moment)
}

/** One record as just read from finance/invoices. */
export async function noteFacts(scope: Scope, facts: RecordFacts): Promise<void> {
  // Without its key: a change that names the key locks out whoever only keeps a hold away (holds/store.ts).
  const values = {
    companyId: scope.companyId,
    number: facts.number,
    billingType: facts.billingType,
    customerId: facts.customer.id,
    customerName: facts.customer.name,
    date: facts.date,
    dueDate: facts.dueDate,
    locationId: facts.locationId,
    total: facts.total,
    currency: facts.currency,
    statusName: facts.statusName,
    closed: facts.closed,
    unposted: facts.closed && facts.batch === null,
    batchId: facts.batch?.id ?? null,
    closedBy: facts.closedBy ?? '',
    lastUpdated: facts.lastUpdated,
  }
  await scope.tx
    .insert(records)
    .values({
      ...values,
      accountId: scope.accountId,
      kind: sourceOf(facts.recordId),
      sourceId: facts.recordId,
    })
    .onConflictDoUpdate({
      target: [records.accountId, records.kind, records.sourceId],
      set: { ...values, seenAt: sql`now()` },
    })
}

/**
 * As just read, and held to the end of the transaction. Locked before it is written: a lock that grows while others wait for it would
 * have them wait for each other.
 */
export async function noteAndLock(
  scope: Scope,
  sourceId: string,
  facts: RecordFacts | null,
): Promise<RecordRow | null> {
  const known = await lockedRecord(scope, sourceId)
  if (!facts) return known
  await noteFacts(scope, facts)
  const [row] = await recordsByIds(scope, [sourceId])
  return row ?? null
}

/** Those of them that were listed before with another status. */
export async function statusMoved(
  scope: Pick<Scope, 'tx'>,
  items: readonly UnpostedRecord[],
): Promise<string[]> {
  const told = new Map(
    items.flatMap(one => (one.statusName ? [[one.recordId, one.statusName] as const] : [])),
  )
  const rows = await recordsByIds(scope, [...told.keys()])
  return rows.flatMap(row => (row.statusName === told.get(row.sourceId) ? [] : row.sourceId))
}

/** Records that were on the unposted list of this kind and are not on the one just read to its end. */
export async function forgetUnposted(scope: Scope, source: RecordSource, readSince: Date): Promise<void> {
  const which = and(
    eq(records.companyId, scope.companyId),
    eq(records.kind, source),
    eq(records.unposted, true),
    sql`${records.seenAt} < ${readSince.toISOString()}::timestamptz`,
  )
  await forget(scope, which)
}

/** In one statement, so that what is written down are the very rows that were locked. Answers their ids. */
async function forget({ tx }: Scope, which: SQL | undefined): Promise<string[]> {
  const locked = tx
    .$with('locked')
    .as(
      tx
        .select({ lockedKind: records.kind, lockedId: records.sourceId })
        .from(records)
        .where(which)
        .orderBy(asc(records.sourceId))
        .for('no key update'),
    )
  const rows = await tx
    .with(locked)
    .update(records)
    .set({ unposted: false })
    .from(locked)
    .where(and(eq(records.kind, locked.lockedKind), eq(records.sourceId, locked.lockedId)))
    .returning({ id: records.sourceId })
  return rows.map(({ id }) => id)
}

/** The same of one purchase order, whose part of the list has these records alone. */
export async function forgetOfParent(
  scope: Scope,
  parentId: string,
  listed: readonly string[],
): Promise<string[]> {
  const which = and(
    eq(records.companyId, scope.companyId),
    eq(records.kind, 'purchase'),
    eq(records.parentId, parentId),
    eq(records.unposted, true),
    listed.length > 0 ? notInArray(records.sourceId, [...listed]) : undefined,
  )
  return forget(scope, which)
}

export interface Checked {
  sourceId: string
  problems: Problem[]
  /** `kind:key` of every mapping the record asks for */
  mappingKeys: string[]
  /** the same with their names, for the Mappings screen */
  keys?: MappingKey[]
}

/** What the last plan said: the Sync list's check column, use counts, and what a saved mapping wakes. */
export async function noteChecks(scope: Scope, checked: Checked[]): Promise<void> {
  if (checked.length === 0) return
  const rows = checked.map(({ sourceId, problems, mappingKeys }) => ({
    kind: sourceOf(sourceId),
    id: sourceId,
    problems,
    keys: mappingKeys,
  }))
  await lockInOrder(
    scope,
    inArray(
      records.sourceId,
      rows.map(({ id }) => id),
    ),
  )
  await scope.tx.execute(sql`
    update records r
    set check_state = case when jsonb_array_length(v.problems) = 0 then 'ok' else 'problems' end,
        problems = v.problems, mapping_keys = v.keys, checked_at = now()
    from jsonb_to_recordset(${writeJson(rows)}::jsonb) as v(kind text, id text, problems jsonb, keys text[])
    where r.account_id = ${scope.accountId} and r.kind = v.kind and r.source_id = v.id`)
}

/** The records behind these marks stand in a batch now. */
export async function markBatched(scope: Scope, list: { markId: string; batchId: string }[]): Promise<void> {
  const batches = new Map(list.map(({ markId, batchId }) => [markId, batchId]))
  await changeBehind(scope, [...batches.keys()], {
    set: sql`unposted = false, batch_id = nullif(v.word, '')`,
    word: markId => batches.get(markId) ?? '',
  })
}

/** The records behind these removals stand in no batch any more. */
export async function markUnbatched(scope: Scope, list: readonly { id: string }[]): Promise<void> {
  await changeBehind(
    scope,
    list.map(({ id }) => id),
    { set: sql`unposted = r.closed, batch_id = null`, word: () => '' },
  )
}

/**
 * Changes the records behind these postings, locked in order first. `set`: of `r`, with the `word` of its posting as `v.word`.
 * Their ids are named in each statement: a join over them goes wrong where the database has not counted its rows yet.
 */
async function changeBehind(
  scope: Scope,
  postingIds: readonly string[],
  { set, word }: { set: SQL; word(postingId: string): string },
): Promise<void> {
  if (postingIds.length === 0) return
  const { postingId, kind, sourceId } = postingSources
  const behind = await scope.tx
    .select({ postingId, kind, sourceId })
    .from(postingSources)
    .where(inArray(postingId, [...postingIds]))
  const ids = behind.map(one => one.sourceId)
  await lockRecords(scope, ids)
  const words = behind.map(one => ({ kind: one.kind, id: one.sourceId, word: word(one.postingId) }))
  await scope.tx.execute(sql`
    update records r set ${set}
    from jsonb_to_recordset(${writeJson(words)}::jsonb) as v(kind text, id text, word text)
    where r.account_id = ${scope.accountId} and r.kind = v.kind and r.source_id = v.id
      and ${inArray(sql`r.kind`, recordSources)} and ${inArray(sql`r.source_id`, ids)}`)
}

export async function recordsByIds(scope: Pick<Scope, 'tx'>, sourceIds: string[]): Promise<RecordRow[]> {
  if (sourceIds.length === 0) return []
  return scope.tx
    .select()
    .from(records)
    .where(and(isRecord, inArray(records.sourceId, sourceIds)))
}

/** Those of them for which a rule was set aside: hardly any. */
export async function exceptedRecords(
  scope: Pick<Scope, 'tx'>,
  sourceIds: string[],
): Promise<Pick<RecordRow, 'sourceId' | 'exceptions'>[]> {
  if (sourceIds.length === 0) return []
  return scope.tx
    .select({ sourceId: records.sourceId, exceptions: records.exceptions })
    .from(records)
    .where(
      and(isRecord, inArray(records.sourceId, sourceIds), sql`jsonb_array_length(${records.exceptions}) > 0`),
    )
}

/** Held to the end of the transaction: two who decide about one record come one after the other. */
export async function lockedRecord(scope: Pick<Scope, 'tx'>, sourceId: string): Promise<RecordRow | null> {
  const rows = await scope.tx
    .select()
    .from(records)
    .where(and(isRecord, eq(records.sourceId, sourceId)))
    .for('update')
  return rows[0] ?? null
}

/** What the last plan said was said without them: the record is to be looked at anew. */
export async function writeExceptions(
  scope: Pick<Scope, 'tx'>,
  sourceId: string,
  exceptions: readonly object[],
): Promise<void> {
  await scope.tx
    .update(records)
    .set({ exceptions, checkState: 'none', checkedAt: null, problems: [] })
    .where(and(isRecord, eq(records.sourceId, sourceId)))
}

/** Moment of the database. */
export async function momentNow(scope: Pick<Scope, 'tx'>): Promise<Date> {
  const rows = await scope.tx.execute(
    sql`select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`,
  )
  return new Date(String(rows[0]?.at))
}
