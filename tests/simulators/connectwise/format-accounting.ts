import type { ProductDocument } from './documents.ts'
import type { AccountingSetup, Batch, GlAccount, GlEntry, Invoice, Tenant } from './entities.ts'
import type { Expense } from './entities-expenses.ts'
import type { RecordEntry } from './entities-records.ts'
import { dayTime } from './format.ts'
import { dec, number } from './money.ts'

/** The accounting side: mapping rows, entries and batches on the wire. */
export function glAccountRow(row: GlAccount) {
  const [segment1, segment2, segment3, segment4] = row.segments
  const [cogs1, cogs2, cogs3, cogs4] = row.cogs
  return {
    id: row.id,
    glType: row.glType,
    mappedType: { id: null, name: row.mappedType },
    mappedRecord: row.mappedRecord ?? { id: 1, name: 'Corporate' },
    segment1,
    segment2,
    segment3,
    segment4,
    cogs1,
    cogs2,
    cogs3,
    cogs4,
    productId: '',
    inventory: row.inventory ?? '',
    salesCode: row.salesCode,
    _info: { lastUpdated: '2026-07-01T00:00:00Z', updatedBy: 'Admin1' },
  }
}

export function glEntryRow(entry: GlEntry) {
  const [segment1, segment2, segment3, segment4] = entry.segments
  const [cogs1, cogs2, cogs3, cogs4] = entry.cogs
  return {
    id: entry.id,
    type: entry.type,
    amount: number(entry.amount),
    description: entry.description,
    segment1,
    segment2,
    segment3,
    segment4,
    productId: entry.productId,
    cost: number(entry.cost),
    salesCode: entry.salesCode,
    inventory: entry.inventory ?? '',
    cogs1,
    cogs2,
    cogs3,
    cogs4,
    isBatched: entry.batchId !== null,
  }
}

export function batchRow(batch: Batch) {
  return {
    id: batch.id,
    batchIdentifier: batch.identifier,
    exportInvoicesFlag: batch.invoices,
    exportExpensesFlag: batch.expenses,
    exportProductsFlag: batch.products,
    closedFlag: batch.closed,
    _info: { lastUpdated: batch.createdAt, updatedBy: batch.createdBy },
  }
}

export function batchEntryRow(entry: GlEntry, invoice: Invoice) {
  return {
    ...entryShape(entry),
    cost: number(entry.cost),
    item: entry.productId,
    salesCode: entry.salesCode,
    invoice: {
      id: invoice.id,
      identifier: invoice.number,
      billingType: invoice.type,
      applyToType: 'All',
      invoiceDate: dayTime(invoice.date),
      chargeFirmFlag: false,
    },
  }
}

/** An entry of a purchase, a stock movement or an expense in a batch, and what it is of. */
export function recordEntryRow(tenant: Tenant, entry: RecordEntry, of: ProductDocument | Expense) {
  return {
    ...entryShape(entry),
    cost: number('type' in of ? entry.amount : '0'),
    item: '',
    salesCode: '',
    ...('type' in of ? productOf(tenant, entry, of) : { expense: { id: of.id, amount: number(of.amount) } }),
  }
}

function productOf(tenant: Tenant, entry: RecordEntry, of: ProductDocument) {
  if (of.type === 'Transfer') return { transfer: String(of.transfer.id) }
  if (of.type === 'Adjustment') return { adjustmentDetail: { id: entry.lineId, name: entry.description } }
  const line = of.lines.find(one => one.id === entry.lineId)
  const item = tenant.catalog.find(one => one.id === line?.itemId)
  return {
    purchaseOrder: { id: of.order.id, name: of.order.number },
    lineItem: line ? { id: line.id, identifier: item?.identifier ?? '' } : null,
  }
}

function entryShape(entry: GlEntry | RecordEntry) {
  const amount = dec(entry.amount)
  return {
    id: entry.id,
    accountType: entry.type,
    name: entry.description,
    accountNumber: entry.segments[0],
    debit: number(amount.isPositive() ? entry.amount : '0'),
    credit: number(amount.isNegative() ? amount.negated().toFixed() : '0'),
    costOfGoodsSoldAccountNumber: entry.cogs[0],
  }
}

/** Captions and types of the ten segments; those that are not used are left out. */
export function glCaptionsRow({ captions }: AccountingSetup) {
  const named = captions.flatMap(({ name, type }, at) => [
    [`segment${at + 1}`, name],
    [`segment${at + 1}type`, type],
  ])
  return { id: 1, ...Object.fromEntries(named), cogs1: 'COGS', _info: INFO }
}

export function packageSetupRow(setup: AccountingSetup) {
  return {
    id: 1,
    accountingPackage: setup.package,
    directTransferFlag: false,
    includeInvoicesFlag: true,
    invoiceFormat: 'Detailed',
    includeExpensesFlag: setup.includeExpenses,
    transferExpensesAsBillFlag: setup.expensesAsBills,
    expenseFormat: 'Default',
    suppressMemoFlag: false,
    syncPaymentInfoFlag: true,
    syncWisePayPaymentInfoFlag: false,
    includeSalesTaxFlag: true,
    enableTaxGroupsFlag: false,
    zeroDollarTaxAmountsFlag: false,
    includeItemsFlag: true,
    inventorySOHFlag: setup.inventorySoh ?? true,
    sendComponentAmountFlag: false,
    sendUomFlag: true,
    includeCogsEntriesFlag: setup.includeCogs,
    includeCogsDropShipFlag: setup.cogsDropShip ?? false,
    _info: INFO,
  }
}

const INFO = { lastUpdated: '2026-07-01T00:00:00Z', updatedBy: 'Admin1' }
