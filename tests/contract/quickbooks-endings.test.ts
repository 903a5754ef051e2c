import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { endOf } from '../../lib/accounting/ending.ts'
import type { Ledger, RemoteDocument } from '../../lib/connectors/ports.ts'
import { createQuickBooks } from '../../lib/connectors/quickbooks/index.ts'
import { present } from '../../lib/std/assert.ts'
import { systemClock } from '../../lib/std/clock.ts'
import { createEgress, type Egress } from '../../lib/std/http.ts'
import { createLogger } from '../../lib/std/log.ts'
import { Secret } from '../../lib/std/secret.ts'
import type { Effect } from '../simulators/kit/faults.ts'
import { type QuickBooks, startQuickBooks } from '../simulators/quickbooks/index.ts'
import { REALM_AU } from '../simulators/quickbooks/seed.ts'
import { factor, guard, makeDocument } from './xero-bench.ts'

let sim: QuickBooks
let egress: Egress
let ledger: Ledger
let serial = 0

beforeAll(async () => {
  // The reference lists no void of a credit memo: the harder of the two.
  sim = await startQuickBooks({ scale: factor, parameters: { creditMemoVoid: false, secondLimit: 10_000 } })
  egress = createEgress({ allowed: [sim.url] })
  const granted = await sim.control.grant()
  ledger = createQuickBooks({
    apiUrl: sim.url,
    appUrl: sim.url,
    organisationId: REALM_AU,
    homeCurrency: 'AUD',
    batchMax: 30,
    quietMs: 0,
    token: async () => Secret.of(granted.access_token),
    tokenRefused: () => undefined,
    egress,
    clock: systemClock(factor),
    timeFactor: factor,
    log: createLogger('quickbooks'),
    onCall: () => undefined,
  })
})
afterEach(() => sim.control.clearFaults())
afterAll(async () => {
  const unknown = await sim.control.unknown()
  await egress.close()
  await sim.close()
  expect(unknown).toEqual([])
})

const kinds = ['invoice', 'credit-note'] as const
type Kind = (typeof kinds)[number]

async function posted(kind: Kind): Promise<RemoteDocument> {
  const line = {
    item: { id: '1', code: '', name: 'Services' },
    tax: { id: '2', name: 'GST', rate: makeDocument('x').lines[0]?.tax.rate ?? null },
    tracking: [],
  }
  const document = makeDocument(
    `E-${++serial}`,
    { kind },
    { ...line, tax: { ...line.tax, rate: present(line.tax.rate, 'a rate') } },
  )
  const one = { document, contactId: '1', marker: `${randomUUID()}.1` }
  const outcome = await ledger.createDocuments(kind, ledger.documentsBody(kind, [one]), 1, guard())
  const element = outcome.kind === 'answered' ? outcome.elements[0] : undefined
  if (element?.kind !== 'posted') throw new Error(`It was not posted: ${JSON.stringify(outcome)}`)
  return element.remote
}

function end(kind: Kind, { id, version, status }: RemoteDocument) {
  const one = { id, version, how: endOf(kind, status, ledger.rules) }
  return ledger.endDocument(kind, one, ledger.endBody(kind, one), guard())
}

async function statusOf(kind: Kind, id: string) {
  return (await ledger.documentsById(kind, [id]))[0]?.status ?? 'not there'
}

describe.each([
  ['invoice', 'voided'],
  ['credit-note', 'not there'],
] as const)('%s', (kind, gone) => {
  test(`leaves the books: ${gone}`, async () => {
    const remote = await posted(kind)
    expect(await end(kind, remote)).toMatchObject({ kind: 'ended' })
    expect(await statusOf(kind, remote.id)).toBe(gone)
  })

  test('of an older version is refused, and stands', async () => {
    const remote = await posted(kind)
    const older = { ...remote, version: String(Number(remote.version) + 1) }
    expect(await end(kind, older)).toMatchObject({
      kind: 'rejected',
      messages: [expect.stringMatching(/Stale/)],
    })
    expect(await statusOf(kind, remote.id)).toBe('authorised')
  })

  test.each<[Effect, boolean]>([
    ['drop-before', false],
    ['drop-after-commit', true],
    ['500-before', false],
    ['500-after-commit', true],
    ['bad-json', true],
  ])('%s is unknown, and a look by its id tells', async (effect, done) => {
    const remote = await posted(kind)
    await sim.control.fault({ match: { method: 'POST', bodyIncludes: `"${remote.id}"` }, effect })
    expect(await end(kind, remote)).toMatchObject({ kind: 'unknown' })
    expect(await statusOf(kind, remote.id)).toBe(done ? gone : 'authorised')
  })
})

test('in a closed period it is refused as that', async () => {
  const remote = await posted('invoice')
  await sim.control.seed({ kind: 'preferences', change: { bookCloseDate: '2026-12-31' } })
  const outcome = await end('invoice', remote)
  await sim.control.seed({ kind: 'preferences', change: { bookCloseDate: '2020-01-01' } })
  expect(outcome).toMatchObject({ kind: 'rejected', code: 'locked-period' })
  expect(await statusOf('invoice', remote.id)).toBe('authorised')
})
