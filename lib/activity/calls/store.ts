import { and, desc, eq, gte, ilike, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '../../../drizzle/client.ts'
import { apiCalls } from '../../../drizzle/schema/calls.ts'
import { records } from '../../../drizzle/schema/reference.ts'
import type { CallRow } from './log.ts'

export interface CallFilter {
  /** connectwise | xero | quickbooks; '' = all */
  system: string
  method: string
  /** '2' … '5', 'none' for no answer; '' = all */
  status: string
  /** e.g. invoice:1042, or the number it is known by */
  record: string
  /** part of path and query */
  path: string
  /** YYYY-MM-DDTHH:MM on the clock of `zone`; '' = open */
  from: string
  to: string
  zone: string
}

export interface CallLine {
  id: number
  at: Date
  direction: string
  system: string
  method: string
  path: string
  status: number | null
  ms: number
  records: string[]
  correlationId: string
  bytes: number
}

export interface WholeCall extends CallLine {
  requestHeaders: Record<string, string>
  requestBody: string
  responseHeaders: Record<string, string>
  responseBody: string
}

/** In one insert. A ledger names records by number: which those are, our own records say. */
export async function insertCalls(tx: Transaction, accountId: string, rows: CallRow[]): Promise<void> {
  const named = await recordsOfNumbers(tx, rows)
  await tx.insert(apiCalls).values(
    rows.map(row => ({
      ...row,
      accountId,
      records: row.records.flatMap(record =>
        record.startsWith(byNumber) ? (named.get(record.slice(byNumber.length)) ?? []) : [record],
      ),
    })),
  )
}

const byNumber = 'number:'

async function recordsOfNumbers(tx: Transaction, rows: CallRow[]): Promise<Map<string, string[]>> {
  const numbers = rows
    .flatMap(row => row.records)
    .flatMap(one => (one.startsWith(byNumber) ? [one.slice(byNumber.length)] : []))
  if (numbers.length === 0) return new Map()
  const found = await tx
    .select({ number: records.number, kind: records.kind, id: records.sourceId })
    .from(records)
    .where(inArray(records.number, [...new Set(numbers)]))
  const groups = Map.groupBy(found, row => row.number)
  return new Map([...groups].map(([number, list]) => [number, list.map(row => `${row.kind}:${row.id}`)]))
}

const line = {
  id: apiCalls.id,
  at: apiCalls.at,
  direction: apiCalls.direction,
  system: apiCalls.system,
  method: apiCalls.method,
  path: apiCalls.path,
  status: apiCalls.status,
  ms: apiCalls.ms,
  records: apiCalls.records,
  correlationId: apiCalls.correlationId,
  bytes: apiCalls.bytes,
}

/** Newest first; `before` is the last id of the page before. */
export async function callLines(
  tx: Transaction,
  filter: CallFilter,
  page: { before: number | null; limit: number },
): Promise<CallLine[]> {
  return tx
    .select(line)
    .from(apiCalls)
    .where(await matches(tx, filter, page.before))
    .orderBy(desc(apiCalls.id))
    .limit(page.limit)
}

export async function wholeCalls(
  tx: Transaction,
  filter: CallFilter,
  page: { before: number | null; limit: number },
): Promise<WholeCall[]> {
  const rows = await tx
    .select()
    .from(apiCalls)
    .where(await matches(tx, filter, page.before))
    .orderBy(desc(apiCalls.id))
    .limit(page.limit)
  return rows.map(whole)
}

export async function wholeCall(tx: Transaction, id: number): Promise<WholeCall | null> {
  const [row] = await tx.select().from(apiCalls).where(eq(apiCalls.id, id))
  return row ? whole(row) : null
}

const zHeaders = z.record(z.string(), z.string())

function whole(row: typeof apiCalls.$inferSelect): WholeCall {
  const { accountId: _account, companyId: _company, ...rest } = row
  return {
    ...rest,
    requestHeaders: zHeaders.parse(row.requestHeaders),
    responseHeaders: zHeaders.parse(row.responseHeaders),
  }
}

async function matches(tx: Transaction, filter: CallFilter, before: number | null): Promise<SQL | undefined> {
  const { system, method, status, record, path, from, to, zone } = filter
  const like = `%${path.replace(/[\\%_]/g, character => `\\${character}`)}%`
  return and(
    before === null ? undefined : lt(apiCalls.id, before),
    system === '' ? undefined : eq(apiCalls.system, system),
    method === '' ? undefined : eq(apiCalls.method, method),
    ofStatus(status),
    record === '' ? undefined : sql`${apiCalls.records} && ${await recordNames(tx, record)}::text[]`,
    path === '' ? undefined : ilike(apiCalls.path, like),
    from === '' ? undefined : gte(apiCalls.at, sql`${from}::timestamp at time zone ${zone}`),
    to === '' ? undefined : lt(apiCalls.at, sql`${to}::timestamp at time zone ${zone}`),
  )
}

function ofStatus(status: string): SQL | undefined {
  if (status === '') return undefined
  if (status === 'none') return isNull(apiCalls.status)
  return and(gte(apiCalls.status, Number(status) * 100), lt(apiCalls.status, Number(status) * 100 + 100))
}

/** People know a record by its number: both are taken. As an array literal, whatever was typed. */
async function recordNames(tx: Transaction, record: string): Promise<SQL> {
  const rows = await tx
    .select({ kind: records.kind, id: records.sourceId })
    .from(records)
    .where(eq(records.number, record))
    .limit(50)
  const names = [record, ...rows.map(row => `${row.kind}:${row.id}`)]
  return sql`array[${sql.join(
    names.map(name => sql`${name}`),
    sql`, `,
  )}]`
}

export interface CallCount {
  count: number
  oldest: Date | null
  newest: Date | null
  /** the newest there is now; what comes later is not meant */
  lastId: number
}

/** What stands there, all or older than a moment. */
export async function countCalls(tx: Transaction, before: Date | null): Promise<CallCount> {
  const [row] = await tx
    .select({
      count: sql<number>`count(*)::int`,
      oldest: sql`min(${apiCalls.at})`.mapWith(apiCalls.at),
      newest: sql`max(${apiCalls.at})`.mapWith(apiCalls.at),
      lastId: sql<number>`coalesce(max(${apiCalls.id}), 0)::float8`,
    })
    .from(apiCalls)
    .where(before === null ? undefined : lt(apiCalls.at, before))
  return row ?? { count: 0, oldest: null, newest: null, lastId: 0 }
}

/** Text kept for the account, roughly: what its rows hold, before the database makes it smaller. */
export async function callBytes(tx: Transaction): Promise<number> {
  const [row] = await tx
    .select({
      bytes: sql<number>`coalesce(sum(octet_length(${apiCalls.requestBody}) + octet_length(${apiCalls.responseBody}) + octet_length(${apiCalls.path}) + 300), 0)::float8`,
    })
    .from(apiCalls)
  return row?.bytes ?? 0
}

export async function newestCall(tx: Transaction): Promise<number> {
  const [row] = await tx.select({ id: apiCalls.id }).from(apiCalls).orderBy(desc(apiCalls.id)).limit(1)
  return row?.id ?? 0
}

/** A batch of what is meant, oldest first; how many went. */
export async function deleteCalls(
  tx: Transaction,
  meant: { before: Date | null; lastId: number; limit: number },
): Promise<number> {
  const ids = tx
    .select({ id: apiCalls.id })
    .from(apiCalls)
    .where(
      and(
        sql`${apiCalls.id} <= ${meant.lastId}`,
        meant.before === null ? undefined : lt(apiCalls.at, meant.before),
      ),
    )
    .orderBy(apiCalls.id)
    .limit(meant.limit)
  const gone = await tx.delete(apiCalls).where(inArray(apiCalls.id, ids)).returning({ id: apiCalls.id })
  return gone.length
}

/** The same by age alone, for the daily job. */
export async function deleteOlder(tx: Transaction, days: number, limit: number): Promise<number> {
  const ids = tx
    .select({ id: apiCalls.id })
    .from(apiCalls)
    .where(sql`${apiCalls.at} < now() - ${days} * interval '1 day'`)
    .orderBy(apiCalls.at)
    .limit(limit)
  const gone = await tx.delete(apiCalls).where(inArray(apiCalls.id, ids)).returning({ id: apiCalls.id })
  return gone.length
}
