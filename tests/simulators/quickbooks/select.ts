import type { Context } from './context.ts'
import type { EntityType, Row } from './entities.ts'
import { format, isTransaction } from './format.ts'
import { Money } from './money.ts'
import { invalid, type Query, type Test } from './query.ts'
import { key } from './store.ts'

const PERSON = [
  'DisplayName',
  'GivenName',
  'FamilyName',
  'CompanyName',
  'PrintOnCheckName',
  'PrimaryEmailAddr',
]
const LIST = ['Name', 'FullyQualifiedName']
const SALE = ['DocNumber', 'TxnDate', 'CustomerRef', 'TotalAmt', 'Balance']
const EXPENSE = ['DocNumber', 'TxnDate', 'VendorRef', 'TotalAmt', 'Balance']

/** The fields that can stand in where and orderby; others are in answers only. */
const FILTERABLE: Record<EntityType, string[]> = {
  Customer: [...PERSON, 'FullyQualifiedName', 'Balance', 'Taxable'],
  Vendor: [...PERSON, 'Balance', 'AcctNum'],
  Employee: PERSON,
  Item: [...LIST, 'Sku', 'Type', 'UnitPrice'],
  Account: [...LIST, 'AcctNum', 'AccountType', 'AccountSubType', 'Classification', 'CurrentBalance'],
  Class: LIST,
  Department: LIST,
  TaxCode: LIST,
  TaxRate: LIST,
  TaxAgency: ['DisplayName'],
  Term: LIST,
  PaymentMethod: LIST,
  CompanyCurrency: ['Code', 'Name'],
  Invoice: [...SALE, 'DueDate'],
  CreditMemo: SALE,
  RefundReceipt: SALE,
  Bill: [...EXPENSE, 'DueDate', 'APAccountRef'],
  VendorCredit: EXPENSE,
  Purchase: ['DocNumber', 'TxnDate', 'PaymentType', 'AccountRef', 'TotalAmt'],
  JournalEntry: ['DocNumber', 'TxnDate', 'TotalAmt'],
  Payment: ['TxnDate', 'CustomerRef', 'TotalAmt', 'PaymentRefNum', 'UnappliedAmt'],
  BillPayment: ['DocNumber', 'TxnDate', 'VendorRef', 'TotalAmt'],
}
const COMMON = ['Id', 'Active', 'MetaData.CreateTime', 'MetaData.LastUpdatedTime']

type Entity = { row: Row; view: object }

/** The entities a query finds, and how many there are in all. */
export function select(context: Context, query: Query): { entities: object[]; total: number } {
  const { type } = query
  if (type === 'CompanyInfo' || type === 'Preferences' || type === 'Attachable')
    throw invalid(`${type} is selected elsewhere`)
  const allowed = [...FILTERABLE[type], ...COMMON]
  const unknown = [...query.tests, ...query.order].find(({ field }) => !allowed.includes(field))
  if (unknown) throw invalid(`property '${unknown.field}' is not queryable`)
  const aboutActive = query.tests.some(({ field }) => field === 'Active')
  const found = candidates(context, type, query.tests)
    .filter(row => aboutActive || row.active || isTransaction(row))
    .map((row): Entity => ({ row, view: format(context, row) }))
    .filter(entity => query.tests.every(test => passes(entity, test)))
  found.sort((left, right) => compared(query, left, right))
  const page = found.slice(query.start - 1, query.start - 1 + query.most)
  return { entities: page.map(({ view }) => projected(view, query.fields)), total: found.length }
}

/** An index where there is one: storms hold tens of thousands of documents. */
function candidates({ books, company }: Context, type: EntityType, tests: Test[]): Row[] {
  const byNumber = tests.find(
    ({ field, operator }) => field === 'DocNumber' && ['=', 'in'].includes(operator),
  )
  const byName = tests.find(({ field, operator }) => field === 'DisplayName' && operator === '=')
  const rows = byNumber
    ? [...new Set(byNumber.values)].flatMap(number => books.rows.by('number', key(company.id, number)))
    : byName && !tests.some(({ field }) => field === 'Active')
      ? byName.values.flatMap(name => books.rows.by('name', key(company.id, name)))
      : books.rows.by('type', key(company.id, type))
  return rows.filter(row => row.type === type && !row.deleted)
}

function passes({ row, view }: Entity, { field, operator, values }: Test): boolean {
  const value = fieldOf(row, view, field)
  if (operator === 'like') return like(value, values[0] ?? '')
  const [first = ''] = values
  if (operator === '=' || operator === 'in') return values.some(wanted => order(field, value, wanted) === 0)
  if (value === undefined) return false
  const place = order(field, value, first)
  if (operator === '<') return place < 0
  if (operator === '<=') return place <= 0
  return operator === '>' ? place > 0 : place >= 0
}

function like(value: string | undefined, pattern: string): boolean {
  const parts = pattern.split('%').map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return value !== undefined && new RegExp(`^${parts.join('.*')}$`, 'is').test(value)
}

/** A field as text; a moment keeps its milliseconds, which answers do not show. */
function fieldOf(row: Row, view: object, field: string): string | undefined {
  if (field === 'MetaData.LastUpdatedTime') return String(row.updatedAt)
  if (field === 'MetaData.CreateTime') return String(row.createdAt)
  const value: unknown = Reflect.get(view, field)
  if (value === undefined || value === null) return undefined
  if (typeof value === 'object' && 'value' in value) return String(value.value)
  if (typeof value === 'object' && 'Address' in value) return String(value.Address)
  return String(value)
}

const NUMBERS = new Set(['Balance', 'TotalAmt', 'UnitPrice', 'CurrentBalance', 'UnappliedAmt', 'Id'])

function order(field: string, value: string | undefined, wanted: string): number {
  if (value === undefined) return Number.NaN
  if (field.startsWith('MetaData.')) return second(Number(value)) - second(Date.parse(wanted))
  if (NUMBERS.has(field) && /^-?[\d.]+$/.test(value) && /^-?[\d.]+$/.test(wanted)) {
    return new Money(value).comparedTo(wanted)
  }
  const [left, right] = [value.toLowerCase(), wanted.toLowerCase()]
  return left < right ? -1 : left > right ? 1 : 0
}

function second(at: number): number {
  return Math.floor(at / 1000)
}

function compared({ order: fields }: Query, left: Entity, right: Entity): number {
  for (const { field, descending } of fields) {
    const [one, two] = [left, right].map(({ row, view }) => fieldOf(row, view, field) ?? '')
    const place = field.startsWith('MetaData.') ? Number(one) - Number(two) : order(field, one, two ?? '')
    if (place !== 0) return descending ? -place : place
  }
  return 0
}

/** Chosen fields make a sparse entity. */
function projected(view: object, fields: Query['fields']): object {
  if (!Array.isArray(fields)) return view
  const wanted = fields.map(field => field.split('.')[0])
  const chosen = Object.entries(view).filter(([field]) => wanted.includes(field))
  return { ...Object.fromEntries(chosen), domain: 'QBO', sparse: true }
}
