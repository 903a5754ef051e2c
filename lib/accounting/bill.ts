import type { CalendarDate } from '../std/clock.ts'
import type { PurchaseExport, RecordLine } from './export.ts'
import { cents } from './money.ts'
import type { BillDate } from './options.ts'

/** What goes back to the vendor is a credit of his, and no bill below zero. */
export function billKind(record: Pick<PurchaseExport, 'total'>): 'bill' | 'vendor-credit' {
  return cents(record.total).isNegative() ? 'vendor-credit' : 'bill'
}

/** With the amounts of its document: on a vendor credit what is credited is positive. */
export function asBilled(record: PurchaseExport): PurchaseExport {
  if (billKind(record) === 'bill') return record
  const { total, salesTax, lines } = record
  return { ...record, total: total.negated(), salesTax: salesTax.negated(), lines: lines.map(turned) }
}

/** The day that the company wants on its bills; where ConnectWise has none, the order's, and then that of the receipt. */
export function billDate(
  record: Pick<PurchaseExport, 'date' | 'order' | 'vendorInvoice' | 'shippedOn'>,
  from: BillDate,
): CalendarDate {
  const { date: received, order, vendorInvoice, shippedOn } = record
  const wanted = { order: order.date, 'vendor-invoice': vendorInvoice.date, received, shipped: shippedOn }
  return wanted[from] ?? order.date ?? received
}

/** The minus of what goes back may stand in the quantity or in the price: the amount says how much it is. */
function turned(line: RecordLine): RecordLine {
  return { ...line, quantity: line.quantity.abs(), amount: line.amount.negated() }
}
