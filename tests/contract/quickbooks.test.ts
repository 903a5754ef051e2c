import { createServer } from 'node:http'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import type { DocumentLine, LedgerDocument } from '../../lib/accounting/document.ts'
import { createQuickBooks } from '../../lib/connectors/quickbooks/index.ts'
import type { RejectionCode } from '../../lib/connectors/write-facts.ts'
import { systemClock } from '../../lib/std/clock.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { createEgress } from '../../lib/std/http.ts'
import { createLogger } from '../../lib/std/log.ts'
import { Secret } from '../../lib/std/secret.ts'
import { REALM_GB, REALM_US } from '../simulators/quickbooks/seed.ts'
import { listen } from '../support/listen.ts'
import { closedOrigin, factor, guard } from './bench.ts'
import { ledgerContract } from './ledger.contract.ts'
import type { LedgerBench } from './ledger-bench.ts'
import {
  customer,
  inactive,
  inactiveVendor,
  makeDocument,
  openQuickBooksBench,
  type QuickBooksBench,
  vendors,
} from './quickbooks-bench.ts'

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
  { what: 'a customer that is not there', code: 'contact', contactId: '4040' },
  { what: 'a number of 22 characters', code: 'other', changes: { number: 'x'.repeat(22) } },
]

const entities = {
  invoice: 'Invoice',
  'credit-note': 'CreditMemo',
  bill: 'Bill',
  'vendor-credit': 'VendorCredit',
  spend: 'Purchase',
  receive: 'Purchase',
  journal: 'JournalEntry',
} as const

ledgerContract('QuickBooks', async (): Promise<LedgerBench> => {
  const bench = await openQuickBooksBench()
  await bench.control.seed({ kind: 'entity', type: 'Customer', entityId: inactive, active: false })
  await bench.control.seed({ kind: 'entity', type: 'Vendor', entityId: inactiveVendor, active: false })
  const nowhere = { id: '4040', code: '', name: 'Nothing' }
  return {
    ledger: bench.ledger,
    ways: {
      batchMost: 30,
      numberMost: 21,
      usedKey: 'first-answer',
      keepsFailures: false,
      inOrder: false,
      oneContact: false,
      keepsDeleted: false,
      guardsReconciled: false,
    },
    contactId: customer,
    archivedContactId: inactive,
    vendorIds: vendors,
    archivedVendorId: inactiveVendor,
    document: (number, kind = 'invoice') => makeDocument(number, { kind }),
    spoilt: (number, kind = 'invoice') =>
      makeDocument(
        number,
        { kind },
        kind === 'invoice' || kind === 'credit-note' ? { item: nowhere } : { account: nowhere },
      ),
    happen: async effect => {
      // Half a second here: long enough to look once before it lands.
      const late = effect === 'commit-late' ? { delayMs: 10_000 } : {}
      await bench.control.fault({ match: { method: 'POST' }, effect, ...late })
    },
    failReads: async () => {
      for (const effect of ['limit', '500-before'] as const)
        await bench.control.fault({ match: { method: 'GET' }, effect })
    },
    standing: async number => {
      const { Invoice, CreditMemo, Bill, VendorCredit, Purchase, JournalEntry } = (await bench.books())
        .transactions
      const all = [...Invoice, ...CreditMemo, ...Bill, ...VendorCredit, ...Purchase, ...JournalEntry]
      return all.filter(document => document.number === number).length
    },
    files: async (kind, id) => {
      const { attachables } = await bench.books()
      return attachables
        .filter(({ refType, refId }) => refType === entities[kind] && refId === id)
        .map(({ fileName, contentType, length, hash }) => ({
          name: fileName,
          type: contentType,
          length,
          hash,
        }))
    },
    limitFiles: async attachmentBytesMost => {
      await bench.control.setParameters({ attachmentBytesMost })
    },
    voidDocument: bench.voidInvoice,
    reconcile: bench.reconcile,
    outliveKeys: async () => {
      await bench.control.advance(25 * 3_600_000)
    },
    refuseTakenNumbers: async refuse => {
      await bench.control.setParameters({ duplicateNumbers: refuse ? 'always' : 'never' })
    },
    writes: async () => (await bench.control.calls({ method: 'POST' })).length,
    unauthorised: async () => bench.open({ token: async () => Secret.of('a.dead.token') }),
    unreachable: () => bench.open({ apiUrl: closedOrigin }),
    guard,
    details: async work => {
      const before = bench.calls.length
      await work()
      return bench.calls.slice(before).map(call => call.detail())
    },
    unknownCalls: () => bench.control.unknown(),
    close: bench.close,
  }
})

describe('QuickBooks’ own ways', () => {
  let bench: QuickBooksBench | undefined
  afterEach(() => bench?.close())

  async function post(
    opened: QuickBooksBench,
    documents: LedgerDocument[],
    { contactId = customer, ledger = opened.ledger } = {},
  ) {
    const kind = documents[0]?.kind ?? 'invoice'
    const sent = documents.map(document => ({ document, contactId, marker: 'a-posting.3' }))
    return ledger.createDocuments(kind, ledger.documentsBody(kind, sent), documents.length, guard())
  }

  test('one document goes by itself and several as a batch, under a request id that both may have', async () => {
    bench = await openQuickBooksBench()
    await post(bench, [makeDocument('QB-1')])
    await post(bench, [makeDocument('QB-2'), makeDocument('QB-3')])
    const calls = await bench.control.calls({ method: 'POST' })
    expect(calls.map(({ path }) => path.split('/').at(-1))).toEqual(['invoice', 'batch'])
    for (const { query } of calls) {
      const asked = new URLSearchParams(query)
      expect([...asked.keys()].toSorted()).toEqual(['minorversion', 'requestid'])
      expect(asked.get('minorversion')).toBe('75')
      expect(asked.get('requestid')?.length).toBeLessThanOrEqual(36)
    }
    expect(calls.map(call => call.requestBody).join()).not.toContain('allowduplicatedocnum')
  })

  test('the body names ids, prices with their decimals and the marker', async () => {
    bench = await openQuickBooksBench()
    const line = {
      quantity: Decimal.parse('2.5'),
      unitAmount: Decimal.parse('33.3333'),
      amount: Decimal.parse('83.33'),
      amountTax: Decimal.parse('8.33'),
    }
    const totals = {
      subtotal: line.amount,
      tax: line.amountTax,
      total: line.amount.plus(line.amountTax),
    }
    const outcome = await post(bench, [makeDocument('QB-BODY', { totals }, line)])
    expect(outcome).toMatchObject({
      elements: [{ kind: 'posted', remote: { marker: 'a-posting.3', total: totals.total } }],
    })
    const [call] = await bench.control.calls({ method: 'POST' })
    expect(call?.requestBody).toContain('"Qty":2.5,"UnitPrice":33.3333')
    expect((await bench.books()).transactions.Invoice).toMatchObject([
      { number: 'QB-BODY', note: 'Evenbook posting a-posting.3', dueDate: '2026-11-16', total: '91.66' },
    ])
  })

  test.each([
    ['6140', false],
    ['6210', false],
    ['6140', true],
  ])('a number in use is refused as that, with code %s (status 200: %s)', async (code, faultsWith200) => {
    bench = await openQuickBooksBench({
      parameters: { duplicateNumbers: 'always', duplicateNumberCode: code, faultsWith200 },
    })
    await post(bench, [makeDocument('QB-TWICE')])
    const refused = { kind: 'rejected', code: 'duplicate-number' }
    expect(await post(bench, [makeDocument('QB-TWICE')])).toMatchObject({ elements: [refused] })
    expect(await post(bench, [makeDocument('QB-NEW'), makeDocument('QB-TWICE')])).toMatchObject({
      elements: [{ kind: 'posted' }, refused],
    })
  })

  test.each([
    ['customer', 'Banksia Legal'],
    ['vendor', 'Ingram Micro'],
    ['employee', 'Robin Engineer'],
  ])('the name of a %s is refused as a name that is taken', async (_kind, name) => {
    bench = await openQuickBooksBench()
    const contacts = [
      { role: 'customer' as const, psaId: '501', name, email: '', accountNumber: '' },
      { role: 'customer' as const, psaId: '502', name: 'Somebody new', email: '', accountNumber: '' },
    ]
    const body = bench.ledger.contactsBody(contacts)
    expect(await bench.ledger.createContacts(body, 2, guard())).toMatchObject({
      elements: [{ kind: 'rejected', code: 'duplicate-contact' }, { kind: 'posted' }],
    })
    // Another one of that name is not the customer of ConnectWise.
    expect(await bench.ledger.findContacts(contacts)).toMatchObject([{ psaId: '502' }])
  })

  test.each(refusals)('$what is refused as $code', async ({ code, changes, line, contactId }) => {
    bench = await openQuickBooksBench()
    await bench.control.seed({ kind: 'preferences', change: { bookCloseDate: '2026-06-30' } })
    const outcome = await post(bench, [makeDocument('QB-REFUSED', changes, line)], { contactId })
    expect(outcome).toMatchObject({ kind: 'answered', elements: [{ kind: 'rejected', code }] })
    expect((await bench.books()).transactions.Invoice).toEqual([])
  })

  test.each([
    ['honoured', true, '12.55'],
    ['reckoned anew', false, '10.83'],
  ])('in the United States our tax is sent along, and %s by the engine', async (_what, honoured, tax) => {
    bench = await openQuickBooksBench({
      realm: REALM_US,
      parameters: { totalTaxHonoured: honoured },
      settings: { homeCurrency: 'USD' },
    })
    const taxed = { tax: { id: 'TAX', name: 'Taxable', rate: Decimal.zero } }
    const outcome = await post(bench, [makeDocument('QB-US', { currency: 'USD', taxAsGiven: true }, taxed)])
    expect(outcome).toMatchObject({
      elements: [{ kind: 'posted', remote: { totalTax: Decimal.parse(tax), currency: 'USD' } }],
    })
    const [non, taxable, ...codes] = await bench.ledger.taxRates()
    expect([non, taxable]).toMatchObject([{ id: 'NON' }, { id: 'TAX' }])
    expect(codes.every(({ scope }) => scope === 'ledger')).toBe(true)
  })

  test('in Britain each line names its own tax', async () => {
    bench = await openQuickBooksBench({ realm: REALM_GB, settings: { homeCurrency: 'GBP' } })
    const tax = { id: '2', name: '20.0% S', rate: Decimal.parse('20') }
    const amountTax = Decimal.parse('25.10')
    const totals = { subtotal: Decimal.parse('125.5'), tax: amountTax, total: Decimal.parse('150.60') }
    const outcome = await post(bench, [
      makeDocument('QB-GB', { currency: 'GBP', totals }, { tax, amountTax }),
    ])
    expect(outcome).toMatchObject({ elements: [{ remote: { total: totals.total, totalTax: amountTax } }] })
  })

  test('a token of another company is a right that is missing, not a bad token', async () => {
    bench = await openQuickBooksBench()
    const other = await bench.control.grant({ realm: REALM_US })
    const ledger = bench.open({ token: async () => Secret.of(other.access_token) })
    expect(await post(bench, [makeDocument('QB-OTHER')], { ledger })).toMatchObject({
      kind: 'not-executed',
      reason: 'forbidden',
    })
    await expect(ledger.accounts()).rejects.toMatchObject({ kind: 'forbidden' })
    expect(bench.refused).toEqual([])
  })

  test('a company without numbers of its own keeps ours all the same', async () => {
    bench = await openQuickBooksBench()
    await bench.control.seed({ kind: 'preferences', change: { customTxnNumbers: false } })
    expect(await post(bench, [makeDocument('QB-OWN')])).toMatchObject({
      elements: [{ remote: { number: 'QB-OWN' } }],
    })
  })

  test('customers come in pages of a thousand', async () => {
    bench = await openQuickBooksBench()
    const before = (await bench.ledger.contacts({ modifiedSince: null })).length
    await bench.control.seed({ kind: 'bulk', customers: 1_500, prefix: '7' })
    const since = bench.calls.length
    expect(await bench.ledger.contacts({ modifiedSince: null })).toHaveLength(before + 1_500)
    // Two of customers, and the vendors' one.
    expect(bench.calls.length - since).toBe(3)
  })

  test('neither an error nor a record of a call carries the token', async () => {
    bench = await openQuickBooksBench()
    const ledger = bench.open({ token: async () => Secret.of('canary-token') })
    const error: unknown = await ledger.accounts().catch(reason => reason)
    expect(error).toMatchObject({ kind: 'unauthorized', vendor: { code: '3200' } })
    expect(JSON.stringify([error, String(error), bench.calls])).not.toContain('canary')
    expect(bench.refused).toEqual(['refused'])
  })
})

/** A fault may come with any status, and with 200 it is still one. */
describe('a fault with status 200', () => {
  test.each([
    [
      { type: 'ValidationFault', code: '6240' },
      { kind: 'answered', elements: [{ kind: 'rejected' }] },
    ],
    [{ type: 'SystemFault', code: '10000' }, { kind: 'unknown' }],
    [
      { type: 'SERVICE', code: '3001' },
      { kind: 'not-executed', reason: 'limited' },
    ],
    [
      { type: 'AUTHENTICATION', code: '3200' },
      { kind: 'not-executed', reason: 'unauthorized' },
    ],
    [
      { type: 'AUTHORIZATION', code: '3100' },
      { kind: 'not-executed', reason: 'forbidden' },
    ],
  ])('%j', async ({ type, code }, expected) => {
    const Fault = { Error: [{ Message: 'A message', Detail: 'A detail', code }], type }
    const port = await listen(
      createServer((_request, response) => void response.end(JSON.stringify({ Fault }))),
    )
    const url = `http://127.0.0.1:${port}`
    const egress = createEgress({ allowed: [url] })
    onTestFinished(() => egress.close())
    const ledger = createQuickBooks({
      ...{ apiUrl: url, egress, clock: systemClock(), timeFactor: factor, log: createLogger('quickbooks') },
      ...{ organisationId: '123', appUrl: url, homeCurrency: 'AUD', batchMax: 30, quietMs: 12_000 },
      token: async () => Secret.of('a-token'),
      tokenRefused: () => undefined,
    })
    const sent = [{ document: makeDocument('QB-200'), contactId: customer, marker: 'a.1' }]
    const body = ledger.documentsBody('invoice', sent)
    expect(await ledger.createDocuments('invoice', body, 1, guard())).toMatchObject(expected)
  })
})
