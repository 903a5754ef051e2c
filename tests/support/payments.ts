import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { ledgerPayments } from '../../drizzle/schema/payments.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { present } from '../../lib/std/assert.ts'
import { askForPayments } from '../../lib/sync/payments/ask.ts'
import { matchPayment } from '../../lib/sync/payments/match.ts'
import { loosePayments, paidFacts } from '../../lib/sync/views/payments.ts'
import { DEMO, type RunningConnectWise } from '../simulators/connectwise/index.ts'
import { type PaidLedger, payQuickBooks, payXero } from './paid-ledgers.ts'
import { type QuickBooksWorld, quickBooksWorld } from './quickbooks-world.ts'
import { closedInvoice, line, type PostingSide, type PostingWorld, postingWorld } from './world.ts'

const zPaid = z.object({ id: z.int(), invoiceId: z.int(), amount: z.string(), date: z.string() })
const zManage = z.object({ tenants: z.record(z.string(), z.object({ payments: z.array(zPaid) })) })

type Side = PostingSide & { connectwise: RunningConnectWise }

/** A bookkeeper at the simulated ledger, and what the two sides' own records say of payments. */
export type Bookkeeper = PaidLedger & ReturnType<typeof openOurs> & ReturnType<typeof openManage>

export interface PaidWorld {
  world: PostingWorld | QuickBooksWorld
  bookkeeper: Bookkeeper
}

/** One MSP whose company posts to Xero, and somebody who keeps the books there. */
export async function paidInXero() {
  const world = await postingWorld()
  return { world, bookkeeper: { ...payXero(world), ...openOurs(world), ...openManage(world) } }
}

export async function paidInQuickBooks() {
  const world = await quickBooksWorld()
  return { world, bookkeeper: { ...payQuickBooks(world), ...openOurs(world), ...openManage(world) } }
}

/** An invoice that stands in both books: 110.00 with GST. */
export async function postedInvoice(world: PaidWorld['world']) {
  const invoice = await closedInvoice(world, { lines: [line('100.00')] })
  await world.ask([invoice])
  await world.work()
  return invoice
}

/** A credit memo that stands in both books: 44.00 with GST. */
export async function postedMemo(world: PaidWorld['world']) {
  const lines = [{ ...line('40.00'), amount: '-40.00' }]
  const memo = await closedInvoice(world, { type: 'CreditMemo', lines })
  await world.ask([memo])
  await world.work()
  return memo
}

function openManage({ connectwise }: Side) {
  return {
    /** Payments of the invoice in Manage, oldest first: "2026-11-20 40.00". */
    inManage: async (id: number) => {
      const { tenants } = zManage.parse(await connectwise.control.truth())
      const { payments } = present(tenants[DEMO.company], 'the login company')
      return payments.filter(one => one.invoiceId === id).map(one => `${one.date} ${one.amount}`)
    },
    /** Somebody enters a payment in Manage itself. */
    byHand: async (id: number, amount: number, day: string) => {
      const basic = Buffer.from(`${DEMO.company}+${DEMO.keys.public}:${DEMO.keys.private}`).toString('base64')
      const place = `${connectwise.urls.api}/v4_6_release/apis/3.0/finance/invoices/${id}/payments`
      const response = await fetch(place, {
        method: 'POST',
        headers: { authorization: `Basic ${basic}`, clientId: 'somebody' },
        body: JSON.stringify({ amount, paymentDate: `${day}T00:00:00Z` }),
      })
      if (response.status !== 201) throw new Error(`Manage answered ${response.status}.`)
    },
  }
}

function openOurs(world: PostingSide) {
  return {
    match: (paymentId: string, recordId: string | null) => {
      const { accountId, actor } = world
      const told = { recordId, reason: 'said so' }
      return inAccount(accountId, tx => matchPayment({ tx, accountId, actor }, paymentId, told))
    },
    paid: (recordId: number) => inAccount(world.accountId, tx => paidFacts(tx, String(recordId))),
    loose: () =>
      inAccount(world.accountId, tx => loosePayments(tx, world.companyId, { offset: 0, limit: 100 })),
    rows: (recordId: number) =>
      inAccount(world.accountId, tx =>
        tx
          .select()
          .from(ledgerPayments)
          .where(eq(ledgerPayments.recordId, String(recordId))),
      ),
    /** A person asks, and the worker does what is to be done. */
    read: async () => {
      const { accountId, companyId } = world
      await inAccount(accountId, tx => askForPayments({ tx, accountId, companyId }))
      await world.work()
    },
  }
}
