import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LedgerDocument } from '../../lib/accounting/document.ts'
import type { ElementOutcome, Ledger, RemoteDocument, WriteGuard } from '../../lib/connectors/ports.ts'

export type Happening =
  | 'limit'
  | 'drop-before'
  | 'drop-after-commit'
  | '500-before'
  | '500-after-commit'
  | 'commit-late'
  | 'partial-batch'
  | 'bad-json'

/** A ledger over HTTP whose books can be read behind the connector's back, and that fails when told to. */
export interface LedgerBench {
  ledger: Ledger
  contactId: string
  archivedContactId: string
  document(number: string, kind?: LedgerDocument['kind']): LedgerDocument
  /** the same with an account that the ledger does not know */
  spoilt(number: string): LedgerDocument
  /** the next write meets this */
  happen(happening: Happening): Promise<void>
  /** how often this number stands in the books, whatever its status */
  standing(number: string): Promise<number>
  voidDocument(id: string): Promise<void>
  /** writes that reached the vendor so far */
  writes(): Promise<number>
  /** the vendor refuses the token of this ledger from now on */
  unauthorised(): Promise<Ledger>
  /** a ledger that nothing answers for */
  unreachable(): Ledger
  guard(changes?: Partial<WriteGuard>): WriteGuard
  /** calls that the simulated vendor does not know: a slip of the connector */
  unknownCalls(): Promise<object[]>
  close(): Promise<void>
}

let counter = 0
const number = () => `C-${++counter}-${randomUUID().slice(0, 8)}`

/** What every ledger behind the port keeps, whoever the vendor is. */
export function ledgerContract(name: string, open: () => Promise<LedgerBench>): void {
  describe(`${name} as a ledger`, () => {
    let bench: LedgerBench
    beforeAll(async () => {
      bench = await open()
    })
    afterAll(async () => {
      const unknown = await bench.unknownCalls()
      await bench.close()
      expect(unknown).toEqual([])
    })

    function bodyOf(documents: LedgerDocument[], contactId = bench.contactId) {
      const marked = documents.map(document => ({ document, contactId, marker: `${randomUUID()}.1` }))
      const kind = documents[0]?.kind ?? 'invoice'
      return { kind, marked, body: bench.ledger.documentsBody(kind, marked) }
    }

    async function write(documents: LedgerDocument[], guard = bench.guard(), contactId?: string) {
      const { kind, marked, body } = bodyOf(documents, contactId)
      const outcome = await bench.ledger.createDocuments(kind, body, documents.length, guard)
      return { outcome, marked, body }
    }

    test('an invoice that was created is found by its number and by its id, to the cent', async () => {
      const document = bench.document(number())
      const { outcome, marked } = await write([document])
      const [posted] = postedOf(outcome)
      expect(posted).toMatchObject({
        number: document.number,
        contactId: bench.contactId,
        marker: marked[0]?.marker,
        status: 'authorised',
        currency: 'AUD',
        total: document.totals.total,
        totalTax: document.totals.tax,
        amountDue: document.totals.total,
      })
      expect(await bench.ledger.findDocuments('invoice', [document.number, number()])).toEqual([posted])
      expect(await bench.ledger.documentsById('invoice', [posted?.id ?? ''])).toEqual([posted])
      expect(posted?.url).toContain(posted?.id)
    })

    test('a credit note is created, found and read by id', async () => {
      const document = bench.document(number(), 'credit-note')
      const [posted] = postedOf((await write([document])).outcome)
      expect(posted).toMatchObject({
        number: document.number,
        contactId: bench.contactId,
        currency: 'AUD',
        total: document.totals.total,
      })
      // Its own or none at all: '' would say that the document is somebody else's.
      expect(posted?.marker).not.toBe('')
      expect(await bench.ledger.findDocuments('credit-note', [document.number, number()])).toEqual([posted])
      expect(await bench.ledger.documentsById('credit-note', [posted?.id ?? '', randomUUID()])).toEqual([
        posted,
      ])
      expect(await bench.ledger.findDocuments('invoice', [document.number])).toEqual([])
    })

    test('a voided document is no find, but is still read by its id', async () => {
      const document = bench.document(number())
      const [posted] = postedOf((await write([document])).outcome)
      await bench.voidDocument(posted?.id ?? '')
      expect(await bench.ledger.findDocuments('invoice', [document.number])).toEqual([])
      const [read] = await bench.ledger.documentsById('invoice', [posted?.id ?? ''])
      expect(read?.status).toBe('voided')
    })

    test('one bad element of fifty is refused alone, at its own place', async () => {
      const documents = Array.from({ length: 50 }, (_, at) =>
        at === 17 ? bench.spoilt(number()) : bench.document(number()),
      )
      const { outcome } = await write(documents)
      const elements = elementsOf(outcome)
      expect(elements).toHaveLength(50)
      for (const [at, element] of elements.entries()) {
        if (at === 17) expect(element).toMatchObject({ kind: 'rejected', code: 'account' })
        else expect(element).toMatchObject({ kind: 'posted', remote: { number: documents[at]?.number } })
      }
      const found = await bench.ledger.findDocuments(
        'invoice',
        documents.map(document => document.number),
      )
      expect(found).toHaveLength(49)
    })

    test('a number that is taken is refused as that', async () => {
      const document = bench.document(number())
      postedOf((await write([document])).outcome)
      const [element] = elementsOf((await write([document])).outcome)
      expect(element).toMatchObject({ kind: 'rejected', code: 'duplicate-number' })
      expect(await bench.standing(document.number)).toBe(1)
    })

    test('an archived contact is refused as the contact', async () => {
      const { outcome } = await write([bench.document(number())], bench.guard(), bench.archivedContactId)
      expect(elementsOf(outcome)[0]).toMatchObject({ kind: 'rejected', code: 'contact' })
    })

    test('the identical call under its key gives the same documents again', async () => {
      const documents = [bench.document(number()), bench.document(number())]
      const guard = bench.guard()
      const { kind, body } = bodyOf(documents)
      const first = postedOf(await bench.ledger.createDocuments(kind, body, 2, guard))
      const again = postedOf(await bench.ledger.createDocuments(kind, body, 2, guard))
      expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
      expect(await bench.standing(documents[0]?.number ?? '')).toBe(1)
    })

    test('another body under a used key writes nothing and says so', async () => {
      const guard = bench.guard()
      postedOf((await write([bench.document(number())], guard)).outcome)
      const other = bench.document(number())
      const { outcome } = await write([other], guard)
      expect(outcome).toMatchObject({ kind: 'unknown', keyBurnt: true })
      expect(outcome.kind === 'unknown' && outcome.message).toMatch(/different request/)
      expect(await bench.standing(other.number)).toBe(0)
    })

    test('a limit wrote nothing and says how long to wait', async () => {
      const document = bench.document(number())
      await bench.happen('limit')
      const { outcome } = await write([document])
      expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'limited', day: false })
      expect(outcome.kind === 'not-executed' && outcome.retryAfterMs).toBeGreaterThan(0)
      expect(bench.ledger.delayMs()).toBeGreaterThan(0)
      expect(await bench.standing(document.number)).toBe(0)
      postedOf((await write([document])).outcome)
    })

    test.each([
      ['drop-before', false, 0],
      ['drop-after-commit', false, 1],
      ['500-before', true, 0],
      ['500-after-commit', true, 1],
      ['bad-json', false, 1],
    ] as const)('%s is unknown, and a look tells', async (happening, keyBurnt, standing) => {
      const document = bench.document(number())
      const before = await bench.writes()
      await bench.happen(happening)
      const { outcome } = await write([document])
      expect(outcome).toMatchObject({ kind: 'unknown', keyBurnt })
      expect(await bench.writes()).toBe(before + 1)
      expect(await bench.standing(document.number)).toBe(standing)
      expect(await bench.ledger.findDocuments('invoice', [document.number])).toHaveLength(standing)
    })

    test('half a batch before the line broke is unknown, and a look finds that half', async () => {
      const documents = Array.from({ length: 4 }, () => bench.document(number()))
      await bench.happen('partial-batch')
      expect((await write(documents)).outcome).toMatchObject({ kind: 'unknown' })
      const numbers = documents.map(document => document.number)
      const found = await bench.ledger.findDocuments('invoice', numbers)
      expect(found.map(remote => remote.number)).toEqual(numbers.slice(0, 2))
    })

    test('what lands after we gave up is unknown, not there at first and found later', async () => {
      const document = bench.document(number())
      await bench.happen('commit-late')
      const { outcome } = await write([document], bench.guard({ timeoutMs: 150 }))
      expect(outcome).toMatchObject({ kind: 'unknown', keyBurnt: false })
      expect(await bench.ledger.findDocuments('invoice', [document.number])).toEqual([])
      await expect
        .poll(() => bench.ledger.findDocuments('invoice', [document.number]), {
          timeout: 5_000,
          interval: 250,
        })
        .toHaveLength(1)
    })

    test('a check that fails on the connected socket lets not a byte out', async () => {
      const before = await bench.writes()
      const beforeBody = () => {
        throw new Error('the claim is older than its lease')
      }
      const { outcome } = await write([bench.document(number())], bench.guard({ beforeBody }))
      expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'not-sent' })
      expect(await bench.writes()).toBe(before)
    })

    test('a ledger that nobody answers for was sent nothing', async () => {
      const ledger = bench.unreachable()
      const { kind, body } = bodyOf([bench.document(number())])
      const outcome = await ledger.createDocuments(kind, body, 1, bench.guard())
      expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'not-sent' })
    })

    test('a refused token wrote nothing, and a read says it as an error', async () => {
      const ledger = await bench.unauthorised()
      const document = bench.document(number())
      const { kind, body } = bodyOf([document])
      const outcome = await ledger.createDocuments(kind, body, 1, bench.guard())
      expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'unauthorized' })
      await expect(ledger.accounts()).rejects.toMatchObject({ kind: 'unauthorized' })
      expect(await bench.standing(document.number)).toBe(0)
    })

    test('customers are created once, found by their ConnectWise id and listed', async () => {
      const psaId = String(90_000 + ++counter)
      const contact = { psaId, name: `Customer ${psaId}`, email: 'ap@customer.example', accountNumber: '' }
      const body = bench.ledger.contactsBody([contact])
      const first = await bench.ledger.createContacts(body, 1, bench.guard())
      expect(first).toMatchObject({
        kind: 'answered',
        elements: [{ kind: 'posted', remote: { psaId, name: contact.name, archived: false } }],
      })
      const twin = await bench.ledger.createContacts(body, 1, bench.guard())
      expect(twin).toMatchObject({ elements: [{ kind: 'rejected', code: 'duplicate-contact' }] })
      expect(await bench.ledger.findContacts([contact, { psaId: '4040404', name: 'Nobody' }])).toMatchObject([
        { psaId },
      ])
      const all = await bench.ledger.contacts({ modifiedSince: null })
      expect(all.filter(remote => remote.psaId === psaId)).toHaveLength(1)
      expect(all).toContainEqual(expect.objectContaining({ id: bench.archivedContactId, archived: true }))
    })
  })
}

function elementsOf(outcome: Awaited<ReturnType<Ledger['createDocuments']>>): ElementOutcome[] {
  if (outcome.kind !== 'answered') throw new Error(`the write was ${outcome.kind}: ${outcome.message}`)
  return outcome.elements
}

function postedOf(outcome: Awaited<ReturnType<Ledger['createDocuments']>>): RemoteDocument[] {
  return elementsOf(outcome).map(element => {
    if (element.kind !== 'posted') throw new Error(element.messages.join(' '))
    return element.remote
  })
}
