import { afterEach, expect, test } from 'vitest'
import { createEgress } from '../../lib/std/http.ts'
import { guard, mostAtOnce } from './bench.ts'
import { customer, makeDocument, openQuickBooksBench, type QuickBooksBench } from './quickbooks-bench.ts'

/** A minute of QuickBooks lasts two seconds. */
const scale = 30
const minuteMs = 60_000 / scale

let bench: QuickBooksBench | undefined
afterEach(() => bench?.close())

function write(opened: QuickBooksBench, numbers: string[]) {
  const sent = numbers.map(number => ({ document: makeDocument(number), contactId: customer, marker: 'a.1' }))
  const body = opened.ledger.documentsBody('invoice', sent)
  return opened.ledger.createDocuments('invoice', body, numbers.length, guard({ timeoutMs: 20_000 }))
}

test('forty batches a minute go at once, and the next ones as soon as the minute is over', async () => {
  bench = await openQuickBooksBench({ scale })
  const opened = bench
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, at) => write(opened, [`B-${at}-a`, `B-${at}-b`])),
  )
  expect(outcomes.filter(({ kind }) => kind !== 'answered')).toEqual([])
  const calls = await bench.control.calls({ path: 'batch' })
  expect(calls).toHaveLength(50)
  expect(calls.filter(({ status }) => status !== 200)).toEqual([])
  expect(mostAtOnce(calls)).toBeLessThanOrEqual(10)
  const startedAt = calls[0]?.at ?? 0
  expect(calls.filter(({ at }) => at < startedAt + minuteMs)).toHaveLength(40)
})

test('who goes on where another process left off counts its batches as his own', async () => {
  bench = await openQuickBooksBench({ scale })
  const before = bench
  // The same QuickBooks by another name, which a process of its own would see with a limiter of its own.
  const byName = before.sim.url.replace('127.0.0.1', 'localhost')
  const egress = createEgress({ allowed: [byName] })
  const after = before.open({ apiUrl: byName, egress })
  const outcomes = await Promise.all(
    Array.from({ length: 30 }, (_, at) => write(before, [`H-${at}-a`, `H-${at}-b`])),
  )
  expect(after.delayMs()).toBe(0)
  after.recallSpent(before.ledger.spentCalls())
  const more = Array.from({ length: 20 }, (_, at) =>
    write({ ...before, ledger: after }, [`I-${at}-a`, `I-${at}-b`]),
  )
  outcomes.push(...(await Promise.all(more)))
  await egress.close()
  expect(outcomes.filter(({ kind }) => kind !== 'answered')).toEqual([])
  const calls = await before.control.calls({ path: 'batch' })
  expect(calls.filter(({ status }) => status !== 200)).toEqual([])
  const startedAt = calls[0]?.at ?? 0
  expect(calls.filter(({ at }) => at < startedAt + minuteMs)).toHaveLength(40)
})

test('single writes and reads share ten a second, and meet no limit', async () => {
  bench = await openQuickBooksBench({ scale })
  const opened = bench
  await Promise.all(
    Array.from({ length: 60 }, (_, at) => (at % 2 ? write(opened, [`S-${at}`]) : opened.ledger.items())),
  )
  const calls = await bench.control.calls({ path: '/v3/company' })
  expect(calls).toHaveLength(60)
  expect(calls.filter(({ status }) => status !== 200)).toEqual([])
  expect(mostAtOnce(calls)).toBeLessThanOrEqual(10)
})

test.each([
  [false, 60],
  [true, 3],
])('a limit that others have used up is waited for (Retry-After %s)', async (header, seconds) => {
  bench = await openQuickBooksBench({ scale: 1, parameters: { retryAfterHeader: header } })
  await bench.control.fault({ match: { method: 'POST' }, effect: 'limit', retryAfterSeconds: 3 })
  const outcome = await write(bench, ['L-1'])
  expect(outcome).toMatchObject({
    kind: 'not-executed',
    reason: 'limited',
    retryAfterMs: seconds * 1_000,
    day: false,
  })
  expect(bench.ledger.delayMs()).toBeGreaterThan((seconds - 2) * 1_000)
})
