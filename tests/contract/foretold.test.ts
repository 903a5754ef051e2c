import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LedgerDocument } from '../../lib/accounting/document.ts'
import { planSales } from '../../lib/accounting/plan.ts'
import type { SalesInput } from '../../lib/accounting/translate/index.ts'
import type { Ledger } from '../../lib/connectors/ports.ts'
import { present } from '../../lib/std/assert.ts'
import { REALM_AU, REALM_US } from '../simulators/quickbooks/seed.ts'
import { drawn, inputOf, recordOf } from '../support/drawn-sales.ts'
import { byId, decimal } from '../support/planning.ts'
import { readSalesCase } from '../support/sales-case.ts'
import { guard } from './bench.ts'
import { customer, openQuickBooksBench } from './quickbooks-bench.ts'
import { contactId, openXeroBench } from './xero-bench.ts'

// Without a seed a red run prints the one it had; `EVENBOOK_SEED` repeats it.
const seed = Number(process.env.EVENBOOK_SEED ?? Date.now() % 2 ** 31)
const documents = 60

const items = ['SVC 200', 'HW 210', 'AGR 220', 'DEP 250', 'ROUND 860'].map(one => one.split(' '))
const quickBooks = [
  'it is QuickBooks',
  'ledger item M365 Microsoft 365 posted to 210',
  ...items
    .filter(([code]) => code !== 'HW')
    .map(([code, account]) => `ledger item ${code} ${code} posted to ${account}`),
].join('\n')

interface Place {
  ledger: Ledger
  contactId: string
  /** the ledger's own account and item, as those of the book are not there */
  own: Pick<LedgerDocument['lines'][number], 'account' | 'item'>
  most: number
  close(): Promise<void>
}

const places: { name: string; given: string; rate: string; open(): Promise<Place> }[] = [
  { name: 'Xero', given: '', rate: '10', open: openXero },
  { name: 'QuickBooks', given: quickBooks, rate: '10', open: () => openQuickBooks(REALM_AU) },
  {
    name: 'QuickBooks with automated sales tax',
    given: `${quickBooks}\nledger Lone Star in USD\ncurrency USD`,
    rate: '8.625',
    open: () => openQuickBooks(REALM_US),
  },
]

describe.each(places)(`$name (seed ${seed})`, ({ given, rate, open }) => {
  let place: Place
  beforeAll(async () => {
    place = await open()
  })
  afterAll(() => place.close())

  test('reckons each document as it was planned: total and tax, whoever reckons the tax', async () => {
    const known = await knownOf(place.ledger, given, rate)
    const planned = fc.sample(drawn, { seed, numRuns: documents }).flatMap((one, index) => {
      const record = recordOf(known.record, one, decimal(rate), 'document')
      const { ready, document } = planSales(inputOf(known, one, { ...record, number: `F-${index}` }))
      return ready && document ? [ownOf(document, place)] : []
    })
    await standsAsPlanned(place, planned)
  })

  // Xero has no say in a tax that goes along.
  if (given !== '')
    test('where its own tax is to stand, that comes out as it was foretold', async () => {
      const known = await knownOf(place.ledger, given, rate)
      const options = { ...known.options, taxMethod: 'as-calculated', taxDifference: 'ignore' } as const
      const planned = fc.sample(drawn, { seed, numRuns: documents }).flatMap((one, index) => {
        const { salesTax, total, ...record } = recordOf(known.record, one, decimal(rate), 'document')
        const off = { salesTax: salesTax.plus(decimal('7.01')), total: total.plus(decimal('7.01')) }
        const { ready, document } = planSales({
          ...known,
          options,
          record: { ...record, ...off, number: `I-${index}` },
        })
        return ready && document ? [ownOf(document, place)] : []
      })
      await standsAsPlanned(place, planned)
    })
})

async function standsAsPlanned(place: Place, planned: LedgerDocument[]): Promise<void> {
  expect(planned.length).toBeGreaterThan(documents / 2)
  for (const kind of ['invoice', 'credit-note'] as const) {
    const wanted = planned.filter(document => document.kind === kind)
    for (let at = 0; at < wanted.length; at += place.most) {
      const some = wanted.slice(at, at + place.most)
      expect(await standing(place, kind, some)).toEqual(
        some.map(({ number, totals }) => `${number} ${totals.total.toText()} ${totals.tax.toText()}`),
      )
    }
  }
}

async function standing(
  { ledger, contactId }: Place,
  kind: LedgerDocument['kind'],
  some: LedgerDocument[],
): Promise<string[]> {
  const sent = some.map(document => ({ document, contactId, marker: `${document.number.toLowerCase()}.1` }))
  const body = ledger.documentsBody(kind, sent)
  const outcome = await ledger.createDocuments(kind, body, some.length, guard())
  if (outcome.kind !== 'answered') throw new Error(`Not answered: ${outcome.kind}.`)
  return outcome.elements.map(one =>
    one.kind === 'posted'
      ? `${one.remote.number} ${one.remote.total.toText()} ${one.remote.totalTax.toText()}`
      : JSON.stringify(one),
  )
}

/** The book of the golden cases with the ledger's own taxes: one of that rate on sales, and one without. */
async function knownOf(ledger: Ledger, given: string, taxedBy: string): Promise<SalesInput> {
  const book = readFileSync(new URL('../cases/sales/standard.book', import.meta.url), 'utf8')
  const known = readSalesCase(`${book}\n${given}`)
  const taxRates = byId((await ledger.taxRates()).filter(one => one.active && one.canApplyToRevenue))
  const idOf = (rate: string) =>
    present(
      [...taxRates.values()].find(one => one.rate.equals(decimal(rate))),
      `a tax of ${rate} %`,
    ).id
  const [taxed, free] = [idOf(taxedBy), idOf('0')]
  const { mappings } = known
  return {
    ...known,
    reference: { ...known.reference, taxRates },
    mappings: {
      find: (kind, key) => (kind === 'tax' ? (key === 'exempt' ? free : taxed) : mappings.find(kind, key)),
    },
  }
}

function ownOf(document: LedgerDocument, { own }: Place): LedgerDocument {
  return { ...document, lines: document.lines.map(line => ({ ...line, ...own, tracking: [] })) }
}

async function openXero(): Promise<Place> {
  const bench = await openXeroBench()
  const account = present(
    (await bench.ledger.accounts()).find(({ code }) => code === '201'),
    'account 201',
  )
  const name = present((await bench.books()).contacts[0], 'a contact').name
  return {
    ledger: bench.ledger,
    contactId: contactId(name),
    own: { account, item: null },
    most: 50,
    close: bench.close,
  }
}

async function openQuickBooks(realm: string): Promise<Place> {
  const bench = await openQuickBooksBench({ realm })
  const item = present((await bench.ledger.items())[0], 'an item')
  const account = { id: present(item.accountId, 'its account'), code: '', name: '' }
  return { ledger: bench.ledger, contactId: customer, own: { account, item }, most: 30, close: bench.close }
}
