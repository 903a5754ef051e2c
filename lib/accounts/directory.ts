import { and, asc, eq, exists, gt, isNull, lte, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../drizzle/client.ts'
import {
  directoryDue,
  directoryInstalls,
  directoryOrganisations,
  directorySessions,
  directoryTickets,
  directoryUsers,
} from '../../drizzle/schema/directory.ts'
import type { DirectorySession } from '../../drizzle/types.ts'
import { present } from '../std/assert.ts'
import { randomKey, sha256 } from '../std/id.ts'
import { appDatabase } from './database.ts'

/**
 * The only reader of the tables outside row-level security (design §4), with the files of directory/. They hold ids, hashes
 * and times; every query here names the account, a person or an unguessable key itself.
 */

// installs

/** The install key in the path names the account and proves nothing. */
export async function findInstall(installKey: string): Promise<{ accountId: string } | null> {
  const rows = await appDatabase()
    .select({ accountId: directoryInstalls.accountId })
    .from(directoryInstalls)
    .where(eq(directoryInstalls.installKey, installKey))
  return rows[0] ?? null
}

export async function installOf(accountId: string): Promise<{ installKey: string } | null> {
  const rows = await appDatabase()
    .select({ installKey: directoryInstalls.installKey })
    .from(directoryInstalls)
    .where(eq(directoryInstalls.accountId, accountId))
  return rows[0] ?? null
}

/** Whose callback address is this? Asked by the hash: the key itself stands only in ConnectWise and sealed in the account. */
export async function findWebhook(
  keyHash: string,
): Promise<{ accountId: string; installKey: string } | null> {
  const rows = await appDatabase()
    .select({ accountId: directoryInstalls.accountId, installKey: directoryInstalls.installKey })
    .from(directoryInstalls)
    .where(eq(directoryInstalls.webhookKeyHash, keyHash))
  return rows[0] ?? null
}

/** For schedules that go through all accounts one by one. */
export async function listAccounts(): Promise<string[]> {
  const rows = await appDatabase()
    .select({ accountId: directoryInstalls.accountId })
    .from(directoryInstalls)
    .orderBy(asc(directoryInstalls.createdAt))
  return rows.map(row => row.accountId)
}

export async function createDirectoryAccount(
  tx: Transaction,
  install: { installKey: string; accountId: string; webhookKeyHash: string; psaHash?: string },
): Promise<void> {
  await tx.insert(directoryInstalls).values(install)
}

/** One login company of one ConnectWise host, whatever its spelling. */
export function psaHashOf(uiOrigin: string, loginCompany: string): string {
  return sha256(`${new URL(uiOrigin).host}\n${loginCompany.toLowerCase()}`)
}

/** The account's ConnectWise is another one now. */
export async function moveInstall(tx: Transaction, accountId: string, psaHash: string): Promise<void> {
  await tx.update(directoryInstalls).set({ psaHash }).where(eq(directoryInstalls.accountId, accountId))
}

/** Does an account have this ConnectWise already? Locked to the end of the transaction: two registrations ask in turn. */
export async function isPsaTaken(tx: Transaction, psaHash: string): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${psaHash}, 0))`)
  const rows = await tx
    .select({ accountId: directoryInstalls.accountId })
    .from(directoryInstalls)
    .where(eq(directoryInstalls.psaHash, psaHash))
    .limit(1)
  return rows.length > 0
}

export async function createDirectoryUser(tx: Transaction, id: string): Promise<void> {
  await tx.insert(directoryUsers).values({ id })
}

// sessions

/** The session that a ticket stood for ended before its own tab was opened. */
export class SessionEnded extends Error {
  override readonly name = 'SessionEnded'
}

/**
 * Absolute life 8 h. A tab's session ends no later than the one whose ticket opened it, belongs to the browser of that one
 * and has given what codes that one has.
 */
export async function createSession(input: {
  accountId: string
  userId: string
  parentHash: string | null
  /** without a parent: who said who it is */
  origin?: 'frame' | 'standalone'
  deviceHash?: string | null
  /** a code was typed to get it */
  secondFactor?: boolean
}): Promise<{ id: string; idHash: string }> {
  const { accountId, userId, parentHash, origin = 'frame', deviceHash = null, secondFactor = false } = input
  const id = randomKey(256)
  const idHash = sha256(id)
  await appDatabase().transaction(async tx => {
    const parent = parentHash === null ? null : await lockParent(tx, parentHash, userId)
    await tx.insert(directorySessions).values({
      ...{ accountId, userId, parentHash, idHash },
      origin: parent ? 'tab' : origin,
      deviceHash: parent?.deviceHash ?? deviceHash,
      secondFactorAt: parent ? parent.secondFactorAt : secondFactor ? sql`clock_timestamp()` : null,
      viewAsUserId: parent?.viewAsUserId ?? null,
      expiresAt: parent?.expiresAt ?? sql`clock_timestamp() + interval '8 hours'`,
    })
  })
  return { id, idHash }
}

// Locked, so that a revocation either waits and finds the child or ended the parent before.
async function lockParent(tx: Transaction, idHash: string, userId: string): Promise<DirectorySession> {
  const rows = await tx
    .select()
    .from(directorySessions)
    .where(and(eq(directorySessions.idHash, idHash), eq(directorySessions.userId, userId), running()))
    .for('update')
  if (!rows[0]) throw new SessionEnded('The session that opened this tab has ended.')
  return rows[0]
}

/** Null when it is unknown, revoked, idle for 30 minutes or 8 hours old. Finding it does not keep it awake: touchSession does. */
export async function findSession(id: string): Promise<DirectorySession | null> {
  const rows = await appDatabase()
    .select()
    .from(directorySessions)
    .where(and(eq(directorySessions.idHash, sha256(id)), running(), awake()))
  return rows[0] ?? null
}

/** Its browser kept no device cookie until now. */
export async function bindDevice(idHash: string, deviceHash: string): Promise<void> {
  await appDatabase()
    .update(directorySessions)
    .set({ deviceHash })
    .where(and(eq(directorySessions.idHash, idHash), isNull(directorySessions.deviceHash), running()))
}

/** A person did something (polls and streams do not count), or a new frame's handshake proved the same member again. */
export async function touchSession(idHash: string, verified = false): Promise<void> {
  const now = sql`clock_timestamp()`
  await appDatabase()
    .update(directorySessions)
    .set(verified ? { lastSeenAt: now, verifiedAt: now } : { lastSeenAt: now })
    .where(and(eq(directorySessions.idHash, idHash), running(), awake()))
}

/** With the tabs it opened, and those that they opened. */
export async function revokeSession(idHash: string): Promise<void> {
  await appDatabase().transaction(async tx => {
    // Again until nothing is found: a tab may have been opened while this waited for its parent's row.
    for (let revoked = 1; revoked > 0; ) {
      const rows = await tx.execute(sql`
        with recursive family as (
          select id_hash from directory_sessions where id_hash = ${idHash}
          union
          select child.id_hash from directory_sessions child join family on child.parent_hash = family.id_hash
        )
        update directory_sessions set revoked_at = clock_timestamp()
        where revoked_at is null and id_hash in (select id_hash from family)
        returning id_hash`)
      revoked = rows.length
    }
  })
}

/** A person's role or membership changed: every session of theirs in this account starts anew. */
export async function revokeSessionsOf(tx: Transaction, accountId: string, userId: string): Promise<void> {
  await tx
    .update(directorySessions)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(directorySessions.accountId, accountId),
        eq(directorySessions.userId, userId),
        isNull(directorySessions.revokedAt),
      ),
    )
}

// tickets

export type TicketPurpose = 'enter' | 'connect' | 'consent' | 'factor'

export interface Ticket {
  accountId: string
  sessionHash: string
  subject: string
  /** of the browser that asked, where it matters */
  deviceHash: string | null
}

/** 256 random bits, of which only the hash is kept. */
export async function mintTicket(
  ticket: Omit<Ticket, 'deviceHash'> & {
    deviceHash?: string | null
    purpose: TicketPurpose
    seconds: number
  },
): Promise<string> {
  const text = randomKey(256)
  const { seconds, ...row } = ticket
  await appDatabase()
    .insert(directoryTickets)
    .values({
      ...row,
      ticketHash: sha256(text),
      expiresAt: sql`clock_timestamp() + ${seconds} * interval '1 second'`,
    })
  return text
}

/** Shows what a ticket is for without using it up: the page that asks for the click. */
export async function peekTicket(text: string, purpose: TicketPurpose): Promise<Ticket | null> {
  const rows = await appDatabase()
    .select(ticketColumns)
    .from(directoryTickets)
    .where(redeemable(text, purpose))
  return rows[0] ?? null
}

/** Once: of any number of parallel redemptions one gets the row. Not after the session that asked for it was ended. */
export async function redeemTicket(text: string, purpose: TicketPurpose): Promise<Ticket | null> {
  const rows = await appDatabase()
    .update(directoryTickets)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(redeemable(text, purpose))
    .returning(ticketColumns)
  return rows[0] ?? null
}

// organisations

export interface OrganisationKey {
  vendor: string
  organisationId: string
}

export interface OrganisationOwner {
  accountId: string
  companyId: string
}

/** First come, first served; whoever has it already is answered, which may be the claimer. */
export async function claimOrganisation(
  tx: Transaction,
  claim: OrganisationKey & OrganisationOwner,
): Promise<OrganisationOwner> {
  await tx.insert(directoryOrganisations).values(claim).onConflictDoNothing()
  return present(await accountOfOrganisation(claim, tx), 'A claimed organisation has no owner.')
}

export async function releaseOrganisation(
  tx: Transaction,
  claim: OrganisationKey & { accountId: string },
): Promise<void> {
  await tx
    .delete(directoryOrganisations)
    .where(and(organisation(claim), eq(directoryOrganisations.accountId, claim.accountId)))
}

export async function accountOfOrganisation(
  key: OrganisationKey,
  tx: Transaction | Database = appDatabase(),
): Promise<OrganisationOwner | null> {
  const { accountId, companyId } = directoryOrganisations
  const rows = await tx.select({ accountId, companyId }).from(directoryOrganisations).where(organisation(key))
  return rows[0] ?? null
}

// companies with work

/** Written with the posting: the sweeper looks at this company then, or sooner if it was due sooner already. */
export async function markDue(
  tx: Transaction,
  accountId: string,
  companyId: string,
  at: Date | 'now',
): Promise<void> {
  const dueAt = at === 'now' ? sql`clock_timestamp()` : at
  await tx
    .insert(directoryDue)
    .values({ accountId, companyId, dueAt })
    .onConflictDoUpdate({
      target: [directoryDue.accountId, directoryDue.companyId],
      set: { dueAt: sql`least(${directoryDue.dueAt}, excluded.due_at)` },
    })
}

/**
 * A worker begins: not due again before `milliseconds`, so that a killed worker's company comes back by itself. The answer
 * is for clearDue; a mark made meanwhile is earlier and stays.
 */
export async function deferDue(
  tx: Transaction,
  accountId: string,
  companyId: string,
  milliseconds: number,
): Promise<Date> {
  const dueAt = sql`clock_timestamp() + ${milliseconds} * interval '1 millisecond'`
  const rows = await tx
    .insert(directoryDue)
    .values({ accountId, companyId, dueAt })
    .onConflictDoUpdate({ target: [directoryDue.accountId, directoryDue.companyId], set: { dueAt } })
    .returning({ dueAt: directoryDue.dueAt })
  return present(rows[0], 'Postgres did not answer the row it wrote.').dueAt
}

/** Nothing left to do, unless somebody marked the company since `deferred`. */
export async function clearDue(
  tx: Transaction,
  accountId: string,
  companyId: string,
  deferred: Date,
): Promise<void> {
  await tx
    .delete(directoryDue)
    .where(
      and(
        eq(directoryDue.accountId, accountId),
        eq(directoryDue.companyId, companyId),
        eq(directoryDue.dueAt, deferred),
      ),
    )
}

export async function dueCompanies(limit: number): Promise<{ accountId: string; companyId: string }[]> {
  return appDatabase()
    .select({ accountId: directoryDue.accountId, companyId: directoryDue.companyId })
    .from(directoryDue)
    .where(lte(directoryDue.dueAt, sql`clock_timestamp()`))
    .orderBy(asc(directoryDue.dueAt))
    .limit(limit)
}

function organisation(key: OrganisationKey) {
  return and(
    eq(directoryOrganisations.vendor, key.vendor),
    eq(directoryOrganisations.organisationId, key.organisationId),
  )
}

function running() {
  return and(isNull(directorySessions.revokedAt), gt(directorySessions.expiresAt, sql`clock_timestamp()`))
}

function awake() {
  return gt(directorySessions.lastSeenAt, sql`clock_timestamp() - interval '30 minutes'`)
}

const ticketColumns = {
  accountId: directoryTickets.accountId,
  sessionHash: directoryTickets.sessionHash,
  subject: directoryTickets.subject,
  deviceHash: directoryTickets.deviceHash,
}

function redeemable(text: string, purpose: TicketPurpose) {
  const session = appDatabase()
    .select({ one: sql`1` })
    .from(directorySessions)
    .where(and(eq(directorySessions.idHash, directoryTickets.sessionHash), running()))
  return and(
    eq(directoryTickets.ticketHash, sha256(text)),
    eq(directoryTickets.purpose, purpose),
    isNull(directoryTickets.usedAt),
    gt(directoryTickets.expiresAt, sql`clock_timestamp()`),
    exists(session),
  )
}
