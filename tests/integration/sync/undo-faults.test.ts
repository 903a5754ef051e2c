import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { acceptDifference } from '../../../lib/sync/accept.ts'
import { met, storms } from '../../support/storms.ts'
import {
  closeBatch,
  dies,
  isUndone,
  memo,
  sent,
  standsOnce,
  statesInXero,
  undo,
} from '../../support/undoing.ts'
import { type PostingWorld, postingWorld } from '../../support/world.ts'

let world: PostingWorld

// Xero would refuse a second document of a number: here only the protocol stands between.
beforeAll(async () => {
  world = await postingWorld({ xero: { refuseDuplicateNumbers: false } })
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

describe.each(storms)('$effect, $times times', ({ effect, times }) => {
  test.each([
    ['of an invoice', {}],
    ['of a credit memo', memo],
  ])('on the void %s: undone once', async (_name, spec) => {
    const invoice = await sent(world, spec)
    const { remoteId } = await world.history.last(invoice.id)
    await world.xero.control.fault({ match: { method: 'POST', path: remoteId ?? 'none' }, effect, times })
    await undo(world, invoice)
    // Nothing may be sent between the two.
    await world.ask([invoice])
    await world.syncAll()
    await world.work()
    await met(world.xero.control, times)
    await isUndone(world, invoice)
  })

  test('on the removal of its batch: undone once', async () => {
    const invoice = await sent(world)
    const match = { method: 'DELETE', path: 'accounting/batches' }
    await world.connectwise.control.fault({ match, effect, times })
    await undo(world, invoice)
    await world.work()
    await met(world.connectwise.control, times)
    await isUndone(world, invoice)
  })
})

test.each(['before endDocument', 'after endDocument', 'before deleteBatch', 'after deleteBatch'])(
  'a worker that is killed %s',
  async death => {
    const invoice = await sent(world)
    await undo(world, invoice)
    await dies(world, death)
    await world.ask([invoice])
    await world.work()
    await isUndone(world, invoice)
    await world.ask([invoice])
    await world.work()
    await standsOnce(world, invoice, ['VOIDED'])
  },
)

test('a batch that was closed between the two is told, and may be tried again', async () => {
  const invoice = await sent(world)
  await undo(world, invoice)
  await dies(world, 'before deleteBatch')
  await closeBatch(world, invoice)
  for (const tries of [1, 2]) {
    await world.work()
    expect(await statesInXero(world, invoice)).toEqual(['VOIDED'])
    const undoing = await world.history.last(invoice.id)
    expect([undoing.kind, undoing.state, undoing.live]).toEqual(['undo', 'mismatch', true])
    expect(undoing.problems).toEqual([{ code: 'undo-batch-stays', message: 'it was closed.' }])
    const marks = await world.history.all(invoice.id, 'mark')
    expect(marks.map(({ state, live }) => [state, live])).toEqual([
      ['confirmed', true],
      ...Array.from({ length: tries }, () => ['rejected', false]),
    ])
    // Nobody sends it meanwhile, and it is no difference to be accepted.
    await world.ask([invoice])
    const { accountId, actor } = world
    expect(await inAccount(accountId, tx => acceptDifference({ tx, accountId, actor }, undoing.id))).toBe(
      false,
    )
    expect(await undo(world, invoice)).toBe(true)
  }
})
