import type { Transaction } from '../../drizzle/client.ts'
import type { Membership } from '../../drizzle/types.ts'
import type { MemberClaim, MemberFact } from '../connectors/psa-facts.ts'
import { assert, present } from '../std/assert.ts'
import { systemClock } from '../std/clock.ts'
import { newId } from '../std/id.ts'
import { findPerson } from './directory/people.ts'
import { createDirectoryUser } from './directory.ts'
import { createMemberCheck, type MemberCheck, type MemberRefusal } from './member-check.ts'
import { isRole, type Role } from './permissions.ts'
import { psaFacts, psaOf } from './psa.ts'
import {
  companiesOfMembership,
  insertMembership,
  membershipOfMember,
  membershipOfUser,
  membershipRows,
  renameMembership,
} from './store.ts'
import { type CompanyScope, inAccount } from './transaction.ts'

export type Verification =
  | { kind: 'member'; userId: string; role: Role; name: string; memberId: string }
  /** verified, but nobody has given the member a role yet */
  | { kind: 'no-role'; memberId: string; name: string }
  | { kind: 'refused'; reason: MemberRefusal }

export interface Member {
  userId: string
  memberId: string | null
  name: string
  email: string
  role: Role
}

declare global {
  var evenbookMemberCheck: MemberCheck | undefined
}

/**
 * Who is looking? The browser's word is a claim: company and site must be the account's stored ones, and the stored host, not
 * the claimed one, is asked who bears the hash (knowledge/connectwise.md §2.3).
 */
export async function verifyMember(
  accountId: string,
  claim: MemberClaim & { site: string },
): Promise<Verification> {
  const facts = await psaFacts(accountId)
  const sameCompany = claim.loginCompany.toLowerCase() === facts.loginCompany.toLowerCase()
  if (!sameCompany || !isSite(claim.site, [facts.uiOrigin, facts.apiOrigin])) {
    return { kind: 'refused', reason: 'company' }
  }
  const { site: _, ...asked } = claim
  const psa = await psaOf(accountId)
  globalThis.evenbookMemberCheck ??= createMemberCheck(systemClock())
  const answer = await globalThis.evenbookMemberCheck.check(
    accountId,
    { ...asked, loginCompany: facts.loginCompany },
    proof => psa.member(proof),
  )
  if (answer.kind === 'refused') return answer
  const member = await inAccount(accountId, tx => admit(tx, accountId, answer.fact))
  if (member.role === 'none') return { kind: 'no-role', memberId: answer.fact.id, name: member.name }
  return {
    kind: 'member',
    userId: member.userId,
    role: member.role,
    name: member.name,
    memberId: answer.fact.id,
  }
}

export async function membershipOf(tx: Transaction, userId: string): Promise<Member | null> {
  const row = await membershipOfUser(tx, userId)
  return row && memberOf(row)
}

/** An account-admin has every company by the role itself. */
export async function companyScopeOf(tx: Transaction, userId: string): Promise<CompanyScope> {
  const row = await membershipOfUser(tx, userId)
  if (!row) return []
  if (row.role === 'account-admin' || row.allCompanies) return 'all'
  return companiesOfMembership(tx, userId)
}

export async function listMembers(tx: Transaction): Promise<Member[]> {
  return (await membershipRows(tx)).map(memberOf)
}

// A member seen for the first time gets a row without a role: an admin then grants one instead of typing names.
async function admit(tx: Transaction, accountId: string, fact: MemberFact): Promise<Member> {
  const fields = { memberIdentifier: fact.identifier, name: fact.name, email: fact.email }
  const known = await membershipOfMember(tx, fact.id)
  if (known) {
    // Who has confirmed an address in Evenbook said their own name there: mail goes to that address, not to Manage's.
    const own = (await findPerson(known.userId, tx))?.emailHash
    const now = own ? { ...fields, name: known.name, email: known.email } : fields
    await renameMembership(tx, known.userId, now)
    return memberOf({ ...known, ...now })
  }
  const userId = newId()
  const added = await insertMembership(tx, { accountId, userId, memberId: fact.id, role: 'none', ...fields })
  if (added) await createDirectoryUser(tx, userId)
  return memberOf(present(await membershipOfMember(tx, fact.id), 'A membership was neither added nor there.'))
}

function memberOf(row: Membership): Member {
  assert(isRole(row.role), 'A membership has a role that does not exist.')
  return {
    userId: row.userId,
    memberId: row.memberId,
    name: row.name || row.memberIdentifier,
    email: row.email,
    role: row.disabledAt === null ? row.role : 'none',
  }
}

// Manage says `https://na.myconnectwise.net` or the bare host; nothing else of it is used.
function isSite(site: string, origins: readonly string[]): boolean {
  const address = site.includes('://') ? site : `https://${site}`
  if (!URL.canParse(address)) return false
  const { host } = new URL(address)
  return origins.some(origin => new URL(origin).host === host)
}
