import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { DocumentKind } from '../../lib/accounting/document.ts'
import { endOf } from '../../lib/accounting/ending.ts'
import { freshNumber, freshPsaId, type LedgerBench, postedOf, write } from './ledger-bench.ts'

/** What bills and vendor credits have of their own: numbers that are their vendors’. */
export function purchasesContract(bench: () => LedgerBench): void {
  const twins = [
    ['invoice', 'bill'],
    ['credit-note', 'vendor-credit'],
  ] as const

  test.each(twins)('%s and %s may bear one number, and each is found as itself', async (sale, bought) => {
    const number = freshNumber()
    const posted = async (kind: DocumentKind) =>
      postedOf((await write(bench(), [bench().document(number, kind)])).outcome)[0]
    const [sold, bill] = [await posted(sale), await posted(bought)]
    const { ledger } = bench()
    expect(await ledger.findDocuments(sale, [number])).toEqual([sold])
    expect(await ledger.findDocuments(bought, [number])).toEqual([bill])
    expect(await ledger.documentsById(sale, [bill?.id ?? ''])).toEqual([])
    expect(await ledger.documentsById(bought, [sold?.id ?? ''])).toEqual([])
  })

  test.each(['bill', 'vendor-credit'] as const)(
    'two vendors’ documents of one number go in one call (%s), and both are found',
    async kind => {
      const { ledger, vendorIds } = bench()
      const document = bench().document(freshNumber(), kind)
      const sent = vendorIds.map(contactId => ({ document, contactId, marker: `${randomUUID()}.1` }))
      const body = ledger.documentsBody(kind, sent)
      const posted = postedOf(await ledger.createDocuments(kind, body, 2, bench().guard()))
      expect(posted.map(({ contactId }) => contactId)).toEqual(vendorIds)
      const markers = posted.map(({ marker }) => marker)
      expect(markers.every((marker, at) => marker === null || marker === sent[at]?.marker)).toBe(true)
      const found = await ledger.findDocuments(kind, [document.number])
      const byId = (list: typeof found) => list.toSorted((a, b) => a.id.localeCompare(b.id))
      expect(byId(found)).toEqual(byId(posted))
    },
  )

  test.each(['bill', 'vendor-credit'] as const)('a %s that left the books is no find', async kind => {
    const { ledger } = bench()
    const document = bench().document(freshNumber(), kind)
    const [posted] = postedOf((await write(bench(), [document])).outcome)
    if (!posted) throw new Error('It was not posted.')
    const end = { ...posted, how: endOf(kind, posted.status, ledger.rules) }
    const outcome = await ledger.endDocument(kind, end, ledger.endBody(kind, end), bench().guard())
    expect(outcome).toMatchObject({ kind: 'ended' })
    expect(await ledger.findDocuments(kind, [document.number])).toEqual([])
    const left = (await ledger.documentsById(kind, [posted.id])).map(({ status }) => status)
    expect(left).toEqual(end.how === 'void' ? ['voided'] : [])
  })

  test('a vendor is created, found and listed as one, beside a customer of the same ConnectWise id', async () => {
    const { ledger, ways } = bench()
    const psaId = freshPsaId()
    const vendor = {
      role: 'vendor' as const,
      psaId,
      name: `Vendor ${psaId}`,
      email: 'sales@vendor.example',
      accountNumber: '',
    }
    const role = ways.oneContact ? 'both' : 'vendor'
    const create = (body: string) => ledger.createContacts(body, 1, bench().guard())
    expect(await create(ledger.contactsBody([vendor]))).toMatchObject({
      kind: 'answered',
      elements: [{ kind: 'posted', remote: { psaId, role, name: vendor.name, email: vendor.email } }],
    })
    const refused = { kind: 'rejected', code: 'duplicate-contact' }
    expect(await create(ledger.contactsBody([vendor]))).toMatchObject({ elements: [refused] })
    expect(await ledger.findContacts([vendor])).toMatchObject([{ psaId, role }])
    const customer = { ...vendor, role: 'customer' as const }
    expect(await ledger.findContacts([customer])).toHaveLength(ways.oneContact ? 1 : 0)
    // The same name is taken, whoever has it.
    expect(await create(ledger.contactsBody([customer]))).toMatchObject({ elements: [refused] })
    const listed = (await ledger.contacts({ modifiedSince: null })).filter(remote => remote.psaId === psaId)
    expect(listed).toMatchObject([{ role, name: vendor.name }])
  })

  test('customers and vendors go in one call, and each is told apart', async () => {
    const { ledger, ways } = bench()
    const contacts = (['vendor', 'customer', 'vendor'] as const).map(role => {
      const psaId = freshPsaId()
      return { role, psaId, name: `Either ${psaId}`, email: '', accountNumber: '' }
    })
    const outcome = await ledger.createContacts(ledger.contactsBody(contacts), 3, bench().guard())
    expect(outcome).toMatchObject({
      elements: contacts.map(({ role, psaId }) => ({
        kind: 'posted',
        remote: { psaId, role: ways.oneContact ? 'both' : role },
      })),
    })
    expect(await ledger.findContacts(contacts)).toHaveLength(3)
  })

  test('some taxes can stand on purchases', async () => {
    const rates = await bench().ledger.taxRates()
    const purchases = rates.filter(({ canApplyToExpenses }) => canApplyToExpenses)
    expect(purchases.map(({ rate, onPurchases }) => (onPurchases?.rate ?? rate).toText())).toContain('10')
  })
}
