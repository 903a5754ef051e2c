import { ConnectorError } from '../connectors/ports.ts'
import type { MemberClaim, MemberFact } from '../connectors/psa-facts.ts'
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
  const asking = new Map<string, Promise<MemberAnswer>>()

  async function check(
    account: string,
    claim: MemberClaim,
    ask: (claim: MemberClaim) => Promise<MemberFact>,
  ): Promise<MemberAnswer> {
    const key = sha256(
      JSON.stringify([account, claim.memberId, claim.memberHash.reveal(), claim.memberContext]),
    )
    const kept = answers.get(key)
    if (kept && kept.until > clock.monotonicMs()) return kept.answer
    // Several pods of one screen ask at once.
    const same =
      asking.get(key) ??
      askOnce(key, `${account} ${claim.memberId.toLowerCase()}`, () => answerOf(claim, ask))
    asking.set(key, same)
    return same.finally(() => asking.delete(key))
  }

  async function askOnce(
    key: string,
    member: string,
    ask: () => Promise<MemberAnswer>,
  ): Promise<MemberAnswer> {
    const now = clock.monotonicMs()
    const recent = (failures.get(member) ?? []).filter(at => at > now - failureWindowMs)
    if (recent.length >= failuresMost) return refused('rate')
    // Counted before it is asked: a hundred guesses at once are a hundred guesses.
    keep(failures, member, [...recent, now])
    const answer = await ask()
    const failed = answer.kind === 'refused' && answer.reason !== 'unreachable'
    if (!failed) forgive(member, now)
    if (failed || answer.kind === 'fact') {
      keep(answers, key, { answer, until: clock.monotonicMs() + (failed ? negativeMs : positiveMs) })
    }
    return answer
  }

  function forgive(member: string, at: number): void {
    const counted = failures.get(member) ?? []
    const place = counted.indexOf(at)
    if (place >= 0) failures.set(member, counted.toSpliced(place, 1))
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
