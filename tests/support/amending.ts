import { expect } from 'vitest'
import { present } from '../../lib/std/assert.ts'
import { type AmendResult, startAmend } from '../../lib/sync/amend.ts'
import type { RecordPanel } from '../../lib/sync/views/panel.ts'
import type { ManageInvoice } from './books.ts'
import { inScope, panelOf, told, unbatch } from './undoing.ts'
import { type PostingWorld, type SendingWorld, storedLine } from './world.ts'

/** As somebody does it in Manage: out of its batch, opened, changed and closed again. */
export async function changedInManage(world: SendingWorld, invoice: ManageInvoice, changes: object) {
  await unbatch(world, invoice)
  await changedAgain(world, invoice, changes)
}

/** The same of one that is in no batch. */
export async function changedAgain(world: SendingWorld, invoice: ManageInvoice, changes: object) {
  await edited(world, invoice, changes)
  expect((await world.history.last(invoice.id)).state).toBe('drifted')
}

/** Opened, changed and closed again, whatever was tried with it before. */
export async function edited(world: SendingWorld, invoice: ManageInvoice, changes: object) {
  const { books } = world
  await books.change(invoice.id, { status: 'New' })
  await books.change(invoice.id, { changes })
  await books.change(invoice.id, { status: 'Closed' })
  await told(world, invoice)
  await world.work()
}

/** Lines of these amounts, each with 10 % on top. */
export function amounts(...list: string[]): object {
  return { lines: list.map((amount, place) => ({ ...storedLine(amount), id: place + 1 })) }
}

/** As the button does it: what the pod shows is what is asked for. */
export async function amend(world: SendingWorld, invoice: ManageInvoice): Promise<AmendResult> {
  const { amend: shown } = await panelOf(world, invoice)
  const offer = present(shown.offer, 'it can be amended')
  return inScope(world, scope =>
    startAmend({ ...scope, actor: world.actor }, offer.postingId, {
      way: offer.way,
      previewHash: offer.hash,
    }),
  )
}

export async function shownChanges(world: SendingWorld, invoice: ManageInvoice) {
  const { changes } = (await panelOf(world, invoice)).amend
  return changes.map(({ what, before, after }) => `${what}: ${before} → ${after}`)
}

/** Once in Xero with that total and one batch of all its entries; every revision before is over. */
export async function isAmended(world: PostingWorld, invoice: ManageInvoice, total: string, revisions = 2) {
  const { invoices, creditNotes } = await world.books.organisation()
  const mine = [...invoices, ...creditNotes].filter(({ number }) => number === invoice.number)
  expect(mine.map(one => [one.status, one.total])).toEqual([['AUTHORISED', total]])
  const documents = await world.history.all(invoice.id)
  const live = documents.filter(({ live }) => live)
  expect(live.map(({ operation, state }) => [operation, state])).toEqual([['update', 'confirmed']])
  expect(documents.filter(({ state }) => state === 'undone')).toHaveLength(revisions - 1)
  expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  const { entries } = await world.books.inManage(invoice.id)
  expect(entries.filter(entry => entry.batchId === null)).toEqual([])
}

/** It stands as it was; why is told. */
export async function isRefused(
  world: PostingWorld,
  invoice: ManageInvoice,
  code: string,
): Promise<RecordPanel> {
  const documents = await world.history.all(invoice.id)
  expect(documents.map(({ operation, live }) => [operation, live])).toEqual([
    ['create', true],
    ['update', false],
  ])
  expect(await world.history.problems(invoice.id)).toEqual([code])
  expect(documents[0]?.state).toBe('drifted')
  const panel = await panelOf(world, invoice)
  expect(panel.amend.refused?.problems.map(problem => problem.code)).toEqual([code])
  return panel
}
