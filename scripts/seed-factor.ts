import { findPerson } from '../lib/accounts/directory/people.ts'
import { enrolApp, offerApp } from '../lib/accounts/enrolment.ts'
import { totpSecretOf } from '../lib/accounts/factor.ts'
import { listMembers } from '../lib/accounts/members.ts'
import { codeOfStep, stepAt } from '../lib/accounts/totp.ts'
import { inAccount } from '../lib/accounts/transaction.ts'
import { present } from '../lib/std/assert.ts'
import type { Secret } from '../lib/std/secret.ts'
import { DEMO } from '../tests/simulators/connectwise/index.ts'
import { createControl } from '../tests/simulators/kit/control-client.ts'
import type { SandboxPlace } from './sandbox.ts'

/** The demo's admin has set up an authenticator app; the simulated Manage shows its code as her phone would. */
export async function enrolAdmin(place: SandboxPlace, accountId: string): Promise<void> {
  const members = await inAccount(accountId, listMembers)
  const admin = present(
    members.find(one => one.role === 'account-admin'),
    'The demo account has no admin.',
  )
  const who = { accountId, userId: admin.userId }
  const secret = (await enrolledSecret(who.userId)) ?? (await enrol(who, admin.name))
  const given = { tenant: DEMO.company, member: DEMO.member, authenticator: secret.reveal() }
  await createControl(place.api).call('POST', 'members', given)
}

/** By a start that was killed half way. */
async function enrolledSecret(userId: string): Promise<Secret | null> {
  const person = await findPerson(userId)
  return person?.totpEnrolledAt ? totpSecretOf(person) : null
}

async function enrol(who: { accountId: string; userId: string }, name: string): Promise<Secret> {
  const { secret } = present(await offerApp(who, name), 'An app is enrolled already.')
  const answer = await enrolApp(who, codeOfStep(secret, stepAt(Date.now())))
  if (answer.kind !== 'enrolled') throw new Error('The app of the demo was not enrolled.')
  return secret
}
