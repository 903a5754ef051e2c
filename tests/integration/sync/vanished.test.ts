import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { saveMapping } from '../../../lib/mappings/mappings.ts'
import { ledgerItems } from '../../../lib/reference/reference.ts'
import { present } from '../../../lib/std/assert.ts'
import { closedInvoice, line, type PostingWorld, postingWorld } from '../../support/world.ts'

/** What was chosen from the ledger's lists stands on its documents; what the ledger has no longer stops them by name. */

let world: PostingWorld
beforeAll(async () => {
  world = await postingWorld()
})
afterAll(() => world.close())

const themes = () => named('theme')

async function named(kind: 'theme' | 'item') {
  const rows = await inAccount(world.accountId, tx => ledgerItems(tx, world.companyId, [kind]))
  return new Map(rows.map(({ name, id, active }) => [name, { id, active }]))
}

async function sent(spec: object = {}) {
  const invoice = await closedInvoice(world, spec)
  await world.ask([invoice])
  await world.work()
  return invoice
}

test('a document takes the theme that was chosen, and none is named where none was', async () => {
  const plain = await sent()
  const chosen = present((await themes()).get('Pay by card'), 'the ledger has that theme').id
  await world.set('branding-theme', chosen)
  const themed = await sent()
  const theme = async ({ number }: { number: string }) =>
    (await world.books.inXero(number)).map(document => document.theme)
  expect([await theme(plain), await theme(themed)]).toEqual([[''], [chosen]])
  expect(await world.history.states(themed.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
})

test('one that was deleted in the ledger stops the record by name; with another choice it goes', async () => {
  await world.set('branding-theme', (await themes()).get('Pay by card')?.id)
  await world.xero.control.seed({ kind: 'theme', name: 'Pay by card', gone: true })
  await world.refreshLists()
  expect((await themes()).get('Pay by card')?.active).toBe(false)
  const invoice = await sent()
  expect(await world.history.problems(invoice.id)).toEqual(['theme-gone'])
  expect(await world.books.inXero(invoice.number)).toEqual([])

  await world.set('branding-theme', null)
  await world.ask([invoice])
  await world.work()
  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
})

test('an item that was deleted in the ledger stops the records that name it', async () => {
  const { accountId, companyId, actor } = world
  const items = await inAccount(accountId, tx => ledgerItems(tx, companyId, ['item']))
  const { id, name, code } = present(items[0], 'the ledger has items')
  const mapped = {
    companyId,
    kind: 'item',
    psaKey: '9901',
    psaName: 'GONE',
    ledger: { id, name },
    actor,
  } as const
  await inAccount(accountId, tx => saveMapping(tx, mapped))
  const product = { ...line(), kind: 'product', item: { id: 9901, identifier: 'GONE' } }
  const before = await sent({ lines: [product] })
  expect((await world.books.inXero(before.number))[0]?.lines[0]).toMatchObject({ itemCode: code })
  await world.xero.control.seed({ kind: 'item', code, gone: true })
  await world.refreshLists()
  const after = await sent({ lines: [product] })
  expect(await world.history.problems(after.id)).toEqual(['item-gone'])
  expect(await world.books.inXero(after.number)).toEqual([])
})
