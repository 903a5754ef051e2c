import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { goLive, pauseLive } from '../../../lib/accounts/go-live.ts'
import { insertCompany } from '../../../lib/accounts/store.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { newId } from '../../../lib/std/id.ts'
import { handleXero } from '../../../lib/webhooks/xero.ts'
import { sweep } from '../../../lib/worker/sweep.ts'
import { DEMO_AU } from '../../simulators/xero/seed.ts'
import { paidInXero, postedInvoice } from '../../support/payments.ts'
import { customer, line, nextNumber } from '../../support/world.ts'
import { describePayments } from './payments.suite.ts'
import { describeHistory } from './payments-history.suite.ts'
import { describeRefunds } from './payments-refunds.suite.ts'

const at = describePayments(paidInXero)
describeHistory(at)
describeRefunds(at)

const bell = (category = 'INVOICE') =>
  Buffer.from(
    JSON.stringify({
      events: [
        { tenantId: DEMO_AU, eventCategory: category, eventType: 'UPDATE', resourceId: 'x' },
        { tenantId: 'org-of-nobody', eventCategory: category, eventType: 'UPDATE', resourceId: 'y' },
      ],
    }),
  )

test('the event of a paid invoice is a doorbell: doubled it writes once, lost it is made up for by the sweep', async () => {
  const { world, bookkeeper } = at()
  const invoice = await postedInvoice(world)
  await bookkeeper.pay([[invoice.number, '40.00']])
  expect(await handleXero(bell())).toBe('noted')
  expect(await handleXero(bell())).toBe('noted')
  await world.work()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 40.00'])
  await bookkeeper.pay([[invoice.number, '20.00']], '2026-11-21')
  // Read a moment ago: the sweep has nothing to make up for yet.
  await sweep(world.engine)
  await world.work()
  expect(await bookkeeper.inManage(invoice.id)).toHaveLength(1)
  await world.database.owner.execute(sql`update payment_reads set read_at = now() - interval '16 minutes'`)
  await sweep(world.engine)
  await world.work()
  expect(await bookkeeper.inManage(invoice.id)).toHaveLength(2)
})

test('nothing is written by itself before Go live, nor while payments are switched off', async () => {
  const { world, bookkeeper } = at()
  const invoice = await postedInvoice(world)
  await bookkeeper.pay([[invoice.number, '40.00']])
  await pauseLive(world.accountId, world.actor)
  await handleXero(bell())
  await world.work()
  await goLive(world.accountId, world.actor)
  await world.set('record-kinds', ['invoices', 'credit-memos'])
  await handleXero(bell())
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual([])
  await world.set('record-kinds', ['invoices', 'credit-memos', 'payments'])
  await handleXero(bell())
  await world.work()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 40.00'])
})

test('Payments from: a payment before that day is not written', async () => {
  const { world, bookkeeper } = at()
  const invoice = await postedInvoice(world)
  await world.set('payments-from', '2026-11-19')
  await bookkeeper.pay([[invoice.number, '40.00']], '2026-11-18')
  await bookkeeper.pay([[invoice.number, '30.00']])
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 30.00'])
})

test('a company that has no ledger is not woken for payments', async () => {
  const { world } = at()
  const { accountId } = world
  const id = newId()
  await inAccount(accountId, tx => insertCompany(tx, { accountId, id, name: 'Without books' }))
  await world.database.owner.execute(sql`update payment_reads set read_at = now() - interval '16 minutes'`)
  await sweep(world.engine)
  const asked = await world.database.owner.execute(sql`
    select company_id from payment_reads where due_at is not null
    union select company_id from directory_due where account_id = ${accountId}`)
  expect(asked.map(row => row.company_id)).toEqual([world.companyId])
})

test('many payments are looked for by one question; what somebody entered by hand is found all the same', async () => {
  const { world, bookkeeper } = at()
  const specs = Array.from({ length: 8 }, () => ({
    number: nextNumber(),
    company: customer,
    lines: [line('100.00')],
  }))
  const invoices = await world.books.add(specs)
  await world.ask(invoices)
  await world.work()
  const [byHand, ...others] = invoices
  await bookkeeper.byHand(byHand?.id ?? 0, 110, '2026-11-20')
  await bookkeeper.pay(invoices.map(({ number }) => [number, '110.00']))
  await world.connectwise.control.clearCalls()
  await bookkeeper.read()
  for (const { id } of invoices) expect(await bookkeeper.inManage(id)).toEqual(['2026-11-20 110.00'])
  const own = (path: string) => invoices.find(({ id }) => path.endsWith(`/invoices/${id}/payments`))?.id
  const calls = async (method: string) =>
    (await world.connectwise.control.calls({ method })).flatMap(({ path }) => own(path) ?? [])
  expect([...new Set(await calls('GET'))]).toEqual([byHand?.id])
  expect(await calls('POST')).toHaveLength(others.length)
})
