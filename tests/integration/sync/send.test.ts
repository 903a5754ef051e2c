import { afterAll, beforeAll, expect, test } from 'vitest'
import { closedInvoice, type PostingWorld, postingWorld } from '../../support/world.ts'

let world: PostingWorld

beforeAll(async () => {
  world = await postingWorld()
})

afterAll(() => world.close())

test('one closed invoice stands in Xero once and in one batch of ConnectWise', async () => {
  const invoice = await closedInvoice(world)
  await world.ask([invoice])
  await world.work()

  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  const documents = await world.books.inXero(invoice.number)
  expect(documents).toHaveLength(1)
  expect(documents[0]).toMatchObject({
    type: 'ACCREC',
    status: 'AUTHORISED',
    currency: 'AUD',
    subTotal: '100.00',
    totalTax: '10.00',
    total: '110.00',
  })
  const batches = await world.books.batchesOf(invoice.id)
  expect(batches).toHaveLength(1)
  expect(await world.books.inManage(invoice.id)).toMatchObject({ glBatch: { id: batches[0]?.id } })
})
