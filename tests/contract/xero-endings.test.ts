import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { documentKinds, isSpent, type LedgerDocument } from '../../lib/accounting/document.ts'
import { endOf } from '../../lib/accounting/ending.ts'
import type { DocumentEnd } from '../../lib/connectors/ledger-facts.ts'
import type { RemoteDocument } from '../../lib/connectors/write-facts.ts'
import type { Effect } from '../simulators/kit/faults.ts'
import { closedOrigin, guard } from './bench.ts'
import { contactId, makeDocument, openXeroBench, type XeroBench } from './xero-bench.ts'

let bench: XeroBench
let serial = 0

beforeAll(async () => {
  bench = await openXeroBench()
})
afterEach(() => bench.control.clearFaults())
afterAll(async () => {
  const unknown = await bench.control.unknown()
  await bench.close()
  expect(unknown).toEqual([])
})

type Kind = LedgerDocument['kind']

async function posted(kind: Kind, changes: Partial<LedgerDocument> = {}): Promise<RemoteDocument> {
  const document = makeDocument(`E-${++serial}`, { kind, ...changes })
  const one = { document, contactId: contactId('Banksia Legal'), marker: `${randomUUID()}.1` }
  const body = bench.ledger.documentsBody(kind, [one])
  const outcome = await bench.ledger.createDocuments(kind, body, 1, guard())
  const element = outcome.kind === 'answered' ? outcome.elements[0] : undefined
  if (element?.kind !== 'posted') throw new Error(`It was not posted: ${JSON.stringify(outcome)}`)
  return element.remote
}

function end(kind: Kind, ended: Omit<DocumentEnd, 'version'>, held = guard(), ledger = bench.ledger) {
  const one = { id: ended.id, number: ended.number, how: ended.how, version: '' }
  return ledger.endDocument(kind, one, ledger.endBody(kind, one), held)
}

async function statusOf(kind: Kind, id: string) {
  return (await bench.ledger.documentsById(kind, [id]))[0]?.status
}

describe.each(documentKinds.filter(kind => !isSpent(kind)))('%s', kind => {
  test('authorised is voided, and a draft is deleted', async () => {
    const authorised = await posted(kind)
    expect(await end(kind, { ...authorised, how: 'void' })).toMatchObject({ kind: 'ended' })
    expect(await statusOf(kind, authorised.id)).toBe('voided')
    const draft = await posted(kind, { status: 'draft' })
    expect(await end(kind, { ...draft, how: 'delete' })).toMatchObject({ kind: 'ended' })
    expect(await statusOf(kind, draft.id)).toBe('deleted')
  })

  test('that was ended already, or has the other status, is refused in words', async () => {
    const { id, number } = await posted(kind)
    expect(await end(kind, { id, number, how: 'delete' })).toMatchObject({
      kind: 'rejected',
      messages: [expect.stringMatching(/not of valid status/)],
    })
    await end(kind, { id, number, how: 'void' })
    expect(await end(kind, { id, number, how: 'void' })).toMatchObject({
      kind: 'rejected',
      messages: [expect.stringMatching(/not of valid status/)],
    })
  })

  test('the identical call under its key answers the same again', async () => {
    const { id, number } = await posted(kind)
    const held = guard()
    const first = await end(kind, { id, number, how: 'void' }, held)
    const again = await end(kind, { id, number, how: 'void' }, held)
    expect([first.kind, again.kind]).toEqual(['ended', 'ended'])
  })

  test.each<[Effect, string]>([
    ['drop-before', 'authorised'],
    ['drop-after-commit', 'voided'],
    ['500-before', 'authorised'],
    ['500-after-commit', 'voided'],
    ['bad-json', 'voided'],
  ])('%s is unknown, and a look by its id tells', async (effect, status) => {
    const { id, number } = await posted(kind)
    await bench.control.fault({ match: { method: 'POST', path: id }, effect })
    expect(await end(kind, { id, number, how: 'void' })).toMatchObject({ kind: 'unknown' })
    expect(await statusOf(kind, id)).toBe(status)
  })
})

test.each(['invoice', 'bill'] as const)('%s: paid, it is refused in words and stands', async kind => {
  const { id, number } = await posted(kind)
  const page = `${bench.xero.url}/app/!nw7Au/invoicing/view/${id}/payment`
  expect((await fetch(page, { method: 'POST', redirect: 'manual' })).status).toBe(302)
  const messages = [expect.stringMatching(/has a payment or credit note/)]
  expect(await end(kind, { id, number, how: 'void' })).toMatchObject({ kind: 'rejected', messages })
  const one = { document: makeDocument('E-paid', { kind }), contactId: contactId('Banksia Legal') }
  const update = { id, version: '' }
  const body = bench.ledger.updateBody(kind, update, { ...one, marker: `${randomUUID()}.2` })
  const changed = await bench.ledger.updateDocument(kind, update, body, guard())
  expect(changed).toMatchObject({ kind: 'answered', elements: [{ kind: 'rejected', messages }] })
  expect(await statusOf(kind, id)).toBe('paid')
})

test.each(documentKinds)('%s: in a locked period it is refused as that', async kind => {
  const { id, number, status } = await posted(kind)
  await bench.control.seed({ kind: 'organisation', change: { periodLockDate: '2026-12-31' } })
  const outcome = await end(kind, { id, number, how: endOf(kind, status, bench.ledger.rules) })
  await bench.control.seed({ kind: 'organisation', change: { periodLockDate: '2020-01-01' } })
  expect(outcome).toMatchObject({ kind: 'rejected', code: 'locked-period' })
  expect(await statusOf(kind, id)).toBe('authorised')
})

describe.each(documentKinds.filter(isSpent))('%s', kind => {
  test('is deleted, once and for all', async () => {
    const { id, number } = await posted(kind)
    expect(await end(kind, { id, number, how: 'delete' })).toMatchObject({ kind: 'ended' })
    expect(await statusOf(kind, id)).toBe('deleted')
    expect(await end(kind, { id, number, how: 'delete' })).toMatchObject({
      kind: 'rejected',
      messages: [expect.stringMatching(/not of valid status/)],
    })
  })

  test('the identical call under its key answers the same again', async () => {
    const { id, number } = await posted(kind)
    const held = guard()
    const calls = [await end(kind, { id, number, how: 'delete' }, held)]
    calls.push(await end(kind, { id, number, how: 'delete' }, held))
    expect(calls.map(outcome => outcome.kind)).toEqual(['ended', 'ended'])
  })

  test.each<[Effect, string]>([
    ['drop-before', 'authorised'],
    ['drop-after-commit', 'deleted'],
    ['500-before', 'authorised'],
    ['500-after-commit', 'deleted'],
    ['bad-json', 'deleted'],
  ])('%s is unknown, and a look by its id tells', async (effect, status) => {
    const { id, number } = await posted(kind)
    await bench.control.fault({ match: { method: 'POST', path: id }, effect })
    expect(await end(kind, { id, number, how: 'delete' })).toMatchObject({ kind: 'unknown' })
    expect(await statusOf(kind, id)).toBe(status)
  })
})

test('what is not in the books is refused', async () => {
  const outcome = await end('invoice', { id: randomUUID(), number: 'E-none', how: 'void' })
  expect(outcome).toMatchObject({ kind: 'rejected' })
})

test('a check that fails on the connected socket lets not a byte out; nobody there was sent nothing', async () => {
  const { id, number } = await posted('invoice')
  const beforeBody = () => {
    throw new Error('the claim is older than its lease')
  }
  const stopped = { kind: 'not-executed', reason: 'not-sent' }
  expect(await end('invoice', { id, number, how: 'void' }, guard({ beforeBody }))).toMatchObject(stopped)
  const nowhere = bench.open({ apiUrl: closedOrigin })
  expect(await end('invoice', { id, number, how: 'void' }, guard(), nowhere)).toMatchObject(stopped)
  expect(await statusOf('invoice', id)).toBe('authorised')
})
