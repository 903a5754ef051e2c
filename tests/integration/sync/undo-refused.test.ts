import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list as listActivity } from '../../../lib/activity/activity.ts'
import { acceptDifference } from '../../../lib/sync/accept.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { startUndo } from '../../../lib/sync/undo.ts'
import { explain } from '../../../lib/sync/views/explain.ts'
import { unpostedTotals, wholeList } from '../../../lib/sync/views/list/store.ts'
import { syncList } from '../../../lib/sync/views/list.ts'
import { results } from '../../../lib/sync/views/results.ts'
import type { ManageInvoice } from '../../support/books.ts'
import {
  closeBatch,
  inScope,
  isUndone,
  memo,
  panelOf,
  pay,
  sent,
  statesInXero,
  undo,
} from '../../support/undoing.ts'
import { closedInvoice, line, type PostingWorld, postingWorld } from '../../support/world.ts'
import { xeroCaller } from '../../unit/simulators/xero-client.ts'

let world: PostingWorld

// Xero would refuse a second document of a number: here only the protocol stands between.
beforeAll(async () => {
  world = await postingWorld({ xero: { refuseDuplicateNumbers: false } })
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

describe('is refused before anything is written, and everything stands:', () => {
  async function refused(invoice: ManageInvoice, code: string, status = 'AUTHORISED') {
    await world.xero.control.clearCalls()
    await undo(world, invoice)
    await world.work()
    expect(await world.xero.control.calls({ method: 'POST', path: 'api.xro' })).toEqual([])
    expect(await statesInXero(world, invoice)).toEqual([status])
    expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
    const [document, undoing] = await world.history.all(invoice.id)
    expect([document?.state, document?.live, undoing?.state, undoing?.live]).toEqual([
      'confirmed',
      true,
      'rejected',
      false,
    ])
    expect(undoing?.problems).toMatchObject([{ code }])
    const marks = await world.history.all(invoice.id, 'mark')
    expect(marks.map(({ state, live }) => [state, live])).toEqual([
      ['confirmed', true],
      ['withdrawn', false],
    ])
  }

  test('paid', async () => {
    const invoice = await sent(world)
    await pay(world, invoice, '110.00')
    await refused(invoice, 'undo-paid', 'PAID')
  })

  test('part paid, and undone once the payment is taken off', async () => {
    const invoice = await sent(world)
    const payment = await pay(world, invoice, '10.00')
    await refused(invoice, 'undo-paid')
    const { call } = await xeroCaller(world.xero)
    expect((await call('POST', `Payments/${payment}`, { Status: 'DELETED' })).status).toBe(200)
    expect(await undo(world, invoice)).toBe(false)
    const [document] = await world.history.all(invoice.id)
    await inScope(world, scope => startUndo({ ...scope, actor: world.actor }, document?.id ?? ''))
    await world.work()
    expect(await statesInXero(world, invoice)).toEqual(['VOIDED'])
    expect(await world.books.batchesOf(invoice.id)).toEqual([])
  })

  test('a credit memo that is set against an invoice', async () => {
    const [invoice, credit] = [await sent(world), await sent(world, memo)]
    const { call } = await xeroCaller(world.xero)
    const ids = await Promise.all([invoice, credit].map(one => world.history.last(one.id)))
    const allocation = {
      Allocations: [{ Amount: 40, Date: '2026-11-20', Invoice: { InvoiceID: ids[0]?.remoteId } }],
    }
    const put = await call('PUT', `CreditNotes/${ids[1]?.remoteId}/Allocations`, allocation)
    expect(put.status).toBe(200)
    await refused(credit, 'undo-paid')
    await refused(invoice, 'undo-paid')
  })

  test('in a locked period', async () => {
    const invoice = await sent(world)
    await world.xero.control.seed({ kind: 'organisation', change: { periodLockDate: '2027-12-31' } })
    await refused(invoice, 'date-locked')
    await world.xero.control.seed({ kind: 'organisation', change: { periodLockDate: '2020-01-01' } })
  })

  test('its batch closed in ConnectWise', async () => {
    const invoice = await sent(world)
    await closeBatch(world, invoice)
    await refused(invoice, 'batch-closed')
  })
})

test('the screens say what would happen, why it did not, and that it is undone', async () => {
  const invoice = await sent(world)
  const [batch] = await world.books.batchesOf(invoice.id)
  const document = await world.history.last(invoice.id)
  expect((await panelOf(world, invoice)).undo).toEqual({
    offer: {
      postingId: document.id,
      number: invoice.number,
      how: 'void',
      batch: batch?.identifier,
      again: false,
    },
    refused: null,
  })
  const payment = await pay(world, invoice, '10.00')
  await undo(world, invoice)
  expect(await panelOf(world, invoice)).toMatchObject({ pill: { word: 'Undoing' }, undo: { offer: null } })
  await world.work()
  const after = await panelOf(world, invoice)
  expect(after).toMatchObject({ pill: { word: 'In Xero' }, undo: { offer: { postingId: document.id } } })
  expect(after.undo.refused?.problems[0]?.message).toContain('100.00 of 110.00 is still due in Xero')

  const { call } = await xeroCaller(world.xero)
  await call('POST', `Payments/${payment}`, { Status: 'DELETED' })
  await inScope(world, scope => startUndo({ ...scope, actor: world.actor }, document.id))
  await world.work()
  expect(await panelOf(world, invoice)).toMatchObject({
    pill: { word: 'Undone' },
    hash: expect.any(String),
    undo: { offer: null, refused: null },
  })
  const { accountId, companyId } = world
  const filter = { ...wholeList(companyId), search: invoice.number }
  await refreshUnposted(world.engine, accountId, companyId)
  const { rows } = await inScope(world, ({ tx }) => syncList(tx, filter, 1))
  expect(rows.map(row => [row.pill.word, row.problem?.title])).toEqual([
    ['Undone', 'Not sent again by itself'],
  ])
  const sendable = (show: '' | 'free') =>
    inScope(world, ({ tx }) => unpostedTotals(tx, { ...wholeList(companyId), search: invoice.number, show }))
  expect([await sendable(''), await sendable('free')]).toEqual([[expect.objectContaining({ count: 1 })], []])
  const found = { companyId, view: 'all' as const, search: invoice.number, from: '', to: '' }
  const shown = await inScope(world, ({ tx }) => results(tx, found, 1))
  expect(shown.rows.map(row => [row.number, row.pill.word])).toEqual([[invoice.number, 'Undone']])
  await world.books.change(invoice.id, { status: 'New' })
  expect(await panelOf(world, invoice)).toMatchObject({ pill: { word: 'Not closed yet' } })
  const psa = await world.engine.psaOf(accountId)
  const explained = () => explain({ accountId, companyId, psa, inAccount }, invoice.number, 'Xero')
  expect((await explained()).map(({ pill }) => pill?.word)).toEqual(['Not closed yet'])
  const told = await inScope(world, ({ tx }) =>
    listActivity(tx, { subject: `invoice:${invoice.id}`, limit: 9 }),
  )
  expect(told.map(({ verb, actorName }) => [verb, actorName])).toEqual([
    ['undid', 'Evenbook'],
    ['asked to undo', 'Jane Ng'],
    ['asked to undo', 'Jane Ng'],
    ['asked to send', 'Jane Ng'],
  ])
})

test('voided by a bookkeeper already: only its batch is deleted', async () => {
  const invoice = await sent(world)
  const { remoteId } = await world.history.last(invoice.id)
  const page = `${world.xero.url}/app/!nw7Au/invoicing/view/${remoteId}/void`
  expect((await fetch(page, { method: 'POST', redirect: 'manual' })).status).toBe(302)
  await world.xero.control.clearCalls()
  await undo(world, invoice)
  await world.work()
  expect(await world.xero.control.calls({ method: 'POST', path: 'api.xro' })).toEqual([])
  await isUndone(world, invoice)
})

test('a difference may be undone; refused, it stands as a difference, and is marked once a person accepts it', async () => {
  await world.xero.control.setParameters({ halfCent: 'even' })
  const [first, second] = [
    await closedInvoice(world, { lines: [line('10.25')] }),
    await closedInvoice(world, { lines: [line('10.25')] }),
  ]
  await world.ask([first, second])
  await world.work()
  await world.xero.control.setParameters({ halfCent: 'up' })
  expect(await world.history.states(first.id)).toEqual({ document: 'mismatch', mark: 'ready' })
  await undo(world, first)
  await world.work()
  expect(await statesInXero(world, first)).toEqual(['VOIDED'])
  expect(await world.history.states(first.id)).toEqual({ document: 'confirmed', mark: 'withdrawn' })
  expect(await world.books.batchesOf(first.id)).toEqual([])

  const document = await world.history.last(second.id)
  await pay(world, second, '5.00')
  await undo(world, second)
  const { accountId, actor } = world
  const accept = () => inAccount(accountId, tx => acceptDifference({ tx, accountId, actor }, document.id))
  expect(await accept()).toBe(false)
  await world.work()
  const [stands] = await world.history.all(second.id)
  expect([stands?.state, stands?.live]).toEqual(['mismatch', true])
  expect(await accept()).toBe(true)
  await world.work()
  expect(await world.books.batchesOf(second.id)).toHaveLength(1)
})
