import { z } from 'zod'
import { Secret } from '../../std/secret.ts'
import type { MemberClaim, MemberFact } from '../psa-facts.ts'
import { problemOf } from './client.ts'
import type { ConnectWiseConfig } from './config.ts'
import type { Codebase } from './discovery.ts'
import { readAs, refused } from './errors.ts'
import { exchange } from './exchange.ts'
import { type Described, zFlag, zMaybeText, zName, zNumericId } from './fields.ts'

// Printable ASCII without what ends a cookie or a header (knowledge/connectwise.md §2.3).
const cookieValue = /^[!#-+\--:<-[\]-~]+$/
const longest = { memberId: 100, memberHash: 2_048, memberContext: 200 }
/** A frame waits for it: one try, and not for long. */
const timeoutMs = 8_000

const zMyMember = z.object({
  id: zNumericId,
  identifier: z.string().min(1),
  firstName: zMaybeText,
  lastName: zMaybeText,
  fullName: zMaybeText,
  defaultEmail: zMaybeText,
  inactiveFlag: zFlag,
  timeZone: zName,
} satisfies Described<'MyMemberInfo'>)

/**
 * Who bears this hash? Asked at the account's own UI host with the account's own login company, whatever the message said.
 * The hash opens the member's whole Manage: it goes from the claim into one header and nowhere else.
 */
export async function member(
  config: ConnectWiseConfig,
  codebase: Codebase,
  claim: MemberClaim,
): Promise<MemberFact> {
  if (claim.loginCompany.toLowerCase() !== config.loginCompany.toLowerCase())
    throw refused('forbidden', 'The member claims another login company than the account’s.')
  const credentials = { cookie: cookies(config.loginCompany, claim) }
  const ask = async (used: string) => {
    const door = { origin: config.uiOrigin, codebase: used, credentials, timeoutMs }
    return exchange(config, door, api => api.GET('/system/myMembers/info'))
  }
  const used = codebase.current()
  const first = await ask(used)
  const lost = first.kind === 'response' && first.status === 404
  const sent = lost && (await codebase.movedFrom(used)) ? await ask(codebase.current()) : first
  if (sent.kind !== 'response' || sent.status !== 200) throw problemOf(sent, config.timeFactor)
  const row = readAs(zMyMember, sent.text, 'the member')
  if (row.identifier.toLowerCase() !== claim.memberId.toLowerCase())
    throw refused('conflict', 'ConnectWise knows the bearer of this hash under another member id.')
  return {
    id: row.id,
    identifier: row.identifier,
    name: row.fullName || `${row.firstName} ${row.lastName}`.trim(),
    email: row.defaultEmail.includes('@') ? row.defaultEmail : '',
    inactive: row.inactiveFlag,
    timeZone: row.timeZone.name,
  }
}

function cookies(companyName: string, { memberId, memberHash, memberContext }: MemberClaim): Secret {
  const values = { memberId, memberHash: memberHash.reveal(), memberContext }
  const fits =
    cookieValue.test(companyName) &&
    isValue(values.memberId, longest.memberId) &&
    isValue(values.memberHash, longest.memberHash) &&
    isValue(values.memberContext, longest.memberContext)
  if (!fits)
    throw refused('unauthorized', 'The member’s credentials have a form that ConnectWise never gives.')
  const pairs = Object.entries({ companyName, ...values }).map(([name, value]) => `${name}=${value}`)
  return Secret.of(pairs.join('; '))
}

function isValue(text: string, most: number): boolean {
  return text.length <= most && cookieValue.test(text)
}
