import { beforeEach, describe, expect, test } from 'vitest'
import { createMemberCheck, type MemberCheck } from '../../../lib/accounts/member-check.ts'
import { ConnectorError, type ConnectorErrorKind } from '../../../lib/connectors/ports.ts'
import type { MemberFact } from '../../../lib/connectors/psa-facts.ts'
import type { Clock } from '../../../lib/std/clock.ts'
import { Secret } from '../../../lib/std/secret.ts'

const minute = 60_000
let nowMs: number
let asked: number
let check: MemberCheck

const clock: Clock = {
  now: () => new Date(nowMs),
  monotonicMs: () => nowMs,
  wait: async ms => {
    nowMs += ms
  },
}

const jane: MemberFact = {
  id: '151',
  identifier: 'JNg',
  name: 'Jane Ng',
  email: '',
  inactive: false,
  timeZone: '',
}

beforeEach(() => {
  nowMs = 1_000
  asked = 0
  check = createMemberCheck(clock)
})

const claim = (memberId: string, hash: string) => ({
  loginCompany: 'demo',
  memberId,
  memberHash: Secret.of(hash),
  memberContext: 'web',
})

function says(fact: Partial<MemberFact> = {}) {
  return async () => {
    asked += 1
    return { ...jane, ...fact }
  }
}

function fails(kind: ConnectorErrorKind) {
  return async () => {
    asked += 1
    throw new ConnectorError({ system: 'connectwise', kind, message: kind })
  }
}

describe('answers are kept', () => {
  test('a proof for five minutes, for exactly that account, member, hash and context', async () => {
    for (let time = 0; time < 3; time += 1) {
      expect(await check.check('a', claim('jng', 'h'), says())).toEqual({ kind: 'fact', fact: jane })
    }
    expect(asked).toBe(1)
    await check.check('b', claim('jng', 'h'), says())
    await check.check('a', claim('jng', 'other'), says())
    await check.check('a', { ...claim('jng', 'h'), memberContext: 'mobile' }, says())
    expect(asked).toBe(4)
    nowMs += 5 * minute
    await check.check('a', claim('jng', 'h'), says())
    expect(asked).toBe(5)
  })

  test('a refusal for one minute', async () => {
    const refusal = { kind: 'refused', reason: 'hash' }
    expect(await check.check('a', claim('jng', 'h'), fails('unauthorized'))).toEqual(refusal)
    nowMs += minute - 1
    expect(await check.check('a', claim('jng', 'h'), says())).toEqual(refusal)
    nowMs += 1
    expect(await check.check('a', claim('jng', 'h'), says())).toMatchObject({ kind: 'fact' })
  })

  test('an outage refuses, is not kept and does not count as a failure', async () => {
    for (const kind of ['unavailable', 'limited', 'malformed'] as const) {
      for (let time = 0; time < 11; time += 1) {
        expect(await check.check('a', claim('jng', 'h'), fails(kind))).toEqual({
          kind: 'refused',
          reason: 'unreachable',
        })
      }
    }
    expect(await check.check('a', claim('jng', 'h'), says())).toMatchObject({ kind: 'fact' })
  })
})

describe('refusals', () => {
  test('an own hash under a colleague’s name, and an inactive member', async () => {
    expect(await check.check('a', claim('TEllis', 'h'), says())).toEqual({
      kind: 'refused',
      reason: 'member',
    })
    expect(await check.check('a', claim('JNG', 'i'), says({ inactive: true }))).toEqual({
      kind: 'refused',
      reason: 'inactive',
    })
  })

  test('after ten failures of a member nobody is asked for 15 minutes, even with a right hash; others go on', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await check.check('a', claim('jng', `wrong ${attempt}`), fails('unauthorized'))
    }
    expect(await check.check('a', claim('JNg', 'right'), says())).toEqual({ kind: 'refused', reason: 'rate' })
    expect(asked).toBe(10)
    expect(await check.check('a', claim('tellis', 'h'), says({ identifier: 'TEllis' }))).toMatchObject({
      kind: 'fact',
    })
    expect(await check.check('b', claim('jng', 'right'), says())).toMatchObject({ kind: 'fact' })
    nowMs += 15 * minute
    expect(await check.check('a', claim('JNg', 'right'), says())).toMatchObject({ kind: 'fact' })
  })

  test('a hundred guesses at once are ten, and the same claim a hundred times is one', async () => {
    const guesses = Array.from({ length: 100 }, (_, place) =>
      check.check('a', claim('jng', `guess ${place}`), fails('unauthorized')),
    )
    const reasons = (await Promise.all(guesses)).map(answer => answer.kind === 'refused' && answer.reason)
    expect(reasons.filter(reason => reason === 'rate')).toHaveLength(90)
    expect(asked).toBe(10)
    await Promise.all(Array.from({ length: 100 }, () => check.check('b', claim('jng', 'right'), says())))
    expect(asked).toBe(11)
  })

  test('one who was proven before the failures stays proven', async () => {
    await check.check('a', claim('jng', 'right'), says())
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await check.check('a', claim('jng', `wrong ${attempt}`), fails('unauthorized'))
    }
    expect(await check.check('a', claim('jng', 'right'), says())).toMatchObject({ kind: 'fact' })
  })

  test('a mistake of ours is no refusal', async () => {
    const broken = async () => {
      throw new TypeError('ours')
    }
    await expect(check.check('a', claim('jng', 'h'), broken)).rejects.toThrow(TypeError)
  })
})
