import { bodyOf } from './context.ts'
import { type Attachable, type Line, NAMES, type Row, type TransactionType } from './entities.ts'
import { linkEnd } from './links.ts'
import { amountOf } from './money.ts'
import { key } from './store.ts'
import { readsOf } from './usage.ts'
import type { World } from './world.ts'

export type QuickBooksTruth = { companies: CompanyTruth[] }
export type CompanyTruth = {
  realmId: string
  name: string
  /** Metered reads of this month. */
  reads: number
  names: { id: string; type: string; name: string; active: boolean }[]
  transactions: Record<TransactionType, TransactionTruth[]>
  attachables: ReturnType<typeof attachableTruth>[]
}
export type TransactionTruth = ReturnType<typeof transactionTruth>

/** All books, money as text, deleted and voided transactions included: duplicates show by their ids. */
export function truth(world: Pick<World, 'books' | 'clock'>): QuickBooksTruth {
  const { books } = world
  const companies = books.companies.all().map(({ id, name }) => {
    const of = (type: TransactionType) =>
      books.rows.by('type', key(id, type)).map(row => transactionTruth(books, row))
    return {
      realmId: id,
      name,
      reads: readsOf(world, id),
      names: NAMES.flatMap(type => books.rows.by('type', key(id, type)).map(nameTruth)),
      attachables: books.attachables.by('realm', id).map(attachableTruth),
      transactions: {
        Invoice: of('Invoice'),
        CreditMemo: of('CreditMemo'),
        RefundReceipt: of('RefundReceipt'),
        Bill: of('Bill'),
        VendorCredit: of('VendorCredit'),
        Purchase: of('Purchase'),
        JournalEntry: of('JournalEntry'),
        Payment: of('Payment'),
        BillPayment: of('BillPayment'),
      },
    }
  })
  return { companies }
}

function attachableTruth({ refType, refId, fileName, contentType, length, hash }: Attachable) {
  return { refType, refId, fileName, contentType, length, hash }
}

function transactionTruth({ links }: World['books'], row: Row) {
  const body = bodyOf(row)
  const settles = links.by('from', key(row.realm, linkEnd(row.type, row.entityId)))
  return {
    id: row.entityId,
    number: body.DocNumber ?? '',
    party: row.party ?? '',
    date: body.TxnDate ?? '',
    dueDate: body.DueDate ?? '',
    currency: body.CurrencyRef?.value ?? '',
    note: body.PrivateNote ?? '',
    total: row.total ?? '',
    tax: row.tax ?? '',
    balance: row.balance ?? '',
    voided: row.voided,
    deleted: row.deleted,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    lines: (body.Line ?? []).length,
    /** What was paid from which account, or with `credit` came back to it; '' of what is not paid at once. */
    account: row.type === 'Purchase' ? (body.AccountRef?.value ?? '') : '',
    paymentType: body.PaymentType ?? '',
    credit: body.Credit === true,
    reconciled: row.reconciled === true,
    /** What of a bill, a vendor credit, a purchase or a journal stands on which account, debits positive. */
    posted: (body.Line ?? []).flatMap(line => postedBy(row.type, body.Credit === true, line)),
    /** Of a payment: the invoices that it pays, and how much of each. */
    paid: settles
      .filter(({ to }) => to.startsWith(linkEnd('Invoice', '')))
      .map(({ to, amount }) => ({ id: to.slice(linkEnd('Invoice', '').length), amount })),
  }
}

function postedBy(type: Row['type'], back: boolean, { Amount, ...line }: Line) {
  const bought = line.AccountBasedExpenseLineDetail
  const side = line.JournalEntryLineDetail
  const account = (bought ?? side)?.AccountRef?.value
  if (account === undefined || !Amount) return []
  const credit = side?.PostingType === 'Credit' || type === 'VendorCredit' || back
  const amount = amountOf(Amount)
  return [{ account, amount: (credit ? amount.negated() : amount).toFixed(2) }]
}

function nameTruth(row: Row) {
  return { id: row.entityId, type: row.type, name: bodyOf(row).DisplayName ?? '', active: row.active }
}
