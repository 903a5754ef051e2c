import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { documentKinds, type LedgerDocument } from '../../lib/accounting/document.ts'
import { endOf } from '../../lib/accounting/ending.ts'
import type { RemoteDocument } from '../../lib/connectors/write-facts.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import {
  dueOf,
  freshNumber,
  type Happening,
  type LedgerBench,
  partyOf,
  postedOf,
  write,
} from './ledger-bench.ts'

type Kind = LedgerDocument['kind']

/** A document that stands is written anew by its id. */
export function updatesContract(bench: () => LedgerBench): void {
  async function posted(kind: Kind): Promise<{ document: LedgerDocument; remote: RemoteDocument }> {
    const document = bench().document(freshNumber(), kind)
    const [remote] = postedOf((await write(bench(), [document])).outcome)
    if (!remote) throw new Error('It was not posted.')
    return { document, remote }
  }

  function update(kind: Kind, { id, version }: { id: string; version: string }, document: LedgerDocument) {
    const marker = `${randomUUID()}.2`
    const one = { document, contactId: partyOf(bench(), kind), marker }
    const body = bench().ledger.updateBody(kind, { id, version }, one)
    return { marker, outcome: bench().ledger.updateDocument(kind, { id, version }, body, bench().guard()) }
  }

  async function now(kind: Kind, id: string) {
    return (await bench().ledger.documentsById(kind, [id]))[0]
  }

  describe.each(documentKinds)('%s', kind => {
    test('written anew by its id: figures, lines and marker are the new ones, and it stands once', async () => {
      const { document, remote } = await posted(kind)
      const changed = twice(document)
      const { marker, outcome } = update(kind, remote, changed)
      const [after] = postedOf(await outcome)
      expect(after).toMatchObject({
        id: remote.id,
        number: document.number,
        status: 'authorised',
        total: changed.totals.total,
        totalTax: changed.totals.tax,
        amountDue: dueOf(changed),
      })
      if (remote.marker !== null) expect(after?.marker).toBe(marker)
      expect(await now(kind, remote.id)).toEqual(after)
      expect(await bench().standing(document.number)).toBe(1)
    })

    test('what left the books meanwhile is refused, and stays away', async () => {
      const { ledger } = bench()
      const { document, remote } = await posted(kind)
      const end = { ...remote, how: endOf(kind, remote.status, ledger.rules) }
      await ledger.endDocument(kind, end, ledger.endBody(kind, end), bench().guard())
      const outcome = await update(kind, remote, twice(document)).outcome
      expect(outcome).toMatchObject({ kind: 'answered', elements: [{ kind: 'rejected' }] })
      const deleted = bench().ways.keepsDeleted ? 'deleted' : undefined
      expect((await now(kind, remote.id))?.status).toBe(end.how === 'void' ? 'voided' : deleted)
    })

    test('one that is not in the books is refused, and nothing is made of it', async () => {
      const document = bench().document(freshNumber(), kind)
      const id = bench().ledger.system === 'xero' ? randomUUID() : '999999'
      const outcome = await update(kind, { id, version: '0' }, document).outcome
      expect(outcome).toMatchObject({ kind: 'answered', elements: [{ kind: 'rejected' }] })
      expect(await bench().standing(document.number)).toBe(0)
    })

    test.each<[Happening, boolean]>([
      ['drop-before', false],
      ['drop-after-commit', true],
      ['500-before', false],
      ['500-after-commit', true],
      ['bad-json', true],
    ])('%s is unknown, and a look by its id tells', async (happening, done) => {
      const { document, remote } = await posted(kind)
      const changed = twice(document)
      await bench().happen(happening)
      expect(await update(kind, remote, changed).outcome).toMatchObject({ kind: 'unknown' })
      const { total } = done ? changed.totals : document.totals
      expect((await now(kind, remote.id))?.total).toEqual(total)
    })
  })

  test('what was voided meanwhile is refused, and stays void', async () => {
    const { document, remote } = await posted('invoice')
    await bench().voidDocument(remote.id)
    const outcome = await update('invoice', remote, twice(document)).outcome
    expect(outcome).toMatchObject({ kind: 'answered', elements: [{ kind: 'rejected' }] })
    expect((await now('invoice', remote.id))?.status).toBe('voided')
  })

  test('a limit is known to have written nothing', async () => {
    const { document, remote } = await posted('invoice')
    await bench().happen('limit')
    const outcome = await update('invoice', remote, twice(document)).outcome
    expect(outcome).toMatchObject({ kind: 'not-executed', reason: 'limited' })
    expect((await now('invoice', remote.id))?.total).toEqual(document.totals.total)
  })
}

/** All its lines once more. */
function twice(document: LedgerDocument): LedgerDocument {
  const { subtotal, tax, total } = document.totals
  const two = Decimal.parse('2')
  const totals = { subtotal: subtotal.times(two), tax: tax.times(two), total: total.times(two) }
  return { ...document, lines: [...document.lines, ...document.lines], totals }
}
