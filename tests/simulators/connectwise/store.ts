import type { Store } from '../kit/store.ts'
import type {
  Batch,
  Callback,
  Company,
  Counter,
  GlEntry,
  HostedSetup,
  Invoice,
  Member,
  MenuEntry,
  Session,
  Tenant,
} from './entities.ts'
import type { Agreement } from './entities-agreements.ts'
import type { Expense } from './entities-expenses.ts'
import type { RecordFile } from './entities-files.ts'
import type { Payment } from './entities-payments.ts'
import type { Adjustment, PurchaseOrder, Transfer } from './entities-procurement.ts'
import type { RecordEntry } from './entities-records.ts'

export type Table<Row> = {
  get(key: string): Row | undefined
  put(row: Row): Row
  delete(key: string): void
  all(): Row[]
  by(index: string, key: string): Row[]
}

export type Books = ReturnType<typeof createBooks>

/** Every table holds all login companies; a row's key begins with its own. */
export function createBooks(store: Store) {
  const perTenant = <Row extends { tenant: string }>(row: Row) => row.tenant
  const counters = table<Counter>(store, 'counters', {}, true)

  return {
    tenants: table<Tenant>(store, 'tenants', {}),
    members: table<Member>(store, 'members', { tenant: perTenant }),
    companies: table<Company>(store, 'companies', { tenant: perTenant }),
    invoices: table<Invoice>(store, 'invoices', {
      tenant: perTenant,
      company: row => `${row.tenant}/${row.companyId}`,
      number: row => `${row.tenant}/${row.number}`,
      agreement: row => (row.agreement === null ? undefined : `${row.tenant}/${row.agreement.id}`),
      billingLog: row => `${row.tenant}/${row.billingLogId}`,
    }),
    glEntries: table<GlEntry>(store, 'glEntries', {
      invoice: row => `${row.tenant}/${row.invoiceId}`,
      batch: row => (row.batchId === null ? undefined : `${row.tenant}/${row.batchId}`),
    }),
    batches: table<Batch>(store, 'batches', {
      tenant: perTenant,
      identifier: row => `${row.tenant}/${row.identifier}`,
    }),
    callbacks: table<Callback>(store, 'callbacks', { tenant: perTenant }),
    hostedSetups: table<HostedSetup>(store, 'hostedSetups', { tenant: perTenant }),
    menuEntries: table<MenuEntry>(store, 'menuEntries', { tenant: perTenant }),
    agreements: table<Agreement>(store, 'agreements', { tenant: perTenant }),
    expenses: table<Expense>(store, 'expenses', { tenant: perTenant }),
    files: table<RecordFile>(store, 'files', {
      tenant: perTenant,
      record: row => `${row.tenant}/${row.recordType}/${row.recordId}`,
    }),
    payments: table<Payment>(store, 'payments', {
      tenant: perTenant,
      invoice: row => `${row.tenant}/${row.invoiceId}`,
      credit: row => (row.creditId === undefined ? undefined : `${row.tenant}/${row.creditId}`),
    }),
    purchaseOrders: table<PurchaseOrder>(store, 'purchaseOrders', { tenant: perTenant }),
    adjustments: table<Adjustment>(store, 'adjustments', { tenant: perTenant }),
    transfers: table<Transfer>(store, 'transfers', { tenant: perTenant }),
    recordEntries: table<RecordEntry>(store, 'recordEntries', {
      record: row => `${row.tenant}/${row.recordId}`,
      batch: row => (row.batchId === null ? undefined : `${row.tenant}/${row.batchId}`),
    }),
    sessions: table<Session>(store, 'sessions', { tenant: perTenant }, true),
    /** Record ids are counted per login company and kind, and never used again. */
    nextId(tenant: string, kind: string): number {
      const key = `${tenant}/${kind}`
      const next = counters.get(key)?.next ?? FIRST_ID[kind] ?? 1
      counters.put({ key, next: next + 1 })
      return next
    },
  }
}

export const keyOf = (tenant: string, id: number | string): string => `${tenant}/${id}`

/** Kinds begin far apart: a client that mixes up two kinds of id finds nothing, instead of something. */
const FIRST_ID: Record<string, number> = {
  company: 20,
  agreement: 31,
  invoice: 1201,
  billingLog: 5001,
  unposted: 300,
  line: 9001,
  glEntry: 41_001,
  batch: 71,
  callback: 11,
  hostedSetup: 4,
  menuEntry: 2,
  menuEntryLocation: 8,
  expense: 31_001,
  expenseDetail: 36_001,
  expenseReport: 801,
  document: 52_001,
  payment: 61_001,
  purchaseOrder: 3301,
  orderLine: 3501,
  receipt: 2401,
  adjustment: 12,
  adjustmentLine: 2601,
  transfer: 7,
  transferLine: 2701,
}

function table<Row extends { key: string }>(
  store: Store,
  name: string,
  indexes: Record<string, (row: Row) => string | undefined>,
  quiet = false,
): Table<Row> {
  const wrapped = Object.fromEntries(
    Object.entries(indexes).map(([index, of]) => [index, (kept: { id: string; row: Row }) => of(kept.row)]),
  )
  const rows = store.collection<{ id: string; row: Row }>(name, wrapped, { quiet })
  return {
    get: key => rows.get(key)?.row,
    put(row) {
      rows.put({ id: row.key, row })
      return row
    },
    delete: key => rows.delete(key),
    all: () => rows.all().map(kept => kept.row),
    by: (index, key) => rows.by(index, key).map(kept => kept.row),
  }
}
