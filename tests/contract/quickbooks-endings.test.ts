import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DocumentKind, documentKinds } from '../../lib/accounting/document.ts'
import { endOf } from '../../lib/accounting/ending.ts'
import type { Ledger } from '../../lib/connectors/ports.ts'
import type { RemoteDocument } from '../../lib/connectors/write-facts.ts'
import type { Effect } from '../simulators/kit/faults.ts'
import type { QuickBooks } from '../simulators/quickbooks/index.ts'
import { guard, isPurchase } from './bench.ts'
import {
  customer,
  makeDocument,
  openQuickBooksBench,
  type QuickBooksBench,
  vendors,
} from './quickbooks-bench.ts'

let bench: QuickBooksBench
let sim: QuickBooks
let ledger: Ledger
let serial = 0

beforeAll(async () => {
  // The reference lists no void of a credit memo: the harder of the two.
  bench = await openQuickBooksBench({ parameters: { creditMemoVoid: false, secondLimit: 10_000 } })
  sim = bench.sim
  ledger = bench.ledger
})
afterEach(() => sim.control.clearFaults())
afterAll(async () => {
  const unknown = await sim.control.unknown()
  await bench.close()
  expect(unknown).toEqual([])
})

type Kind = DocumentKind

async function posted(kind: Kind): Promise<RemoteDocument> {
  const document = makeDocument(`E-${++serial}`, { kind })
  const contactId = kind === 'journal' ? '' : isPurchase(kind) ? vendors[0] : customer
  const one = { document, contactId, marker: `${randomUUID()}.1` }
  const outcome = await ledger.createDocuments(kind, ledger.documentsBody(kind, [one]), 1, guard())
  const element = outcome.kind === 'answered' ? outcome.elements[0] : undefined
  if (element?.kind !== 'posted') throw new Error(`It was not posted: ${JSON.stringify(outcome)}`)
  return element.remote
}

function end(kind: Kind, remote: RemoteDocument) {
  const one = { ...remote, how: endOf(kind, remote.status, ledger.rules) }
  return ledger.endDocument(kind, one, ledger.endBody(kind, one), guard())
}

async function statusOf(kind: Kind, id: string) {
  return (await ledger.documentsById(kind, [id]))[0]?.status ?? 'not there'
}

describe.each([
  ['invoice', 'voided'],
  ['credit-note', 'not there'],
  ['bill', 'not there'],
  ['vendor-credit', 'not there'],
  ['spend', 'not there'],
  ['receive', 'not there'],
  ['journal', 'not there'],
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

test.each(documentKinds)('%s: in a closed period it is refused as that', async kind => {
  const remote = await posted(kind)
  await sim.control.seed({ kind: 'preferences', change: { bookCloseDate: '2026-12-31' } })
  const outcome = await end(kind, remote)
  await sim.control.seed({ kind: 'preferences', change: { bookCloseDate: '2020-01-01' } })
  expect(outcome).toMatchObject({ kind: 'rejected', code: 'locked-period' })
  expect(await statusOf(kind, remote.id)).toBe('authorised')
})
