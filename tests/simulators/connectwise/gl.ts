import type { Decimal } from 'decimal.js'
import type { GlAccount, GlEntry, GlType, Invoice, Line, MappedType, Segments, Tenant } from './entities.ts'
import { cents, dec, sum, text } from './money.ts'
import { leavesStock } from './stock-kept.ts'

/**
 * Entries are computed at closing and frozen. One missing account and the document has none at all: it is closed and
 * can never be exported until the mapping is there and it is closed again (knowledge: life of a record).
 */
export function entriesOf(tenant: Tenant, invoice: Invoice, nextId: () => number): GlEntry[] {
  const receivable = resolve(tenant, invoice, 'AR', '')
  if (!receivable) return []
  const drafts: Draft[] = []
  for (const line of invoice.lines) {
    const mapping = resolve(tenant, invoice, GL_TYPE_OF[line.kind], line.category)
    if (!mapping) return []
    drafts.push(saleDraft(tenant, line, mapping))
  }
  const taxed = !dec(invoice.salesTax).isZero()
  const tax = taxed ? resolve(tenant, invoice, 'ST', '') : null
  if (taxed && !tax) return []
  if (tax) drafts.push(draft('ST', dec(invoice.salesTax).negated(), taxText(tenant, invoice), tax))
  // Two receivable entries on taxed documents: glEntryIds is a list in earnest, never one number by luck.
  drafts.unshift(draft('AR', dec(invoice.total).minus(invoice.salesTax), invoice.number, receivable))
  if (tax) drafts.splice(1, 0, draft('AR', dec(invoice.salesTax), invoice.number, receivable))
  return drafts.map(entry => {
    const id = nextId()
    return {
      ...entry,
      key: `${tenant.company}/${id}`,
      tenant: tenant.company,
      id,
      invoiceId: invoice.id,
      batchId: null,
    }
  })
}

export const GL_TYPE_OF = {
  time: 'R',
  expense: 'RE',
  product: 'RP',
  agreement: 'RA',
  downpayment: 'RD',
} as const

/** Totals of a document from its lines: tax on the document, half up, as Manage does it. */
export function totals(tenant: Tenant, invoice: Invoice): Invoice {
  const code = tenant.taxCodes.find(tax => tax.id === invoice.taxCodeId)
  const subtotal = cents(sum(invoice.lines.map(line => line.amount)))
  const taxable = cents(sum(invoice.lines.filter(line => line.taxable).map(line => line.amount)))
  const salesTax = roundedAway(taxable.times(code?.rate ?? '0'))
  return {
    ...invoice,
    subtotal: subtotal.toFixed(2),
    taxableAmount: taxable.toFixed(2),
    salesTax: salesTax.toFixed(2),
    total: subtotal.plus(salesTax).toFixed(2),
  }
}

type Draft = Omit<GlEntry, 'key' | 'tenant' | 'id' | 'invoiceId' | 'batchId'>

function saleDraft(tenant: Tenant, line: Line, mapping: Mapping): Draft {
  return {
    ...draft(GL_TYPE_OF[line.kind], dec(line.amount).negated(), line.description, mapping),
    lineId: line.id,
    cost: line.cost,
    inventory: leavesStock(tenant, line) ? mapping.inventory : '',
    productId: line.item?.identifier ?? mapping.segments[3],
  }
}

function draft(type: GlType, amount: Decimal, description: string, mapping: Mapping): Draft {
  return {
    lineId: null,
    type,
    amount: text(amount),
    description: description.slice(0, 100),
    segments: mapping.segments,
    cogs: mapping.cogs,
    cost: '0',
    salesCode: mapping.salesCode,
    productId: '',
  }
}

export type Place = { locationId: number; departmentId: number }
export type Mapping = { segments: Segments; cogs: Segments; salesCode: string; inventory: string }

/** Segments whose caption type is Account make the account number, those of type Class the class. */
export const accountNumber = (segments: Segments): string => segments[0]
export const glClass = (segments: Segments): string => segments.slice(1).join('-').replace(/-+$/, '')

/** The most specific row wins, segment by segment: account and class resolve independently. */
export function resolve(tenant: Tenant, place: Place, type: GlType, category: string): Mapping | null {
  const rows = tenant.glAccounts
    .filter(row => row.glType === type && applies(row, tenant, place, category))
    .sort((left, right) => DEPTH[right.mappedType] - DEPTH[left.mappedType])
  const first = (pick: (row: GlAccount) => string) => rows.map(pick).find(value => value !== '') ?? ''
  const segments: Segments = [
    first(row => row.segments[0]),
    first(row => row.segments[1]),
    first(row => row.segments[2]),
    first(row => row.segments[3]),
  ]
  if (segments[0] === '') return null
  const cogs: Segments = [first(row => row.cogs[0]), segments[1], segments[2], segments[3]]
  return {
    segments,
    cogs: cogs[0] === '' ? ['', '', '', ''] : cogs,
    salesCode: first(row => row.salesCode),
    inventory: first(row => row.inventory ?? ''),
  }
}

const DEPTH: Record<MappedType, number> = {
  Corporate: 0,
  Location: 1,
  Department: 2,
  'Work Type': 3,
  'Agreement Type': 3,
  'Product Category': 3,
  'Expense Type': 3,
}

function applies(row: GlAccount, tenant: Tenant, place: Place, category: string): boolean {
  switch (row.mappedType) {
    case 'Corporate':
      return true
    case 'Location':
      return row.mappedRecord?.id === place.locationId
    case 'Department':
      return tenant.departments.some(one => one.id === place.departmentId && one.id === row.mappedRecord?.id)
    default:
      return row.mappedRecord?.name === category
  }
}

function taxText(tenant: Tenant, invoice: Invoice): string {
  return tenant.taxCodes.find(code => code.id === invoice.taxCodeId)?.description ?? 'Sales tax'
}

/** Half away from zero: a credit memo is the mirror of its invoice. */
export function roundedAway(value: Decimal): Decimal {
  return value.isNegative() ? cents(value.negated()).negated() : cents(value)
}
