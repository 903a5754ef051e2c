import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Transaction } from '../../../drizzle/client.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { diffOf } from '../../../lib/mappings/import.ts'
import { mappingList } from '../../../lib/mappings/list.ts'
import { segments } from '../../../lib/mappings/moving.ts'
import { applySet } from '../../../lib/mappings/sets.ts'
import { closedInvoice, line, type PostingWorld, postingWorld } from '../../support/world.ts'

let world: PostingWorld

beforeAll(async () => {
  world = await postingWorld()
})
afterAll(() => world.close())

const inside = <T>(work: (tx: Transaction) => Promise<T>) => inAccount(world.accountId, work)

async function bring(kind: 'account' | 'term', rows: string) {
  const { companyId, actor } = world
  return inside(async tx => {
    const ask = { companyId, kind, categoryId: null }
    const diff = await diffOf(tx, companyId, [ask], `Kind,ConnectWise,Ledger\n${rows}\n`)
    if (typeof diff === 'string' || diff.refused.length > 0) throw new Error(JSON.stringify(diff))
    return applySet(tx, { companyId, source: 'import', title: 'a.csv', changes: diff.changes, actor })
  })
}

test('a file wakes what waited for it: each record goes by itself, once', async () => {
  const lines = [{ ...line(), kind: 'product', category: 'Marketplace' }]
  const invoices = [await closedInvoice(world, { lines }), await closedInvoice(world, { lines })]
  await world.ask(invoices)
  await world.work()
  for (const { id } of invoices) expect(await world.history.problems(id)).toEqual(['account-unmapped'])
  await bring('account', 'account,299,203')
  await world.work()
  for (const invoice of invoices) {
    const documents = await world.books.inXero(invoice.number)
    expect(documents.map(document => document.lines.map(one => one.accountCode))).toEqual([['203']])
    const woken = (await world.history.events((await world.history.last(invoice.id)).id)).filter(
      ({ event }) => event === 'woken',
    )
    expect(woken).toHaveLength(1)
  }
})

test('the rule that terms are mapped to is the due date in the ledger', async () => {
  const before = await closedInvoice(world, { terms: 1 })
  await world.ask([before])
  await world.work()
  await bring('term', 'term,1,M+1:D-0')
  const after = await closedInvoice(world, { terms: 1 })
  await world.ask([after])
  await world.work()
  const due = async ({ number }: { number: string }) => {
    const [document] = await world.books.inXero(number)
    return { date: document?.date ?? '', due: document?.dueDate ?? '' }
  }
  const plain = await due(before)
  expect(Date.parse(plain.due) - Date.parse(plain.date)).toBe(30 * 86_400_000)
  const mapped = await due(after)
  const [year = 0, month = 0] = mapped.date.split('-').map(Number)
  expect(mapped.due).toBe(new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10))
})

test('vendors are read from ConnectWise and listed before any record asks for them', async () => {
  const { companyId } = world
  const lines = await inside(tx => mappingList(tx, { companyId, kind: 'vendor', categoryId: null }, null))
  expect(lines.map(one => one.name)).toContain('Ingram Distribution Pty Ltd')
})

test('the captions of the four segments are read, and whether they are of the type the convention has', async () => {
  const found = await inside(segments)
  expect(found.map(({ number, fits }) => [number, fits])).toEqual([
    [1, true],
    [2, true],
    [3, true],
    [4, true],
  ])
  expect(found.at(-1)?.caption).toBe('Non-Product ID')
})
