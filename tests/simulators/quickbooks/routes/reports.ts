import { type Route, type SimResponse, unsupported } from '../../kit/message.ts'
import { bodyOf, moment } from '../context.ts'
import { type Row, TRANSACTIONS } from '../entities.ts'
import type { Gate } from '../gate.ts'
import { Refused } from '../problem.ts'
import { key } from '../store.ts'
import type { CallContext } from '../world.ts'

const COLUMNS: Record<string, { title: string; cell(row: Row): object }> = {
  tx_date: { title: 'Date', cell: row => ({ value: bodyOf(row).TxnDate ?? '' }) },
  txn_type: { title: 'Transaction Type', cell: row => ({ value: typeOf(row), id: row.entityId }) },
  doc_num: { title: 'Num', cell: row => ({ value: row.docNumber ?? '' }) },
  subt_nat_amount: { title: 'Amount', cell: row => ({ value: row.total ?? '' }) },
}
const STANDARD = 'tx_date,txn_type,doc_num,subt_nat_amount'

const NAMES: Record<string, string> = {
  CreditMemo: 'Credit Memo',
  RefundReceipt: 'Refund',
  VendorCredit: 'Vendor Credit',
  JournalEntry: 'Journal Entry',
  BillPayment: 'Bill Payment',
}

/** One report: transactions of some days, with what stands against a bank statement told apart by `cleared`. */
export function reportRoutes(gate: Gate): Route[] {
  return [
    gate.route('GET', 'reports/TransactionList', ({ query }, context) => {
      const wanted = (query.get('columns') ?? STANDARD).split(',')
      const columns = wanted.flatMap(name => (COLUMNS[name] ? [{ name, ...COLUMNS[name] }] : []))
      if (columns.length < wanted.length) return unsupported({ _sim: 'unknown column', wanted })
      const start = query.get('start_date') ?? ''
      const end = query.get('end_date') ?? ''
      if (start === '' || end === '') return unsupported({ _sim: 'a report without its days' })
      const rows = transactionsOf(context, query.get('cleared')).filter(row => {
        const date = bodyOf(row).TxnDate ?? ''
        return date >= start && date <= end
      })
      const cells = rows.map(row => ({ ColData: columns.map(({ cell }) => cell(row)), type: 'Data' }))
      return answer(context, { start, end }, columns, cells)
    }),
  ]
}

/** Reports come without the envelope that entities have. */
function answer(
  { company, clock }: CallContext,
  { start, end }: { start: string; end: string },
  columns: { name: string; title: string }[],
  rows: object[],
): SimResponse {
  return {
    status: 200,
    body: {
      Header: {
        Time: moment(company, clock.now()),
        ReportName: 'TransactionList',
        StartPeriod: start,
        EndPeriod: end,
        Currency: company.currency,
        Option: [{ Name: 'NoReportData', Value: String(rows.length === 0) }],
      },
      Columns: { Column: columns.map(({ name, title }) => ({ ColTitle: title, ColType: name })) },
      Rows: rows.length === 0 ? {} : { Row: rows },
    },
  }
}

/** A journal is neither reconciled nor not, as live answers have it. */
function transactionsOf({ books, company }: CallContext, cleared: string | null): Row[] {
  const all = TRANSACTIONS.flatMap(type => books.rows.by('type', key(company.id, type))).filter(
    row => !row.deleted,
  )
  switch (cleared) {
    case null:
      return all
    case 'Reconciled':
      return all.filter(row => row.reconciled)
    case 'Uncleared':
      return all.filter(row => !row.reconciled && row.type !== 'JournalEntry')
    case 'Cleared':
    case 'Deposited':
      return []
    default:
      throw new Refused('2170', `Invalid Enumeration : ${cleared}`)
  }
}

function typeOf(row: Row): string {
  if (row.type !== 'Purchase') return NAMES[row.type] ?? row.type
  const { PaymentType, Credit } = bodyOf(row)
  if (Credit === true) return 'Credit Card Credit'
  return PaymentType === 'Check' ? 'Check' : 'Expense'
}
