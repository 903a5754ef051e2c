import type { ExportRequest } from './bodies.ts'
import { documentsOf, isUnpostedProduct, locationOf, productDocuments } from './documents.ts'
import type { GlEntry, Tenant } from './entities.ts'
import type { RecordEntry } from './entities-records.ts'
import type { Exported, ExportedRecords, ExportKinds } from './export.ts'
import { entriesFor, isUnposted } from './life.ts'
import { isOpen } from './records.ts'
import type { Sim } from './sim.ts'
import { expenseEntries, expenseRecordId, isUnpostedExpense } from './spending.ts'
import { keyOf } from './store.ts'

/** What an export is asked for, by the ids of each unposted list: open and batched records are never in it. */
export function chosen(
  sim: Sim,
  tenant: Tenant,
  wants: ExportRequest,
  kinds: Omit<ExportKinds, 'condensed'>,
): ExportedRecords {
  return {
    invoices: kinds.invoices ? invoices(sim, tenant, wants) : [],
    products: kinds.products ? products(sim, tenant, wants) : [],
    expenses: kinds.expenses ? expenses(sim, tenant, wants) : [],
  }
}

/** The records behind the entries of a batch, each with those entries alone. */
export function contained(
  sim: Sim,
  tenant: Tenant,
  { entries, records }: { entries: GlEntry[]; records: RecordEntry[] },
): ExportedRecords {
  const spent = Map.groupBy(
    records.filter(entry => entry.kind === 'expense'),
    entry => entry.recordId,
  )
  return {
    invoices: [...Map.groupBy(entries, entry => entry.invoiceId)].flatMap(([id, own]) => {
      const invoice = sim.books.invoices.get(keyOf(tenant.company, id))
      return invoice ? [{ invoice, entries: own, wholeCost: isWhole(sim) }] : []
    }),
    products: documentsOf(sim, tenant, records),
    expenses: sim.books.expenses.by('tenant', tenant.company).flatMap(expense => {
      const own = spent.get(expenseRecordId(expense.id))
      return own ? [{ expense, entries: own }] : []
    }),
  }
}

function invoices(sim: Sim, tenant: Tenant, wants: ExportRequest): Exported[] {
  const table = sim.books.invoices
  const included = wants.includedInvoiceIds
  const candidates = included
    ? included.flatMap(id => table.by('billingLog', keyOf(tenant.company, id)))
    : table.by('tenant', tenant.company)
  return candidates
    .filter(invoice => isUnposted(sim, tenant, invoice))
    .filter(invoice => !(wants.excludedInvoiceIds ?? []).includes(invoice.billingLogId))
    .filter(invoice => isWithin(wants, invoice.locationId, invoice.date))
    .map(invoice => ({
      invoice,
      entries: entriesFor(sim, invoice).filter(entry => entry.batchId === null),
      wholeCost: isWhole(sim),
    }))
    .filter(record => record.entries.length > 0)
}

function products(sim: Sim, tenant: Tenant, wants: ExportRequest) {
  const included = wants.includedProductIds && new Set(wants.includedProductIds)
  return productDocuments(sim, tenant, included, 'name')
    .filter(one => isUnpostedProduct(sim, one))
    .filter(one => !(wants.excludedProductIds ?? []).includes(one.name))
    .filter(one => isWithin(wants, locationOf(tenant, one), one.on))
    .map(one => ({ ...one, entries: one.entries.filter(isOpen) }))
    .filter(one => one.entries.length > 0)
}

function expenses(sim: Sim, tenant: Tenant, wants: ExportRequest) {
  const included = wants.includedExpenseIds && new Set(wants.includedExpenseIds)
  return sim.books.expenses
    .by('tenant', tenant.company)
    .filter(expense => included?.has(expense.detailId) ?? true)
    .filter(expense => !(wants.excludedExpenseIds ?? []).includes(expense.detailId))
    .filter(expense => isUnpostedExpense(sim, tenant, expense))
    .filter(expense => isWithin(wants, expense.locationId, expense.date))
    .map(expense => ({ expense, entries: expenseEntries(sim, tenant, expense).filter(isOpen) }))
    .filter(one => one.entries.length > 0)
}

const isWhole = ({ parameters }: Sim) => parameters.entryCost === 'whole'

function isWithin({ locationId, thruDate }: ExportRequest, location: number, day: string): boolean {
  return (!locationId || location === locationId) && (thruDate === undefined || day <= thruDate.slice(0, 10))
}
