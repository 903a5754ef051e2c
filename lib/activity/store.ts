import { and, asc, desc, eq, gt, gte, ilike, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/client.ts'
import { activity } from '../../drizzle/schema/accounts.ts'
import type { Activity, NewActivity } from '../../drizzle/types.ts'

export interface ChainLink {
  id: string
  position: number
  previousHash: string
  hash: string
}

export async function insertActivity(tx: Transaction, row: NewActivity): Promise<void> {
  await tx.insert(activity).values(row)
}

export async function listActivity(
  tx: Transaction,
  options: { subject?: string; limit: number },
): Promise<Activity[]> {
  return tx
    .select()
    .from(activity)
    .where(options.subject === undefined ? undefined : eq(activity.subject, options.subject))
    .orderBy(desc(activity.at), desc(activity.id))
    .limit(options.limit)
}

export interface ActivityFilter {
  /** part of a name; '' = all */
  who: string
  /** first word of the verb, such as `setting`; '' = all */
  kind: string
  /** part of what it happened to or of what is said of it */
  text: string
  /** YYYY-MM-DDTHH:MM on the clock of `zone`; '' = open */
  from: string
  to: string
  zone: string
}

/** Newest first: ids made later sort later (std/id). `before` is the last id of the page before. */
export async function activityRows(
  tx: Transaction,
  filter: ActivityFilter,
  page: { before: string | null; limit: number },
): Promise<Activity[]> {
  const { who, kind, text, from, to, zone } = filter
  const like = (part: string) => `%${part.replace(/[\\%_]/g, character => `\\${character}`)}%`
  const said: SQL | undefined = or(
    ilike(activity.subject, like(text)),
    ilike(activity.verb, like(text)),
    ilike(sql`${activity.detail}::text`, like(text)),
  )
  return tx
    .select()
    .from(activity)
    .where(
      and(
        page.before === null ? undefined : lt(activity.id, page.before),
        who === '' ? undefined : ilike(activity.actorName, like(who)),
        kind === '' ? undefined : sql`(${activity.verb} = ${kind} or ${activity.verb} like ${`${kind}.%`})`,
        text === '' ? undefined : said,
        from === '' ? undefined : gte(activity.at, sql`${from}::timestamp at time zone ${zone}`),
        to === '' ? undefined : lt(activity.at, sql`${to}::timestamp at time zone ${zone}`),
      ),
    )
    .orderBy(desc(activity.id))
    .limit(page.limit)
}

/** Held to the end of the transaction: two jobs must not give out the same position. */
export async function lockChain(tx: Transaction): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('activity:' || current_setting('app.account'), 0))`,
  )
}

export async function chainEnd(tx: Transaction): Promise<{ position: number; hash: string } | null> {
  const rows = await tx
    .select({ position: activity.position, hash: activity.hash })
    .from(activity)
    .where(eq(activity.chained, true))
    .orderBy(desc(activity.position))
    .limit(1)
  const end = rows[0]
  return end?.position != null && end.hash !== null ? { position: end.position, hash: end.hash } : null
}

export async function unchained(tx: Transaction, limit: number): Promise<Activity[]> {
  return tx
    .select()
    .from(activity)
    .where(eq(activity.chained, false))
    .orderBy(asc(activity.at), asc(activity.id))
    .limit(limit)
}

/** The condition keeps a link that stands: a row is chained once. */
export async function writeLink(tx: Transaction, link: ChainLink): Promise<void> {
  const { id, ...values } = link
  await tx
    .update(activity)
    .set({ ...values, chained: true })
    .where(and(eq(activity.id, id), eq(activity.chained, false)))
}

export async function linksAfter(tx: Transaction, position: number, limit: number): Promise<Activity[]> {
  return tx
    .select()
    .from(activity)
    .where(and(eq(activity.chained, true), gt(activity.position, position)))
    .orderBy(asc(activity.position))
    .limit(limit)
}
