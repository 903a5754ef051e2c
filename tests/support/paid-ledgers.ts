import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import { present } from '../../lib/std/assert.ts'
import { Decimal, sum } from '../../lib/std/decimal.ts'
import { Secret } from '../../lib/std/secret.ts'
import { receiveQuickBooks, receiveXero } from '../../lib/webhooks/receive.ts'
import type { QuickBooks } from '../simulators/quickbooks/index.ts'
import { REALM_AU } from '../simulators/quickbooks/seed.ts'
import type { Xero } from '../simulators/xero/index.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'
import type { Books } from './books.ts'
import type { QuickBooksWorld } from './quickbooks-world.ts'
import { type QuickBooksRefunding, type Refunding, refundInQuickBooks, refundInXero } from './refunding.ts'

/** What is paid of one invoice: its number and how much. */
export type Share = [number: string, amount: string]

export interface Written {
  reference?: string
  date?: string
  amount?: number
}

/** Somebody who keeps the books in the ledger itself. */
export interface PaidLedger extends Refunding {
  vendor: 'xero' | 'quickbooks'
  /** One receipt for these invoices, in whatever payments the ledger keeps of it. Answers their ids. */
  pay(shares: Share[], date?: string): Promise<string[]>
  /** What was paid was for another invoice. Answers the payment's id from then on. */
  move(id: string, share: Share, date?: string): Promise<string>
  /** Takes a payment out of the books. */
  remove(id: string): Promise<void>
  /** Writes an invoice of 110.00 in the ledger itself. */
  write(number: string, how?: Written): Promise<void>
  /** What the ledger says is paid of the invoice of that number, as text. */
  paidInLedger(number: string): Promise<string>
  webhooks: LedgerWebhooks
}

/** The ledger's own webhooks, late, doubled and out of order, to an address that receives them as the product does. */
export interface LedgerWebhooks {
  begin(url: string): Promise<void>
  receive(body: Buffer, headers: IncomingHttpHeaders): Promise<number>
  /** Ends when none is on its way any more. */
  settled(): Promise<void>
}

const signingKey = 'the key that the app has from the vendor'
const unruly = { lateMs: 500, twice: true, shuffle: true }

const zGrant = z.object({ access_token: z.string() })
const paidDay = '2026-11-20'

type Caller = (method: string, path: string, body: object) => Promise<unknown>

function callerOf(root: string, grant: () => Promise<object>, headers: Record<string, string> = {}): Caller {
  return async (method, path, body) => {
    // A token lives as short as everything here: each call has its own.
    const { access_token } = zGrant.parse(await grant())
    const response = await fetch(`${root}/${path}`, {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${access_token}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text)
  }
}

const zPayments = z.object({ Payments: z.array(z.object({ PaymentID: z.string() })) })

/** In Xero a payment is over one invoice: a receipt for several is several payments. */
export function payXero({ xero, books }: { xero: Xero; books: Books }): PaidLedger {
  const call = callerOf(
    `${xero.apiUrl}/api.xro/2.0`,
    () => xero.control.grant({ organisations: [DEMO_AU] }),
    { 'xero-tenant-id': DEMO_AU },
  )
  const pay = async (shares: Share[], date = paidDay) => {
    const Payments = []
    for (const [number, amount] of shares) {
      const [document] = await books.inXero(number)
      Payments.push({
        Invoice: { InvoiceID: present(document, `${number} in Xero`).id },
        Account: { Code: '090' },
        Amount: Number(amount),
        Date: date,
      })
    }
    const made = zPayments.parse(await call('PUT', 'Payments', { Payments }))
    return made.Payments.map(({ PaymentID }) => PaymentID)
  }
  const remove = async (id: string) => {
    await call('POST', `Payments/${id}`, { Status: 'DELETED' })
  }
  return {
    ...refundInXero(call, { xero, books }),
    vendor: 'xero',
    pay,
    remove,
    move: async (id, share, date) => {
      await remove(id)
      return present((await pay([share], date))[0], 'a payment')
    },
    write: async (number, { reference = '', date = '2026-11-01', amount = 110 } = {}) => {
      const invoice = {
        Type: 'ACCREC',
        InvoiceNumber: number,
        Reference: reference,
        Contact: { Name: 'Written by hand' },
        Date: date,
        DueDate: '2026-11-30',
        Status: 'AUTHORISED',
        LineAmountTypes: 'NoTax',
        LineItems: [{ Description: 'Work', Quantity: 1, UnitAmount: amount, AccountCode: '200' }],
      }
      await call('PUT', 'Invoices', { Invoices: [invoice] })
    },
    paidInLedger: async number => {
      const document = present((await books.inXero(number))[0], `${number} in Xero`)
      return Decimal.parse(document.total).minus(Decimal.parse(document.amountDue)).toFixedText(2)
    },
    webhooks: webhooksOfXero(xero),
  }
}

function webhooksOfXero(xero: Xero): LedgerWebhooks {
  return {
    begin: async url => {
      await xero.control.setParameters({ webhooks: unruly, minuteLimit: 1_000 })
      await xero.control.webhook({ url, key: signingKey })
    },
    receive: (body, headers) => receiveXero(Secret.of(signingKey), body, String(headers['x-xero-signature'])),
    settled: xero.webhooks.settled,
  }
}

export interface PaidQuickBooks extends PaidLedger, QuickBooksRefunding {
  /** A voided payment stays, with nothing in it. */
  empty(id: string): Promise<void>
  /** One receipt of so much for less: what is over is for no invoice yet. */
  overpay(share: Share, total: string): Promise<string>
  /** Settles an invoice with a credit memo of that number, and no money. */
  settle(share: Share, memo: string): Promise<string>
}

const zQuickBooksPayment = z.object({ Payment: z.object({ Id: z.string() }) })
type Paying = Pick<QuickBooksWorld, 'inQuickBooks'> & { quickbooks: QuickBooks }

/** In QuickBooks one payment is over as many invoices of the customer as it has lines. */
export function payQuickBooks({ quickbooks, inQuickBooks }: Paying): PaidQuickBooks {
  const root = `${quickbooks.url}/v3/company/${REALM_AU}`
  const call = callerOf(root, () => quickbooks.control.grant({ realm: REALM_AU }))
  const save = async (shares: Share[], date: string, more: object) => {
    const Line = []
    let customer = ''
    for (const [number, amount] of shares) {
      const invoice = present((await inQuickBooks(number))[0], `${number} in QuickBooks`)
      customer = invoice.party.split('|')[1] ?? ''
      Line.push({ Amount: Number(amount), LinkedTxn: [{ TxnId: invoice.id, TxnType: 'Invoice' }] })
    }
    const TotalAmt = Number(sum(shares.map(([, amount]) => Decimal.parse(amount))).toFixedText(2))
    const body = { CustomerRef: { value: customer }, TxnDate: date, TotalAmt, Line, ...more }
    return zQuickBooksPayment.parse(await call('POST', 'payment', body)).Payment.Id
  }
  const end = async (id: string, how: 'delete' | 'void') => {
    await call('POST', `payment?operation=${how}`, { Id: id, SyncToken: await versionOf(quickbooks, id) })
  }
  return {
    ...refundInQuickBooks(call, inQuickBooks, id => versionOf(quickbooks, id)),
    vendor: 'quickbooks',
    pay: async (shares, date = paidDay) => [await save(shares, date, {})],
    move: async (id, share, date = paidDay) =>
      save([share], date, { Id: id, SyncToken: await versionOf(quickbooks, id) }),
    remove: id => end(id, 'delete'),
    empty: id => end(id, 'void'),
    overpay: (share, total) => save([share], paidDay, { TotalAmt: Number(total) }),
    settle: (share, memo) => settleIn(call, inQuickBooks, share, memo),
    write: async (number, { reference = '', date = '2026-11-01', amount = 110 } = {}) => {
      await call('POST', 'invoice', {
        DocNumber: number,
        TxnDate: date,
        CustomerRef: { value: '1' },
        CustomerMemo: { value: reference },
        GlobalTaxCalculation: 'NotApplicable',
        Line: [
          {
            Amount: amount,
            DetailType: 'SalesItemLineDetail',
            SalesItemLineDetail: { ItemRef: { value: '1' }, Qty: 1, UnitPrice: amount },
          },
        ],
      })
    },
    paidInLedger: async number => {
      const invoice = present((await inQuickBooks(number))[0], `${number} in QuickBooks`)
      return Decimal.parse(invoice.total).minus(Decimal.parse(invoice.balance)).toFixedText(2)
    },
    webhooks: {
      begin: async url => {
        const webhooks = { ...unruly, gatherMs: 0, shape: 'cloudevents' }
        await quickbooks.control.setParameters({ webhooks, secondLimit: 1_000 })
        await quickbooks.control.webhook({ url, verifierToken: signingKey })
      },
      receive: (body, headers) =>
        receiveQuickBooks(Secret.of(signingKey), body, String(headers['intuit-signature'])),
      settled: quickbooks.webhooks.settled,
    },
  }
}

async function settleIn(
  call: Caller,
  inQuickBooks: Paying['inQuickBooks'],
  [number, amount]: Share,
  memo: string,
): Promise<string> {
  const [invoice, credit] = [(await inQuickBooks(number))[0], (await inQuickBooks(memo))[0]]
  const [, customer] = present(invoice, `${number} in QuickBooks`).party.split('|')
  const Line = [
    { Amount: Number(amount), LinkedTxn: [{ TxnId: invoice?.id, TxnType: 'Invoice' }] },
    { Amount: Number(amount), LinkedTxn: [{ TxnId: credit?.id, TxnType: 'CreditMemo' }] },
  ]
  const body = { CustomerRef: { value: customer }, TxnDate: paidDay, TotalAmt: 0, Line }
  return zQuickBooksPayment.parse(await call('POST', 'payment', body)).Payment.Id
}

const zVersion = z.object({ Payment: z.object({ SyncToken: z.string() }) })

async function versionOf({ url, control }: QuickBooks, id: string): Promise<string> {
  const { access_token } = await control.grant({ realm: REALM_AU })
  const response = await fetch(`${url}/v3/company/${REALM_AU}/payment/${id}`, {
    headers: { authorization: `Bearer ${access_token}`, accept: 'application/json' },
  })
  return zVersion.parse(await response.json()).Payment.SyncToken
}
