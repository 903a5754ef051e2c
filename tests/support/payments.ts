import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { ledgerPayments } from '../../drizzle/schema/payments.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { present } from '../../lib/std/assert.ts'
import { askForPayments } from '../../lib/sync/payments/ask.ts'
import { matchPayment } from '../../lib/sync/payments/match.ts'
import { loosePayments, paidFacts } from '../../lib/sync/views/payments.ts'
import { DEMO } from '../simulators/connectwise/index.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'
import type { PostingWorld } from './world.ts'

const zPaid = z.object({ id: z.int(), invoiceId: z.int(), amount: z.string(), date: z.string() })
const zManage = z.object({ tenants: z.record(z.string(), z.object({ payments: z.array(zPaid) })) })
const zGrant = z.object({ access_token: z.string() })
const zMade = z.object({ Payments: z.array(z.object({ PaymentID: z.string() })) })

/** Calls of the simulated Xero as somebody who keeps the books there. */
function callerOf(world: PostingWorld) {
  // A token lives as short as everything here: each call has its own.
  const grant = async () =>
    zGrant.parse(await world.xero.control.grant({ organisations: [DEMO_AU] })).access_token
  return async (method: string, path: string, body: object) => {
    const response = await fetch(`${world.xero.apiUrl}/api.xro/2.0/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await grant()}`,
        'xero-tenant-id': DEMO_AU,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text
  }
}

/** A bookkeeper at the simulated Xero, and what the two sides' own records say of payments. */
export function openPayments(world: PostingWorld) {
  return { ...openXero(world), ...openOurs(world) }
}

function openXero(world: PostingWorld) {
  const call = callerOf(world)
  return {
    /** Pays an invoice of that number in Xero. Answers the payment's id. */
    pay: async (number: string, amount: string, date = '2026-11-20') => {
      const [document] = await world.books.inXero(number)
      const body = {
        Payments: [
          {
            Invoice: { InvoiceID: present(document, `${number} in Xero`).id },
            Account: { Code: '090' },
            Amount: Number(amount),
            Date: date,
          },
        ],
      }
      const { Payments } = zMade.parse(JSON.parse(await call('PUT', 'Payments', body)))
      return present(Payments[0], 'a payment').PaymentID
    },
    /** Somebody writes an invoice of 110.00 in Xero itself. */
    write: (number: string) =>
      call('PUT', 'Invoices', {
        Invoices: [
          {
            Type: 'ACCREC',
            InvoiceNumber: number,
            Contact: { Name: 'Written in Xero' },
            Date: '2026-11-01',
            DueDate: '2026-11-30',
            Status: 'AUTHORISED',
            LineAmountTypes: 'NoTax',
            LineItems: [{ Description: 'Work', Quantity: 1, UnitAmount: 110, AccountCode: '200' }],
          },
        ],
      }),
    remove: (id: string) => call('POST', `Payments/${id}`, { Status: 'DELETED' }),
    /** Payments of the invoice in Manage, oldest first: "2026-11-20 40.00". */
    inManage: async (id: number) => {
      const { tenants } = zManage.parse(await world.connectwise.control.truth())
      const { payments } = present(tenants[DEMO.company], 'the login company')
      return payments.filter(one => one.invoiceId === id).map(one => `${one.date} ${one.amount}`)
    },
  }
}

function openOurs(world: PostingWorld) {
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

export type Bookkeeper = ReturnType<typeof openPayments>
