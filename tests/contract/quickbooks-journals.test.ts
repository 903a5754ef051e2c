import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DocumentLine, LedgerDocument } from '../../lib/accounting/document.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { REALM_US } from '../simulators/quickbooks/seed.ts'
import { guard } from './bench.ts'
import { makeDocument, openQuickBooksBench, type QuickBooksBench } from './quickbooks-bench.ts'

let bench: QuickBooksBench
let clean: string

beforeAll(async () => {
  bench = await openQuickBooksBench({ parameters: { minuteLimit: 10_000 } })
  clean = await bench.control.snapshot()
})
beforeEach(() => bench.control.restore(clean))
afterAll(async () => {
  const unknown = await bench.control.unknown()
  await bench.close()
  expect(unknown).toEqual([])
})

function journal(changes: Partial<LedgerDocument> = {}, line: Partial<DocumentLine> = {}) {
  return makeDocument('ADJ-12', { kind: 'journal', ...changes }, line)
}

function post(documents: LedgerDocument[], ledger = bench.ledger) {
  const sent = documents.map(document => ({ document, contactId: '', marker: 'a-posting.3' }))
  return ledger.createDocuments('journal', ledger.documentsBody('journal', sent), sent.length, guard())
}

test('the body is a journal entry: sides instead of signs, the note, and no word on tax or a name', async () => {
  await bench.control.seed({
    kind: 'preferences',
    change: { classTrackingPerTxnLine: true, trackDepartments: true },
  })
  const tracking = (await bench.ledger.tracking()).map(({ id, name, options }) => {
    const [first] = options
    return { categoryId: id, category: name, optionId: first?.id ?? '', option: first?.name ?? '' }
  })
  expect(await post([journal({}, { tracking })])).toMatchObject({
    elements: [{ kind: 'posted', remote: { marker: 'a-posting.3', total: Decimal.parse('125.5') } }],
  })
  const [call] = await bench.control.calls({ method: 'POST' })
  expect(call?.path).toMatch(/\/journalentry$/)
  expect(call?.requestBody).not.toMatch(/Tax|CustomerRef|VendorRef|DueDate|Qty/)
  const body = JSON.parse(call?.requestBody ?? '')
  expect(body).toMatchObject({
    DocNumber: 'ADJ-12',
    TxnDate: '2026-11-02',
    CurrencyRef: { value: 'AUD' },
    PrivateNote: 'Evenbook posting a-posting.3',
    Line: [
      { Amount: 125.5, JournalEntryLineDetail: { PostingType: 'Debit', AccountRef: { value: '17' } } },
      { Amount: 125.5, JournalEntryLineDetail: { PostingType: 'Credit', AccountRef: { value: '4' } } },
    ],
  })
  const [classed, located] = tracking
  for (const { JournalEntryLineDetail } of body.Line)
    expect(JournalEntryLineDetail).toMatchObject({
      ClassRef: { value: classed?.optionId },
      DepartmentRef: { value: located?.optionId },
    })
  expect(body).not.toHaveProperty('DepartmentRef')
})

test('where a document has one class, a journal has it on its lines', async () => {
  await bench.control.seed({
    kind: 'preferences',
    change: { classTrackingPerTxn: true, classTrackingPerTxnLine: false },
  })
  const [category] = await bench.ledger.tracking()
  const [option] = category?.options ?? []
  const named = { categoryId: category?.id ?? '', category: '', optionId: option?.id ?? '', option: '' }
  await post([journal({}, { tracking: [named] })])
  const call = (await bench.control.calls({ method: 'POST' })).at(-1)
  expect(JSON.parse(call?.requestBody ?? '').Line[1].JournalEntryLineDetail).toMatchObject({
    ClassRef: { value: option?.id },
  })
})

test('on receivables and payables it is refused in QuickBooks’ words, alone among several', async () => {
  const on = (id: string) => journal({ number: `ADJ-${id}` }, { account: { id, code: '', name: '' } })
  const outcome = await post([journal(), on('2'), on('5')])
  expect(outcome).toMatchObject({
    elements: [
      { kind: 'posted' },
      { kind: 'rejected', messages: [expect.stringMatching(/Accounts Receivable.*customer/)] },
      { kind: 'rejected', messages: [expect.stringMatching(/Accounts Payable.*vendor/)] },
    ],
  })
  expect((await bench.books()).transactions.JournalEntry).toMatchObject([{ number: 'ADJ-12' }])
})

test('a number of 22 characters and an account that is inactive are refused', async () => {
  expect(await post([journal({ number: 'x'.repeat(22) })])).toMatchObject({
    elements: [{ kind: 'rejected' }],
  })
  await bench.control.seed({ kind: 'entity', type: 'Account', entityId: '4', active: false })
  expect(await post([journal()])).toMatchObject({ elements: [{ kind: 'rejected' }] })
  expect((await bench.books()).transactions.JournalEntry).toEqual([])
})

test('in the United States it is the same', async () => {
  const us = await openQuickBooksBench({ realm: REALM_US, settings: { homeCurrency: 'USD' } })
  const sent = await post([journal({ currency: 'USD' })], us.ledger)
  const books = await us.books()
  await us.close()
  expect(sent).toMatchObject({ elements: [{ kind: 'posted', remote: { currency: 'USD' } }] })
  expect(books.transactions.JournalEntry).toMatchObject([{ number: 'ADJ-12', total: '125.50', tax: '0.00' }])
})
