import { describe, expect, test } from 'vitest'
import type { MemberClaim } from '../../lib/connectors/psa-facts.ts'
import { Secret } from '../../lib/std/secret.ts'
import { type PsaBench, unposted } from './psa-bench.ts'

const hashes = {
  semicolon: 'a;b',
  space: 'a b',
  quote: 'a"b',
  backslash: 'a\\b',
  comma: 'a,b',
  'line break': 'a\r\nx: y',
  'not ASCII': 'ä',
  nothing: '',
}

export function accessContract(name: string, bench: () => PsaBench): void {
  describe(`${name}: keys, limits and outages of reads`, () => {
    test('the probe proves the keys, and wrong ones get a clear error', async () => {
      await bench().psa.probe()
      const error = bench().wrongKeys().probe()
      await expect(error).rejects.toMatchObject({ kind: 'not-found', message: /keys are wrong/ })
    })

    test('company info needs no keys and says null of a login company that is not there', async () => {
      const info = await bench().wrongKeys().companyInfo()
      expect(info).toMatchObject({ codebase: 'v2025_1/', cloud: true })
      expect(await bench().unknownCompany().companyInfo()).toBeNull()
    })

    test('a limit is waited for as long as it says, twice at most', async () => {
      await bench().happen('read', 'limit', 2)
      const before = bench().pausesMs().length
      await unposted(bench().psa)
      expect(bench().pausesMs().slice(before)).toEqual([500, 500])
      await bench().happen('read', 'limit', 3)
      await expect(unposted(bench().psa)).rejects.toMatchObject({ kind: 'limited', retryAfterMs: 500 })
    })

    test.each(['500-before', 'drop-before'] as const)(
      'a read meets %s and is tried again',
      async happening => {
        await bench().happen('read', happening)
        const before = bench().pausesMs().length
        expect((await unposted(bench().psa)).length).toBeGreaterThan(0)
        expect(bench().pausesMs()).toHaveLength(before + 1)
      },
    )

    test('a host that is not there', async () => {
      await expect(bench().unreachable().probe()).rejects.toMatchObject({ kind: 'unavailable' })
    })
  })

  describe(`${name}: who bears this hash`, () => {
    test('the bearer, whatever the case of the claimed id', async () => {
      const claim = await bench().claim('JNg')
      const fact = await bench().psa.member({ ...claim, memberId: 'jng' })
      expect(fact).toMatchObject({ identifier: 'JNg', inactive: false, name: 'Jane Ng' })
      expect(fact.email).toContain('@')
    })

    test('a wrong hash, an expired one, a colleague’s id, another login company', async () => {
      const claim = await bench().claim('JNg')
      const check = (changes: Partial<MemberClaim>) => bench().psa.member({ ...claim, ...changes })
      await expect(check({ memberHash: Secret.of('made-up') })).rejects.toMatchObject({
        kind: 'unauthorized',
      })
      await expect(check({ memberId: 'TEllis' })).rejects.toMatchObject({ kind: 'conflict' })
      await expect(check({ loginCompany: 'northwind_msp' })).rejects.toMatchObject({ kind: 'forbidden' })
      await bench().expire('JNg')
      await expect(check({})).rejects.toMatchObject({ kind: 'unauthorized' })
    })

    const strange = { ...hashes, 'three thousand characters': 'x'.repeat(3_000) }
    test.each(Object.entries(strange))(
      'a hash that could be more than a cookie’s value is not sent: %s',
      async (_, hash) => {
        const claim = await bench().claim('JNg')
        const before = await bench().calls()
        const refused = bench().psa.member({ ...claim, memberHash: Secret.of(hash) })
        await expect(refused).rejects.toMatchObject({ kind: 'unauthorized', status: null })
        expect(await bench().calls()).toBe(before)
      },
    )
  })
}
