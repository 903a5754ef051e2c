import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../../lib/std/id.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { startMarking } from '../../../lib/sync/mark-only.ts'
import { startRun } from '../../../lib/sync/run.ts'
import {
  inScope,
  isUndone,
  memo,
  panelOf,
  sent,
  standsOnce,
  statesInXero,
  told,
  unbatch,
  undo,
} from '../../support/undoing.ts'
import { closedInvoice, type PostingWorld, postingWorld, storedLine } from '../../support/world.ts'

let world: PostingWorld

const nobody = { id: null, name: 'Evenbook' }

beforeAll(async () => {
  world = await postingWorld()
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

describe.each([
  ['an invoice', {}],
  ['a credit memo', memo],
])('%s', (_name, spec) => {
  test('leaves both books, once', async () => {
    const invoice = await sent(world, spec)
    await world.xero.control.clearCalls()
    const clicks = await Promise.all([undo(world, invoice), undo(world, invoice)])
    expect(clicks.toSorted()).toEqual([false, true])
    await world.work()
    await isUndone(world, invoice)
    const writes = await world.xero.control.calls({ method: 'POST', path: 'api.xro' })
    expect(writes).toHaveLength(1)
    expect(await undo(world, invoice)).toBe(false)
  })

  test('as a draft is deleted', async () => {
    await world.set('post-as', 'draft')
    const invoice = await closedInvoice(world, spec)
    await world.ask([invoice])
    await world.work()
    await world.set('post-as', 'approved')
    await undo(world, invoice)
    await world.work()
    await isUndone(world, invoice, 'DELETED')
  })

  test.each([
    ['keeps', false],
    ['frees', true],
  ])(
    'goes again only when a person sends it, with number and batch of its own; Xero %s numbers',
    async (_word, free) => {
      await world.xero.control.setParameters({ voidedNumberReusable: free })
      const invoice = await sent(world, spec)
      const [before] = await world.books.batchesOf(invoice.id)
      await undo(world, invoice)
      await world.work()
      await told(world, invoice)
      await world.syncAll()
      const asked = [{ recordId: String(invoice.id), number: invoice.number, previewHash: null }]
      await inScope(world, scope => startRun({ ...scope, actor: nobody }, 'record', asked))
      const { engine, accountId, companyId } = world
      await refreshUnposted(engine, accountId, companyId)
      await world.work()
      await isUndone(world, invoice)

      const { entry, hash } = await panelOf(world, invoice)
      expect(entry?.number).toBe(`${invoice.number}-2`)
      await world.ask([invoice], hash ?? '')
      await world.work()
      await standsOnce(world, invoice, ['VOIDED'])
      expect(await world.books.inXero(`${invoice.number}-2`)).toHaveLength(1)
      const [after] = await world.books.batchesOf(invoice.id)
      expect(after?.identifier).not.toBe(before?.identifier)
      const posting = await world.history.last(invoice.id)
      expect([posting.revision, posting.state]).toEqual([3, 'confirmed'])
      await undo(world, invoice)
      await world.work()
      expect(await statesInXero(world, invoice)).toEqual(['VOIDED', 'VOIDED'])
      expect(await world.books.batchesOf(invoice.id)).toEqual([])
    },
  )
})

test('changed in ConnectWise after it was posted: undone and sent as it now is', async () => {
  const invoice = await sent(world)
  await unbatch(world, invoice)
  await world.books.change(invoice.id, { status: 'New' })
  await world.books.change(invoice.id, { changes: { lines: [storedLine('125.00')] } })
  await world.books.change(invoice.id, { status: 'Closed' })
  await told(world, invoice)
  await world.work()
  expect((await world.history.last(invoice.id)).state).toBe('drifted')
  await undo(world, invoice)
  await world.work()
  await isUndone(world, invoice)
  await world.ask([invoice])
  await world.work()
  await standsOnce(world, invoice, ['VOIDED'])
  expect((await world.books.inXero(`${invoice.number}-2`)).map(({ total }) => total)).toEqual(['137.50'])
  // Compared with its record once more, under the number it has there.
  await unbatch(world, invoice)
  await told(world, invoice)
  await world.work()
  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  await standsOnce(world, invoice, ['VOIDED'])
})

test('opened again after it was undone, and closed: it waits for a person', async () => {
  const invoice = await sent(world)
  await undo(world, invoice)
  await world.work()
  await world.books.change(invoice.id, { status: 'New' })
  await told(world, invoice)
  await world.books.change(invoice.id, { status: 'Closed' })
  await told(world, invoice)
  await world.work()
  await isUndone(world, invoice)
})

test('a send that is withdrawn leaves it undone: it does not go by itself', async () => {
  const invoice = await sent(world)
  await undo(world, invoice)
  await world.work()
  await world.books.change(invoice.id, { status: 'New' })
  await world.ask([invoice])
  await world.work()
  expect((await world.history.last(invoice.id)).state).toBe('withdrawn')
  await world.books.change(invoice.id, { status: 'Closed' })
  await told(world, invoice)
  await world.work()
  expect(await statesInXero(world, invoice)).toEqual(['VOIDED'])
  await world.ask([invoice])
  await world.work()
  await standsOnce(world, invoice, ['VOIDED'])
})

test('what was undone may be marked as in the books already', async () => {
  const invoice = await sent(world)
  await undo(world, invoice)
  await world.work()
  const list = [{ recordId: String(invoice.id), number: invoice.number }]
  await inScope(world, scope =>
    startMarking({ ...scope, actor: world.actor }, newId(), 'Entered by hand', list),
  )
  await world.work()
  expect(await statesInXero(world, invoice)).toEqual(['VOIDED'])
  expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  expect((await world.history.last(invoice.id)).state).toBe('confirmed')
})
