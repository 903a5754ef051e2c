import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Ledger } from '../../../lib/connectors/ports.ts'
import { present } from '../../../lib/std/assert.ts'
import type { Engine } from '../../../lib/sync/context.ts'
import { guard } from '../../contract/bench.ts'
import {
  customer,
  makeDocument,
  openQuickBooksBench,
  type QuickBooksBench,
} from '../../contract/quickbooks-bench.ts'
import type { Effect } from '../../simulators/kit/faults.ts'
import { age } from '../../support/accounts.ts'
import type { ManageInvoice } from '../../support/books.ts'
import { memo, sent, undo } from '../../support/undoing.ts'
import { type PostingWorld, postingWorld, scale } from '../../support/world.ts'

let world: PostingWorld
let bench: QuickBooksBench

// No void of a credit memo, which is what the reference says; no longer wait than the protocol's own.
beforeAll(async () => {
  world = await postingWorld()
  const parameters = { creditMemoVoid: false, secondLimit: 10_000 }
  bench = await openQuickBooksBench({ scale, serverMaxMs: 700 * scale, parameters, settings: { quietMs: 0 } })
})
afterEach(() => bench.control.clearFaults())
afterAll(async () => {
  await bench.close()
  await world.close()
})

type Kind = 'invoice' | 'credit-note'

/** Sent and batched, and what stands in the ledger is a document of QuickBooks. */
async function stands(kind: Kind): Promise<{ invoice: ManageInvoice; id: string }> {
  const invoice = await sent(world, kind === 'invoice' ? {} : memo)
  const one = {
    document: makeDocument(invoice.number, { kind }),
    contactId: customer,
    marker: `${randomUUID()}.1`,
  }
  const body = bench.ledger.documentsBody(kind, [one])
  const outcome = await bench.ledger.createDocuments(kind, body, 1, guard())
  const [element] = outcome.kind === 'answered' ? outcome.elements : []
  if (element?.kind !== 'posted') throw new Error(`It was not posted: ${JSON.stringify(outcome)}`)
  const posting = await world.history.last(invoice.id)
  await age(
    world.database,
    `update postings set remote_id = '${element.remote.id}' where id = '${posting.id}'`,
  )
  return { invoice, id: element.remote.id }
}

/** A worker whose company is connected to QuickBooks. */
function engine(changes: Partial<Ledger> = {}): Engine {
  return { ...world.engine, ledgerOf: async () => ({ ...bench.ledger, ...changes }) }
}

async function inQuickBooks(kind: Kind, id: string) {
  const { transactions } = await bench.books()
  const rows = transactions[kind === 'invoice' ? 'Invoice' : 'CreditMemo']
  const { voided, deleted } = present(
    rows.find(row => row.id === id),
    'it was there',
  )
  return deleted ? 'deleted' : voided ? 'voided' : 'stands'
}

describe.each([
  ['invoice', 'voided'],
  ['credit-note', 'deleted'],
] as const)('%s', (kind, end) => {
  test(`is ${end}, and its batch deleted`, async () => {
    const { invoice, id } = await stands(kind)
    await undo(world, invoice)
    await world.work(engine())
    expect(await inQuickBooks(kind, id)).toBe(end)
    await isThrough(invoice)
  })

  test.each<Effect>([
    'refuse',
    'drop-before',
    'drop-after-commit',
    '500-before',
    '500-after-commit',
    'commit-late',
    'limit',
    'bad-json',
  ])('%s on its way out: undone once', async effect => {
    const { invoice, id } = await stands(kind)
    const path = kind === 'invoice' ? '/invoice$' : '/creditmemo$'
    await bench.control.fault({ match: { method: 'POST', path }, effect })
    await undo(world, invoice)
    await world.work(engine())
    const { scripts } = await bench.control.call<{ scripts: { left: number }[] }>('GET', 'faults')
    expect(scripts.map(({ left }) => left)).toEqual([0])
    expect(await inQuickBooks(kind, id)).toBe(end)
    await isThrough(invoice)
  })
})

test('paid between the look and the write: an older version is refused, and it stands', async () => {
  const { invoice, id } = await stands('invoice')
  let paid = false
  const meanwhile = engine({
    endDocument: async (...parameters) => {
      if (!paid) await pay(id)
      paid = true
      return bench.ledger.endDocument(...parameters)
    },
  })
  await undo(world, invoice)
  await world.work(meanwhile)
  expect(await inQuickBooks('invoice', id)).toBe('stands')
  expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  const [document, undoing] = await world.history.all(invoice.id)
  expect([document?.state, document?.live, undoing?.state]).toEqual(['confirmed', true, 'rejected'])
  expect(undoing?.problems).toMatchObject([{ code: 'undo-paid', due: '128.05', total: '138.05' }])
})

async function isThrough(invoice: ManageInvoice) {
  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  expect(await world.books.batchesOf(invoice.id)).toEqual([])
  const [document] = await world.history.all(invoice.id)
  expect(document?.state).toBe('undone')
}

async function pay(id: string) {
  const { access_token, realmId } = await bench.control.grant()
  const response = await fetch(`${bench.sim.url}/v3/company/${realmId}/payment`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${access_token}`,
      accept: 'application/json',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      CustomerRef: { value: customer },
      TotalAmt: 10,
      Line: [{ Amount: 10, LinkedTxn: [{ TxnId: id, TxnType: 'Invoice' }] }],
    }),
  })
  expect(response.status, await response.text()).toBe(200)
}
