import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import { postings, sendMembers, sends } from '../../../drizzle/schema/postings.ts'
import { present } from '../../std/assert.ts'
import { newId, sha256 } from '../../std/id.ts'
import { dueNow, needsMore, personFirst } from '../due/store.ts'
import type { NewPosting } from '../graph/store.ts'
import { addEvents, type PostingRow, type Scope, typed } from '../postings/store.ts'

export interface SendRow {
  id: string
  key: string
  kind: string
  body: string
  times: number
  /** age of the key by the database clock when it was claimed */
  keyAgeMs: number
}

export interface Claim {
  send: SendRow
  /** in the order of the body; fences are ours */
  members: PostingRow[]
}

/** The one of a write that carries one. */
export function memberOf({ members }: Claim): PostingRow {
  return present(members[0], 'a claim has a member')
}

/** Of one kind, of some operations, or both. */
interface Wanted {
  target: 'ledger' | 'psa'
  kind?: string
  operations?: readonly NewPosting['operation'][]
}

/**
 * Ready postings of one kind whose needs are met, locked for this transaction (skip locked). `needsFull`: rather nothing
 * than a batch that is not full, because more are being planned.
 */
export async function lockReady(
  scope: Scope,
  filter: Wanted & { limit: number; needsFull: boolean },
): Promise<PostingRow[]> {
  const rows = await scope.tx
    .select()
    .from(postings)
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        eq(postings.state, 'ready'),
        eq(postings.live, true),
        eq(postings.target, filter.target),
        filter.kind === undefined ? undefined : eq(postings.kind, filter.kind),
        filter.operations && inArray(postings.operation, [...filter.operations]),
        lte(postings.readyAt, dueNow),
        sql`not ${needsMore('postings')}`,
      ),
    )
    .orderBy(personFirst, asc(postings.readyAt), asc(postings.id))
    .limit(filter.limit)
    .for('update', { skipLocked: true })
  return filter.needsFull && rows.length < filter.limit ? [] : rows.map(typed)
}

/** Kinds for the ledger of which something is ready, whether or not what it needs is; what has waited longest first. */
export async function readyKinds(
  scope: Scope,
  operations: readonly NewPosting['operation'][],
): Promise<string[]> {
  const rows = await scope.tx
    .select({ kind: postings.kind })
    .from(postings)
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        eq(postings.state, 'ready'),
        eq(postings.live, true),
        eq(postings.target, 'ledger'),
        inArray(postings.operation, [...operations]),
        lte(postings.readyAt, dueNow),
      ),
    )
    .groupBy(postings.kind)
    .orderBy(sql`bool_or(${postings.previewHash} is not null) desc`, sql`min(${postings.readyAt})`)
  return rows.map(({ kind }) => kind)
}

/** Do at most so many documents of the kind wait to be sent? */
export async function isBacklogWithin(scope: Scope, kind: string, most: number): Promise<boolean> {
  const waiting = await scope.tx
    .select({ id: postings.id })
    .from(postings)
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        eq(postings.state, 'ready'),
        eq(postings.live, true),
        eq(postings.target, 'ledger'),
        eq(postings.kind, kind),
      ),
    )
    .limit(most + 1)
  return waiting.length <= most
}

/** What one send is to carry. */
export interface Carried {
  kind: string
  body: string
  rows: PostingRow[]
}

/** Ready → sending with lease, fence + 1 and a new send that owns its key: committed before a byte leaves. */
export async function claim(scope: Scope, list: Carried[], leaseMs: number): Promise<Claim[]> {
  if (list.length === 0) return []
  const rows = list.flatMap(carried => carried.rows)
  const byId = new Map((await toSending(scope, rows, 'ready', leaseMs)).map(row => [row.id, row]))
  const claims = list.map(({ kind, body, rows: mine }): Claim => {
    const id = newId()
    const send = { id, key: `${scope.accountId}.${id}`, kind, body, times: 1, keyAgeMs: 0 }
    return { send, members: mine.flatMap(row => byId.get(row.id) ?? []) }
  })
  await scope.tx.insert(sends).values(claims.map(({ send }) => sendValues(scope, send)))
  await scope.tx.insert(sendMembers).values(
    claims.flatMap(({ send, members }) =>
      members.map((member, position) => ({
        accountId: scope.accountId,
        sendId: send.id,
        postingId: member.id,
        position,
      })),
    ),
  )
  await addEvents(
    scope,
    claims.flatMap(({ send, members }) => sendingEvents(members, 'ready', send)),
  )
  return claims
}

function sendValues(scope: Scope, { id, key, kind, body }: SendRow) {
  const { accountId, companyId } = scope
  const bodyHash = sha256(body)
  return {
    accountId,
    id,
    companyId,
    key,
    keyBornAt: sql`now()`,
    kind,
    body,
    bodyHash,
    lastSentAt: sql`now()`,
  }
}

/**
 * Unknown → sending: the identical send with all its members, while its key is young and not burnt (design §4 rule 3).
 * null = some member is no longer unknown, or the key is too old: then nothing is sent.
 */
export async function claimAgain(
  scope: Scope,
  sendId: string,
  limits: { leaseMs: number; sendMaxMs: number; looked: Set<string> },
): Promise<Claim | null> {
  const [send] = await scope.tx
    .select({
      id: sends.id,
      key: sends.key,
      kind: sends.kind,
      body: sends.body,
      times: sends.times,
      burnt: sql<boolean>`${sends.keyBurntAt} is not null`,
      keyAgeMs: sql<string>`(extract(epoch from (clock_timestamp() - ${sends.keyBornAt})) * 1000)::bigint::text`,
    })
    .from(sends)
    .where(eq(sends.id, sendId))
    .for('update')
  if (!send || send.burnt || Number(send.keyAgeMs) >= limits.sendMaxMs) return null
  const rows = await lockMembers(scope, sendId)
  if (rows.some(row => row.state !== 'unknown' || !limits.looked.has(row.id))) return null
  const members = await toSending(scope, rows, 'unknown', limits.leaseMs)
  const times = send.times + 1
  await scope.tx.update(sends).set({ times, lastSentAt: sql`now()` }).where(eq(sends.id, sendId))
  const again = { ...send, times, keyAgeMs: Number(send.keyAgeMs) }
  await addEvents(scope, sendingEvents(members, 'unknown', again))
  return { send: again, members }
}

async function lockMembers(scope: Scope, sendId: string): Promise<PostingRow[]> {
  const rows = await scope.tx
    .select({ posting: postings })
    .from(sendMembers)
    .innerJoin(postings, eq(postings.id, sendMembers.postingId))
    .where(eq(sendMembers.sendId, sendId))
    .orderBy(asc(sendMembers.position))
    .for('update')
  return rows.map(row => typed(row.posting))
}

async function toSending(
  scope: Scope,
  rows: PostingRow[],
  from: 'ready' | 'unknown',
  leaseMs: number,
): Promise<PostingRow[]> {
  const updated = await scope.tx
    .update(postings)
    .set({
      state: 'sending',
      fence: sql`${postings.fence} + 1`,
      leaseUntil: sql`now() + ${leaseMs} * interval '1 millisecond'`,
      lastSentAt: sql`now()`,
      attempts: sql`${postings.attempts} + 1`,
      looks: 0,
      updatedAt: sql`now()`,
    })
    .where(
      and(
        inArray(
          postings.id,
          rows.map(row => row.id),
        ),
        eq(postings.state, from),
      ),
    )
    .returning()
  const byId = new Map(updated.map(row => [row.id, typed(row)]))
  return rows.flatMap(row => byId.get(row.id) ?? [])
}

function sendingEvents(members: PostingRow[], fromState: string, send: SendRow) {
  return members.map(member => ({
    postingId: member.id,
    fromState,
    toState: 'sending',
    event: send.times === 1 ? 'sending' : 'sending-again',
    sendId: send.id,
    requestHash: sha256(send.body),
    message: send.times === 1 ? '' : 'looked, not found: the identical call under its own key',
  }))
}

/** The vendor decided, or provably nothing was executed: these sends are done with. */
export async function closeSends(scope: Scope, sendIds: string[]): Promise<void> {
  if (sendIds.length === 0) return
  await scope.tx.update(sends).set({ answeredAt: sql`now()` }).where(inArray(sends.id, sendIds))
}

/** A definite 5xx is cached under the key: it must not be repeated. */
export async function burnKey(scope: Scope, sendId: string): Promise<void> {
  await scope.tx.update(sends).set({ keyBurntAt: sql`now()` }).where(eq(sends.id, sendId))
}
