import type { Transaction } from '../../../drizzle/client.ts'
import type { Membership } from '../../../drizzle/types.ts'
import { factsOfPeople, lastSeenIn } from '../directory/viewing.ts'
import { can, type Role } from '../permissions.ts'
import { membershipRows } from '../store.ts'
import { nameOf, roleOf, settled } from './access.ts'
import { companiesByUser, type Invitation, openInvitations } from './store.ts'

export interface User {
  userId: string
  name: string
  email: string
  role: Role
  allCompanies: boolean
  companyIds: readonly string[]
  memberId: string | null
  memberIdentifier: string
  /** an authenticator app, codes by e-mail only, or no second factor at all */
  factor: 'app' | 'mail' | 'none'
  lastSeenAt: Date | null
  disabledAt: Date | null
  /** the only one left who can manage users */
  lastAdmin: boolean
}

/** Everybody who is in or may come in, by name. Who gave up the member they were admitted as is nobody any more. */
export async function listUsers(tx: Transaction, accountId: string): Promise<User[]> {
  const rows = (await membershipRows(tx)).filter(row => row.role !== 'none' || row.memberId !== null)
  const admins = rows.filter(row => row.disabledAt === null && can(roleOf(row), 'manage-users'))
  const [companies, seen, facts] = [
    await companiesByUser(tx),
    await lastSeenIn(tx, accountId),
    await factsOfPeople(
      tx,
      rows.map(row => row.userId),
    ),
  ]
  return rows.map(row => {
    const { role, allCompanies } = { role: roleOf(row), allCompanies: row.allCompanies }
    return {
      ...settled({ role, allCompanies, companyIds: companies.get(row.userId) ?? [] }),
      userId: row.userId,
      name: nameOf(row),
      email: row.email,
      memberId: row.memberId,
      memberIdentifier: row.memberIdentifier,
      factor: factorOf(row, facts.get(row.userId)?.app ?? false),
      lastSeenAt: seen.get(row.userId) ?? null,
      disabledAt: row.disabledAt,
      lastAdmin: admins.length === 1 && admins[0]?.userId === row.userId,
    }
  })
}

export async function userOf(tx: Transaction, accountId: string, userId: string): Promise<User | null> {
  return (await listUsers(tx, accountId)).find(one => one.userId === userId) ?? null
}

/** Who can help: the admins that are not disabled. */
export async function listAdmins(
  tx: Transaction,
): Promise<{ userId: string; name: string; email: string }[]> {
  return (await membershipRows(tx))
    .filter(row => row.disabledAt === null && can(roleOf(row), 'manage-users'))
    .map(row => ({ userId: row.userId, name: nameOf(row), email: row.email }))
}

export interface PendingInvitation
  extends Pick<Invitation, 'id' | 'email' | 'name' | 'sentAt' | 'expiresAt' | 'allCompanies' | 'companyIds'> {
  role: Role
  expired: boolean
}

export async function listInvitations(tx: Transaction): Promise<PendingInvitation[]> {
  return (await openInvitations(tx)).map(row => ({ ...row, role: roleOf(row) }))
}

function factorOf(row: Membership, app: boolean): User['factor'] {
  if (app) return 'app'
  return row.email === '' ? 'none' : 'mail'
}
