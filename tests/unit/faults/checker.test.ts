import { expect, test } from 'vitest'
import type { DocumentKind } from '../../../lib/accounting/document.ts'
import { type ConnectWiseBooks, type LedgerBooks, readQuickBooks, readXero } from '../../faults/books.ts'
import { judge, judgeCredits, judgePayments } from '../../faults/checker.ts'
import { aloneIn } from '../../faults/figures.ts'
import type { ManageRecord } from '../../faults/kinds/kind.ts'
import { saleOf } from '../../faults/kinds/sales.ts'
import { broken } from '../../faults/report.ts'

const expected = new Set(['1', '2'])
const document = (number: string, total = '110.00', kind: DocumentKind = 'invoice') => ({
  ...{ id: `${number}-${total}`, kind, number, total },
})
const contact = { id: 'a', name: 'Acme', customer: '7' }

function ledger(changes: Partial<LedgerBooks> = {}): LedgerBooks {
  return {
    documents: [document('1'), document('2')],
    contacts: [contact],
    payments: [],
    credits: [],
    ...changes,
  }
}

function connectwise(batchIds: (number | null)[] = [31, 31], total = '110'): ConnectWiseBooks {
  const invoice = (id: number, entries: (number | null)[]) => ({
    id,
    number: String(id),
    closed: true,
    companyId: 7,
    total,
    costOfGoods: '0.00',
    entries: entries.map((batchId, at) => ({ id: id * 10 + at, batchId })),
  })
  const invoices = [invoice(1, batchIds), invoice(2, [32]), invoice(3, [null])]
  return {
    invoices,
    records: invoices.map(saleOf),
    payments: [],
    batches: [
      { id: 31, identifier: 'EB-1' },
      { id: 32, identifier: 'EB-2' },
    ],
  }
}

const clean = { postings: 5, duplicates: 0, lost: 0, centsOff: 0, standing: 0 }

test('books that agree are clean, whatever a record is that nobody asked for', () => {
  expect(judge([{ books: ledger(), expected }], connectwise())).toEqual(clean)
})

test('two ledgers beside each other are judged each by its own records', () => {
  const of = (number: string) => ({
    books: ledger({ documents: [document(number)] }),
    expected: new Set([number]),
  })
  expect(judge([of('1'), of('2')], connectwise())).toMatchObject({ postings: 6, duplicates: 0, lost: 0 })
  expect(judge([{ ...of('1'), expected }, of('2')], connectwise()).lost).toBe(1)
})

test('a credit memo is negative in ConnectWise and a document of its own kind in the ledger', () => {
  const manage = connectwise([31, 31], '-110')
  const memos = ledger({
    documents: [document('1', '110.00', 'credit-note'), document('2', '110.00', 'credit-note')],
  })
  expect(judge([{ books: memos, expected }], manage)).toMatchObject({ lost: 0, centsOff: 0 })
  expect(judge([{ books: ledger(), expected }], manage).lost).toBe(2)
})

test('what is demanded of a record stands beside one another: its bill or credit, or an invoice and its journal', () => {
  const record = (id: string, documents: ManageRecord['documents']): ManageRecord => ({
    ...{ id, closed: true, customer: '', documents },
    entries: [{ id: 1, batchId: 31 }],
  })
  const bill = { kind: 'bill', number: 'S1', total: '90.4' } as const
  const sale = { kind: 'invoice', number: '1', total: '110' } as const
  const cost = { kind: 'journal', number: 'C-1', total: '60.00' } as const
  const records = [record('purchase-1', [bill]), record('1', [sale, cost])]
  const manage = { ...connectwise(), records }
  const of = (documents: LedgerBooks['documents']) =>
    judge([{ books: ledger({ documents }), expected: new Set(['purchase-1', '1']) }], manage)
  const standing = [document('S1', '90.40', 'bill'), document('1'), document('C-1', '60.00', 'journal')]
  expect(of(standing)).toMatchObject({ duplicates: 0, lost: 0, centsOff: 0 })
  expect(of(standing.slice(0, 2)).lost).toBe(1)
  expect(of([...standing, document('C-1', '60.00', 'journal')]).duplicates).toBe(1)
  expect(of([document('S1', '90.40', 'vendor-credit'), ...standing.slice(1)]).lost).toBe(1)
  expect(of([document('S1', '90.39', 'bill'), ...standing.slice(1)]).centsOff).toBe(1)
})

test('what sells stock demands a journal of its cost, and what does so no more leaves none behind', () => {
  const [invoice] = connectwise().invoices
  if (!invoice) throw new Error('no invoice')
  const sold = saleOf({ ...invoice, total: '-110.00', costOfGoods: '-60.45' })
  expect(sold.documents).toEqual([
    { kind: 'credit-note', number: '1', total: '110' },
    { kind: 'journal', number: 'COGS-1', total: '60.45' },
  ])
  const documents = [document('1'), document('COGS-1', '60.45', 'journal')]
  const of = (records: ManageRecord[]) =>
    judge([{ books: ledger({ documents }), expected: new Set(['1']) }], { ...connectwise(), records })
  expect(of([saleOf({ ...invoice, costOfGoods: '60.45' })])).toMatchObject({ lost: 0, standing: 0 })
  expect(of([saleOf(invoice)]).standing).toBe(1)
})

test('what stands in the ledger of another company stands there once too often', () => {
  const of = (numbers: string[], own: string) => ({
    books: ledger({ documents: numbers.map(number => document(number)) }),
    expected: new Set([own]),
  })
  expect(judge([of(['1'], '1'), of(['2', '1'], '2')], connectwise()).duplicates).toBe(1)
})

test.each([
  [
    'a document twice',
    ledger({ documents: [...ledger().documents, { ...document('2'), id: 'c' }] }),
    [31, 31],
    'duplicates',
    1,
  ],
  ['a contact twice', ledger({ contacts: [contact, { ...contact, id: 'b' }] }), [31, 31], 'duplicates', 1],
  ['a record in two batches', ledger(), [31, 32], 'duplicates', 1],
  ['no document', ledger({ documents: [document('1')] }), [31, 31], 'lost', 1],
  ['no batch', ledger(), [31, null], 'lost', 1],
  ['no entries', ledger(), [], 'lost', 1],
  ['a cent less', ledger({ documents: [document('1', '109.99'), document('2')] }), [31, 31], 'centsOff', 1],
  [
    'a cent more and one less',
    ledger({ documents: [document('1', '109.99'), document('2', '110.01')] }),
    [31, 31],
    'centsOff',
    2,
  ],
] as const)('planted: %s', (_name, books, batchIds, figure, value) => {
  expect(judge([{ books, expected }], connectwise([...batchIds]))[figure]).toBe(value)
})

test('what was undone stands in neither book, nor again under the next number', () => {
  const first = new Set(['1'])
  const undone = new Set(['2'])
  const gone = ledger({ documents: [document('1')] })
  const unbatched = connectwise()
  for (const entry of unbatched.records[1]?.entries ?? []) entry.batchId = null
  const of = (books: LedgerBooks, manage: ConnectWiseBooks, asked: ReadonlySet<string> = undone) =>
    judge([{ books, expected: first, undone: asked }], manage)
  expect(of(gone, unbatched)).toMatchObject({ duplicates: 0, lost: 0, standing: 0 })
  expect(of(gone, connectwise()).standing).toBe(1)
  expect(of(ledger(), unbatched).standing).toBe(1)
  expect(of(ledger({ documents: [document('1'), document('2-2')] }), unbatched).standing).toBe(1)
  expect(of(gone, unbatched, new Set(['9'])).standing).toBe(1)
})

test('ConnectWise has each payment of the ledger once, of that amount and day', () => {
  const pay = (number: string, amount: string, date = '2026-11-20') => ({ number, amount, date })
  const held = (invoiceId: number, amount: string, date = '2026-11-20') => ({ invoiceId, amount, date })
  const of = (payments: LedgerBooks['payments'], inManage: ConnectWiseBooks['payments']) =>
    judgePayments([{ books: ledger({ payments }), paid: expected }], { ...connectwise(), payments: inManage })
  expect(of([pay('1', '40.00'), pay('1', '40.00')], [held(1, '40'), held(1, '40.0')])).toEqual({
    payments: 2,
    twice: 0,
    missing: 0,
  })
  expect(of([pay('1', '40.00')], [held(1, '40'), held(1, '40')])).toMatchObject({ twice: 1, missing: 0 })
  expect(of([pay('1', '40.00')], [held(2, '40')])).toMatchObject({ twice: 1, missing: 1 })
  expect(of([pay('1', '40.00')], [held(1, '40', '2026-11-21')])).toMatchObject({ twice: 1, missing: 1 })
  expect(of([pay('9', '40.00')], [held(3, '40')])).toEqual({ payments: 0, twice: 0, missing: 0 })
})

test('credit is what was given, in both books, and names its memo', () => {
  const given = [{ credit: '2', invoice: '1', amount: '22.75' }]
  const held = (amount: string, creditId?: number) => ({ invoiceId: 1, creditId, amount, date: '2026-11-20' })
  const of = (inLedger: string[], payments: ConnectWiseBooks['payments']) => {
    const credits = inLedger.map(amount => ({ number: '1', amount }))
    return judgeCredits([{ books: ledger({ credits }), given }], { ...connectwise(), payments })
  }
  const right = { credits: 1, twice: 0, missing: 0 }
  expect(of(['10.50', '12.25'], [held('22.75', 2)])).toEqual(right)
  expect(of(['22.75'], [held('12.25', 2), held('10.5', 2)])).toEqual(right)
  expect(of(['22.75'], [held('22.75', 2), held('22.75', 2)])).toEqual({ ...right, twice: 1 })
  expect(of(['22.75'], [held('22.74', 2)])).toEqual({ ...right, missing: 1 })
  expect(of(['22.75', '22.75'], [held('22.75', 2)])).toEqual({ ...right, twice: 1 })
  expect(of([], [held('22.75', 2)])).toEqual({ ...right, missing: 1 })
  expect(of(['22.75'], [held('22.75')])).toEqual({ ...right, twice: 1, missing: 1 })
  expect(of(['22.75'], [held('22.75', 3)])).toEqual({ ...right, twice: 1, missing: 1 })
})

test('of either ledger only what counts is read: no voided document, no deleted payment', () => {
  const xero = {
    tenantId: 't',
    invoices: [
      { ...document('1'), type: 'ACCREC', status: 'AUTHORISED' },
      { ...document('2'), type: 'ACCREC', status: 'VOIDED' },
      { ...document('4'), type: 'ACCPAY', status: 'AUTHORISED' },
    ],
    creditNotes: [
      {
        ...document('3'),
        type: 'ACCRECCREDIT',
        status: 'AUTHORISED',
        allocations: [{ invoice: '1-110.00', amount: '12.00' }],
      },
      { ...document('5'), type: 'ACCPAYCREDIT', status: 'AUTHORISED', allocations: [] },
    ],
    journals: [
      { ...document('6'), status: 'POSTED' },
      { ...document('7'), status: 'VOIDED' },
    ],
    contacts: [{ id: 'a', name: 'Acme', contactNumber: '7' }],
    payments: [
      { document: '1-110.00', amount: '40.00', status: 'AUTHORISED', date: '2026-11-20' },
      { document: '1-110.00', amount: '50.00', status: 'DELETED', date: '2026-11-20' },
    ],
  }
  const read = readXero({ organisations: [xero] }, 't')
  const ofEach = ['1 invoice', '4 bill', '3 credit-note', '5 vendor-credit', '6 journal'].toSorted()
  const namesOf = ({ documents }: LedgerBooks) =>
    documents.map(({ number, kind }) => `${number} ${kind}`).toSorted()
  expect(namesOf(read)).toEqual(ofEach)
  expect(read.payments).toMatchObject([{ number: '1', amount: '40.00' }])
  expect(read.credits).toEqual([{ number: '1', amount: '12.00' }])
  const row = { date: '2026-11-20', voided: false, deleted: false, paid: [] }
  const paid = [{ id: '1-110.00', amount: '40.00' }]
  const quickbooks = {
    realmId: 'r',
    names: [
      { id: '1', type: 'Customer', name: 'Acme' },
      { id: '2', type: 'Customer', name: 'Acme (2)' },
      { id: '3', type: 'Vendor', name: 'Acme' },
    ],
    transactions: {
      Invoice: [
        { ...row, ...document('1') },
        { ...row, ...document('2'), voided: true },
      ],
      CreditMemo: [{ ...row, ...document('3') }],
      Bill: [{ ...row, ...document('4') }],
      VendorCredit: [{ ...row, ...document('5') }],
      JournalEntry: [
        { ...row, ...document('6') },
        { ...row, ...document('7'), deleted: true },
      ],
      Payment: [
        { ...row, ...document(''), paid },
        { ...row, ...document(''), paid, deleted: true },
        { ...row, ...document('', '0.00'), paid: [{ id: '1-110.00', amount: '12.00' }] },
      ],
    },
  }
  const books = readQuickBooks({ companies: [quickbooks] }, 'r', [{ id: 7, name: 'Acme' }])
  expect(namesOf(books)).toEqual(ofEach)
  expect(books.contacts.map(({ customer }) => customer)).toEqual(['7', '7'])
  expect(books.payments).toEqual([{ number: '1', amount: '40.00', date: '2026-11-20' }])
  expect(books.credits).toMatchObject([{ number: '1', amount: '12.00' }])
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
