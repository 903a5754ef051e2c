import { and, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import { companies, invitations, membershipCompanies, memberships } from '../../../drizzle/schema/accounts.ts'
import type { Membership } from '../../../drizzle/types.ts'

export type Invitation = typeof invitations.$inferSelect

// memberships

/** Of everybody who does not have all of them: user id → company ids. */
export async function companiesByUser(tx: Transaction): Promise<ReadonlyMap<string, string[]>> {
  const rows = await tx
    .select({ userId: membershipCompanies.userId, companyId: membershipCompanies.companyId })
    .from(membershipCompanies)
    .innerJoin(
      companies,
      and(
        eq(companies.accountId, membershipCompanies.accountId),
        eq(companies.id, membershipCompanies.companyId),
      ),
    )
    .orderBy(companies.createdAt, companies.id)
  const byUser = new Map<string, string[]>()
  for (const { userId, companyId } of rows) byUser.set(userId, [...(byUser.get(userId) ?? []), companyId])
  return byUser
}

export async function writeAccess(
  tx: Transaction,
  member: Pick<Membership, 'accountId' | 'userId'>,
  access: { role: string; allCompanies: boolean; companyIds: readonly string[] },
): Promise<void> {
  const { role, allCompanies } = access
  await tx.update(memberships).set({ role, allCompanies }).where(eq(memberships.userId, member.userId))
  await tx.delete(membershipCompanies).where(eq(membershipCompanies.userId, member.userId))
  if (allCompanies || access.companyIds.length === 0) return
  const { accountId, userId } = member
  await tx
    .insert(membershipCompanies)
    .values(access.companyIds.map(companyId => ({ accountId, userId, companyId })))
}

export async function writeDisabled(tx: Transaction, userId: string, disabled: boolean): Promise<void> {
  const disabledAt = disabled ? sql`clock_timestamp()` : null
  await tx.update(memberships).set({ disabledAt }).where(eq(memberships.userId, userId))
}

export async function writeMember(
  tx: Transaction,
  userId: string,
  member: { memberId: string | null; memberIdentifier: string },
): Promise<void> {
  await tx.update(memberships).set(member).where(eq(memberships.userId, userId))
}

/** Somebody who may come from outside Manage; the row may be there already, without a role. */
export async function putPerson(
  tx: Transaction,
  row: { accountId: string; userId: string; name: string; email: string; role: string },
): Promise<void> {
  const { name, email, role } = row
  await tx
    .insert(memberships)
    .values(row)
    .onConflictDoUpdate({
      target: [memberships.accountId, memberships.userId],
      set: { name, email, role, disabledAt: null },
    })
}

// invitations

export async function insertInvitation(
  tx: Transaction,
  row: Pick<
    Invitation,
    'accountId' | 'id' | 'email' | 'name' | 'memberId' | 'role' | 'allCompanies' | 'companyIds' | 'invitedBy'
  >,
  seconds: number,
): Promise<void> {
  await tx.insert(invitations).values({ ...row, expiresAt: until(seconds) })
}

/** Neither accepted nor withdrawn; those that have expired too, as they can be sent again. Newest first. */
export async function openInvitations(tx: Transaction): Promise<(Invitation & { expired: boolean })[]> {
  const rows = await tx
    .select({
      invitation: invitations,
      expired: sql<boolean>`${invitations.expiresAt} <= clock_timestamp()`,
    })
    .from(invitations)
    .where(isOpen())
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
  return rows.map(({ invitation, expired }) => ({ ...invitation, expired }))
}

/** Locked: acceptance, withdrawal and a new link are one after the other. */
export async function lockInvitation(tx: Transaction, id: string): Promise<Invitation | null> {
  const rows = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.id, id), isOpen()))
    .for('update')
  return rows[0] ?? null
}

export async function invitationRow(tx: Transaction, id: string): Promise<Invitation | null> {
  const rows = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.id, id), isOpen()))
  return rows[0] ?? null
}

export async function extendInvitation(tx: Transaction, id: string, seconds: number): Promise<void> {
  await tx
    .update(invitations)
    .set({ expiresAt: until(seconds), sentAt: null })
    .where(eq(invitations.id, id))
}

export async function markInvitation(
  tx: Transaction,
  id: string,
  what: { sent: true } | { withdrawn: true } | { acceptedBy: string },
): Promise<void> {
  const now = sql`clock_timestamp()`
  const set =
    'sent' in what
      ? { sentAt: now }
      : 'withdrawn' in what
        ? { withdrawnAt: now }
        : { acceptedAt: now, acceptedBy: what.acceptedBy }
  await tx.update(invitations).set(set).where(eq(invitations.id, id))
}

/** Those that were accepted, withdrawn or ran out more than so many days ago, at most `limit`; answers how many went. */
export async function deleteEndedInvitations(tx: Transaction, days: number, limit: number): Promise<number> {
  const end = sql`least(${invitations.acceptedAt}, ${invitations.withdrawnAt}, ${invitations.expiresAt})`
  const ids = tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(sql`${end} < clock_timestamp() - ${days} * interval '1 day'`)
    .limit(limit)
  const gone = await tx
    .delete(invitations)
    .where(inArray(invitations.id, ids))
    .returning({ id: invitations.id })
  return gone.length
}

/** One at a time for an address in an account: the second finds what the first has written. */
export async function lockAddress(tx: Transaction, email: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('invitation:' || current_setting('app.account') || ${email}, 0))`,
  )
}

/** Whoever has the member id already, apart from that person. */
export async function holderOfMember(
  tx: Transaction,
  memberId: string,
  except: string,
): Promise<Membership | null> {
  const rows = await tx
    .select()
    .from(memberships)
    .where(and(eq(memberships.memberId, memberId), ne(memberships.userId, except)))
    .for('update')
  return rows[0] ?? null
}

function isOpen() {
  return and(isNull(invitations.acceptedAt), isNull(invitations.withdrawnAt))
}

function until(seconds: number) {
  return sql`clock_timestamp() + ${seconds} * interval '1 second'`
}
