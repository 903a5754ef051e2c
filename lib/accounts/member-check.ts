import { ConnectorError, type MemberClaim, type MemberFact } from '../connectors/ports.ts'
import type { Clock } from '../std/clock.ts'
import { sha256 } from '../std/id.ts'

export type MemberRefusal = 'company' | 'hash' | 'member' | 'inactive' | 'rate' | 'unreachable'

export type MemberAnswer = { kind: 'fact'; fact: MemberFact } | { kind: 'refused'; reason: MemberRefusal }

export interface MemberCheck {
  check(
    account: string,
    claim: MemberClaim,
    ask: (claim: MemberClaim) => Promise<MemberFact>,
  ): Promise<MemberAnswer>
}

const positiveMs = 5 * 60_000
const negativeMs = 60_000
const failuresMost = 10
const failureWindowMs = 15 * 60_000
const entriesMost = 10_000

interface Kept {
  answer: MemberAnswer
  until: number
}

/**
 * Asks ConnectWise who bears the hash, remembers the answer for a while by the claim's digest (the hash itself is kept
 * nowhere), and stops asking for a member who failed too often. An outage is an answer about nobody: refused, not kept.
 */
export function createMemberCheck(clock: Clock): MemberCheck {
  const answers = new Map<string, Kept>()
  const failures = new Map<string, number[]>()

  async function check(
    account: string,
    claim: MemberClaim,
    ask: (claim: MemberClaim) => Promise<MemberFact>,
  ): Promise<MemberAnswer> {
    const now = clock.monotonicMs()
    const key = sha256(
      JSON.stringify([account, claim.memberId, claim.memberHash.reveal(), claim.memberContext]),
    )
    const kept = answers.get(key)
    if (kept && kept.until > now) return kept.answer
    const member = `${account} ${claim.memberId.toLowerCase()}`
    const recent = (failures.get(member) ?? []).filter(at => at > now - failureWindowMs)
    if (recent.length >= failuresMost) return { kind: 'refused', reason: 'rate' }
    const answer = await answerOf(claim, ask)
    if (answer.kind === 'refused' && answer.reason === 'unreachable') return answer
    if (answer.kind === 'refused') keep(failures, member, [...recent, now])
    keep(answers, key, { answer, until: now + (answer.kind === 'fact' ? positiveMs : negativeMs) })
    return answer
  }

  return { check }
}

async function answerOf(
  claim: MemberClaim,
  ask: (claim: MemberClaim) => Promise<MemberFact>,
): Promise<MemberAnswer> {
  try {
    const fact = await ask(claim)
    // Own hash under a colleague's name (knowledge/connectwise.md §2.3).
    if (fact.identifier.toLowerCase() !== claim.memberId.toLowerCase()) return refused('member')
    return fact.inactive ? refused('inactive') : { kind: 'fact', fact }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return refused(reasonOf[error.kind])
  }
}

const reasonOf = {
  unauthorized: 'hash',
  forbidden: 'hash',
  // The cloud hides a wrong company or hash behind 404 at times (knowledge/connectwise.md §3).
  'not-found': 'hash',
  conflict: 'member',
  invalid: 'member',
  limited: 'unreachable',
  unavailable: 'unreachable',
  malformed: 'unreachable',
} as const satisfies Record<ConnectorError['kind'], MemberRefusal>

function refused(reason: MemberRefusal): MemberAnswer {
  return { kind: 'refused', reason }
}

// Oldest first out: a flood of invented members must not fill the memory.
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const oldest = map.keys().next()
  if (map.size > entriesMost && !oldest.done) map.delete(oldest.value)
}
