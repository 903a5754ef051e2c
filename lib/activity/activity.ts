import type { Transaction } from '../../drizzle/client.ts'
import type { Activity } from '../../drizzle/types.ts'
import { hashOf, newId } from '../std/id.ts'
import type { JsonValue } from '../std/json.ts'
import {
  chainEnd,
  insertActivity,
  linksAfter,
  listActivity,
  lockChain,
  unchained,
  writeLink,
} from './store.ts'

/** Who did it; null is Evenbook itself. */
export type Actor = { id: string; name: string } | null

export interface ActivityEntry {
  accountId: string
  actor: Actor
  /** what happened, past tense: `connection.opened`, `setting.changed` */
  verb: string
  /** what it happened to: `invoice:1042`, `setting:real-time` */
  subject: string
  companyId?: string
  /** what a person needs to understand it; never a secret */
  detail: { readonly [key: string]: JsonValue | undefined }
}

/** In the transaction of the thing itself: what is rolled back was never said. */
export async function record(tx: Transaction, entry: ActivityEntry): Promise<void> {
  await insertActivity(tx, {
    accountId: entry.accountId,
    id: newId(),
    actorId: entry.actor?.id ?? null,
    actorName: entry.actor?.name ?? 'Evenbook',
    verb: entry.verb,
    subject: entry.subject,
    companyId: entry.companyId ?? null,
    detail: entry.detail,
  })
}

/** Newest first. */
export async function list(
  tx: Transaction,
  options: { subject?: string; limit: number },
): Promise<Activity[]> {
  return listActivity(tx, options)
}

const page = 500

/**
 * Chains what is not chained yet: each row's hash covers the one before it. Apart from the business transaction, which would
 * otherwise wait for every other writer of the account.
 */
export async function chain(tx: Transaction): Promise<number> {
  await lockChain(tx)
  const end = await chainEnd(tx)
  const rows = await unchained(tx, page)
  let position = end?.position ?? 0
  let previousHash = end?.hash ?? ''
  for (const row of rows) {
    position += 1
    const hash = linkHash(row, position, previousHash)
    await writeLink(tx, { id: row.id, position, previousHash, hash })
    previousHash = hash
  }
  return rows.length
}

export type Verdict =
  | { kind: 'whole'; rows: number }
  | { kind: 'broken'; position: number; reason: 'missing' | 'changed' }

/** Walks the chain from its first row. */
export async function verify(tx: Transaction): Promise<Verdict> {
  let position = 0
  let previousHash = ''
  for (;;) {
    const rows = await linksAfter(tx, position, page)
    for (const row of rows) {
      position += 1
      if (row.position !== position) return { kind: 'broken', position, reason: 'missing' }
      if (row.hash !== linkHash(row, position, previousHash)) {
        return { kind: 'broken', position, reason: 'changed' }
      }
      previousHash = row.hash
    }
    if (rows.length < page) return { kind: 'whole', rows: position }
  }
}

function linkHash(row: Activity, position: number, previousHash: string): string {
  return hashOf({
    position,
    previousHash,
    id: row.id,
    at: row.at.toISOString(),
    actorId: row.actorId,
    actorName: row.actorName,
    verb: row.verb,
    subject: row.subject,
    companyId: row.companyId,
    detail: row.detail,
  })
}
