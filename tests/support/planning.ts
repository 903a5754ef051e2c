import { standardBillNumber } from '../../lib/accounting/bill-number.ts'
import type { WorkLine } from '../../lib/accounting/detail.ts'
import type { RecordLine, SalesExport } from '../../lib/accounting/export.ts'
import type {
  LedgerRules,
  MappingKind,
  MappingLookup,
  PlanOptions,
  PlanReference,
} from '../../lib/accounting/options.ts'
import { standardReference } from '../../lib/accounting/reference.ts'
import type { SalesInput } from '../../lib/accounting/translate/index.ts'
import { Decimal } from '../../lib/std/decimal.ts'

/** A small Australian book: two sales accounts, GST and none, one tracking category, one mapped customer. */
export function planInput(given: Partial<SalesInput> = {}): SalesInput {
  return {
    record: salesExport(),
    options: planOptions(),
    reference: planReference(),
    mappings: lookup(standardMappings),
    ...given,
  }
}

export function salesExport(given: Partial<SalesExport> = {}): SalesExport {
  return {
    kind: 'invoice',
    recordId: '501',
    billingLogId: '9501',
    number: 'INV-501',
    billingType: 'Standard',
    date: '2026-11-14',
    dueDate: '2026-12-14',
    terms: { name: 'Net 30', xref: '30', dueDays: 30 },
    customer: {
      id: '250',
      identifier: 'AcmeDental',
      name: 'Acme Dental',
      email: 'ap@acme.test',
      accountNumber: 'A250',
    },
    currency: 'AUD',
    purchaseOrder: '',
    project: '',
    memo: '',
    salesRep: { id: '', name: '' },
    total: decimal('1320'),
    salesTax: decimal('120'),
    taxCode: 'GST',
    lines: [salesLine()],
    glEntryIds: ['1'],
    ...given,
  }
}

export function salesLine(given: Partial<RecordLine> = {}): RecordLine {
  return {
    id: '1',
    glType: 'R',
    account: '4100',
    segments: ['SYD', '', ''],
    item: null,
    description: 'Onsite support',
    work: '',
    quantity: decimal('8'),
    unitPrice: decimal('150'),
    amount: decimal('1200'),
    taxable: true,
    taxCode: '',
    costAccount: '',
    inventoryAccount: '',
    warehouseAccount: '',
    itemType: '',
    dropShipped: false,
    cost: null,
    ...given,
  }
}

export function planOptions(given: Partial<PlanOptions> = {}): PlanOptions {
  return {
    postAs: 'approved',
    markSent: true,
    brandingThemeId: null,
    unknownCustomer: 'ask',
    unknownVendor: 'ask',
    missingTracking: 'stop',
    segment2CategoryId: 'region',
    segment3CategoryId: null,
    roundingAccountId: 'acc-860',
    roundingLimit: decimal('0.10'),
    items: 'when-mapped',
    roundingItemId: null,
    adjustmentAccountId: null,
    adjustmentItemId: null,
    adjustmentLimit: decimal('10'),
    salesRepCategoryId: null,
    nonProductDefaults: {},
    costAccounts: 'as-they-come',
    taxMethod: 'mapped',
    staticTaxId: null,
    exemptTaxId: null,
    purchaseTaxMethod: 'mapped',
    purchaseTaxAccountId: null,
    purchaseStaticTaxId: null,
    purchaseExemptTaxId: null,
    taxDifference: 'warning',
    detail: 'detail',
    dueDateSource: 'connectwise',
    dueDateFormat: '',
    referenceFormat: standardReference,
    recordKinds: ['invoices', 'credit-memos', 'procurement', 'expenses'],
    cutOffDate: null,
    billsAs: 'approved',
    billDate: 'order',
    billNumberFormat: standardBillNumber,
    inventory: false,
    stockAccountSource: 'gl-mapping',
    dropShipAccountId: null,
    stockAdjustmentAccountId: null,
    stockCompliance: 'strict',
    stockPrefixes: { sale: 'COGS', adjustment: 'ADJ', transfer: 'TRF' },
    companyPaidTypes: [],
    expensesAs: 'approved',
    companyPaidBecomes: 'journal',
    companyPaidAs: 'approved',
    expenseGrouping: 'entry',
    expenseApproval: 'approved',
    expenseProjectApproval: false,
    expenseBilling: 'any',
    expenseTax: 'typed',
    zeroRecords: 'mark',
    ...given,
  }
}

const ofSales = { active: true, canApplyToRevenue: true, canApplyToExpenses: false }
const ofPurchases = { active: true, canApplyToRevenue: false, canApplyToExpenses: true }

export const xeroRules: LedgerRules = {
  numberMax: 255,
  drafts: true,
  itemAccounts: false,
  creditNoteVoid: true,
  taxOn: 'line',
  spending: { party: 'required', back: 'any', taxAsGiven: false },
}
export const quickBooksRules: LedgerRules = {
  numberMax: 21,
  drafts: false,
  itemAccounts: true,
  creditNoteVoid: false,
  taxOn: 'document',
  spending: { party: 'optional', back: 'card', taxAsGiven: true },
}

export function planReference(given: Partial<PlanReference> = {}): PlanReference {
  return {
    organisation: {
      name: 'Demo Managed Services',
      baseCurrency: 'AUD',
      currencies: ['AUD', 'USD'],
      periodLockDate: null,
      yearLockDate: null,
      rules: xeroRules,
    },
    accounts: byId([
      { id: 'acc-200', code: '200', name: 'Sales', active: true, type: 'REVENUE' },
      { id: 'acc-210', code: '210', name: 'Hardware sales', active: true, type: 'REVENUE' },
      { id: 'acc-299', code: '299', name: 'Old sales', active: false, type: 'REVENUE' },
      { id: 'acc-860', code: '860', name: 'Rounding', active: true, type: 'EXPENSE' },
    ]),
    taxRates: byId([
      { id: 'OUTPUT', name: 'GST on Income', rate: decimal('10'), ...ofSales },
      { id: 'EXEMPTOUTPUT', name: 'GST Free Income', rate: decimal('0'), ...ofSales },
      { id: 'INPUT', name: 'GST on Expenses', rate: decimal('10'), ...ofPurchases },
      { id: 'EXEMPTEXPENSES', name: 'GST Free Expenses', rate: decimal('0'), ...ofPurchases },
    ]),
    items: byId([{ id: 'item-m365', code: 'M365', name: 'Microsoft 365', accountId: null }]),
    themes: byId([
      { id: 'theme-card', name: 'Pay by card', active: true },
      { id: 'theme-old', name: 'Old letterhead', active: false },
    ]),
    tracking: byId([
      {
        id: 'region',
        name: 'Region',
        perDocument: false,
        options: byId([
          { id: 'sydney', name: 'Sydney', active: true },
          { id: 'perth', name: 'Perth', active: false },
        ]),
      },
    ]),
    contacts: byId([
      { id: 'contact-acme', name: 'Acme Dental', archived: false },
      { id: 'contact-mill', name: 'Old Mill Bakery', archived: true },
    ]),
    contactsByName: new Map([['acme dental', 'contact-acme']]),
    psaTerms: new Map(),
    psaTaxCodes: new Map([
      ['gst', '7'],
      ['gst-cap', '8'],
    ]),
    ...given,
  }
}

export type MappingRow = [kind: MappingKind, key: string, id: string]

export const standardMappings: MappingRow[] = [
  ['account', '4100', 'acc-200'],
  ['account', '4200', 'acc-210'],
  ['tax', '7', 'OUTPUT'],
  ['tax', 'exempt', 'EXEMPTOUTPUT'],
  ['tracking-2', 'SYD', 'sydney'],
  ['item', '31', 'item-m365'],
  ['customer', '250', 'contact-acme'],
]

export function lookup(rows: MappingRow[]): MappingLookup {
  const ids = new Map(rows.map(([kind, key, id]) => [`${kind}\n${key}`, id]))
  return { find: (kind, key) => ids.get(`${kind}\n${key}`) ?? null }
}

/** The standard mappings less these ("account 4100"), plus those. */
export function mappings(change: { without?: string[]; and?: MappingRow[] }): MappingLookup {
  const kept = standardMappings.filter(([kind, key]) => !change.without?.includes(`${kind} ${key}`))
  return lookup([...kept, ...(change.and ?? [])])
}

export function decimal(text: string): Decimal {
  return Decimal.parse(text)
}

export function byId<T extends { id: string }>(list: T[]): Map<string, T> {
  return new Map(list.map(one => [one.id, one]))
}

/** A line with the one entry behind it. */
export function workLine(given: Partial<RecordLine> = {}): WorkLine {
  const line = salesLine(given)
  return { ...line, parts: [line] }
}
