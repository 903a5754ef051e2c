import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Transaction } from '../../../drizzle/client.ts'
import { mappingKeys, mappings, referenceItems, referenceLists } from '../../../drizzle/schema/reference.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list as activityList } from '../../../lib/activity/activity.ts'
import { type ListAsk, searchCandidates } from '../../../lib/mappings/candidates.ts'
import { csvHeader } from '../../../lib/mappings/csv.ts'
import { diffOf, type ImportDiff } from '../../../lib/mappings/import.ts'
import { mappingList } from '../../../lib/mappings/list.ts'
import { mappingKinds, saveMapping } from '../../../lib/mappings/mappings.ts'
import { movingParts } from '../../../lib/mappings/moving.ts'
import { applySet, recentSets, undoSet } from '../../../lib/mappings/sets.ts'
import { safeCell } from '../../../lib/std/cell.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let account: BareAccount
let actor: { id: string; name: string }

beforeAll(async () => {
  database = await appEnvironment()
  account = await bareAccount()
  actor = { id: account.userId, name: 'Jane Ng' }
  await inside(seed)
})
afterAll(() => database.close())

function inside<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inAccount(account.accountId, work)
}

const asks = (): ListAsk[] =>
  mappingKinds.map(kind => ({
    companyId: account.companyId,
    kind,
    categoryId: kind === 'tracking-2' ? 'cat' : null,
  }))

const ask = (kind: ListAsk['kind']) =>
  asks().filter(one => one.kind === kind)[0] ?? { companyId: '', kind, categoryId: null }

type Item = [kind: string, id: string, code: string, name: string, data?: object]

const ledger: Item[] = [
  ['account', 'a200', '200', 'Sales', { type: 'REVENUE', system: '' }],
  ['account', 'a210', '210', 'Managed services', { type: 'REVENUE', system: '' }],
  ['account', 'a220', '220', 'Hardware', { type: 'REVENUE', system: '' }],
  ['account', 'a221', '221', 'Hardware', { type: 'REVENUE', system: '' }],
  ['account', 'a090', '090', 'Cheque account', { type: 'BANK', system: '', pays: 'bank', currency: 'AUD' }],
  ['account', 'a092', '092', 'Company Visa', { type: 'BANK', system: '', pays: 'card', currency: 'AUD' }],
  ['item', 'i1', 'Service', 'Service work'],
  ['item', 'i2', 'CM-BACKUP', 'Backup'],
  ['tax', 'OUTPUT', 'OUTPUT', 'GST', { rate: Decimal.parse('10'), canApplyToRevenue: true }],
  ['contact', 'c1', '', 'Acme Dental', { psaId: '', email: 'ap@acme.example', number: 'A-1', role: 'both' }],
  ['contact', 'c2', '', 'Northside', { psaId: '', email: 'pay@north.example', number: '', role: 'both' }],
  ['tracking', 'cat', '', 'Department', { options: [{ id: 'o1', name: 'Projects', active: true }] }],
]
const psa: Item[] = [
  ['psa-account', '1', '200', '200', { type: 'R', segments: ['Projects', '', 'Service'] }],
  ['psa-account', '2', '299', '299', { type: 'RP', segments: ['Nowhere', '', ''] }],
  ['psa-account', '3', '610', '610', { type: 'AR', segments: ['', '', ''] }],
  ['psa-tax', '1', 'GST', 'GST', { description: '', rate: '0.1' }],
  ['psa-customer', '250', 'AcmeDental', 'Acme Dental', {}],
  ['psa-customer', '251', 'Twin', 'Northside', {}],
  ['psa-customer', '252', 'TwinB', 'Northside', {}],
  ['psa-vendor', '900', 'Ingram', 'Ingram Micro', { email: 'PAY@north.example', number: '' }],
  ['psa-vendor', '901', 'Tel', 'Southern Telecom', { email: '', number: 'a-1' }],
  ['psa-payment-type', '3', '', 'Company Visa', {}],
  ['psa-payment-type', '4', '', 'Own card', {}],
  ['psa-term', '1', '', 'Net 30', { dueDays: 30, xref: '30' }],
  ['psa-term', '2', '', '20th of next month', { dueDays: null, xref: 'M+1:D20' }],
  ['psa-term', '3', '', 'Prepaid', { dueDays: null, xref: 'Prepaid' }],
]

async function seed(tx: Transaction) {
  const { accountId, companyId } = account
  for (const [ownerId, list] of [
    [companyId, ledger],
    [accountId, psa],
  ] as const) {
    for (const kind of new Set(list.map(([one]) => one)))
      await tx.insert(referenceLists).values({ accountId, ownerId, kind })
    await tx
      .insert(referenceItems)
      .values(
        list.map(([kind, id, code, name, data = {}]) => ({ accountId, ownerId, kind, id, code, name, data })),
      )
  }
  await tx.insert(mappingKeys).values(
    [
      ['account', '210', '210'],
      ['item', '720', 'CM-BACKUP'],
      ['item', '721', '=HYPERLINK("x")'],
      ['tracking-2', '-Sydney', '-Sydney'],
    ].map(([kind = '', psaKey = '', psaName = '']) => ({ accountId, companyId, kind, psaKey, psaName })),
  )
}

const read = (text: string) =>
  inside(async tx => {
    const diff = await diffOf(tx, account.companyId, asks(), text)
    if (typeof diff === 'string') throw new Error(diff)
    return diff
  })
const apply = (diff: ImportDiff) =>
  inside(tx =>
    applySet(tx, {
      companyId: account.companyId,
      source: 'import',
      title: 'a.csv',
      changes: diff.changes,
      actor,
    }),
  )
const undo = (setId: string) => inside(tx => undoSet(tx, { companyId: account.companyId, setId, actor }))

const file = (rows: string[][]) => stringify([['Kind', 'ConnectWise', 'Ledger id', 'Ledger'], ...rows])

/** The very file that the screen exports. */
async function exported(): Promise<string> {
  const rows: string[][] = []
  for (const one of asks())
    for (const line of await inside(tx => mappingList(tx, one, null)))
      rows.push(
        [line.kind, line.key, line.name, line.ledger?.id ?? '', line.ledger?.name ?? '', '0', '0'].map(
          safeCell,
        ),
      )
  return stringify([[...csvHeader], ...rows], { bom: true })
}

const standing = () =>
  inside(async tx =>
    (await tx.select().from(mappings)).map(row => `${row.kind} ${row.psaKey} ${row.ledgerId}`).toSorted(),
  )

describe('a file', () => {
  test('is shown row by row before anything is saved: added, changed, removed, as it is, refused with the reason', async () => {
    await inside(tx =>
      saveMapping(tx, {
        companyId: account.companyId,
        kind: 'account',
        psaKey: '200',
        psaName: '200',
        ledger: { id: 'a220', name: '220 Hardware' },
        actor,
      }),
    )
    await inside(tx =>
      saveMapping(tx, {
        companyId: account.companyId,
        kind: 'tax',
        psaKey: '1',
        psaName: 'GST',
        ledger: { id: 'OUTPUT', name: 'GST' },
        actor,
      }),
    )
    const before = await standing()
    const diff = await read(
      file([
        ['account', '210', '', 'Managed services'],
        ['account', '200', 'a200', ''],
        ['tax', '1', '', ''],
        ['account', '299', 'a999', ''],
        ['account', '299', 'a200', ''],
        ['account', '777', 'a200', ''],
        ['account', '610', '', 'Hardware'],
        ['customer', '250', 'c1', 'Northside'],
        ['colour', '1', 'x', ''],
        ['term', '1', '', 'whenever'],
        ['term', '2', 'm+1:d15', ''],
        ['', '', 'x', ''],
      ]),
    )
    expect(
      diff.changes.map(one => [one.kind, one.name, one.before?.name ?? null, one.after?.name ?? null]),
    ).toEqual([
      ['account', '210', null, '210 Managed services'],
      ['account', '200', '220 Hardware', '200 Sales'],
      ['tax', 'GST', 'GST', null],
      ['term', '20th of next month', null, '15th of the next month'],
    ])
    expect(diff.refused.map(one => [one.line, one.reason])).toEqual([
      [5, 'The ledger does not offer the id a999.'],
      [6, 'It stands in line 5 already.'],
      [7, 'ConnectWise has nothing of this key, and no record asks for it.'],
      [8, 'The ledger has more than one “Hardware”. Write its id.'],
      [9, 'Ledger id says “Acme Dental” and Ledger says “Northside”. Empty the one that is wrong.'],
      [10, 'There is no kind “colour”.'],
      [11, 'A rule is written like 30, M+1:D20, M0:D-0 or EOM+15.'],
      [13, 'The kind is missing.'],
    ])
    expect(await standing()).toEqual(before)
  })

  test('is applied whole, tells it in the activity, and is taken back whole but for what was decided anew', async () => {
    const before = await standing()
    const diff = await read(
      file([
        ['account', '210', 'a210', ''],
        ['account', '200', 'a200', ''],
        ['tax', '1', '', ''],
      ]),
    )
    const { setId } = await apply(diff)
    expect(await inside(tx => recentSets(tx, account.companyId, 1))).toMatchObject([
      { id: setId, source: 'import', title: 'a.csv', added: 1, changed: 1, removed: 1, undoneBy: null },
    ])
    const [said] = await inside(tx => activityList(tx, { subject: `mapping-set:${setId}`, limit: 1 }))
    expect(said).toMatchObject({ verb: 'mapped together', actorName: 'Jane Ng' })
    await inside(tx =>
      saveMapping(tx, {
        companyId: account.companyId,
        kind: 'account',
        psaKey: '210',
        psaName: '210',
        ledger: { id: 'a221', name: '221 Hardware' },
        actor,
      }),
    )
    expect(await Promise.all([undo(setId), undo(setId)])).toContainEqual({ restored: 2, kept: 1 })
    expect(await undo(setId)).toBeNull()
    expect(await standing()).toEqual([...before, 'account 210 a221'].toSorted())
  })

  test('that was exported changes nothing, whatever stands: also names like formulas and what the ledger no longer offers', async () => {
    await inside(tx =>
      saveMapping(tx, {
        companyId: account.companyId,
        kind: 'item',
        psaKey: '721',
        psaName: '=HYPERLINK("x")',
        ledger: { id: 'gone', name: '=Gone' },
        actor,
      }),
    )
    const diff = await read(await exported())
    expect([diff.changes, diff.refused]).toEqual([[], []])
    expect(diff.unchanged).toBeGreaterThan(10)
  })

  test('that was exported brings back what stood, after any decisions', async () => {
    const text = await exported()
    const wanted = await standing()
    const choice = fc.constantFrom('a200', 'a210', 'a220', 'a221', null)
    await fc.assert(
      fc.asyncProperty(choice, choice, async (first, second) => {
        for (const [psaKey, id] of [
          ['200', first],
          ['210', second],
        ] as const)
          await inside(tx =>
            saveMapping(tx, {
              companyId: account.companyId,
              kind: 'account',
              psaKey,
              psaName: psaKey,
              ledger: id === null ? null : { id, name: id },
              actor,
            }),
          )
        const diff = await read(text)
        expect(diff.refused).toEqual([])
        if (diff.changes.length > 0) await apply(diff)
        expect(await standing()).toEqual(wanted)
      }),
      { numRuns: 6 },
    )
  })
})

test('suggestions: by number, by name, by address, by the cross reference; never two alike', async () => {
  const of = async (kind: ListAsk['kind']) =>
    (await inside(tx => mappingList(tx, ask(kind), null))).map(line => [
      line.name,
      line.suggestion?.candidate.id ?? null,
      line.suggestion?.reason ?? null,
    ])
  expect(await of('vendor')).toEqual([
    ['Ingram Micro', 'c2', 'same e-mail'],
    ['Southern Telecom', 'c1', 'same number'],
  ])
  expect(await of('term')).toEqual([
    ['20th of next month', 'M+1:D20', 'its cross reference'],
    ['Net 30', '30', 'its cross reference'],
    ['Prepaid', null, null],
  ])
})

test('an account of a payment type is one that money is spent from; listed is what the settings name', async () => {
  const asked: ListAsk = { ...ask('payment-account'), named: ['3', '99'] }
  const lines = await inside(tx => mappingList(tx, asked, null))
  expect(lines.map(line => [line.key, line.name, line.suggestion?.candidate.id])).toEqual([
    ['3', 'Company Visa', 'a092'],
  ])
  const offered = await inside(tx => searchCandidates(tx, asked, '', 20))
  expect(offered.map(({ id }) => id)).toEqual(['a090', 'a092'])
  const diff = await read(
    file([
      ['payment-account', '3', '', 'Cheque account'],
      ['payment-account', '4', 'a200', ''],
    ]),
  )
  expect(diff.changes.map(({ key, after }) => [key, after?.name])).toEqual([['3', '090 Cheque account']])
  expect(diff.refused.map(({ key, reason }) => [key, reason])).toEqual([
    ['4', 'The ledger does not offer the id a200.'],
  ])
})

describe('moving from Wise-Sync', () => {
  const parts = () =>
    inside(tx =>
      movingParts(
        tx,
        account.companyId,
        asks().filter(one => one.kind !== 'sales-rep'),
      ),
    )
  const part = async (kind: string) => (await parts()).find(one => one.kind === kind)

  test('reads the four segments, codes and names as they are', async () => {
    for (const [kind, psaKey] of [
      ['account', '200'],
      ['account', '210'],
      ['tax', '1'],
    ] as const)
      await inside(tx =>
        saveMapping(tx, { companyId: account.companyId, kind, psaKey, psaName: psaKey, ledger: null, actor }),
      )
    const taken = async (kind: string) => {
      const found = await part(kind)
      return [found?.exact.map(one => [one.key, one.after?.id]), found?.open]
    }
    // Receivables (610) stand on no invoice line.
    expect(await taken('account')).toEqual([
      [
        ['200', 'a200'],
        ['210', 'a210'],
      ],
      ['299'],
    ])
    expect(await taken('tracking-2')).toEqual([[['Projects', 'o1']], ['-Sydney', 'Nowhere']])
    expect(await taken('item')).toEqual([
      [
        ['720', 'i2'],
        ['non-product:Service', 'i1'],
      ],
      expect.not.arrayContaining(['CM-BACKUP']),
    ])
    expect(await taken('tax')).toEqual([[['1', 'OUTPUT']], []])
    // Two companies of one name are two customers.
    expect(await taken('customer')).toEqual([[['250', 'c1']], ['Northside', 'Northside']])
    // An address suggests; it was never a match.
    expect(await taken('vendor')).toEqual([[], ['Ingram Micro', 'Southern Telecom']])
    expect(await taken('term')).toEqual([
      [
        ['2', 'M+1:D20'],
        ['1', '30'],
      ],
      ['Prepaid'],
    ])
  })

  test('takes all exact matches at once, a second time none, and gives them back at once', async () => {
    const before = await standing()
    const take = () =>
      inside(async tx => {
        const changes = (await movingParts(tx, account.companyId, asks())).flatMap(one => one.exact)
        return {
          count: changes.length,
          ...(await applySet(tx, {
            companyId: account.companyId,
            source: 'wise-sync',
            title: '',
            changes,
            actor,
          })),
        }
      })
    const first = await take()
    expect(first.count).toBe(9)
    expect((await take()).count).toBe(0)
    expect(await undo(first.setId)).toEqual({ restored: 9, kept: 0 })
    expect(await standing()).toEqual(before)
  })
})
