import { describe, expect, test } from 'vitest'
import { documentKinds } from '../../lib/accounting/document.ts'
import { freshNumber, type LedgerBench, postedOf, write } from './ledger-bench.ts'

/** What a write comes to when something goes wrong on its way. */
export function faultsContract(bench: () => LedgerBench): void {
  test('a limit wrote nothing and says how long to wait', async () => {
    const document = bench().document(freshNumber())
    await bench().happen('limit')
    const { outcome } = await write(bench(), [document])
    expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'limited', day: false })
    expect(outcome.kind === 'not-executed' && outcome.retryAfterMs).toBeGreaterThan(0)
    expect(bench().ledger.delayMs()).toBeGreaterThan(0)
    expect(await bench().standing(document.number)).toBe(0)
    postedOf((await write(bench(), [document])).outcome)
  })

  describe.each(documentKinds)('%s', kind => {
    test.each([
      ['drop-before', false, 0],
      ['drop-after-commit', false, 1],
      ['500-before', true, 0],
      ['500-after-commit', true, 1],
      ['bad-json', false, 1],
    ] as const)('%s is unknown, and a look tells', async (happening, keyBurnt, standing) => {
      const document = bench().document(freshNumber(), kind)
      const before = await bench().writes()
      await bench().happen(happening)
      const { outcome } = await write(bench(), [document])
      expect(outcome).toMatchObject({ kind: 'unknown', keyBurnt: keyBurnt && bench().ways.keepsFailures })
      expect(await bench().writes()).toBe(before + 1)
      expect(await bench().standing(document.number)).toBe(standing)
      expect(await bench().ledger.findDocuments(kind, [document.number])).toHaveLength(standing)
    })

    test('half a batch before the line broke is unknown, and a look finds that half', async () => {
      const documents = Array.from({ length: 4 }, () => bench().document(freshNumber(), kind))
      await bench().happen('partial-batch')
      expect((await write(bench(), documents)).outcome).toMatchObject({ kind: 'unknown' })
      const numbers = documents.map(document => document.number)
      const found = await bench().ledger.findDocuments(kind, numbers)
      const half = bench().ways.inOrder ? numbers.slice(0, 2) : found.map(remote => remote.number)
      expect(found.map(remote => remote.number)).toEqual(half)
      expect(found).toHaveLength(2)
    })
  })

  test('what lands after we gave up is unknown, not there at first and found later', async () => {
    const document = bench().document(freshNumber())
    await bench().happen('commit-late')
    const { outcome } = await write(bench(), [document], bench().guard({ timeoutMs: 150 }))
    expect(outcome).toMatchObject({ kind: 'unknown', keyBurnt: false })
    expect(await bench().ledger.findDocuments('invoice', [document.number])).toEqual([])
    await expect
      .poll(() => bench().ledger.findDocuments('invoice', [document.number]), {
        timeout: 5_000,
        interval: 250,
      })
      .toHaveLength(1)
  })

  test('a check that fails on the connected socket lets not a byte out', async () => {
    const before = await bench().writes()
    const beforeBody = () => {
      throw new Error('the claim is older than its lease')
    }
    const { outcome } = await write(bench(), [bench().document(freshNumber())], bench().guard({ beforeBody }))
    expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'not-sent' })
    expect(await bench().writes()).toBe(before)
  })
}
