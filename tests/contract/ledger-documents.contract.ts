import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  bodyOf,
  dueOf,
  elementsOf,
  freshNumber,
  freshPsaId,
  type LedgerBench,
  partyOf,
  postedOf,
  write,
} from './ledger-bench.ts'

/** Documents as they are written, found and refused. */
export function documentsContract(bench: () => LedgerBench): void {
  describe.each(['invoice', 'bill', 'spend', 'journal'] as const)('%s', kind => {
    test('that was created is found by its number and by its id, to the cent', async () => {
      const document = bench().document(freshNumber(), kind)
      const { outcome, marked } = await write(bench(), [document])
      const [posted] = postedOf(outcome)
      expect(posted).toMatchObject({
        number: document.number,
        contactId: partyOf(bench(), kind),
        date: document.date,
        marker: marked[0]?.marker,
        status: 'authorised',
        currency: 'AUD',
        total: document.totals.total,
        totalTax: document.totals.tax,
        amountDue: dueOf(document),
      })
      const { ledger } = bench()
      expect(await ledger.findDocuments(kind, [document.number, freshNumber()])).toEqual([posted])
      expect(await ledger.documentsById(kind, [posted?.id ?? ''])).toEqual([posted])
      expect(posted?.url).toContain(posted?.id)
      expect((await fetch(posted?.url ?? '')).status).toBe(200)
    })

    test('one bad element of a full call is refused alone, at its own place', async () => {
      const { batchMost } = bench().ways
      expect(bench().ledger.limits.batchMax).toBe(batchMost)
      const documents = Array.from({ length: batchMost }, (_, at) =>
        at === 17 ? bench().spoilt(freshNumber(), kind) : bench().document(freshNumber(), kind),
      )
      const { outcome } = await write(bench(), documents)
      const elements = elementsOf(outcome)
      expect(elements).toHaveLength(batchMost)
      for (const [at, element] of elements.entries()) {
        if (at === 17) expect(element).toMatchObject({ kind: 'rejected', code: 'account' })
        else expect(element).toMatchObject({ kind: 'posted', remote: { number: documents[at]?.number } })
      }
      const found = await bench().ledger.findDocuments(
        kind,
        documents.map(document => document.number),
      )
      expect(found).toHaveLength(batchMost - 1)
    })

    test('a number of the greatest length is kept to the letter', async () => {
      const most = bench().ways.numberMost
      expect(bench().ledger.rules.numberMax).toBe(most)
      const document = bench().document(freshNumber().padEnd(most, 'x'), kind)
      const [posted] = postedOf((await write(bench(), [document])).outcome)
      expect(posted?.number).toBe(document.number)
      expect(await bench().ledger.findDocuments(kind, [document.number])).toEqual([posted])
    })

    test('numbers with quotes and backslashes are found one by one', async () => {
      const numbers = ['A,B', "say 'C'", 'say "D"', 'back\\slash', 'E & F', '100 %', 'G_H'].map(
        text => `${text} ${freshPsaId()}`,
      )
      const documents = numbers.map(text => bench().document(text, kind))
      postedOf((await write(bench(), documents)).outcome)
      const found = await bench().ledger.findDocuments(kind, numbers)
      expect(found.map(remote => remote.number).toSorted()).toEqual(numbers.toSorted())
    })

    test('the identical call under its key gives the same documents again', async () => {
      const documents = [bench().document(freshNumber(), kind), bench().document(freshNumber(), kind)]
      const guard = bench().guard()
      const { body } = bodyOf(bench(), documents)
      const first = postedOf(await bench().ledger.createDocuments(kind, body, 2, guard))
      const again = postedOf(await bench().ledger.createDocuments(kind, body, 2, guard))
      expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
      expect(await bench().standing(documents[0]?.number ?? '')).toBe(1)
    })
  })

  test.each(['invoice', 'bill', 'spend'] as const)(
    'an archived contact of a %s is refused as the contact',
    async kind => {
      const { archivedContactId, archivedVendorId } = bench()
      const archived = kind === 'invoice' ? archivedContactId : archivedVendorId
      const { outcome } = await write(
        bench(),
        [bench().document(freshNumber(), kind)],
        bench().guard(),
        archived,
      )
      expect(elementsOf(outcome)[0]).toMatchObject({ kind: 'rejected', code: 'contact' })
    },
  )

  test.each(['credit-note', 'vendor-credit', 'receive'] as const)(
    'a %s is created, found and read by id',
    async kind => {
      const document = bench().document(freshNumber(), kind)
      const [posted] = postedOf((await write(bench(), [document])).outcome)
      expect(posted).toMatchObject({
        number: document.number,
        contactId: partyOf(bench(), kind),
        currency: 'AUD',
        total: document.totals.total,
        totalTax: document.totals.tax,
        amountDue: dueOf(document),
      })
      // Its own or none at all: '' would say that the document is somebody else's.
      expect(posted?.marker).not.toBe('')
      const { ledger } = bench()
      expect(await ledger.findDocuments(kind, [document.number, freshNumber()])).toEqual([posted])
      expect(await ledger.documentsById(kind, [posted?.id ?? '', randomUUID()])).toEqual([posted])
      for (const other of ['invoice', 'bill'] as const)
        expect(await ledger.findDocuments(other, [document.number])).toEqual([])
      expect((await fetch(posted?.url ?? '')).status).toBe(200)
    },
  )

  test('a voided document is no find, but is still read by its id', async () => {
    const document = bench().document(freshNumber())
    const [posted] = postedOf((await write(bench(), [document])).outcome)
    await bench().voidDocument(posted?.id ?? '')
    expect(await bench().ledger.findDocuments('invoice', [document.number])).toEqual([])
    const [read] = await bench().ledger.documentsById('invoice', [posted?.id ?? ''])
    expect(read?.status).toBe('voided')
  })

  test('a number that is taken is refused as that', async () => {
    const document = bench().document(freshNumber())
    postedOf((await write(bench(), [document])).outcome)
    const [element] = elementsOf((await write(bench(), [document])).outcome)
    expect(element).toMatchObject({ kind: 'rejected', code: 'duplicate-number' })
    expect(await bench().standing(document.number)).toBe(1)
  })

  test('a number that the ledger takes twice stands twice, and both are found', async () => {
    await bench().refuseTakenNumbers(false)
    const document = bench().document(freshNumber())
    const posted = [document, document].map(
      async one => postedOf((await write(bench(), [one])).outcome)[0]?.id,
    )
    const ids = await Promise.all(posted)
    await bench().refuseTakenNumbers(true)
    const found = await bench().ledger.findDocuments('invoice', [document.number])
    expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(await bench().standing(document.number)).toBe(2)
  })

  test('another body under a used key writes nothing', async () => {
    const guard = bench().guard()
    const [first] = postedOf((await write(bench(), [bench().document(freshNumber())], guard)).outcome)
    const other = bench().document(freshNumber())
    const { outcome } = await write(bench(), [other], guard)
    if (bench().ways.usedKey === 'unclear') {
      expect(outcome).toMatchObject({ kind: 'unknown', keyBurnt: true })
      expect(outcome.kind === 'unknown' && outcome.message).toMatch(/different request/)
    } else {
      expect(postedOf(outcome)).toEqual([first])
    }
    expect(await bench().standing(other.number)).toBe(0)
  })

  test('a key that is older than its life guards nothing any more', async () => {
    await bench().refuseTakenNumbers(false)
    const document = bench().document(freshNumber())
    const guard = bench().guard()
    const { kind, body } = bodyOf(bench(), [document])
    const first = postedOf(await bench().ledger.createDocuments(kind, body, 1, guard))
    await bench().outliveKeys()
    const second = postedOf(await bench().ledger.createDocuments(kind, body, 1, guard))
    await bench().refuseTakenNumbers(true)
    expect(second[0]?.id).not.toBe(first[0]?.id)
    expect(await bench().standing(document.number)).toBe(2)
  })
}
