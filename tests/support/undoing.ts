import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect } from 'vitest'
import { inAccount } from '../../lib/accounts/transaction.ts'
import type { Scope } from '../../lib/sync/postings/store.ts'
import { recordChanged } from '../../lib/sync/real-time.ts'
import { startUndo } from '../../lib/sync/undo.ts'
import { type RecordPanel, recordPanel } from '../../lib/sync/views/panel.ts'
import { DEMO } from '../simulators/connectwise/index.ts'
import { xeroCaller } from '../unit/simulators/xero-client.ts'
import type { ManageInvoice } from './books.ts'
import { closedInvoice, line, type PostingWorld, type SendingWorld } from './world.ts'

/** Of 44.00 with its tax. */
export const memo = { type: 'CreditMemo', lines: [{ ...line('40.00'), amount: '-40.00' }] }

export function inScope<T>(world: SendingWorld, work: (scope: Scope) => Promise<T>): Promise<T> {
  const { accountId, companyId } = world
  return inAccount(accountId, tx => work({ tx, accountId, companyId }))
}

export async function sent(world: SendingWorld, spec: object = {}): Promise<ManageInvoice> {
  const invoice = await closedInvoice(world, spec)
  await world.ask([invoice])
  await world.work()
  expect(await world.history.states(invoice.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
  return invoice
}

/** As the button does it: whatever stands there now. */
export async function undo(world: SendingWorld, { id }: ManageInvoice): Promise<boolean> {
  const posting = await world.history.last(id)
  return inScope(world, scope => startUndo({ ...scope, actor: world.actor }, posting.id))
}

export async function statesInXero(world: PostingWorld, { number }: ManageInvoice): Promise<string[]> {
  const { invoices, creditNotes } = await world.books.organisation()
  // What was sent after an undoing bears the number with a count behind it.
  const mine = (one: string) => one.replace(/-\d+$/, '') === number
  return [...invoices, ...creditNotes].filter(one => mine(one.number)).map(({ status }) => status)
}

/** Out of Xero, no batch, and unposted in ConnectWise. */
export async function isUndone(world: PostingWorld, invoice: ManageInvoice, status = 'VOIDED') {
  expect(await statesInXero(world, invoice)).toEqual([status])
  expect(await world.books.batchesOf(invoice.id)).toEqual([])
  const { entries } = await world.books.inManage(invoice.id)
  expect(entries.filter(entry => entry.batchId !== null)).toEqual([])
  const documents = await world.history.all(invoice.id)
  expect(documents.map(({ kind, state, live }) => [kind === 'undo', state, live])).toEqual([
    [false, 'undone', false],
    [true, 'confirmed', true],
  ])
}

export async function standsOnce(world: PostingWorld, invoice: ManageInvoice, more: string[] = []) {
  expect(await statesInXero(world, invoice)).toEqual([...more, 'AUTHORISED'])
  expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  const { entries } = await world.books.inManage(invoice.id)
  expect(entries.filter(entry => entry.batchId === null)).toEqual([])
}

export async function told(world: SendingWorld, { id }: Pick<ManageInvoice, 'id'>) {
  const { accountId, engine } = world
  const psa = await engine.psaOf(accountId)
  return recordChanged({ accountId, psa, mayStart: true, inAccount }, String(id))
}

export async function panelOf(world: SendingWorld, { id }: ManageInvoice): Promise<RecordPanel> {
  const { accountId, companyId, engine } = world
  const psa = await engine.psaOf(accountId)
  const view = await recordPanel({ accountId, companyId, psa, inAccount }, String(id))
  if (view.kind !== 'record') throw new Error('There is no such record.')
  return view
}

export async function pay(world: PostingWorld, invoice: ManageInvoice, amount: string): Promise<string> {
  const { call } = await xeroCaller(world.xero)
  const { remoteId } = await world.history.last(invoice.id)
  const { status, body } = await call('PUT', 'Payments', {
    Payments: [
      {
        Invoice: { InvoiceID: remoteId },
        Account: { Code: '090' },
        Date: '2026-11-20',
        Amount: Number(amount),
      },
    ],
  })
  expect([status, body.Detail]).toEqual([200, undefined])
  return String(body.Payments?.[0]?.PaymentID)
}

/** A worker that kills itself there. */
export async function dies(world: SendingWorld, death: string) {
  const child = spawn(
    process.execPath,
    ['tests/support/dying-worker.ts', world.accountId, world.companyId, death],
    { env: process.env, stdio: 'ignore' },
  )
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
}

export async function closeBatch(world: PostingWorld, { id }: ManageInvoice) {
  const [batch] = await world.books.batchesOf(id)
  await world.connectwise.control.call('PATCH', 'batches', { tenant: DEMO.company, id: batch?.id })
}

/** As an accountant does it in Manage. */
export async function unbatch(world: SendingWorld, { id }: ManageInvoice) {
  const { glBatch } = await world.books.inManage(id)
  const psa = await world.engine.psaOf(world.accountId)
  const guard = { key: '', timeoutMs: 5_000, beforeBody: () => undefined }
  expect((await psa.deleteBatch(String(glBatch?.id), guard)).kind).toBe('done')
}
