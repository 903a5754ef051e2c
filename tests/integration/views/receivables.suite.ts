import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { Decimal, sum } from '../../../lib/std/decimal.ts'
import { newId } from '../../../lib/std/id.ts'
import { receivablesHere, receivablesThere, receivablesUnasked } from '../../../lib/sync/views/receivables.ts'
import type { PaidWorld } from '../../support/payments.ts'
import { closedInvoice, line } from '../../support/world.ts'

/** What a customer owes by ConnectWise against what it owes by the ledger, each invoice and the whole, to the cent. */
export function receivablesSuite(ledger: string, open: () => Promise<PaidWorld>): void {
  describe(`receivables against ${ledger}`, () => {
    let opened: PaidWorld
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.world.close())
    const at = () => opened
    describeFigures(ledger, at)
    describeAsking(at)
  })
}

type At = () => PaidWorld

const customers = ['AcmeDental', 'JacanaArch', 'IronbarkEng', 'DunesSurf'] as const
let used = 0

/** A customer of whom no other test knows anything, without what the demo already has of it. */
async function customer(at: At) {
  const { world } = at()
  const company = customers[used++ % customers.length] ?? 'AcmeDental'
  const probe = await closedInvoice(world, { company })
  const { engine, accountId } = world
  const facts = await (await engine.psaOf(accountId)).invoice(String(probe.id))
  return { company, id: facts.customer.id }
}

async function ask(at: At, companies: 'all' | string[] = 'all') {
  const { accountId, companyId, engine } = at().world
  const within: typeof inAccount = (account, work) => inAccount(account, work, companies)
  return { accountId, companyId, psa: await engine.psaOf(accountId), inAccount: within }
}

async function view(at: At, customerId: string, companies?: string[]) {
  const asked = await ask(at, companies)
  const here = await receivablesHere(asked, customerId)
  return { here, unasked: receivablesUnasked(here), there: await receivablesThere(asked, here) }
}

async function posted(at: At, company: string) {
  const { world } = at()
  const invoice = await closedInvoice(world, { company, lines: [line('100.00')] })
  await world.ask([invoice])
  await world.work()
  return invoice
}

function describeFigures(ledger: string, at: At): void {
  test('each invoice on both sides, with what was paid on one of them alone', async () => {
    const { world, bookkeeper } = at()
    const { company, id } = await customer(at)
    const same = await posted(at, company)
    const here = await posted(at, company)
    const there = await posted(at, company)
    const settledHere = await posted(at, company)
    const unsent = await closedInvoice(world, { company, lines: [line('100.00')] })
    await bookkeeper.byHand(here.id, 40, '2026-11-20')
    await bookkeeper.byHand(settledHere.id, 110, '2026-11-20')
    await bookkeeper.pay([[there.number, '110.00']])
    const shown = await view(at, id)
    const rowOf = ({ number }: { number: string }) => {
      const row = shown.there.rows.find(one => one.number === number)
      return row && [row.here, row.there, row.difference, row.differs]
    }
    expect(rowOf(same)).toEqual(['110.00', '110.00', '0.00', false])
    expect(rowOf(here)).toEqual(['70.00', '110.00', '-40.00', true])
    expect(rowOf(there)).toEqual(['110.00', '0.00', '110.00', true])
    expect(rowOf(settledHere)).toEqual(['0.00', '110.00', '-110.00', true])
    expect(rowOf(unsent)).toEqual(['110.00', null, '110.00', true])
    expect(shown.there).toMatchObject({ trouble: '', ledger })
    const [total, ...others] = shown.there.totals
    expect(others).toEqual([])
    const whole = (texts: (string | null)[]) => sum(texts.map(text => Decimal.parse(text ?? '0')))
    const [owedHere, towedHere] = [whole([total?.here ?? '']), whole([total?.there ?? ''])]
    expect(owedHere.toFixedText(2)).toBe(whole(shown.there.rows.map(row => row.here)).toFixedText(2))
    expect(towedHere.toFixedText(2)).toBe(whole(shown.there.rows.map(row => row.there)).toFixedText(2))
    expect(total?.difference).toBe(owedHere.minus(towedHere).toFixedText(2))
    // Before the ledger answers, what ConnectWise says stands there.
    expect(shown.unasked.rows.map(row => row.number)).not.toContain(settledHere.number)
    expect(shown.unasked.rows.every(row => row.difference === null)).toBe(true)
  })

  test('an invoice that is not closed is left out and counted; one that both sides have settled is not owed', async () => {
    const { world, bookkeeper } = at()
    const { company, id } = await customer(at)
    const settled = await posted(at, company)
    await bookkeeper.byHand(settled.id, 110, '2026-11-20')
    await bookkeeper.pay([[settled.number, '110.00']])
    const before = await view(at, id)
    await world.books.add([
      { company, number: `O${Date.now()}`.slice(0, 15), status: 'new', lines: [line()] },
    ])
    const after = await view(at, id)
    expect(after.here.open).toBe(before.here.open + 1)
    expect(after.there.rows.map(row => row.number)).not.toContain(settled.number)
    expect(after.there.rows).toHaveLength(before.there.rows.length)
  })
}

function describeAsking(at: At): void {
  test('whoever has not been given the company is told nothing', async () => {
    const { company, id } = await customer(at)
    await posted(at, company)
    const shown = await view(at, id, [newId()])
    expect(shown.there).toMatchObject({ rows: [], totals: [], differing: 0 })
  })

  test('the ledger is asked once for many invoices, and not again a moment later', async () => {
    const { world } = at()
    const { company, id } = await customer(at)
    const invoices = []
    for (let count = 0; count < 8; count += 1) invoices.push(await closedInvoice(world, { company }))
    await world.ask(invoices)
    await world.work()
    const asked = await ask(at)
    const here = await receivablesHere(asked, id)
    const { control } = 'quickbooks' in world ? world.quickbooks : world.xero
    await control.clearCalls()
    expect((await receivablesThere(asked, here)).rows.length).toBeGreaterThanOrEqual(8)
    const calls = (await control.calls()).length
    expect(calls).toBeLessThanOrEqual(2)
    await receivablesThere(asked, here)
    expect(await control.calls()).toHaveLength(calls)
  })
}
