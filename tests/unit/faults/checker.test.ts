import { expect, test } from 'vitest'
import { type ConnectWiseBooks, judge, type XeroBooks } from '../../faults/checker.ts'
import { aloneIn } from '../../faults/figures.ts'
import { broken } from '../../faults/report.ts'

const expected = new Set(['1', '2'])
const document = (number: string, total = '110.00', status = 'AUTHORISED') => ({
  id: `${number}-${total}-${status}`,
  number,
  status,
  total,
})
const contact = { id: 'a', name: 'Acme', contactNumber: '7' }

function xero(changes: Partial<XeroBooks> = {}): XeroBooks {
  return { tenantId: 't', invoices: [document('1'), document('2')], contacts: [contact], ...changes }
}

function connectwise(batchIds: (number | null)[] = [31, 31]): ConnectWiseBooks {
  const invoice = (id: number, entries: (number | null)[]) => ({
    id,
    number: String(id),
    closed: true,
    companyId: 7,
    total: '110',
    entries: entries.map((batchId, at) => ({ id: id * 10 + at, batchId })),
  })
  return {
    invoices: [invoice(1, batchIds), invoice(2, [32]), invoice(3, [null])],
    batches: [
      { id: 31, identifier: 'EB-1' },
      { id: 32, identifier: 'EB-2' },
    ],
  }
}

const clean = { postings: 5, duplicates: 0, lost: 0, centsOff: 0, standing: 0 }

test('books that agree are clean; a voided document does not count, nor a record nobody asked for', () => {
  expect(judge(expected, xero(), connectwise())).toEqual(clean)
  const voided = xero({ invoices: [...xero().invoices, document('1', '110.00', 'VOIDED')] })
  expect(judge(expected, voided, connectwise())).toEqual(clean)
})

test.each([
  [
    'a document twice',
    xero({ invoices: [...xero().invoices, document('2', '110.00', 'DRAFT')] }),
    [31, 31],
    'duplicates',
    1,
  ],
  ['a contact twice', xero({ contacts: [contact, { ...contact, id: 'b' }] }), [31, 31], 'duplicates', 1],
  ['a record in two batches', xero(), [31, 32], 'duplicates', 1],
  ['no document', xero({ invoices: [document('1')] }), [31, 31], 'lost', 1],
  ['no batch', xero(), [31, null], 'lost', 1],
  ['no entries', xero(), [], 'lost', 1],
  ['a cent less', xero({ invoices: [document('1', '109.99'), document('2')] }), [31, 31], 'centsOff', 1],
  [
    'a cent more and one less',
    xero({ invoices: [document('1', '109.99'), document('2', '110.01')] }),
    [31, 31],
    'centsOff',
    2,
  ],
] as const)('planted: %s', (_name, ledger, batchIds, figure, value) => {
  expect(judge(expected, ledger, connectwise([...batchIds]))[figure]).toBe(value)
})

test('what was undone stands in neither book, nor again under the next number', () => {
  const first = new Set(['1'])
  const undone = new Set(['2'])
  const gone = xero({ invoices: [document('1'), document('2', '110.00', 'VOIDED')] })
  const unbatched = connectwise()
  for (const entry of unbatched.invoices[1]?.entries ?? []) entry.batchId = null
  expect(judge(first, gone, unbatched, undone)).toMatchObject({ duplicates: 0, lost: 0, standing: 0 })
  expect(judge(first, gone, connectwise(), undone).standing).toBe(1)
  expect(judge(first, xero(), unbatched, undone).standing).toBe(1)
  const again = xero({ invoices: [...gone.invoices, document('2-2')] })
  expect(judge(first, again, unbatched, undone).standing).toBe(1)
  expect(judge(first, gone, unbatched, new Set(['9'])).standing).toBe(1)
})

test('alone is what a committed write with one document carried, once', () => {
  const call = (numbers: string[], committed: boolean) => ({
    seq: 1,
    at: 0,
    method: 'PUT',
    path: '/api.xro/2.0/Invoices',
    query: '',
    requestHeaders: {},
    requestBody: JSON.stringify({ Invoices: numbers.map(InvoiceNumber => ({ InvoiceNumber })) }),
    status: 200,
    responseHeaders: {},
    responseBody: '',
    ms: 1,
    documents: numbers.length,
    committed,
  })
  expect(
    aloneIn([
      call(['1'], true),
      call(['1'], true),
      call(['2'], false),
      call(['3', '4'], true),
      call(['5'], true),
    ]),
  ).toBe(2)
})

test('a figure out of bounds is a sentence', () => {
  const lines = [{ name: 'a', value: 3, unit: '' }]
  expect(broken(lines, [{ name: 'a', least: 3, most: 3 }])).toEqual([])
  expect(
    broken(lines, [
      { name: 'a', least: 4 },
      { name: 'a', most: 2 },
      { name: 'a', least: 0, most: 0 },
    ]),
  ).toEqual(['a is 3, not at least 4', 'a is 3, not at most 2', 'a is 3, not 0'])
  expect(() => broken(lines, [{ name: 'b' }])).toThrow('no figure called b')
})
