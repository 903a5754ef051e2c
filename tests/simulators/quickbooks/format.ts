import { exact } from '../kit/json.ts'
import { bodyOf, type Context, moment } from './context.ts'
import { type Company, type Row, TRANSACTIONS } from './entities.ts'
import { subtotalLine } from './lines.ts'
import { linkedTxns } from './links.ts'
import { Money, sum, written } from './money.ts'
import { nameOf } from './references.ts'
import { key } from './store.ts'

/** An entity as answers carry it. Of a deleted one only the id is left. */
export function format(context: Context, row: Row): object {
  if (row.deleted) return { domain: 'QBO', status: 'Deleted', Id: row.entityId }
  return {
    ...bodyOf(row),
    ...(isTransaction(row) ? transactionFields(context, row) : listFields(context, row)),
    domain: 'QBO',
    sparse: false,
    Id: row.entityId,
    SyncToken: String(row.syncToken),
    MetaData: metaData(context.company, row),
  }
}

export function metaData(company: Company, row: Row) {
  return {
    CreateTime: moment(company, row.createdAt),
    LastUpdatedTime: moment(company, row.updatedAt),
  }
}

export function isTransaction({ type }: Pick<Row, 'type'>): boolean {
  return TRANSACTIONS.some(name => name === type)
}

function listFields(context: Context, row: Row): object {
  const party = row.type === 'Customer' || row.type === 'Vendor'
  const full = party || row.type === 'Employee' || HIERARCHIES.has(row.type)
  return {
    ...(full ? { FullyQualifiedName: bodyOf(row).FullyQualifiedName ?? nameOf(row) } : {}),
    ...(row.type === 'Customer' ? { Job: false, BillWithParent: false } : {}),
    ...(party ? { Balance: written(openBalance(context, row)) } : {}),
    Active: row.active,
  }
}

const HIERARCHIES = new Set<string>(['Account', 'Item', 'Class', 'Department'])

/** What is open on a customer's or vendor's account. */
function openBalance({ books, company }: Context, row: Row) {
  const rows = books.rows.by('party', key(company.id, `${row.type}|${row.entityId}`))
  return sum(rows.map(({ type, balance }) => new Money(balance ?? '0').times(SIGNS[type] ?? 0)))
}

const SIGNS: Record<string, number> = {
  Invoice: 1,
  CreditMemo: -1,
  Payment: -1,
  Bill: 1,
  VendorCredit: -1,
  BillPayment: -1,
}

function transactionFields(context: Context, row: Row): object {
  const body = bodyOf(row)
  const rate = body.ExchangeRate ?? exact('1')
  const foreign = body.CurrencyRef?.value !== context.company.currency
  // A journal's own total is always 0 (Intuit's reference of JournalEntry).
  const total = new Money(row.type === 'JournalEntry' ? '0' : (row.total ?? '0'))
  const balance = new Money(row.balance ?? '0')
  return {
    TotalAmt: written(total),
    ...(foreign ? { ExchangeRate: rate } : {}),
    ...(foreign && HOME_TOTAL.has(row.type) ? { HomeTotalAmt: written(total.times(rate.text)) } : {}),
    ...(row.type === 'Payment' ? { UnappliedAmt: written(balance) } : {}),
    ...(BALANCED.has(row.type) ? { Balance: written(balance), LinkedTxn: linkedTxns(context, row) } : {}),
    ...(row.type === 'CreditMemo' ? { RemainingCredit: written(balance) } : {}),
    ...(SALES.has(row.type) ? saleFields(row) : {}),
  }
}

const SALES = new Set<string>(['Invoice', 'CreditMemo', 'RefundReceipt'])
const HOME_TOTAL = new Set<string>([...SALES, 'Payment', 'JournalEntry'])
const BALANCED = new Set<string>(['Invoice', 'CreditMemo', 'Bill', 'VendorCredit'])

function saleFields(row: Row): object {
  const { Line = [], ...body } = bodyOf(row)
  return {
    ApplyTaxAfterDiscount: false,
    PrintStatus: 'NeedToPrint',
    EmailStatus: 'NotSet',
    ...('PrintStatus' in body ? { PrintStatus: body.PrintStatus } : {}),
    ...('EmailStatus' in body ? { EmailStatus: body.EmailStatus } : {}),
    Line: [...Line, subtotalLine(Line)],
  }
}
