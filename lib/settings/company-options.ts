import type { Transaction } from '../../drizzle/client.ts'
import { keepsStock } from '../accounting/exclusion.ts'
import type { PlanOptions } from '../accounting/options.ts'
import { Decimal } from '../std/decimal.ts'
import { catalog } from './catalog.ts'
import { type Entry, read } from './entry.ts'
import { cogsChecked } from './locks.ts'
import { planRows } from './store.ts'

/** How a company's records are planned: its own settings, and those of the account that every plan obeys. */
export async function companyOptions(tx: Transaction, companyId: string): Promise<PlanOptions> {
  const rows = await planRows(tx, companyId)
  const stored = new Map(rows.map(row => [`${row.scope} ${row.key}`, row.value]))
  const of: Of = field => read(field, stored.get(`${field.scope} ${field.key}`))
  const recordKinds = of(catalog['record-kinds'])
  return {
    postAs: of(catalog['post-as']),
    markSent: of(catalog['mark-sent']),
    brandingThemeId: of(catalog['branding-theme']),
    unknownCustomer: of(catalog['unknown-customer']),
    unknownVendor: of(catalog['unknown-vendor']),
    missingTracking: of(catalog['warn-missing-class']) ? 'warn' : 'stop',
    segment2CategoryId: of(catalog['segment-2-category']),
    segment3CategoryId: of(catalog['segment-3-category']),
    salesRepCategoryId: of(catalog['sales-rep-tracking']) ? of(catalog['sales-rep-category']) : null,
    roundingAccountId: of(catalog['rounding-account']),
    roundingItemId: of(catalog['rounding-item']),
    roundingLimit: Decimal.parse(of(catalog['rounding-limit'])),
    adjustmentAccountId: of(catalog['adjustment-account']),
    adjustmentItemId: of(catalog['adjustment-item']),
    adjustmentLimit: Decimal.parse(of(catalog['adjustment-limit'])),
    items: of(catalog.items),
    nonProductDefaults: nonProductDefaults(of),
    costAccounts: cogsChecked(of(catalog['cogs-validation']), recordKinds) ? 'required' : 'as-they-come',
    taxMethod: of(catalog['tax-method']),
    staticTaxId: of(catalog['tax-static-rate']),
    exemptTaxId: of(catalog['tax-exempt-rate']),
    taxDifference: of(catalog['tax-difference']),
    purchaseTaxMethod: of(catalog['purchase-tax-method']),
    purchaseStaticTaxId: of(catalog['purchase-tax-static-rate']),
    purchaseExemptTaxId: of(catalog['purchase-tax-exempt-rate']),
    purchaseTaxAccountId: of(catalog['purchase-tax-account']),
    detail: of(catalog['detail-level']),
    dueDateSource: of(catalog['due-date-source']),
    dueDateFormat: of(catalog['due-date-format']),
    referenceFormat: of(catalog['reference-format']),
    recordKinds,
    cutOffDate: of(catalog['cut-off-date']),
    billsAs: of(catalog['bills-as']),
    billDate: of(catalog['bill-date']),
    billNumberFormat: of(catalog['bill-number-format']),
    ...stockOptions(of, recordKinds),
    companyPaidTypes: of(catalog['company-paid-types']),
    expensesAs: of(catalog['expenses-as']),
    companyPaidBecomes: of(catalog['company-paid-becomes']),
    companyPaidAs: of(catalog['company-paid-as']),
    expenseGrouping: of(catalog['expense-grouping']),
    expenseApproval: of(catalog['expense-approval']),
    expenseProjectApproval: of(catalog['expense-project-approval']),
    expenseBilling: of(catalog['expense-billing']),
    expenseTax: of(catalog['expense-tax']),
    zeroRecords: of(catalog['zero-records']),
  }
}

type Of = <Value>(field: Entry<Value>) => Value

function nonProductDefaults(of: Of): PlanOptions['nonProductDefaults'] {
  return {
    ...(of(catalog['default-service-item-enabled']) && { R: of(catalog['default-service-item']) }),
    ...(of(catalog['default-expense-item-enabled']) && { RE: of(catalog['default-expense-item']) }),
    ...(of(catalog['default-agreement-item-enabled']) && { RA: of(catalog['default-agreement-item']) }),
    ...(of(catalog['default-deferred-item-enabled']) && { RD: of(catalog['default-deferred-item']) }),
  }
}

function stockOptions(of: Of, recordKinds: PlanOptions['recordKinds']) {
  return {
    inventory: keepsStock(recordKinds),
    stockAccountSource: of(catalog['stock-account-source']),
    dropShipAccountId: of(catalog['drop-ship-account']),
    stockAdjustmentAccountId: of(catalog['stock-adjustment-account']),
    stockCompliance: of(catalog['stock-compliance']),
    stockPrefixes: {
      sale: of(catalog['cost-of-goods-prefix']),
      adjustment: of(catalog['stock-adjustment-prefix']),
      transfer: of(catalog['stock-transfer-prefix']),
    },
  }
}
