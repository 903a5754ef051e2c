import { afterEach, expect, test } from 'vitest'
import type { DocumentLine, LedgerDocument } from '../../lib/accounting/document.ts'
import type { RejectionCode } from '../../lib/connectors/write-facts.ts'
import { present } from '../../lib/std/assert.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { REALM_GB, REALM_US } from '../simulators/quickbooks/seed.ts'
import { guard } from './bench.ts'
import { card, makeDocument, openQuickBooksBench, type QuickBooksBench, vendors } from './quickbooks-bench.ts'

let bench: QuickBooksBench | undefined
afterEach(() => bench?.close())

const [vendor] = vendors
const text = (number: string) => Decimal.parse(number)

function spent(changes: Partial<LedgerDocument> = {}, line: Partial<DocumentLine> = {}) {
  return makeDocument('EXP-36001', { kind: 'spend', reference: '', ...changes }, line)
}

async function post(opened: QuickBooksBench, document: LedgerDocument, contactId: string = vendor) {
  const sent = [{ document, contactId, marker: 'a-posting.3' }]
  const body = opened.ledger.documentsBody(document.kind, sent)
  return opened.ledger.createDocuments(document.kind, body, 1, guard())
}

const refund = { kind: 'receive', paidFrom: card } as const

test.each([
  ['from a bank account', {}, { PaymentType: 'Cash', AccountRef: { value: '1' } }],
  ['from a card', { paidFrom: card }, { PaymentType: 'CreditCard', AccountRef: { value: '6' } }],
  ['back to a card', refund, { PaymentType: 'CreditCard', AccountRef: { value: '6' }, Credit: true }],
])('money %s is a purchase, by the way that the account asks for', async (_what, changes, body) => {
  bench = await openQuickBooksBench()
  expect(await post(bench, spent(changes))).toMatchObject({
    elements: [{ kind: 'posted', remote: { marker: 'a-posting.3', contactId: vendor } }],
  })
  const [call] = await bench.control.calls({ method: 'POST' })
  expect(call?.path).toMatch(/\/purchase$/)
  const sent = JSON.parse(call?.requestBody ?? '')
  expect(sent).toMatchObject({
    ...body,
    DocNumber: 'EXP-36001',
    EntityRef: { value: vendor, type: 'Vendor' },
    PrivateNote: 'Evenbook posting a-posting.3',
    GlobalTaxCalculation: 'TaxExcluded',
    Line: [{ AccountBasedExpenseLineDetail: { AccountRef: { value: '17' }, TaxCodeRef: { value: '2' } } }],
  })
  expect(sent).not.toHaveProperty('DueDate')
  const credit = 'Credit' in body
  expect('Credit' in sent).toBe(credit)
  expect((await bench.books()).transactions.Purchase).toMatchObject([
    {
      number: 'EXP-36001',
      total: '138.05',
      account: body.AccountRef.value,
      credit,
      posted: [{ account: '17', amount: credit ? '-125.50' : '125.50' }],
    },
  ])
})

test('where nobody is named there is nobody', async () => {
  bench = await openQuickBooksBench()
  expect(await post(bench, spent(), '')).toMatchObject({
    elements: [{ kind: 'posted', remote: { contactId: '' } }],
  })
  const [call] = await bench.control.calls({ method: 'POST' })
  expect(call?.requestBody).not.toContain('EntityRef')
  expect(await bench.ledger.findDocuments('spend', ['EXP-36001'])).toMatchObject([{ contactId: '' }])
})

test('money that came back to a bank account is none of it', async () => {
  const opened = await openQuickBooksBench()
  bench = opened
  const bank = { id: '1', code: '1000', name: 'Business Bank Account', card: false }
  await expect(post(opened, spent({ kind: 'receive', paidFrom: bank }))).rejects.toThrow(/to a card only/)
  expect((await opened.books()).transactions.Purchase).toEqual([])
})

const refusals: {
  what: string
  code: RejectionCode
  changes?: Partial<LedgerDocument>
  line?: Partial<DocumentLine>
  contactId?: string
}[] = [
  { what: 'a closed period', code: 'locked-period', changes: { date: '2026-03-31' } },
  { what: 'another currency than the account’s', code: 'currency', changes: { currency: 'NZD' } },
  { what: 'an unknown tax code', code: 'tax', line: { tax: { id: '99', name: '', rate: Decimal.zero } } },
  { what: 'a card account as a bank’s', code: 'account', changes: { paidFrom: { ...card, card: false } } },
  { what: 'a vendor that is not there', code: 'contact', contactId: '4040' },
  { what: 'a number of 22 characters', code: 'other', changes: { number: 'x'.repeat(22) } },
]

test.each(refusals)('$what is refused as $code', async ({ code, changes, line, contactId }) => {
  bench = await openQuickBooksBench()
  await bench.control.seed({ kind: 'preferences', change: { bookCloseDate: '2026-06-30' } })
  const outcome = await post(bench, spent(changes, line), contactId)
  expect(outcome).toMatchObject({ kind: 'answered', elements: [{ kind: 'rejected', code }] })
  expect((await bench.books()).transactions.Purchase).toEqual([])
})

test('a tax that goes along is kept, said by the rates that purchases have', async () => {
  bench = await openQuickBooksBench({ realm: REALM_GB, settings: { homeCurrency: 'GBP' } })
  const full = present(
    (await bench.ledger.taxRates()).find(({ name }) => name === '20.0% S'),
    'the full rate',
  )
  const { rate, parts } = present(full.onPurchases, 'what it is on purchases')
  const amountTax = text('25.12')
  const totals = { subtotal: text('125.5'), tax: amountTax, total: text('150.62') }
  const tax = { id: full.id, name: full.name, rate, parts }
  const given = spent({ currency: 'GBP', taxAsGiven: true, totals }, { tax, amountTax })
  expect(await post(bench, given)).toMatchObject({
    elements: [{ kind: 'posted', remote: { total: totals.total, totalTax: amountTax } }],
  })
})

test('in the United States a purchase has no tax of its own', async () => {
  bench = await openQuickBooksBench({ realm: REALM_US, settings: { homeCurrency: 'USD' } })
  const amount = text('125.5')
  const free = { tax: { id: 'NON', name: 'Non-taxable', rate: Decimal.zero }, amountTax: Decimal.zero }
  const totals = { subtotal: amount, tax: Decimal.zero, total: amount }
  expect(await post(bench, spent({ currency: 'USD', totals }, free))).toMatchObject({
    elements: [{ kind: 'posted', remote: { total: amount, totalTax: Decimal.zero } }],
  })
})

test('whether it is reconciled is asked of the report of its day, for it alone, and of nothing else', async () => {
  bench = await openQuickBooksBench()
  await post(bench, spent())
  const [posted] = await bench.ledger.findDocuments('spend', ['EXP-36001'])
  const asked = async () => (await bench?.control.calls({ method: 'GET', path: 'reports' })) ?? []
  expect(await asked()).toEqual([])
  await bench.reconcile('spend', posted?.id ?? '')
  expect(await bench.ledger.documentsById('spend', [posted?.id ?? ''])).toMatchObject([{ reconciled: true }])
  expect(await bench.ledger.documentsById('spend', ['999999'])).toEqual([])
  expect(await bench.ledger.documentsById('bill', [posted?.id ?? ''])).toEqual([])
  const calls = await asked()
  expect(calls.map(({ query }) => query)).toEqual([
    '?cleared=Reconciled&start_date=2026-11-02&end_date=2026-11-02&columns=txn_type&minorversion=75',
  ])
})

test('the link leads to its page', async () => {
  bench = await openQuickBooksBench()
  await post(bench, spent())
  await post(bench, spent({ ...refund, number: 'EXP-36002' }))
  const [out] = await bench.ledger.findDocuments('spend', ['EXP-36001'])
  const [back] = await bench.ledger.findDocuments('receive', ['EXP-36002'])
  expect(out?.url).toContain(`/app/expense?txnId=${out?.id}`)
  expect(back?.url).toContain(`/app/creditcardcredit?txnId=${back?.id}`)
  expect(await (await fetch(out?.url ?? '')).text()).toContain('payment account Business Bank Account')
  expect(await (await fetch(back?.url ?? '')).text()).toContain('Credit card credit EXP-36002')
})
