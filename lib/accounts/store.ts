import { and, asc, desc, eq, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/client.ts'
import {
  accounts,
  companies,
  connections,
  grants,
  membershipCompanies,
  memberships,
  psas,
} from '../../drizzle/schema/accounts.ts'
import { postings } from '../../drizzle/schema/postings.ts'
import { mappings, referenceItems, referenceLists } from '../../drizzle/schema/reference.ts'
import type { Account, Company, Connection, Grant, Membership, NewPsa, Psa } from '../../drizzle/types.ts'
import { present } from '../std/assert.ts'

/** SQL of an account's own rows. Row-level security narrows each statement to the transaction's account. */
export async function setAccount(
  tx: Transaction,
  accountId: string,
  companies: 'all' | readonly string[],
): Promise<void> {
  // '' is every company, so that none has to be said with an id that no company has.
  const scope = companies === 'all' ? '' : [noCompany, ...companies].join()
  await tx.execute(
    sql`select set_config('app.account', ${accountId}, true), set_config('app.companies', ${scope}, true)`,
  )
}

const noCompany = '00000000-0000-0000-0000-000000000000'

// account and its ConnectWise

export async function insertAccount(
  tx: Transaction,
  row: { accountId: string; name: string; dataKey: string; live: boolean },
): Promise<void> {
  const { live, ...values } = row
  await tx.insert(accounts).values({ ...values, liveAt: live ? sql`now()` : null })
}

export async function accountRow(tx: Transaction): Promise<Account> {
  return present((await tx.select().from(accounts))[0], 'The account has no row.')
}

/** False when it was so already: of two clicks one is told. */
export async function saveLive(tx: Transaction, live: boolean): Promise<boolean> {
  const rows = await tx
    .update(accounts)
    .set({ liveAt: live ? sql`now()` : null })
    .where(live ? isNull(accounts.liveAt) : isNotNull(accounts.liveAt))
    .returning({ accountId: accounts.accountId })
  return rows.length > 0
}

export async function insertPsa(tx: Transaction, row: NewPsa): Promise<void> {
  await tx.insert(psas).values(row)
}

export async function psaRow(tx: Transaction): Promise<Psa> {
  return present((await tx.select().from(psas))[0], 'The account has no ConnectWise row.')
}

/** True: it was lost, and is back. Not a change of keys: `updated_at` stays, so that no process opens its connection anew. */
export async function saveCallback(tx: Transaction, callbackIds: string | null): Promise<boolean> {
  await tx
    .update(psas)
    .set({ callbackId: callbackIds, callbackCheckedAt: sql`now()`, callbackRefusedAt: null })
  if (callbackIds === null) return false
  const rows = await tx
    .update(psas)
    .set({ callbackBackAt: sql`clock_timestamp()` })
    .where(and(isNotNull(psas.callbackLostAt), isNull(psas.callbackBackAt)))
    .returning({ accountId: psas.accountId })
  return rows.length > 0
}

/** False: it was refused before. */
export async function saveCallbackRefused(tx: Transaction): Promise<boolean> {
  const rows = await tx
    .update(psas)
    .set({ callbackRefusedAt: sql`clock_timestamp()` })
    .where(isNull(psas.callbackRefusedAt))
    .returning({ accountId: psas.accountId })
  return rows.length > 0
}

/** False: it is known already, and not mended since. */
export async function saveCallbackLoss(tx: Transaction, how: string): Promise<boolean> {
  const rows = await tx
    .update(psas)
    .set({ callbackLostAt: sql`clock_timestamp()`, callbackLostHow: how, callbackBackAt: null })
    .where(or(isNull(psas.callbackLostAt), isNotNull(psas.callbackBackAt)))
    .returning({ accountId: psas.accountId })
  return rows.length > 0
}

// companies

export async function insertCompany(
  tx: Transaction,
  row: { accountId: string; id: string; name: string },
): Promise<void> {
  await tx.insert(companies).values(row)
}

export async function companyRows(tx: Transaction): Promise<Company[]> {
  return tx.select().from(companies).orderBy(asc(companies.createdAt), asc(companies.id))
}

/** Were decisions made or documents sent that name ids of the organisation it was linked with? */
export async function hasBooks(tx: Transaction, companyId: string): Promise<boolean> {
  const mapped = await tx
    .select({ one: sql`1` })
    .from(mappings)
    .where(eq(mappings.companyId, companyId))
    .limit(1)
  const sent = await tx
    .select({ one: sql`1` })
    .from(postings)
    .where(eq(postings.companyId, companyId))
    .limit(1)
  return mapped.length + sent.length > 0
}

// memberships

/** False when the member has a row already. */
export async function insertMembership(
  tx: Transaction,
  row: {
    accountId: string
    userId: string
    memberId: string
    memberIdentifier: string
    name: string
    email: string
    role: string
  },
): Promise<boolean> {
  const rows = await tx
    .insert(memberships)
    .values(row)
    .onConflictDoNothing()
    .returning({ userId: memberships.userId })
  return rows.length > 0
}

export async function membershipOfMember(tx: Transaction, memberId: string): Promise<Membership | null> {
  return (await tx.select().from(memberships).where(eq(memberships.memberId, memberId)))[0] ?? null
}

export async function membershipOfUser(tx: Transaction, userId: string): Promise<Membership | null> {
  return (await tx.select().from(memberships).where(eq(memberships.userId, userId)))[0] ?? null
}

export async function companiesOfMembership(tx: Transaction, userId: string): Promise<string[]> {
  const rows = await tx
    .select({ companyId: membershipCompanies.companyId })
    .from(membershipCompanies)
    .where(eq(membershipCompanies.userId, userId))
  return rows.map(row => row.companyId)
}

export async function membershipRows(tx: Transaction): Promise<Membership[]> {
  return tx.select().from(memberships).orderBy(asc(memberships.name), asc(memberships.userId))
}

/** What ConnectWise says of the person now. */
export async function renameMembership(
  tx: Transaction,
  userId: string,
  fact: { memberIdentifier: string; name: string; email: string },
): Promise<void> {
  await tx.update(memberships).set(fact).where(eq(memberships.userId, userId))
}

/** Locks the account's rows first: two admins must not take each other's role at once. */
export async function lockMemberships(tx: Transaction): Promise<Membership[]> {
  return tx.select().from(memberships).orderBy(asc(memberships.userId)).for('update')
}

// grants

export async function insertGrant(
  tx: Transaction,
  row: Omit<Grant, 'refreshedAt' | 'deadAt' | 'deadReason'>,
): Promise<void> {
  await tx.insert(grants).values(row)
}

/** `fresh` by the database clock: the token lives at least `earlyMs` longer. */
export async function grantRow(
  tx: Transaction,
  grantId: string,
  options: { earlyMs: number; lock: boolean },
): Promise<(Grant & { fresh: boolean; unexpired: boolean }) | null> {
  const query = tx
    .select({
      grant: grants,
      fresh: sql<boolean>`${grants.expiresAt} > clock_timestamp() + ${options.earlyMs} * interval '1 millisecond'`,
      unexpired: sql<boolean>`${grants.expiresAt} > clock_timestamp()`,
    })
    .from(grants)
    .where(eq(grants.id, grantId))
  const row = (options.lock ? await query.for('update') : await query)[0]
  return row ? { ...row.grant, fresh: row.fresh, unexpired: row.unexpired } : null
}

export async function saveTokens(
  tx: Transaction,
  grantId: string,
  tokens: { accessTokenSealed: string; refreshTokenSealed: string; expiresAt: Date; scopes: string },
): Promise<void> {
  await tx
    .update(grants)
    .set({ ...tokens, refreshedAt: sql`clock_timestamp()` })
    .where(eq(grants.id, grantId))
}

/** False when it was dead already, or carries other tokens than the refused ones by now. */
export async function killGrant(
  tx: Transaction,
  grantId: string,
  reason: string,
  refusedSealed: string | null,
): Promise<boolean> {
  const rows = await tx
    .update(grants)
    .set({ deadAt: sql`now()`, deadReason: reason })
    .where(
      and(
        eq(grants.id, grantId),
        isNull(grants.deadAt),
        refusedSealed === null ? undefined : eq(grants.refreshTokenSealed, refusedSealed),
      ),
    )
    .returning({ id: grants.id })
  return rows.length > 0
}

/** Tokens that no live connection needs are not kept; the row stays as history. */
export async function emptyGrant(tx: Transaction, grantId: string, reason: string): Promise<void> {
  const used = await tx
    .select({ id: connections.id })
    .from(connections)
    .where(and(eq(connections.grantId, grantId), isNull(connections.disconnectedAt)))
    .limit(1)
  if (used.length > 0) return
  await tx
    .update(grants)
    .set({
      accessTokenSealed: '',
      refreshTokenSealed: '',
      deadAt: sql`coalesce(${grants.deadAt}, now())`,
      deadReason: reason,
    })
    .where(eq(grants.id, grantId))
}

// connections

export async function insertConnection(
  tx: Transaction,
  row: Omit<Connection, 'connectedAt' | 'disconnectedAt'>,
): Promise<void> {
  await tx.insert(connections).values(row)
}

/** The one link of a company, with what its grant can do. */
export async function liveConnection(
  tx: Transaction,
  companyId: string,
): Promise<{ connection: Connection; deadAt: Date | null; deadReason: string } | null> {
  const rows = await tx
    .select({ connection: connections, deadAt: grants.deadAt, deadReason: grants.deadReason })
    .from(connections)
    .innerJoin(grants, and(eq(grants.accountId, connections.accountId), eq(grants.id, connections.grantId)))
    .where(and(eq(connections.companyId, companyId), isNull(connections.disconnectedAt)))
    .orderBy(desc(connections.connectedAt))
    .limit(1)
  return rows[0] ?? null
}

/** Organisations the company was linked with before, other than this one. */
export async function wasLinkedElsewhere(
  tx: Transaction,
  companyId: string,
  organisationId: string,
): Promise<string | null> {
  const rows = await tx
    .select({ name: connections.organisationName })
    .from(connections)
    .where(and(eq(connections.companyId, companyId), ne(connections.organisationId, organisationId)))
    .orderBy(desc(connections.connectedAt))
    .limit(1)
  return rows[0]?.name ?? null
}

/** What was cached of the ledger that the company was linked with before: its ids mean nothing in another one. */
export async function forgetLists(tx: Transaction, companyId: string): Promise<void> {
  await tx.delete(referenceItems).where(eq(referenceItems.ownerId, companyId))
  await tx.delete(referenceLists).where(eq(referenceLists.ownerId, companyId))
}

export async function relinkConnection(
  tx: Transaction,
  id: string,
  values: { grantId: string; vendorConnectionId: string; organisationName: string; connectedBy: string },
): Promise<void> {
  await tx.update(connections).set(values).where(eq(connections.id, id))
}

export async function saveOrganisation(
  tx: Transaction,
  id: string,
  facts: { organisationName: string; shortCode: string; baseCurrency: string },
): Promise<void> {
  await tx.update(connections).set(facts).where(eq(connections.id, id))
}

export async function endConnection(tx: Transaction, id: string): Promise<void> {
  await tx
    .update(connections)
    .set({ disconnectedAt: sql`now()` })
    .where(and(eq(connections.id, id), isNull(connections.disconnectedAt)))
}

/** One consent at a time decides for a company. */
export async function lockCompany(tx: Transaction, companyId: string): Promise<Company | null> {
  return (await tx.select().from(companies).where(eq(companies.id, companyId)).for('update'))[0] ?? null
}
