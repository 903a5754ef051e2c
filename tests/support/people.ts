import { confirmEmail, savePassword } from '../../lib/accounts/directory/people.ts'
import { createDirectoryUser } from '../../lib/accounts/directory.ts'
import { hashPassword } from '../../lib/accounts/passwords.ts'
import type { Role } from '../../lib/accounts/permissions.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { putPerson, writeAccess, writeMember } from '../../lib/accounts/users/store.ts'
import { newId } from '../../lib/std/id.ts'
import { Secret } from '../../lib/std/secret.ts'

export interface PersonSpec {
  name: string
  role: Role
  email?: string
  /** all of them, when left out */
  companyIds?: string[]
  member?: { id: string; identifier: string }
  /** the address is confirmed, and they can sign in outside Manage */
  password?: string
}

/** Somebody who is in an account already, without the way that led there. */
export async function addPerson(
  accountId: string,
  spec: PersonSpec,
): Promise<{ userId: string; name: string }> {
  const userId = newId()
  const { name, role, email = '', companyIds, member, password } = spec
  const passwordHash = password === undefined ? null : await hashPassword(Secret.of(password))
  await inAccount(accountId, async tx => {
    await createDirectoryUser(tx, userId)
    await putPerson(tx, { accountId, userId, name, email, role })
    const access = { role, allCompanies: companyIds === undefined, companyIds: companyIds ?? [] }
    await writeAccess(tx, { accountId, userId }, access)
    if (member) await writeMember(tx, userId, { memberId: member.id, memberIdentifier: member.identifier })
    if (passwordHash === null) return
    await confirmEmail(tx, userId, email)
    await savePassword(tx, userId, passwordHash)
  })
  return { userId, name }
}
