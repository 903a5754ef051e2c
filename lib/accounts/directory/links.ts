import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../../drizzle/client.ts'
import { directoryLinks } from '../../../drizzle/schema/directory.ts'
import { randomKey, sha256 } from '../../std/id.ts'
import { appDatabase } from '../database.ts'

/** Links that are sent by e-mail: 256 random bits, of which only the hash is kept. */
export type LinkPurpose = 'invitation' | 'password' | 'registration'

export interface Link {
  /** null: a registration, whose account is not made yet */
  accountId: string | null
  userId: string | null
  subject: string
}

export async function mintLink(
  link: Link & { purpose: LinkPurpose; seconds: number },
  tx: Transaction | Database = appDatabase(),
): Promise<string> {
  const text = randomKey(256)
  const { seconds, ...row } = link
  await tx.insert(directoryLinks).values({
    ...row,
    linkHash: sha256(text),
    expiresAt: sql`clock_timestamp() + ${seconds} * interval '1 second'`,
  })
  return text
}

/** What a link is for, without using it up: mail programs open links before people do. */
export async function peekLink(text: string, purpose: LinkPurpose): Promise<Link | null> {
  const rows = await appDatabase().select(linkColumns).from(directoryLinks).where(redeemable(text, purpose))
  return rows[0] ?? null
}

/** Once, in the transaction of what it is good for: of any number of parallel redemptions one gets the row. */
export async function redeemLink(tx: Transaction, text: string, purpose: LinkPurpose): Promise<Link | null> {
  const rows = await tx
    .update(directoryLinks)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(redeemable(text, purpose))
    .returning(linkColumns)
  return rows[0] ?? null
}

/** What was typed so far, for the page that shows it again. */
export async function noteOnLink(text: string, purpose: LinkPurpose, subject: string): Promise<void> {
  await appDatabase().update(directoryLinks).set({ subject }).where(redeemable(text, purpose))
}

/** What came of a link, in the transaction that used it up; nothing else of it is kept. */
export async function closeLink(
  tx: Transaction,
  text: string,
  made: { accountId: string; userId: string },
): Promise<void> {
  await tx
    .update(directoryLinks)
    .set({ ...made, subject: '' })
    .where(eq(directoryLinks.linkHash, sha256(text)))
}

/** Used up within the last minute: a second click of the same form asks for what the first one made. */
export async function justUsed(text: string, purpose: LinkPurpose): Promise<Link | null> {
  const rows = await appDatabase()
    .select(linkColumns)
    .from(directoryLinks)
    .where(
      and(
        eq(directoryLinks.linkHash, sha256(text)),
        eq(directoryLinks.purpose, purpose),
        gt(directoryLinks.usedAt, sql`clock_timestamp() - interval '1 minute'`),
      ),
    )
  return rows[0] ?? null
}

/** A newer one was sent, or what it was for is done. */
export async function voidLinks(
  tx: Transaction,
  link: { userId: string; purpose: LinkPurpose } | { subject: string; purpose: LinkPurpose },
): Promise<void> {
  const whose =
    'userId' in link ? eq(directoryLinks.userId, link.userId) : eq(directoryLinks.subject, link.subject)
  await tx
    .update(directoryLinks)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(and(whose, eq(directoryLinks.purpose, link.purpose), isNull(directoryLinks.usedAt)))
}

const linkColumns = {
  accountId: directoryLinks.accountId,
  userId: directoryLinks.userId,
  subject: directoryLinks.subject,
}

function redeemable(text: string, purpose: LinkPurpose) {
  return and(
    eq(directoryLinks.linkHash, sha256(text)),
    eq(directoryLinks.purpose, purpose),
    isNull(directoryLinks.usedAt),
    gt(directoryLinks.expiresAt, sql`clock_timestamp()`),
  )
}
