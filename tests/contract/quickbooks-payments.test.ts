import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LedgerPayment } from '../../lib/connectors/payment-facts.ts'
import { REALM_AU } from '../simulators/quickbooks/seed.ts'
import { guard } from './bench.ts'
import { makeDocument, openQuickBooksBench, type QuickBooksBench } from './quickbooks-bench.ts'

let bench: QuickBooksBench
let serial = 0

beforeAll(async () => {
  bench = await openQuickBooksBench({ parameters: { secondLimit: 10_000 } })
})
afterAll(async () => {
  const unknown = await bench.control.unknown()
  await bench.close()
  expect(unknown).toEqual([])
})

async function posted(kind: 'invoice' | 'credit-note' = 'invoice') {
  const document = makeDocument(`P-${++serial}`, { kind })
  const one = { document, contactId: '1', marker: `${randomUUID()}.1` }
  const body = bench.ledger.documentsBody(kind, [one])
  const outcome = await bench.ledger.createDocuments(kind, body, 1, guard())
  const element = outcome.kind === 'answered' ? outcome.elements[0] : undefined
  if (element?.kind !== 'posted') throw new Error(`It was not posted: ${JSON.stringify(outcome)}`)
  return element.remote
}

/** As a person does it in QuickBooks, with another token of the same company. */
async function write(path: string, body: object): Promise<{ Id: string; SyncToken: string }> {
  const { access_token } = await bench.control.grant({ realm: REALM_AU })
  const response = await fetch(`${bench.sim.url}/v3/company/${REALM_AU}/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${access_token}`,
      accept: 'application/json',
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  expect(response.status, text).toBe(200)
  return JSON.parse(text).Payment
}

type Line = [id: string, amount: number, type?: string]

const pay = (TotalAmt: number, lines: Line[], more: object = {}) =>
  write('payment', {
    CustomerRef: { value: '1' },
    TxnDate: '2026-11-03',
    TotalAmt,
    Line: lines.map(([TxnId, Amount, TxnType = 'Invoice']) => ({ Amount, LinkedTxn: [{ TxnId, TxnType }] })),
    ...more,
  })

async function told(id: string, since = new Date(Date.now() - 60_000)): Promise<LedgerPayment | undefined> {
  const all: LedgerPayment[] = []
  for await (const page of bench.ledger.payments(since)) all.push(...page)
  return all.findLast(payment => payment.id === id)
}

const shown = (payment: LedgerPayment | undefined) =>
  payment?.parts.map(part => `${part.kind} ${part.documentId} ${part.amount.toFixedText(2)}`)

test('one payment over several invoices is told part by part, and what is over for no invoice', async () => {
  const [one, two] = [await posted(), await posted()]
  const lines: Line[] = [
    [one.id, 10],
    [two.id, 20.5],
  ]
  const { Id, SyncToken } = await pay(50, lines)
  const payment = await told(Id)
  expect(payment).toMatchObject({ standing: true, date: '2026-11-03' })
  expect(shown(payment)).toEqual([`payment ${one.id} 10.00`, `payment ${two.id} 20.50`, 'unapplied  19.50'])
  // Moved: from now on it is for the second one alone.
  await pay(50, [[two.id, 50]], { Id, SyncToken })
  expect(shown(await told(Id))).toEqual([`payment ${two.id} 50.00`])
})

test('what was deleted or voided stands no longer, and has no part', async () => {
  const invoice = await posted()
  const first = await pay(10, [[invoice.id, 10]])
  await write('payment?operation=delete', { Id: first.Id, SyncToken: '0' })
  expect(await told(first.Id)).toMatchObject({ standing: false, parts: [] })
  const second = await pay(10, [[invoice.id, 10]])
  await write('payment?operation=void', { Id: second.Id, SyncToken: '0' })
  expect(shown(await told(second.Id))).toEqual([])
})

test('a credit memo settles without money: of one invoice the rest is the payment, of several nobody can say', async () => {
  const [one, two, memo] = [await posted(), await posted(), await posted('credit-note')]
  const all = await pay(0, [
    [one.id, 10],
    [memo.id, 10, 'CreditMemo'],
  ])
  expect(shown(await told(all.Id))).toEqual([`credit ${one.id} 10.00`])
  const some = await pay(5, [
    [one.id, 8],
    [memo.id, 3, 'CreditMemo'],
  ])
  expect(shown(await told(some.Id))).toEqual([`payment ${one.id} 5.00`, `credit ${one.id} 3.00`])
  const mixed = await pay(5, [
    [one.id, 4],
    [two.id, 4],
    [memo.id, 3, 'CreditMemo'],
  ])
  expect(shown(await told(mixed.Id))).toEqual([`credit ${one.id} 4.00`, `credit ${two.id} 4.00`])
})

test('from longer ago than changes are told, a query tells what stands', async () => {
  const invoice = await posted()
  const { Id } = await pay(10, [[invoice.id, 10]])
  const longAgo = new Date(Date.now() - 90 * 86_400_000)
  expect(shown(await told(Id, longAgo))).toEqual([`payment ${invoice.id} 10.00`])
})

test('where changes of refund receipts are refused, those of payments are told all the same', async () => {
  const { id } = await posted()
  const payment = await pay(20, [[id, 20]])
  await bench.control.setParameters({ refundReceiptsTold: false })
  expect(shown(await told(payment.Id))).toEqual([`payment ${id} 20.00`])
  await bench.control.setParameters({ refundReceiptsTold: true })
  const asked = await bench.control.calls({ path: '/cdc' })
  expect(asked.slice(-2).map(({ status }) => status)).toEqual([400, 200])
})
