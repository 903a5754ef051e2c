import { createHash } from 'node:crypto'
import { purchaseId } from '../../accounting/record-id.ts'
import { sum } from '../../std/decimal.ts'
import type { UnpostedRecord } from '../psa-facts.ts'
import type { Client } from './client.ts'
import { inLists, quoted } from './conditions.ts'
import { malformed } from './errors.ts'
import { numeric } from './invoices.ts'
import { pages, selected } from './paging.ts'
import { unpostedFields as fields, type UnpostedPurchase, zUnpostedPurchase } from './purchase-form.ts'

const list = 'the unposted procurement'
const purchasesOnly = 'procurementType = "Purchase"'
const pageSize = 1_000

/**
 * A packing slip is known by `unpostedProductId`, never by the row's `id`. Recorded, it reads `<purchase order>-<packing
 * slip>-purchase` (“3-Test123-purchase”, github.com/ethan-sorenson/SmartConnectConnectWise, REST Connector), so it is the same
 * when a slip is reopened, taken back and received anew, which is the only cure of a wrong GL mapping, and when more arrives
 * under it: what was posted once is known again. `id` is that of an entry or a line: each receipt makes new ones, and where
 * ConnectWise gives a row per line, a slip has several. Those rows need not follow one another, so all pages are read before
 * the first slip is told.
 */
export async function* unpostedPurchases(client: Client): AsyncGenerator<UnpostedRecord[]> {
  const rows: UnpostedPurchase[] = []
  for await (const page of pages(client, list, zUnpostedPurchase, (api, { query, header }) =>
    api.GET('/finance/accounting/unpostedprocurement', {
      params: { query: { ...query, conditions: purchasesOnly, fields }, header },
    }),
  ))
    rows.push(...page)
  const records = slipsOf(rows).map(({ record }) => record)
  for (let at = 0; at < records.length; at += pageSize) yield records.slice(at, at + pageSize)
}

/** A row of the list, and what only its own connector needs of it. */
export interface UnpostedSlip {
  record: UnpostedRecord
  orderNumber: string
  /** null where its id does not say it */
  slip: string | null
}

/** By unpostedProductId; what is open or batched is not in the answer. */
export async function purchasesNamed(client: Client, productIds: readonly string[]): Promise<UnpostedSlip[]> {
  const asked = new Set(productIds)
  const rows = await rowsWhere(client, 'unpostedProductId', [...asked].map(quoted))
  // ConnectWise compares texts without case.
  return slipsOf(rows.filter(row => asked.has(row.unpostedProductId)))
}

/** Those of one purchase order. */
export async function purchasesOfOrder(client: Client, orderId: string): Promise<UnpostedRecord[]> {
  const rows = await rowsWhere(client, 'purchaseOrder/id', [numeric(orderId)])
  return slipsOf(rows).map(({ record }) => record)
}

function rowsWhere(client: Client, field: string, literals: string[]): Promise<UnpostedPurchase[]> {
  return selected(client, list, zUnpostedPurchase, inLists(field, literals, fields), (api, query) =>
    api.GET('/finance/accounting/unpostedprocurement', { params: { query: { ...query, fields } } }),
  )
}

function slipsOf(rows: UnpostedPurchase[]): UnpostedSlip[] {
  const purchases = rows.filter(row => row.procurementType === 'Purchase')
  return [...Map.groupBy(purchases, row => row.unpostedProductId).values()].flatMap(([first, ...others]) =>
    first ? slipOf(first, others) : [],
  )
}

function slipOf(first: UnpostedPurchase, others: UnpostedPurchase[]): UnpostedSlip {
  const rows = [first, ...others]
  const last = rows.reduce((latest, row) => ((row.closedOn ?? '') > (latest.closedOn ?? '') ? row : latest))
  const date = last.closedOn ?? last.purchaseDate
  if (!first.vendor) throw malformed(list, 'vendor: a purchase without one')
  if (!date) throw malformed(list, 'dateClosed: expected a day')
  const { unpostedProductId: exportId, purchaseOrder } = first
  const slip = slipIn(exportId, purchaseOrder.id)
  const record: UnpostedRecord = {
    recordId: purchaseId(exportId),
    exportId,
    number: numberOf(purchaseOrder.name, slip ?? exportId.replace(/-purchase$/, '')),
    kind: 'purchase',
    billingType: 'Purchase',
    parentId: purchaseOrder.id,
    customer: first.vendor,
    date,
    dueDate: null,
    total: sum(rows.map(row => row.total)),
    currency: first.currency,
    dateClosed: last.dateClosed,
    locationId: first.locationId ?? '',
  }
  return { record, orderNumber: purchaseOrder.name, slip }
}

/** The packing slip that an unpostedProductId names, null where it is of another form. */
function slipIn(productId: string, orderId: string): string | null {
  const [start, end] = [`${orderId}-`, '-purchase']
  const fits = productId.length >= start.length + end.length
  return fits && productId.startsWith(start) && productId.endsWith(end)
    ? productId.slice(start.length, -end.length)
    : null
}

const longestNumber = 50

/**
 * For people, and part of a batch's name, which takes 50 characters and neither a bar nor an apostrophe
 * (knowledge/connectwise.md §7). What had to be changed ends in a mark of what it was, so that no two slips share a number.
 */
export function numberOf(order: string, slip: string): string {
  const whole = [order, slip].filter(part => part !== '').join('/')
  const fit = whole.replace(/[|'\p{Cc}]/gu, '-')
  if (fit === whole && whole.length <= longestNumber) return whole
  const mark = `~${createHash('sha256').update(whole).digest('hex').slice(0, 6)}`
  return fit.slice(0, longestNumber - mark.length) + mark
}
