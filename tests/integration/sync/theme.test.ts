import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { ledgerItems } from '../../../lib/reference/reference.ts'
import { present } from '../../../lib/std/assert.ts'
import { closedInvoice, type PostingWorld, postingWorld } from '../../support/world.ts'

/** The branding theme of a company: read from the ledger, chosen from what was read, on the document in the ledger. */

let world: PostingWorld
beforeAll(async () => {
  world = await postingWorld()
})
afterAll(() => world.close())

async function themes() {
  const rows = await inAccount(world.accountId, tx => ledgerItems(tx, world.companyId, ['theme']))
  return new Map(rows.map(({ name, id, active }) => [name, { id, active }]))
}

async function sent() {
  const invoice = await closedInvoice(world)
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
