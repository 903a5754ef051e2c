import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { zDocument } from '../../../../lib/connectors/xero/documents.ts'
import { elementsOf } from '../../../../lib/connectors/xero/elements.ts'
import { Decimal } from '../../../../lib/std/decimal.ts'
import { writeJson } from '../../../../lib/std/json.ts'

const links = {
  appUrl: 'https://go.example',
  shortCode: '!a1',
  baseCurrency: 'AUD',
  markerUrl: (marker: string) => `https://e.example/r/${marker}`,
}
const shape = { list: 'Invoices', name: 'InvoiceNumber', schema: zDocument('invoice', links) }
const call = { status: 200, correlationId: 'c-1', ms: 12 }

/** What Xero would answer to an invoice of this number. */
function made(number: string, more: object = {}) {
  return {
    InvoiceID: randomUUID(),
    InvoiceNumber: number,
    Type: 'ACCREC',
    Contact: { ContactID: randomUUID() },
    Status: 'AUTHORISED',
    Total: Decimal.parse('110.00'),
    TotalTax: Decimal.parse('10'),
    CurrencyCode: 'AUD',
    UpdatedDateUTC: '/Date(1552327126164+0000)/',
    StatusAttributeString: 'OK',
    ...more,
  }
}

function refused(number: string | undefined, ...messages: string[]) {
  return {
    ...(number !== undefined && { InvoiceNumber: number }),
    InvoiceID: '00000000-0000-0000-0000-000000000000',
    StatusAttributeString: 'ERROR',
    HasErrors: true,
    ValidationErrors: messages.map(Message => ({ Message })),
  }
}

function read(numbers: string[], answer: unknown, status = 200) {
  const body = writeJson({ Invoices: numbers.map(InvoiceNumber => ({ InvoiceNumber })) })
  const text = typeof answer === 'string' ? answer : writeJson(answer)
  return elementsOf(
    { kind: 'written', answer: { status, headers: {}, text }, call },
    body,
    numbers.length,
    shape,
  )
}

describe('the answer to a batch', () => {
  test('is put in our order when it comes in another', () => {
    const outcome = read(['A', 'B', 'C'], { Invoices: [made('C'), refused('B', 'No.'), made('A')] })
    expect(outcome).toMatchObject({
      kind: 'answered',
      elements: [
        { kind: 'posted', remote: { number: 'A', updatedAt: '2019-03-11T17:58:46.164Z' } },
        { kind: 'rejected', messages: ['No.'] },
        { kind: 'posted', remote: { number: 'C' } },
      ],
    })
  })

  test('takes an element without its number by its place', () => {
    const outcome = read(['A', 'B'], {
      Invoices: [made('A'), refused(undefined, 'Invoice # must be unique.')],
    })
    expect(outcome).toMatchObject({
      elements: [{ kind: 'posted' }, { kind: 'rejected', code: 'duplicate-number' }],
    })
  })

  test('tells bills of one number apart by their vendors', () => {
    const bill = zDocument('bill', links)
    const [first, second] = [made('A', { Type: 'ACCPAY' }), made('A', { Type: 'ACCPAY' })]
    const body = writeJson({
      Invoices: [first, second].map(({ InvoiceNumber, Contact }) => ({ InvoiceNumber, Contact })),
    })
    const answer = { status: 200, headers: {}, text: writeJson({ Invoices: [second, first] }) }
    expect(elementsOf({ kind: 'written', answer, call }, body, 2, { ...shape, schema: bill })).toMatchObject({
      elements: [first, second].map(({ InvoiceID }) => ({ kind: 'posted', remote: { id: InvoiceID } })),
    })
  })

  test('keeps warnings, and trusts no OK beside an error', () => {
    const warned = made('A', { StatusAttributeString: 'WARNING', Warnings: [{ Message: 'Removed.' }] })
    const liar = made('B', { ValidationErrors: [{ Message: 'Tax rate must be valid.' }] })
    expect(read(['A', 'B'], { Invoices: [warned, liar] })).toMatchObject({
      elements: [
        { kind: 'posted', warnings: ['Removed.'] },
        { kind: 'rejected', code: 'tax' },
      ],
    })
  })

  test.each([
    ['one element short', { Invoices: [made('A')] }],
    ['another number at its place', { Invoices: [made('A'), made('X')] }],
    ['two of the same number', { Invoices: [made('A'), made('A')] }],
    [
      'an empty id',
      { Invoices: [made('A'), made('B', { InvoiceID: '00000000-0000-0000-0000-000000000000' })] },
    ],
    ['no total', { Invoices: [made('A'), made('B', { Total: null })] }],
    ['another list', { CreditNotes: [] }],
    ['no JSON', '<html>'],
  ])('that has %s leaves all of it unknown', (_what, answer) => {
    expect(read(['A', 'B'], answer)).toMatchObject({ kind: 'unknown', keyBurnt: false })
  })
})

describe('a whole call that was refused', () => {
  const exception = (...elements: object[]) => ({
    ErrorNumber: 10,
    Type: 'ValidationException',
    Message: 'A validation exception occurred',
    Elements: elements,
  })

  test('with one element says why', () => {
    const outcome = read(
      ['A'],
      exception(refused('A', 'Organisation is not subscribed to currency EUR')),
      400,
    )
    expect(outcome).toMatchObject({ elements: [{ kind: 'rejected', code: 'currency' }] })
  })

  test('with several does not say which were kept', () => {
    const outcome = read(['A', 'B'], exception(refused('A', 'No.')), 400)
    expect(outcome).toMatchObject({ kind: 'unknown', keyBurnt: true })
  })

  test('without elements refused them all', () => {
    const limit = {
      ErrorNumber: 20,
      Type: 'PostDataInvalidException',
      Message: 'You have reached the limit.',
    }
    const outcome = read(['A', 'B'], limit, 400)
    const rejected = { kind: 'rejected', code: 'other', messages: ['You have reached the limit.'] }
    expect(outcome).toMatchObject({ kind: 'answered', elements: [rejected, rejected] })
    expect(read(['A'], 'Request Entity Too Large', 413)).toMatchObject({
      elements: [{ kind: 'rejected', messages: ['Xero answered 413.'] }],
    })
  })
})
