import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { newId } from '../../../lib/std/id.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { startMarking } from '../../../lib/sync/mark-only.ts'
import { stopRun } from '../../../lib/sync/run.ts'
import { startUnmarking } from '../../../lib/sync/unmark.ts'
import { alreadyPreview, toMark } from '../../../lib/sync/views/already.ts'
import { recordPanel } from '../../../lib/sync/views/panel.ts'
import { results } from '../../../lib/sync/views/results.ts'
import { runPage } from '../../../lib/sync/views/run.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import type { ManageInvoice } from '../../support/books.ts'
import { met, storms } from '../../support/storms.ts'
import { inScope } from '../../support/undoing.ts'
import { closedInvoice, line, nextNumber, type PostingWorld, postingWorld } from '../../support/world.ts'

let world: PostingWorld

beforeAll(async () => {
  world = await postingWorld()
})
afterEach(() => world.connectwise.control.clearFaults())
afterAll(() => world.close())

const reason = 'Entered by hand before the change'

function mark(invoices: { id: number; number: string }[], runId = newId()) {
  const list = invoices.map(({ id, number }) => ({ recordId: String(id), number }))
  return inScope(world, scope => startMarking({ ...scope, actor: world.actor }, runId, reason, list))
}

async function takeBack(invoice: ManageInvoice) {
  const { id } = await world.history.last(invoice.id)
  return inScope(world, scope => startUnmarking({ ...scope, actor: world.actor }, [id]))
}

/** Batched once with all its entries, and nothing of it in Xero. */
async function standsMarked(invoice: ManageInvoice) {
  expect(await world.books.inXero(invoice.number)).toEqual([])
  expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  const { entries } = await world.books.inManage(invoice.id)
  expect(entries.filter(entry => entry.batchId === null)).toEqual([])
  expect((await world.history.last(invoice.id)).state).toBe('confirmed')
}

async function marked(spec: object = {}): Promise<ManageInvoice> {
  const invoice = await closedInvoice(world, spec)
  await mark([invoice])
  await world.work()
  return invoice
}

describe('a record that is in the books already', () => {
  test('is batched in ConnectWise under the name that was shown, is never sent, and says why', async () => {
    const number = nextNumber()
    const invoice = await closedInvoice(world, { number })
    const { engine, accountId, companyId } = world
    await refreshUnposted(engine, accountId, companyId)
    const filter = { companyId, before: '', from: number, to: number, customer: '' }
    const preview = await inScope(world, ({ tx }) => alreadyPreview(tx, filter))
    expect(preview).toMatchObject({ count: 1, totals: [{ currency: 'AUD', count: 1, total: invoice.total }] })
    const list = await inScope(world, ({ tx }) => toMark(tx, filter, []))
    const actor = world.actor
    await inScope(world, scope => startMarking({ ...scope, actor }, preview.runId, reason, list))
    await world.work()
    await standsMarked(invoice)
    const [batch] = await world.books.batchesOf(invoice.id)
    expect(batch?.identifier).toBe(preview.rows[0]?.batch)
    const shown = await inScope(world, ({ tx }) =>
      results(tx, { companyId, view: 'all', search: number, from: '', to: '' }, 1),
    )
    expect(shown.rows.map(row => [row.number, row.pill.word, row.reason])).toEqual([
      [number, 'Marked, not sent', reason],
    ])
    const run = await inScope(world, ({ tx }) => runPage(tx, preview.runId))
    expect(run?.groups.map(group => [group.name, group.rows.length])).toEqual([['Marked, not sent', 1]])
    const psa = await engine.psaOf(accountId)
    const panel = await recordPanel({ accountId, companyId, psa, inAccount }, String(invoice.id))
    expect(panel).toMatchObject({ pill: { word: 'Marked, not sent' }, entry: null, hash: null })
    // Nobody sends it any more, by whatever way.
    await world.ask([invoice])
    await world.syncAll()
    await world.work()
    await standsMarked(invoice)
  })

  test('asked for twice with one preview is marked once; the second is a run of its own only with a preview of its own', async () => {
    const invoice = await closedInvoice(world)
    const runId = newId()
    await Promise.all([mark([invoice], runId), mark([invoice], runId)])
    await mark([invoice])
    await world.work()
    await standsMarked(invoice)
    expect(await world.history.all(invoice.id)).toHaveLength(1)
  })

  test.each([1, 2, 3])('sent and marked at the same moment it is one of the two, try %i', async () => {
    const invoice = await closedInvoice(world)
    await Promise.all([world.ask([invoice]), mark([invoice]), world.ask([invoice])])
    await world.work()
    const documents = await world.books.inXero(invoice.number)
    const { kind } = await world.history.last(invoice.id)
    expect(documents).toHaveLength(kind === 'batch' ? 0 : 1)
    expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
    expect(await world.history.all(invoice.id)).toHaveLength(1)
  })

  test('that needs a fix may be marked: what was asked for gives way', async () => {
    const invoice = await closedInvoice(world, {
      lines: [{ ...line(), kind: 'product', category: 'Marketplace' }],
    })
    await world.ask([invoice])
    await world.work()
    expect((await world.history.last(invoice.id)).state).toBe('blocked')
    await mark([invoice])
    await world.work()
    await standsMarked(invoice)
  })

  test('opened again before its turn is left alone', async () => {
    const invoice = await closedInvoice(world)
    await world.books.change(invoice.id, { status: 'New' })
    await mark([invoice])
    await world.work()
    expect((await world.history.last(invoice.id)).state).toBe('withdrawn')
    expect(await world.books.batchesOf(invoice.id)).toEqual([])
  })

  test('stopped before its turn is free again', async () => {
    const invoice = await closedInvoice(world)
    const { runId } = await mark([invoice])
    await inScope(world, scope => stopRun({ ...scope, actor: world.actor }, runId))
    await world.ask([invoice])
    await world.work()
    expect(await world.books.inXero(invoice.number)).toHaveLength(1)
  })
})

describe.each(storms)('$effect, $times times', ({ effect, times }) => {
  test('on the batch that marks alone: one batch', async () => {
    const invoice = await closedInvoice(world)
    const match = { method: 'POST', path: 'accounting/batches', bodyIncludes: `EB-${invoice.id}-` }
    await world.connectwise.control.fault({ match, effect, times })
    await mark([invoice])
    await world.work()
    await met(world.connectwise.control, times)
    await standsMarked(invoice)
  })

  test('on the removal of its batch: gone, and sent once afterwards', async () => {
    const invoice = await marked()
    await world.connectwise.control.fault({
      match: { method: 'DELETE', path: 'accounting/batches' },
      effect,
      times,
    })
    await takeBack(invoice)
    await world.work()
    await met(world.connectwise.control, times)
    expect(await world.books.batchesOf(invoice.id)).toEqual([])
    await world.ask([invoice])
    await world.work()
    expect(await world.books.inXero(invoice.number)).toHaveLength(1)
    expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  })
})

describe('a mark that is taken back', () => {
  test('leaves the record unposted, and may be marked anew under another name', async () => {
    const invoice = await marked()
    const [before] = await world.books.batchesOf(invoice.id)
    await takeBack(invoice)
    expect(await takeBack(invoice)).toBeNull()
    await world.work()
    expect(await world.books.batchesOf(invoice.id)).toEqual([])
    const states = (await world.history.all(invoice.id)).map(({ kind, state, live }) => [kind, state, live])
    expect(states).toEqual([
      ['batch', 'undone', false],
      ['unbatch', 'confirmed', false],
    ])
    await mark([invoice])
    await world.work()
    const [after] = await world.books.batchesOf(invoice.id)
    expect(after?.identifier).not.toBe(before?.identifier)
  })

  test('stays where its batch was closed, and the run says so', async () => {
    const invoice = await marked()
    const { glBatch } = await world.books.inManage(invoice.id)
    await world.connectwise.control.call('PATCH', 'batches', { tenant: DEMO.company, id: glBatch?.id })
    const begun = await takeBack(invoice)
    await world.work()
    const page = await inScope(world, ({ tx }) => runPage(tx, begun?.runId ?? ''))
    expect(page?.groups.map(group => [group.name, group.rows[0]?.problem?.title])).toEqual([
      ['Needs a fix', 'Batch closed in ConnectWise'],
    ])
    const [first] = await world.history.all(invoice.id)
    expect([first?.kind, first?.state, first?.live]).toEqual(['batch', 'confirmed', true])
    await world.ask([invoice])
    await world.work()
    expect(await world.books.inXero(invoice.number)).toEqual([])
  })

  test('and stopped before its turn stays marked', async () => {
    const invoice = await marked()
    const begun = await takeBack(invoice)
    await inScope(world, scope => stopRun({ ...scope, actor: world.actor }, begun?.runId ?? ''))
    await world.work()
    await world.ask([invoice])
    await world.work()
    expect(await world.books.inXero(invoice.number)).toEqual([])
    expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  })
})

test('a mark whose batch somebody deleted in ConnectWise is no mark any more', async () => {
  const invoice = await marked()
  const { engine, accountId, companyId } = world
  const psa = await engine.psaOf(accountId)
  const { glBatch } = await world.books.inManage(invoice.id)
  const guard = { key: '', timeoutMs: 5_000, beforeBody: () => undefined }
  await psa.deleteBatch(String(glBatch?.id), guard)
  await refreshUnposted(engine, accountId, companyId)
  await world.work()
  expect((await world.history.last(invoice.id)).state).toBe('undone')
  await world.ask([invoice])
  await world.work()
  expect(await world.books.inXero(invoice.number)).toHaveLength(1)
})

test('what the filter leaves: days, numbers as numbers, customers', async () => {
  const { engine, accountId, companyId } = world
  const first = Number(nextNumber()) * 100
  const specs = [999, 1_000, 1_001].map(add => ({
    number: String(first + add),
    company: 'AcmeDental',
    lines: [line()],
  }))
  await world.books.add(specs)
  await refreshUnposted(engine, accountId, companyId)
  const found = (more: object) =>
    inScope(world, async ({ tx }) => {
      const filter = {
        companyId,
        before: '',
        from: String(first),
        to: String(first + 2_000),
        customer: '',
        ...more,
      }
      return (await toMark(tx, filter, [])).map(({ number }) => Number(number) - first)
    })
  expect(await found({})).toEqual([999, 1_000, 1_001])
  expect(await found({ from: String(first + 1_000) })).toEqual([1_000, 1_001])
  expect(await found({ customer: 'nobody of that name' })).toEqual([])
  expect(await found({ before: '2000-01-01' })).toEqual([])
})
