import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { amend, amounts, changedInManage, isAmended } from '../../support/amending.ts'
import { met, storms } from '../../support/storms.ts'
import { dies, memo, sent } from '../../support/undoing.ts'
import { type PostingWorld, postingWorld, storedLine } from '../../support/world.ts'

let world: PostingWorld

// Xero would refuse a second document of a number: here only the protocol stands between.
beforeAll(async () => {
  world = await postingWorld({ xero: { refuseDuplicateNumbers: false } })
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

const note = { lines: [{ ...storedLine('-30.00'), price: '30.00' }] }
// A credit note in Xero has no place for a marker, and here not even its total tells the two apart.
const words = { lines: [{ ...storedLine('-40.00'), price: '40.00', description: 'Support, credited' }] }

describe.each(storms)('$effect, $times times', ({ effect, times }) => {
  test.each([
    ['of an invoice', {}, amounts('125.00', '1.00'), '138.60'],
    ['of a credit memo', memo, note, '33.00'],
    ['of the words of a credit memo', memo, words, '44.00'],
  ])('on the update %s: amended once', async (_name, spec, changes, total) => {
    const invoice = await sent(world, spec)
    const { remoteId } = await world.history.last(invoice.id)
    await changedInManage(world, invoice, changes)
    await world.xero.control.fault({ match: { method: 'POST', path: remoteId ?? 'none' }, effect, times })
    expect(await amend(world, invoice)).toBe('done')
    // Nothing else may be sent of it meanwhile.
    await world.ask([invoice])
    await world.syncAll()
    await world.work()
    await met(world.xero.control, times)
    await isAmended(world, invoice, total)
    const [standing] = await world.books.inXero(invoice.number)
    expect(standing?.lines).toHaveLength(spec === memo ? 1 : 2)
  })

  test('on the new batch: marked once', async () => {
    const invoice = await sent(world)
    await changedInManage(world, invoice, amounts('125.00'))
    const match = { method: 'POST', path: 'accounting/batches' }
    await world.connectwise.control.fault({ match, effect, times })
    await amend(world, invoice)
    await world.work()
    await met(world.connectwise.control, times)
    await isAmended(world, invoice, '137.50')
  })
})

test.each([
  'before exportSales',
  'before updateDocument',
  'after updateDocument',
  'before createBatch',
  'after createBatch',
])('a worker that is killed %s', async death => {
  const invoice = await sent(world)
  await changedInManage(world, invoice, amounts('125.00'))
  await amend(world, invoice)
  await dies(world, death)
  await world.ask([invoice])
  await world.work()
  await isAmended(world, invoice, '137.50')
})
