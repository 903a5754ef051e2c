import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { amend as amendAll } from '../../faults/amend.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import {
  amend,
  amounts,
  changedInManage,
  edited,
  isAmended,
  isRefused,
  shownChanges,
} from '../../support/amending.ts'
import type { ManageInvoice } from '../../support/books.ts'
import { memo, panelOf, pay, sent, standsOnce, statesInXero, told, undo } from '../../support/undoing.ts'
import { closedInvoice, type PostingWorld, postingWorld, storedLine } from '../../support/world.ts'
import { xeroCaller } from '../../unit/simulators/xero-client.ts'

let world: PostingWorld

beforeAll(async () => {
  world = await postingWorld()
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

describe('nothing is paid', () => {
  test('what was changed in Manage is shown against what stands, and amended in place', async () => {
    const invoice = await sent(world)
    const before = await world.history.last(invoice.id)
    await changedInManage(world, invoice, amounts('125.00', '10.00'))
    expect(await shownChanges(world, invoice)).toEqual([
      'Line “Managed support”: 1 × 100.00 = 100.00 → 1 × 125.00 = 125.00',
      'Line “Managed support”:  → 1 × 10.00 = 10.00 · 201 Managed Services Revenue · GST on Income (10 %) · Department: Managed Services, Location: Sydney',
      'Subtotal: 100.00 → 135.00',
      'Tax: 10.00 → 13.50',
      'Total: 110.00 → 148.50',
    ])
    expect(await amend(world, invoice)).toBe('done')
    await world.work()
    await isAmended(world, invoice, '148.50')
    const after = await world.history.last(invoice.id)
    expect([after.remoteId, after.revision, after.supersedes]).toEqual([before.remoteId, 2, before.id])
    const [standing] = await world.books.inXero(invoice.number)
    expect(standing?.lines).toHaveLength(2)
    const panel = await panelOf(world, invoice)
    expect([panel.standing, panel.posting?.totalThere, panel.amend.changes]).toEqual([
      'in-ledger',
      '148.50',
      [],
    ])
  })

  test('a credit memo, and an invoice twice over', async () => {
    const note = await sent(world, memo)
    await changedInManage(world, note, { lines: [{ ...storedLine('-30.00'), price: '30.00' }] })
    expect(await amend(world, note)).toBe('done')
    await world.work()
    await isAmended(world, note, '33.00')

    const invoice = await sent(world)
    for (const [amount, total, revisions] of [
      ['125.00', '137.50', 2],
      ['90.00', '99.00', 3],
    ] as const) {
      await changedInManage(world, invoice, amounts(amount))
      expect(await amend(world, invoice)).toBe('done')
      await world.work()
      await isAmended(world, invoice, total, revisions)
    }
  })

  test('words alone, of the same figures', async () => {
    const invoice = await sent(world)
    await changedInManage(world, invoice, {
      lines: [{ ...storedLine('100.00'), description: 'Support, October' }],
    })
    expect(await shownChanges(world, invoice)).toEqual([
      'Line “Managed support”: 1 × 100.00 = 100.00 · 201 Managed Services Revenue · GST on Income (10 %) · Department: Managed Services, Location: Sydney → ',
      'Line “Support, October”:  → 1 × 100.00 = 100.00 · 201 Managed Services Revenue · GST on Income (10 %) · Department: Managed Services, Location: Sydney',
    ])
    expect(await amend(world, invoice)).toBe('done')
    await world.work()
    await isAmended(world, invoice, '110.00')
    const [standing] = await world.books.inXero(invoice.number)
    expect(standing?.lines.map(({ description }) => description)).toEqual(['Support, October'])
  })

  test('amended and then undone: out of Xero, and the next one has a number of its own', async () => {
    const invoice = await sent(world)
    await changedInManage(world, invoice, amounts('125.00'))
    await amend(world, invoice)
    await world.work()
    expect(await undo(world, invoice)).toBe(true)
    await world.work()
    expect(await statesInXero(world, invoice)).toEqual(['VOIDED'])
    expect(await world.books.batchesOf(invoice.id)).toEqual([])
    await world.ask([invoice])
    await world.work()
    expect(await statesInXero(world, invoice)).toEqual(['VOIDED', 'AUTHORISED'])
    expect((await world.history.last(invoice.id)).remoteNumber).toBe(`${invoice.number}-2`)
  })

  test('changed once more after it was asked for: the old preview changes nothing', async () => {
    const invoice = await sent(world)
    await changedInManage(world, invoice, amounts('125.00'))
    expect(await amend(world, invoice)).toBe('done')
    await world.books.change(invoice.id, { status: 'New' })
    await world.books.change(invoice.id, { changes: amounts('130.00') })
    await world.books.change(invoice.id, { status: 'Closed' })
    await world.work()
    await isRefused(world, invoice, 'preview-changed')
    expect((await world.books.inXero(invoice.number)).map(({ total }) => total)).toEqual(['110.00'])
    expect(await amend(world, invoice)).toBe('done')
    await world.work()
    expect((await world.books.inXero(invoice.number)).map(({ total }) => total)).toEqual(['143.00'])
    expect(await world.books.batchesOf(invoice.id)).toHaveLength(1)
  })

  test('opened again after it was asked for: it stands as it was, and closed as it was it is marked again', async () => {
    const invoice = await sent(world)
    await changedInManage(world, invoice, amounts('125.00'))
    await amend(world, invoice)
    await world.books.change(invoice.id, { status: 'New' })
    await world.work()
    await isRefused(world, invoice, 'not-closed')
    await world.books.change(invoice.id, { changes: amounts('100.00') })
    await world.books.change(invoice.id, { status: 'Closed' })
    await told(world, invoice)
    await world.work()
    await standsOnce(world, invoice)
    expect((await world.history.states(invoice.id)).mark).toBe('confirmed')
  })

  test('two who click at once amend once, and nobody undoes or holds it meanwhile', async () => {
    const invoice = await sent(world)
    await changedInManage(world, invoice, amounts('125.00'))
    const clicks = await Promise.allSettled([amend(world, invoice), amend(world, invoice)])
    expect(clicks.filter(one => one.status === 'fulfilled' && one.value === 'done')).toHaveLength(1)
    expect(await undo(world, invoice)).toBe(false)
    await world.ask([invoice])
    await world.syncAll()
    await world.work()
    await isAmended(world, invoice, '137.50')
  })

  test('a dozen at once, each with two clicks', async () => {
    const invoices = await Promise.all(Array.from({ length: 12 }, () => closedInvoice(world)))
    await world.ask(invoices)
    await world.work()
    const { accountId, companyId, actor, connectwise } = world
    const rig = { connectwise: connectwise.control }
    const changing = invoices.map(({ id }) => ({
      recordId: String(id),
      change: async () => {
        await world.books.change(id, { status: 'New' })
        await world.books.change(id, { changes: { lines: [storedLine('125.00')] } })
        await world.books.change(id, { status: 'Closed' })
      },
      tellAgain: () => told(world, { id }),
    }))
    let amended = false
    const of = { accountId, companyId, actor, tenant: DEMO.company, rig }
    const asked = amendAll(of, changing).finally(() => {
      amended = true
    })
    const worked = async () => {
      while (!amended) {
        for (const invoice of invoices) await told(world, invoice)
        await world.work()
      }
    }
    await Promise.all([asked, worked()])
    await world.work()
    for (const invoice of invoices) await isAmended(world, invoice, '137.50')
  }, 60_000)
})

describe('it stands as it was, with the reason and the cure', () => {
  test('paid in part after the preview', async () => {
    const invoice = await sent(world)
    await changedInManage(world, invoice, amounts('125.00'))
    await pay(world, invoice, '40.00')
    await amend(world, invoice)
    await world.work()
    const panel = await isRefused(world, invoice, 'amend-paid')
    expect(panel.amend.refused?.problems[0]?.message).toContain('70.00 of 110.00 is still due in Xero')
    expect((await world.books.inXero(invoice.number)).map(({ total }) => total)).toEqual(['110.00'])
    expect(await world.books.batchesOf(invoice.id)).toEqual([])
  })

  test.each([
    ['applied to an invoice', applied],
    ['paid back to the customer', paidBack],
  ])(
    'E21: a credit memo that was %s: it cannot be credited, and goes once that is taken off',
    async (_how, use) => {
      const one = await sent(world, memo)
      await changedInManage(world, one, note)
      const takeOff = await use(one)
      const asked = async () => {
        await amend(world, one)
        await world.work()
      }
      await asked()
      const panel = await isRefused(world, one, 'amend-paid')
      expect(panel.amend.offer).toMatchObject({ way: 'update', credit: null })
      expect(panel.amend.refused?.problems[0]).toMatchObject({
        title: 'Applied or paid back',
        message: expect.stringContaining('24.00 of 44.00 of this credit memo is left in Xero'),
      })
      expect((await world.books.inXero(one.number)).map(({ total }) => total)).toEqual(['44.00'])
      await takeOff()
      await asked()
      expect((await world.books.inXero(one.number)).map(({ total }) => total)).toEqual(['33.00'])
      expect(await world.books.batchesOf(one.id)).toHaveLength(1)
    },
  )

  test('a credit memo in a period that was locked meanwhile', async () => {
    const one = await sent(world, memo)
    await changedInManage(world, one, note)
    await lockPeriod('2026-12-31')
    await amend(world, one)
    await world.work()
    await lockPeriod('2020-01-01')
    const panel = await isRefused(world, one, 'amend-locked')
    expect(panel.amend.refused?.problems[0]?.message).toContain('cannot be credited and billed again')
    expect(panel.amend.offer?.way).toBe('update')
  })

  test('in a period that was locked meanwhile', async () => {
    const invoice = await sent(world)
    await changedInManage(world, invoice, amounts('125.00'))
    await lockPeriod('2026-12-31')
    await amend(world, invoice)
    await world.work()
    await lockPeriod('2020-01-01')
    await isRefused(world, invoice, 'amend-locked')
  })

  test('voided in Xero: undone here and sent anew', async () => {
    const invoice = await sent(world)
    const { remoteId } = await world.history.last(invoice.id)
    await changedInManage(world, invoice, amounts('125.00'))
    const { call } = await xeroCaller(world.xero)
    await call('POST', `Invoices/${remoteId}`, { Invoices: [{ InvoiceID: remoteId, Status: 'VOIDED' }] })
    await amend(world, invoice)
    await world.work()
    await isRefused(world, invoice, 'amend-gone')
  })

  test('changed by somebody in Xero', async () => {
    const invoice = await sent(world)
    const { remoteId } = await world.history.last(invoice.id)
    await changedInManage(world, invoice, amounts('125.00'))
    expect((await panelOf(world, invoice)).pill.word).toBe('Changed in Manage')
    const { call } = await xeroCaller(world.xero)
    const LineItems = [
      { Description: 'Other', Quantity: 1, UnitAmount: 55, AccountCode: '201', TaxType: 'OUTPUT' },
    ]
    await call('POST', `Invoices/${remoteId}`, { Invoices: [{ InvoiceID: remoteId, LineItems }] })
    await amend(world, invoice)
    await world.work()
    const panel = await isRefused(world, invoice, 'amend-changed')
    expect(panel.amend.refused?.problems[0]?.message).toContain('60.50')
    expect((await world.books.inXero(invoice.number)).map(({ total }) => total)).toEqual(['60.50'])
    // Told once, and still known when the record is compared anew.
    expect(panel.problems.map(({ code }) => code)).toEqual(['differs-from-ledger'])
    expect(panel.pill.word).toBe('Changed in Xero')
    await edited(world, invoice, amounts('130.00'))
    expect((await panelOf(world, invoice)).pill.word).toBe('Changed in Xero')
    await call('POST', `Invoices/${remoteId}`, {
      Invoices: [{ InvoiceID: remoteId, LineItems: [{ ...LineItems[0], UnitAmount: 100 }] }],
    })
    await amend(world, invoice)
    await world.work()
    expect((await panelOf(world, invoice)).pill.word).toBe('In Xero')
  })
})

const note = { lines: [{ ...storedLine('-30.00'), price: '30.00' }] }

/** 20.00 of the memo, and how that is taken off again. */
async function applied(one: ManageInvoice) {
  const { call } = await xeroCaller(world.xero)
  const invoice = await sent(world)
  const place = `CreditNotes/${(await world.history.last(one.id)).remoteId}/Allocations`
  const { remoteId } = await world.history.last(invoice.id)
  const allocation = { Invoice: { InvoiceID: remoteId }, Amount: 20, Date: '2027-01-20' }
  const { body } = await call('PUT', place, { Allocations: [allocation] })
  return () => call('DELETE', `${place}/${body.Allocations?.[0]?.AllocationID}`)
}

async function paidBack(one: ManageInvoice) {
  const { call } = await xeroCaller(world.xero)
  const CreditNote = { CreditNoteID: (await world.history.last(one.id)).remoteId }
  const payment = { CreditNote, Account: { Code: '090' }, Amount: 20, Date: '2026-11-24' }
  const { body } = await call('PUT', 'Payments', { Payments: [payment] })
  return () => call('POST', `Payments/${body.Payments?.[0]?.PaymentID}`, { Status: 'DELETED' })
}

async function lockPeriod(periodLockDate: string) {
  await world.xero.control.seed({ kind: 'organisation', change: { periodLockDate } })
}
