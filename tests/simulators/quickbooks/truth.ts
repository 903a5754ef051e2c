import { bodyOf } from './context.ts'
import { NAMES, type Row, type TransactionType } from './entities.ts'
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
}
export type TransactionTruth = ReturnType<typeof transactionTruth>

/** All books, money as text, deleted and voided transactions included: duplicates show by their ids. */
export function truth(world: Pick<World, 'books' | 'clock'>): QuickBooksTruth {
  const { books } = world
  const companies = books.companies.all().map(({ id, name }) => {
    const of = (type: TransactionType) => books.rows.by('type', key(id, type)).map(transactionTruth)
    return {
      realmId: id,
      name,
      reads: readsOf(world, id),
      names: NAMES.flatMap(type => books.rows.by('type', key(id, type)).map(nameTruth)),
      transactions: {
        Invoice: of('Invoice'),
        CreditMemo: of('CreditMemo'),
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

function transactionTruth(row: Row) {
  const body = bodyOf(row)
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
  }
}

function nameTruth(row: Row) {
  return { id: row.entityId, type: row.type, name: bodyOf(row).DisplayName ?? '', active: row.active }
}
