import { expect, test } from 'vitest'
import { zDocument } from '../../../../lib/connectors/quickbooks/documents.ts'
import { elementsOf } from '../../../../lib/connectors/quickbooks/elements.ts'
import { Decimal } from '../../../../lib/std/decimal.ts'
import { writeJson } from '../../../../lib/std/json.ts'

const books = { appUrl: 'https://qbo.example', homeCurrency: 'USD' }
const shape = { Invoice: zDocument('invoice', books) }
const call = { status: 200, correlationId: 'c-1', ms: 12 }

/** What QuickBooks would answer to an invoice of this number. */
function made(id: string, more: object = {}) {
  return {
    Id: id,
    DocNumber: `INV-${id}`,
    CustomerRef: { value: '17', name: 'Anybody' },
    PrivateNote: 'Evenbook posting 0198a1b2-aaaa-7bbb-8ccc-123456789abc.2',
    TotalAmt: Decimal.parse('110.10'),
    Balance: Decimal.parse('110.10'),
    TxnTaxDetail: { TotalTax: Decimal.parse('10.01') },
    MetaData: { LastUpdatedTime: '2026-11-02T01:15:20-08:00' },
    ...more,
  }
}

const fault = (code: string, type = 'ValidationFault') => ({
  Error: [{ Message: 'Short', Detail: 'Invalid Reference Id : Accounts element id 7 not found', code }],
  type,
})

function read(count: number, answer: unknown, status = 200) {
  const one = { DocNumber: 'INV' }
  const batch = { BatchItemRequest: Array.from({ length: count }, (_, at) => ({ bId: String(at + 1) })) }
  const text = typeof answer === 'string' ? answer : writeJson(answer)
  const written = { kind: 'written' as const, answer: { status, headers: {}, text }, call }
  return elementsOf(written, writeJson(count === 1 ? one : batch), count, shape)
}

test('one create answers with its entity, to the cent and with the marker', () => {
  expect(read(1, { Invoice: made('7'), time: 'now' })).toMatchObject({
    kind: 'answered',
    elements: [
      {
        kind: 'posted',
        remote: {
          id: '7',
          number: 'INV-7',
          contactId: '17',
          total: Decimal.parse('110.10'),
          totalTax: Decimal.parse('10.01'),
          currency: 'USD',
          status: 'authorised',
          marker: '0198a1b2-aaaa-7bbb-8ccc-123456789abc.2',
          url: 'https://qbo.example/app/invoice?txnId=7',
          updatedAt: '2026-11-02T09:15:20.000Z',
        },
      },
    ],
  })
})

test('a fault is a refusal, also with 200', () => {
  for (const status of [200, 400]) {
    expect(read(1, { Fault: fault('2500') }, status)).toMatchObject({
      kind: 'answered',
      elements: [
        { kind: 'rejected', code: 'account', messages: [expect.stringContaining('Accounts element')] },
      ],
    })
  }
})

test('the items of a batch are put back in their places', () => {
  const answer = {
    BatchItemResponse: [
      { bId: '3', Invoice: made('9') },
      { bId: '1', Invoice: made('8') },
      { bId: '2', Fault: fault('6140') },
    ],
  }
  expect(read(3, answer)).toMatchObject({
    elements: [
      { kind: 'posted', remote: { id: '8' } },
      { kind: 'rejected', code: 'duplicate-number' },
      { kind: 'posted', remote: { id: '9' } },
    ],
  })
})

test('what leaves an item open leaves the whole unknown', () => {
  const first = { bId: '1', Invoice: made('8') }
  const open = [
    { BatchItemResponse: [first] },
    { BatchItemResponse: [first, { bId: '2', Invoice: made('9') }, { bId: '2', Invoice: made('9') }] },
    { BatchItemResponse: [first, { bId: '2' }] },
    { BatchItemResponse: [first, { bId: '2', Bill: made('9') }] },
    { BatchItemResponse: [first, { bId: '2', Fault: fault('10000', 'SystemFault') }] },
    { BatchItemResponse: [first, { bId: '2', Fault: fault('3001', 'SERVICE') }] },
    'no JSON',
  ]
  for (const answer of open) expect(read(2, answer)).toMatchObject({ kind: 'unknown', keyBurnt: false })
})

test('a voided document says so in its memo and comes to nothing', () => {
  const voided = { TotalAmt: Decimal.zero, Balance: Decimal.zero, PrivateNote: 'Voided' }
  expect(read(1, { Invoice: made('7', voided) })).toMatchObject({
    elements: [{ remote: { status: 'voided', marker: '' } }],
  })
  expect(read(1, { Invoice: made('7', { Balance: Decimal.zero }) })).toMatchObject({
    elements: [{ remote: { status: 'paid' } }],
  })
})
