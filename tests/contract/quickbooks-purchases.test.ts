import { afterEach, expect, test } from 'vitest'
import type { DocumentLine, LedgerDocument } from '../../lib/accounting/document.ts'
import type { LedgerTaxFact } from '../../lib/connectors/ledger-facts.ts'
import type { RejectionCode } from '../../lib/connectors/write-facts.ts'
import { present } from '../../lib/std/assert.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { REALM_GB, REALM_US } from '../simulators/quickbooks/seed.ts'
import { guard } from './bench.ts'
import { makeDocument, openQuickBooksBench, type QuickBooksBench, vendors } from './quickbooks-bench.ts'

let bench: QuickBooksBench | undefined
afterEach(() => bench?.close())

const [vendor, other] = vendors
const text = (number: string) => Decimal.parse(number)

function bill(number: string, changes: Partial<LedgerDocument> = {}, line: Partial<DocumentLine> = {}) {
  return makeDocument(number, { kind: 'bill', ...changes }, line)
}

async function post(opened: QuickBooksBench, document: LedgerDocument, contactId: string = vendor) {
  const sent = [{ document, contactId, marker: 'a-posting.3' }]
  const body = opened.ledger.documentsBody(document.kind, sent)
  return opened.ledger.createDocuments(document.kind, body, 1, guard())
}

test('a bill stands with its vendor, due day, memo, and lines by account and by item', async () => {
  bench = await openQuickBooksBench()
  const one = bill('B-1')
  const item = { id: '6', code: 'LAPTOP-14', name: 'Business laptop 14"' }
  const lines = one.lines.flatMap(line => [line, { ...line, item }])
  const totals = { subtotal: text('251'), tax: text('25.10'), total: text('276.10') }
  const outcome = await post(bench, { ...one, lines, totals })
  expect(outcome).toMatchObject({
    elements: [{ kind: 'posted', remote: { total: totals.total, totalTax: totals.tax, contactId: vendor } }],
  })
  expect((await bench.books()).transactions.Bill).toMatchObject([
    {
      number: 'B-1',
      party: `Vendor|${vendor}`,
      dueDate: '2026-11-16',
      note: 'Evenbook posting a-posting.3',
      lines: 2,
    },
  ])
})

test('a number in use is refused for the same vendor only', async () => {
  bench = await openQuickBooksBench()
  for (const kind of ['bill', 'vendor-credit'] as const) {
    await post(bench, bill('B-TWICE', { kind }))
    expect(await post(bench, bill('B-TWICE', { kind }))).toMatchObject({
      elements: [{ kind: 'rejected', code: 'duplicate-number' }],
    })
    expect(await post(bench, bill('B-TWICE', { kind }), other)).toMatchObject({
      elements: [{ kind: 'posted' }],
    })
    expect(await bench.ledger.findDocuments(kind, ['B-TWICE'])).toHaveLength(2)
  }
})

const refusals: {
  what: string
  code: RejectionCode
  changes?: Partial<LedgerDocument>
  line?: Partial<DocumentLine>
  contactId?: string
}[] = [
  { what: 'a closed period', code: 'locked-period', changes: { date: '2026-03-31' } },
  { what: 'a foreign currency', code: 'currency', changes: { currency: 'EUR' } },
  { what: 'an unknown tax code', code: 'tax', line: { tax: { id: '99', name: '', rate: Decimal.zero } } },
  { what: 'a customer in the vendor’s place', code: 'contact', contactId: '1' },
  { what: 'a number of 22 characters', code: 'other', changes: { number: 'x'.repeat(22) } },
]

test.each(refusals)('$what is refused as $code', async ({ code, changes, line, contactId }) => {
  bench = await openQuickBooksBench()
  await bench.control.seed({ kind: 'preferences', change: { bookCloseDate: '2026-06-30' } })
  const outcome = await post(bench, bill('B-REFUSED', changes, line), contactId)
  expect(outcome).toMatchObject({ kind: 'answered', elements: [{ kind: 'rejected', code }] })
  expect((await bench.books()).transactions.Bill).toEqual([])
})

/** As a plan names it on a purchase: with the rates that purchases have. */
function onPurchase(fact: LedgerTaxFact) {
  const { rate, parts } = present(fact.onPurchases, 'what it is on purchases')
  return { id: fact.id, name: fact.name, rate, parts }
}

test('a tax that goes along is kept, said by the rates that purchases have', async () => {
  bench = await openQuickBooksBench({ realm: REALM_GB, settings: { homeCurrency: 'GBP' } })
  const taxes = await bench.ledger.taxRates()
  const full = present(
    taxes.find(({ name }) => name === '20.0% S'),
    'the full rate',
  )
  expect([full.canApplyToExpenses, full.parts, full.onPurchases?.parts]).toMatchObject([
    true,
    [{ id: '1' }],
    [{ id: '2' }],
  ])
  const tax = onPurchase(full)
  const amountTax = text('25.12')
  const totals = { subtotal: text('125.5'), tax: amountTax, total: text('150.62') }
  const given = bill('B-GB', { currency: 'GBP', taxAsGiven: true, totals }, { tax, amountTax })
  expect(await post(bench, given)).toMatchObject({
    elements: [{ kind: 'posted', remote: { total: totals.total, totalTax: amountTax } }],
  })
})

test('where sales tax is off, a bill is one that no tax applies to', async () => {
  bench = await openQuickBooksBench({ realm: REALM_GB, settings: { homeCurrency: 'GBP' } })
  await bench.control.seed({ kind: 'preferences', realm: REALM_GB, change: { usingSalesTax: false } })
  const [none] = await bench.ledger.taxRates()
  const { id, name, rate, canApplyToExpenses } = present(none, 'the one tax')
  expect(canApplyToExpenses).toBe(true)
  const free = { tax: { id, name, rate }, amountTax: Decimal.zero }
  expect(await post(bench, bill('B-FREE', { currency: 'GBP' }, free))).toMatchObject({
    elements: [{ kind: 'posted', remote: { totalTax: Decimal.zero } }],
  })
})

test('in the United States only no tax can stand on purchases, and none is sent', async () => {
  bench = await openQuickBooksBench({ realm: REALM_US, settings: { homeCurrency: 'USD' } })
  const usable = (await bench.ledger.taxRates()).filter(({ canApplyToExpenses }) => canApplyToExpenses)
  expect(usable.map(({ id }) => id)).toEqual(['NON'])
  const amount = text('125.5')
  const free = { tax: { id: 'NON', name: 'Non-taxable', rate: Decimal.zero }, amountTax: Decimal.zero }
  const totals = { subtotal: amount, tax: Decimal.zero, total: amount }
  expect(await post(bench, bill('B-US', { currency: 'USD', totals }, free))).toMatchObject({
    elements: [{ kind: 'posted', remote: { total: amount, totalTax: Decimal.zero } }],
  })
})

test('a customer goes by itself, a vendor in a batch that says what it is', async () => {
  bench = await openQuickBooksBench()
  for (const role of ['customer', 'vendor'] as const) {
    const contact = { role, psaId: '501', name: `A new ${role}`, email: '', accountNumber: '' }
    await bench.ledger.createContacts(bench.ledger.contactsBody([contact]), 1, guard())
  }
  const calls = await bench.control.calls({ method: 'POST' })
  expect(calls.map(({ path }) => path.split('/').at(-1))).toEqual(['customer', 'batch'])
  const { names } = await bench.books()
  expect(names).toContainEqual(expect.objectContaining({ type: 'Vendor', name: 'A new vendor' }))
})

test.each([
  ['customer', 'Banksia Legal'],
  ['vendor', 'Ingram Micro'],
  ['employee', 'Robin Engineer'],
])('a vendor of the name of a %s is refused as a name that is taken', async (_kind, name) => {
  bench = await openQuickBooksBench()
  const contact = { role: 'vendor' as const, psaId: '501', name, email: '', accountNumber: '' }
  const body = bench.ledger.contactsBody([contact])
  expect(await bench.ledger.createContacts(body, 1, guard())).toMatchObject({
    elements: [{ kind: 'rejected', code: 'duplicate-contact' }],
  })
  expect(await bench.ledger.findContacts([contact])).toEqual([])
})
