import { z } from 'zod'
import { present } from '../../lib/std/assert.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import type { Xero } from '../simulators/xero/index.ts'
import type { Books } from './books.ts'
import type { QuickBooksWorld } from './quickbooks-world.ts'

type Caller = (method: string, path: string, body: object) => Promise<unknown>

/** Money back to a customer, as somebody books it in the ledger itself. */
export interface Refunding {
  /** So much of the credit memo of that number is paid back. Answers the payment's id. */
  refund(memo: string, amount: string): Promise<string>
  /** What came in over what was owed, by the customer of that document, is paid back. Answers the payment's id. */
  refundOver(number: string, amount: string): Promise<string>
}

const day = '2026-11-24'

const zPayments = z.object({ Payments: z.array(z.object({ PaymentID: z.string() })) })
const zOverpayment = z.object({ OverpaymentID: z.string() })

export function refundInXero(call: Caller, { xero, books }: { xero: Xero; books: Books }): Refunding {
  const payBack = async (document: object, amount: string) => {
    const payment = { ...document, Account: { Code: '090' }, Amount: Number(amount), Date: day }
    const { Payments } = zPayments.parse(await call('PUT', 'Payments', { Payments: [payment] }))
    return present(Payments[0], 'a payment').PaymentID
  }
  return {
    refund: async (memo, amount) => {
      const note = present((await books.inXero(memo))[0], `${memo} in Xero`)
      return payBack({ CreditNote: { CreditNoteID: note.id } }, amount)
    },
    refundOver: async (number, amount) => {
      const { contactId } = present((await books.inXero(number))[0], `${number} in Xero`)
      const seed = { kind: 'overpayment', contact: contactId, currency: 'AUD', total: amount } as const
      const Overpayment = zOverpayment.parse(await xero.control.seed(seed))
      return payBack({ Overpayment }, amount)
    },
  }
}

const zPayment = z.object({ Payment: z.object({ Id: z.string() }) })
const zPurchase = z.object({ Purchase: z.object({ Id: z.string() }) })
const zReceipt = z.object({ RefundReceipt: z.object({ Id: z.string(), SyncToken: z.string() }) })
const [bank, receivable] = ['1', '2']

type Linked = [id: string, type: 'Invoice' | 'CreditMemo' | 'Expense', amount: string]

export interface QuickBooksRefunding extends Refunding {
  /** Of a receipt that is for so much of an invoice, the rest is paid back. */
  refundFrom(id: string, invoice: [number: string, amount: string], back: string): Promise<string>
  /** Given back at once, without a credit memo, to the customer of that sale. */
  receipt(sale: string, number: string, amount: string): Promise<{ id: string; remove(): Promise<void> }>
}

export function refundInQuickBooks(
  call: Caller,
  inQuickBooks: QuickBooksWorld['inQuickBooks'],
  versionOf: (id: string) => Promise<string>,
): QuickBooksRefunding {
  const { payOut, link } = bookkeeperOf(call)
  const saleOf = async (number: string) => {
    const sale = present((await inQuickBooks(number))[0], `${number} in QuickBooks`)
    return { id: sale.id, customer: sale.party.split('|')[1] ?? '' }
  }
  return {
    refund: async (memo, amount) => {
      const { id, customer } = await saleOf(memo)
      const expense = await payOut(customer, amount)
      return link(customer, '0', [
        [id, 'CreditMemo', amount],
        [expense, 'Expense', amount],
      ])
    },
    refundOver: async (number, amount) => {
      const { customer } = await saleOf(number)
      return link(customer, amount, [[await payOut(customer, amount), 'Expense', amount]])
    },
    refundFrom: async (paymentId, [number, amount], back) => {
      const { id, customer } = await saleOf(number)
      const expense = await payOut(customer, back)
      const lines: Linked[] = [
        [id, 'Invoice', amount],
        [expense, 'Expense', back],
      ]
      const total = Decimal.parse(amount).plus(Decimal.parse(back)).toFixedText(2)
      const more = { Id: paymentId, SyncToken: await versionOf(paymentId), TxnDate: '2026-11-20' }
      return link(customer, total, lines, more)
    },
    receipt: async (sale, number, amount) => receiptOf(call, (await saleOf(sale)).customer, number, amount),
  }
}

function bookkeeperOf(call: Caller) {
  return {
    /** An expense on the customer's receivables, as QuickBooks' own help has it done. */
    payOut: async (customer: string, amount: string) => {
      const detail = { AccountRef: { value: receivable }, CustomerRef: { value: customer } }
      const purchase = {
        PaymentType: 'Cash',
        AccountRef: { value: bank },
        EntityRef: { value: customer, type: 'Customer' },
        TxnDate: day,
        GlobalTaxCalculation: 'NotApplicable',
        Line: [
          {
            Amount: Number(amount),
            DetailType: 'AccountBasedExpenseLineDetail',
            AccountBasedExpenseLineDetail: detail,
          },
        ],
      }
      return zPurchase.parse(await call('POST', 'purchase', purchase)).Purchase.Id
    },
    link: async (customer: string, total: string, lines: Linked[], more: object = {}) => {
      const Line = lines.map(([TxnId, TxnType, amount]) => ({
        Amount: Number(amount),
        LinkedTxn: [{ TxnId, TxnType }],
      }))
      const body = {
        CustomerRef: { value: customer },
        TxnDate: day,
        TotalAmt: Number(total),
        Line,
        ...more,
      }
      return zPayment.parse(await call('POST', 'payment', body)).Payment.Id
    },
  }
}

async function receiptOf(call: Caller, customer: string, DocNumber: string, amount: string) {
  const body = {
    DocNumber,
    CustomerRef: { value: customer },
    TxnDate: day,
    DepositToAccountRef: { value: bank },
    GlobalTaxCalculation: 'NotApplicable',
    Line: [
      {
        Amount: Number(amount),
        DetailType: 'SalesItemLineDetail',
        SalesItemLineDetail: { ItemRef: { value: '1' }, Qty: 1, UnitPrice: Number(amount) },
      },
    ],
  }
  const { Id, SyncToken } = zReceipt.parse(await call('POST', 'refundreceipt', body)).RefundReceipt
  const remove = async () => {
    await call('POST', 'refundreceipt?operation=delete', { Id, SyncToken })
  }
  return { id: Id, remove }
}
