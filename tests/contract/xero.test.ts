import { afterEach, describe, expect, test } from 'vitest'
import type { DocumentLine, LedgerDocument, TaxRef } from '../../lib/accounting/document.ts'
import type { RejectionCode } from '../../lib/connectors/write-facts.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { Secret } from '../../lib/std/secret.ts'
import { DEMO_AU, DEMO_US, stableId } from '../simulators/xero/seed.ts'
import { closedOrigin, guard } from './bench.ts'
import { ledgerContract } from './ledger.contract.ts'
import type { LedgerBench } from './ledger-bench.ts'
import { contactId, makeDocument, openXeroBench, type XeroBench } from './xero-bench.ts'

const customer = contactId('Banksia Legal')
const archived = contactId('Boronia Accounting')

const nowhere = { categoryId: customer, category: 'Department', optionId: customer, option: 'Nowhere' }

const refusals: {
  what: string
  code: RejectionCode
  changes?: Partial<LedgerDocument>
  line?: Partial<DocumentLine>
}[] = [
  { what: 'a locked period', code: 'locked-period', changes: { date: '2026-03-31' } },
  { what: 'a foreign currency', code: 'currency', changes: { currency: 'EUR' } },
  { what: 'an unknown tax type', code: 'tax', line: { tax: taxType('TAX999') } },
  { what: 'a tax type the account does not take', code: 'tax', line: { tax: taxType('INPUT') } },
  { what: 'a tracking option that is gone', code: 'other', line: { tracking: [nowhere] } },
]

ledgerContract('Xero', async (): Promise<LedgerBench> => {
  const bench = await openXeroBench()
  await bench.control.seed({ kind: 'contact', id: archived, change: { status: 'ARCHIVED' } })
  return {
    ledger: bench.ledger,
    ways: {
      batchMost: 50,
      numberMost: 255,
      usedKey: 'unclear',
      keepsFailures: true,
      inOrder: true,
      oneContact: true,
      keepsDeleted: true,
      guardsReconciled: true,
    },
    contactId: customer,
    archivedContactId: archived,
    // One contact is both.
    vendorIds: [customer, contactId('Coolibah Logistics')],
    archivedVendorId: archived,
    document: (number, kind = 'invoice') => makeDocument(number, { kind }),
    spoilt: (number, kind = 'invoice') =>
      makeDocument(number, { kind }, { account: { id: customer, code: '999', name: 'Nothing' } }),
    happen: async effect => {
      // Half a second here: long enough to look once before it lands.
      const late = effect === 'commit-late' ? { delayMs: 10_000 } : {}
      // Reads have no body; a write is a PUT or, by id, a POST.
      await bench.control.fault({ match: { bodyIncludes: '{' }, effect, ...late })
    },
    standing: async number => {
      const { invoices, creditNotes, bankTransactions, journals } = await bench.books()
      const all = [...invoices, ...creditNotes, ...bankTransactions, ...journals]
      return all.filter(document => document.number === number).length
    },
    files: async (_kind, id) => {
      const { attachments } = await bench.books()
      return attachments
        .filter(({ document }) => document === id)
        .map(({ fileName, mimeType, length, hash }) => ({ name: fileName, type: mimeType, length, hash }))
    },
    limitFiles: async attachmentBytesMost => {
      await bench.control.setParameters({ attachmentBytesMost })
    },
    voidDocument: async id => {
      const page = `${bench.xero.url}/app/!nw7Au/invoicing/view/${id}/void`
      const { status } = await fetch(page, { method: 'POST', redirect: 'manual' })
      expect(status).toBe(302)
    },
    reconcile: (_kind, id) => bench.reconcile(id),
    failReads: async () => {
      for (const effect of ['limit', '500-before'] as const)
        await bench.control.fault({ match: { method: 'GET' }, effect })
    },
    outliveKeys: async () => {
      await bench.control.advance(7 * 60_000)
    },
    refuseTakenNumbers: async refuse => {
      await bench.control.setParameters({ refuseDuplicateNumbers: refuse })
    },
    writes: async () => (await bench.control.calls({ method: 'PUT' })).length,
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

describe('Xero’s own ways', () => {
  let bench: XeroBench | undefined
  afterEach(() => bench?.close())

  async function post(opened: XeroBench, document: ReturnType<typeof makeDocument>, ledger = opened.ledger) {
    const body = ledger.documentsBody(document.kind, [
      { document, contactId: customer, marker: 'a-posting.3' },
    ])
    return ledger.createDocuments(document.kind, body, 1, guard())
  }

  test('the body names ids, prices with four decimals, the marker, and no total of ours', async () => {
    bench = await openXeroBench()
    const line = { quantity: Decimal.parse('2.5'), unitAmount: Decimal.parse('33.3333') }
    const theme = { id: stableId(DEMO_AU, 'theme', 'Pay by card'), name: 'Pay by card' }
    const outcome = await post(bench, makeDocument('INV-BODY', { markSent: true, theme }, line))
    expect(outcome).toMatchObject({
      elements: [{ kind: 'posted', warnings: [], remote: { marker: 'a-posting.3' } }],
    })
    const [call] = await bench.control.calls({ method: 'PUT' })
    expect(call?.query).toBe('?summarizeErrors=false&unitdp=4')
    expect(call?.requestBody).toContain('"Quantity":2.5,"UnitAmount":33.3333')
    expect(call?.requestBody).not.toMatch(/LineAmount"|SubTotal|TotalTax/)
    const { invoices } = await bench.books()
    expect(invoices).toMatchObject([
      {
        url: 'https://evenbook.example/r/a-posting.3',
        theme: theme.id,
        reference: 'PO 4711',
        dueDate: '2026-11-16',
        total: '91.66',
        lines: [{ unitAmount: '33.3333', accountCode: '201', tracking: [{}, {}] }],
      },
    ])
  })

  test.each(['bill', 'vendor-credit'] as const)(
    'the body of a %s has no reference, no look and nothing of sending, and may name items',
    async kind => {
      bench = await openXeroBench()
      const theme = { id: stableId(DEMO_AU, 'theme', 'Pay by card'), name: 'Pay by card' }
      const item = {
        id: stableId(DEMO_AU, 'item', 'LAPTOP-14'),
        code: 'LAPTOP-14',
        name: 'Business laptop 14"',
      }
      const given = { kind, markSent: true, theme, reference: 'PO 4711' }
      const outcome = await post(bench, makeDocument('7001', given, { item }))
      expect(outcome).toMatchObject({
        elements: [
          { kind: 'posted', remote: { marker: kind === 'bill' ? 'a-posting.3' : null, reference: '' } },
        ],
      })
      const [call] = await bench.control.calls({ method: 'PUT' })
      expect(call?.requestBody).not.toMatch(/"Reference"|BrandingThemeID|SentToContact/)
      const { invoices, creditNotes } = await bench.books()
      const url = kind === 'bill' ? 'https://evenbook.example/r/a-posting.3' : ''
      expect([...invoices, ...creditNotes]).toMatchObject([
        {
          type: kind === 'bill' ? 'ACCPAY' : 'ACCPAYCREDIT',
          number: '7001',
          url,
          reference: '',
          theme: '',
          lines: [{ accountCode: '310', itemCode: 'LAPTOP-14', taxType: 'INPUT', tracking: [{}, {}] }],
        },
      ])
    },
  )

  test('a bill may be a draft, and is sent as one', async () => {
    bench = await openXeroBench()
    await post(bench, makeDocument('7002', { kind: 'bill', status: 'draft' }))
    expect(await bench.ledger.findDocuments('bill', ['7002'])).toMatchObject([{ status: 'draft' }])
  })

  test('a thousand and more bills of one number are all found', { timeout: 60_000 }, async () => {
    bench = await openXeroBench()
    const { ledger } = bench
    for (let at = 0; at < 21; at += 1) {
      const sent = Array.from({ length: 50 }, (_, index) => ({
        document: makeDocument('7004', { kind: 'bill' }),
        contactId: customer,
        marker: `many-${at * 50 + index}.1`,
      }))
      await ledger.createDocuments('bill', ledger.documentsBody('bill', sent), 50, guard())
    }
    const found = await ledger.findDocuments('bill', ['7004'])
    expect(new Set(found.map(({ marker }) => marker)).size).toBe(21 * 50)
  })

  test.each(refusals)('$what is refused as $code', async ({ code, changes, line }) => {
    bench = await openXeroBench()
    await bench.control.seed({ kind: 'organisation', change: { periodLockDate: '2026-06-30' } })
    const outcome = await post(bench, makeDocument('INV-REFUSED', changes, line))
    expect(outcome).toMatchObject({ kind: 'answered', elements: [{ kind: 'rejected', code }] })
    expect((await bench.books()).invoices).toEqual([])
  })

  test('the marker of another site is not ours', async () => {
    bench = await openXeroBench()
    await post(bench, makeDocument('INV-MARK'))
    const other = bench.open({ markerUrl: marker => `https://other.example/r/${marker}` })
    expect(await other.findDocuments('invoice', ['INV-MARK'])).toMatchObject([{ marker: '' }])
  })

  test('a missing scope is a right that is missing, not a bad token', async () => {
    bench = await openXeroBench()
    const poor = await bench.control.grant({ scope: 'openid offline_access accounting.contacts' })
    const ledger = bench.open({ token: async () => Secret.of(poor.access_token) })
    expect(await post(bench, makeDocument('INV-SCOPE'), ledger)).toMatchObject({
      kind: 'not-executed',
      reason: 'forbidden',
    })
    expect(bench.refused).toEqual([])
  })

  test('an organisation that took its connection back is forbidden', async () => {
    bench = await openXeroBench()
    const own = await bench.control.grant({ organisations: [DEMO_US] })
    const gone = bench.open({
      organisationId: contactId('no organisation'),
      token: async () => Secret.of(own.access_token),
    })
    await expect(gone.accounts()).rejects.toMatchObject({ kind: 'forbidden', status: 403 })
  })

  test('the lists are read with their ids', async () => {
    bench = await openXeroBench()
    await bench.control.seed({ kind: 'organisation', change: { periodLockDate: '2026-06-30' } })
    expect(await bench.ledger.organisation()).toEqual({
      id: expect.any(String),
      name: 'Northwind Managed IT (AU)',
      shortCode: '!nw7Au',
      baseCurrency: 'AUD',
      countryCode: 'AU',
      timeZone: 'AUSEASTERNSTANDARDTIME',
      currencies: ['AUD', 'NZD', 'USD'],
      periodLockDate: '2026-06-30',
      yearLockDate: null,
    })
    expect(await bench.ledger.accounts()).toContainEqual(
      expect.objectContaining({ code: '860', system: 'ROUNDING', active: true }),
    )
    expect(await bench.ledger.taxRates()).toContainEqual(
      expect.objectContaining({
        id: 'OUTPUT',
        rate: Decimal.parse('10'),
        canApplyToRevenue: true,
        canApplyToExpenses: false,
      }),
    )
    expect(await bench.ledger.taxRates()).toContainEqual(
      expect.objectContaining({ id: 'INPUT', canApplyToRevenue: false, canApplyToExpenses: true }),
    )
    const tracking = await bench.ledger.tracking()
    expect(tracking.map(({ name, options }) => [name, options.length])).toEqual([
      ['Department', 5],
      ['Location', 4],
    ])
    expect((await bench.ledger.items()).length).toBeGreaterThan(3)
    expect(await bench.ledger.brandingThemes()).toContainEqual({
      id: stableId(DEMO_AU, 'theme', 'Pay by card'),
      name: 'Pay by card',
    })
  })

  test('contacts come in pages of a thousand', async () => {
    bench = await openXeroBench()
    const before = (await bench.ledger.contacts({ modifiedSince: null })).length
    await bench.control.seed({ kind: 'bulk', contacts: 1_500, prefix: '7' })
    const since = bench.calls.length
    expect(await bench.ledger.contacts({ modifiedSince: null })).toHaveLength(before + 1_500)
    expect(bench.calls.length - since).toBe(2)
  })

  test('neither an error nor a record of a call carries the token', async () => {
    bench = await openXeroBench()
    const ledger = bench.open({ token: async () => Secret.of('canary-token') })
    const error: unknown = await ledger.accounts().catch(reason => reason)
    expect(error).toMatchObject({ kind: 'unauthorized', vendor: { code: 'Unauthorized' } })
    expect(JSON.stringify([error, String(error), bench.calls])).not.toContain('canary')
    expect(bench.refused).toEqual(['refused'])
  })
})

function taxType(id: string): TaxRef {
  return { id, name: id, rate: Decimal.zero }
}
