import type { PurchaseExport, RecordLine } from '../../lib/accounting/export.ts'
import type { PurchaseInput } from '../../lib/accounting/translate/index.ts'
import {
  byId,
  decimal,
  lookup,
  type MappingRow,
  planOptions,
  planReference,
  salesLine,
  standardMappings,
} from './planning.ts'

/** The small Australian book of planning.ts, in which a vendor is owed for what was bought. */
export function purchaseInput(given: Partial<PurchaseInput> = {}): PurchaseInput {
  return {
    record: purchaseExport(),
    options: planOptions(),
    reference: purchaseReference(),
    mappings: purchaseMappings({}),
    ...given,
  }
}

export function purchaseExport(given: Partial<PurchaseExport> = {}): PurchaseExport {
  return {
    kind: 'purchase',
    recordId: 'purchase-71',
    productId: '71',
    number: 'PO-1201-1',
    order: { id: '1201', number: 'PO-1201', date: '2026-11-02' },
    packingSlip: 'PS-1',
    customer: {
      id: '900',
      identifier: 'IngramMicro',
      name: 'Ingram Micro',
      email: 'ar@ingram.test',
      accountNumber: 'V900',
    },
    vendorInvoice: { number: '88231', date: '2026-11-10' },
    date: '2026-11-14',
    shippedOn: null,
    terms: { name: 'Net 30', xref: '30', dueDays: 30 },
    currency: 'AUD',
    total: decimal('1320'),
    salesTax: decimal('120'),
    taxCode: 'GST',
    dropShip: false,
    lines: [purchaseLine()],
    glEntryIds: ['1'],
    ...given,
  }
}

export function purchaseLine(given: Partial<RecordLine> = {}): RecordLine {
  return salesLine({
    glType: 'P',
    account: '5100',
    description: 'Laptop 14"',
    item: { id: '99', identifier: 'LAP14' },
    quantity: decimal('2'),
    unitPrice: decimal('600'),
    amount: decimal('1200'),
    ...given,
  })
}

export function purchaseReference(given: Parameters<typeof planReference>[0] = {}) {
  const known = planReference()
  const bought = byId([
    { id: 'acc-310', code: '310', name: 'Cost of goods sold', active: true, type: 'DIRECTCOSTS' },
    { id: 'acc-425', code: '425', name: 'Freight', active: true, type: 'EXPENSE' },
  ])
  const contacts = byId([
    { id: 'contact-ingram', name: 'Ingram Micro', archived: false },
    { id: 'contact-old', name: 'Old Parts', archived: true },
  ])
  return planReference({
    accounts: new Map([...known.accounts, ...bought]),
    contacts: new Map([...known.contacts, ...contacts]),
    contactsByName: new Map([...known.contactsByName, ['ingram micro', 'contact-ingram']]),
    ...given,
  })
}

const boughtMappings: MappingRow[] = [
  ['account', '5100', 'acc-310'],
  ['account', '5200', 'acc-425'],
  ['purchase-tax', '7', 'INPUT'],
  ['purchase-tax', 'exempt', 'EXEMPTEXPENSES'],
  ['vendor', '900', 'contact-ingram'],
]

/** The standard mappings with those of purchases, less these ("account 5100"), plus those. */
export function purchaseMappings(change: { without?: string[]; and?: MappingRow[] }) {
  const kept = [...standardMappings, ...boughtMappings].filter(
    ([kind, key]) => !change.without?.includes(`${kind} ${key}`),
  )
  return lookup([...kept, ...(change.and ?? [])])
}
