import { expect, test } from 'vitest'
import { bodyOf, freshNumber, freshPsaId, type LedgerBench } from './ledger-bench.ts'

/** Customers, lists, and a ledger that lets nobody in. */
export function accessContract(bench: () => LedgerBench): void {
  test('a ledger that nobody answers for was sent nothing', async () => {
    const ledger = bench().unreachable()
    const { kind, body } = bodyOf(bench(), [bench().document(freshNumber())])
    const outcome = await ledger.createDocuments(kind, body, 1, bench().guard())
    expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'not-sent' })
  })

  test('a refused token wrote nothing, and a read says it as an error', async () => {
    const ledger = await bench().unauthorised()
    const document = bench().document(freshNumber())
    const { kind, body } = bodyOf(bench(), [document])
    const outcome = await ledger.createDocuments(kind, body, 1, bench().guard())
    expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'unauthorized' })
    await expect(ledger.accounts()).rejects.toMatchObject({ kind: 'unauthorized' })
    expect(await bench().standing(document.number)).toBe(0)
  })

  test('customers are created once, found by their ConnectWise id and listed', async () => {
    const psaId = freshPsaId()
    const name = `Customer ${psaId}`
    const contact = {
      role: 'customer' as const,
      psaId,
      name,
      email: 'ap@customer.example',
      accountNumber: '',
    }
    const body = bench().ledger.contactsBody([contact])
    const first = await bench().ledger.createContacts(body, 1, bench().guard())
    expect(first).toMatchObject({
      kind: 'answered',
      elements: [{ kind: 'posted', remote: { psaId, name: contact.name, archived: false } }],
    })
    const twin = await bench().ledger.createContacts(body, 1, bench().guard())
    expect(twin).toMatchObject({ elements: [{ kind: 'rejected', code: 'duplicate-contact' }] })
    expect(
      await bench().ledger.findContacts([contact, { ...contact, psaId: '4040404', name: 'Nobody' }]),
    ).toMatchObject([{ psaId }])
    const all = await bench().ledger.contacts({ modifiedSince: null })
    expect(all.filter(remote => remote.psaId === psaId)).toHaveLength(1)
    expect(all).toContainEqual(expect.objectContaining({ id: bench().archivedContactId, archived: true }))
  })

  test('several customers go in one call, and each is told apart', async () => {
    const contacts = Array.from({ length: 3 }, () => {
      const psaId = freshPsaId()
      return { role: 'customer' as const, psaId, name: `Customer ${psaId}`, email: '', accountNumber: '' }
    })
    const body = bench().ledger.contactsBody(contacts)
    const outcome = await bench().ledger.createContacts(body, 3, bench().guard())
    expect(outcome).toMatchObject({
      kind: 'answered',
      elements: contacts.map(({ psaId, name }) => ({ kind: 'posted', remote: { psaId, name } })),
    })
    expect(await bench().ledger.findContacts(contacts)).toHaveLength(3)
  })

  test('only the customers that have changed since a moment are listed', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 19)
    expect(await bench().ledger.contacts({ modifiedSince: tomorrow })).toEqual([])
  })

  test('every list is read, with ids that nothing else in it has', async () => {
    const lists = await Promise.all([
      bench().ledger.accounts(),
      bench().ledger.taxRates(),
      bench().ledger.tracking(),
      bench().ledger.items(),
    ])
    for (const list of lists) {
      expect(list.length).toBeGreaterThan(1)
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
    }
    const organisation = await bench().ledger.organisation()
    expect(organisation).toMatchObject({ baseCurrency: 'AUD', countryCode: 'AU' })
    expect(organisation.name).not.toBe('')
  })

  test('a read that meets a limit or a failure is tried again', async () => {
    await bench().failReads()
    expect((await bench().ledger.accounts()).length).toBeGreaterThan(1)
  })
}
