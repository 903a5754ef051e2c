import { afterEach, expect, test } from 'vitest'
import { guard, mostAtOnce } from './bench.ts'
import { contactId, makeDocument, openXeroBench, type XeroBench } from './xero-bench.ts'

/** A minute of Xero lasts two seconds. */
const scale = 30
const windowMs = 60_000 / scale

let bench: XeroBench | undefined
afterEach(() => bench?.close())

test('a burst uses a window at once, never meets a limit, and goes on as soon as the next one opens', async () => {
  const latency = { readMs: 300, writeBaseMs: 0, writePerDocumentMs: 0 }
  bench = await openXeroBench({ scale, parameters: { latency } })
  // Two clients of one organisation share its allowance.
  const ledgers = [bench.open(), bench.open()]
  await Promise.all(Array.from({ length: 90 }, (_, at) => ledgers[at % 2]?.accounts()))
  const calls = await bench.control.calls({ path: 'Accounts' })
  expect(calls).toHaveLength(90)
  expect(calls.filter(({ status }) => status !== 200)).toEqual([])
  expect(mostAtOnce(calls)).toBe(5)
  const startedAt = calls[0]?.at ?? 0
  expect(calls.filter(({ at }) => at < startedAt + windowMs)).toHaveLength(60)
  const opened = (calls[60]?.at ?? 0) - startedAt
  expect(opened).toBeGreaterThanOrEqual(windowMs)
  expect(opened).toBeLessThan(windowMs * 1.15)
})

test('what other programs use up is learnt from the headers', async () => {
  bench = await openXeroBench({ scale: 1, parameters: { minuteLimit: 3 } })
  await bench.ledger.accounts()
  expect(bench.ledger.delayMs()).toBe(0)
  await Promise.all([bench.ledger.items(), bench.ledger.taxRates()])
  expect(bench.ledger.delayMs()).toBeGreaterThan(55_000)
  const body = bench.ledger.documentsBody('invoice', [one('INV-LATER')])
  // It would have to wait longer than its own time: it learns that at once, and nothing is asked of Xero.
  const outcome = await bench.ledger.createDocuments('invoice', body, 1, guard({ timeoutMs: 1_000 }))
  expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'limited', day: false })
  expect(outcome.kind === 'not-executed' && outcome.retryAfterMs).toBeGreaterThan(55_000)
  expect(await bench.control.calls({ method: 'PUT' })).toEqual([])
})

test('the end of the day’s calls is said as that, by the write that meets it and by those after it', async () => {
  bench = await openXeroBench({ parameters: { dayLimit: 2 } })
  await bench.ledger.accounts()
  await bench.ledger.accounts()
  const body = bench.ledger.documentsBody('invoice', [one('INV-TOMORROW')])
  for (const asked of [1, 1]) {
    const outcome = await bench.ledger.createDocuments('invoice', body, 1, guard())
    expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'limited', day: true })
    expect(outcome.kind === 'not-executed' && outcome.retryAfterMs).toBeGreaterThan(3_600_000)
    expect(await bench.control.calls({ method: 'PUT' })).toHaveLength(asked)
  }
  await expect(bench.ledger.accounts()).rejects.toMatchObject({ kind: 'limited' })
})

test('a shutdown ends the waiting for a place without a call', async () => {
  const stop = new AbortController()
  bench = await openXeroBench({ scale: 1, parameters: { minuteLimit: 1 }, settings: { signal: stop.signal } })
  await bench.ledger.accounts()
  const body = bench.ledger.documentsBody('invoice', [one('INV-STOPPED')])
  const waiting = bench.ledger.createDocuments('invoice', body, 1, guard({ timeoutMs: 90_000 }))
  stop.abort()
  expect(await waiting).toMatchObject({ kind: 'not-executed', reason: 'not-sent' })
  expect(await bench.control.calls({ method: 'PUT' })).toEqual([])
})

function one(number: string) {
  return { document: makeDocument(number), contactId: contactId('Banksia Legal'), marker: 'a.1' }
}
