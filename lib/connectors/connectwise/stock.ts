import { stockId } from '../../accounting/record-id.ts'
import { movementNumber } from '../../accounting/stock-number.ts'
import { type Decimal, sum } from '../../std/decimal.ts'
import type { UnpostedRecord } from '../psa-facts.ts'
import type { Client } from './client.ts'
import { inLists, quoted } from './conditions.ts'
import { malformed } from './errors.ts'
import { pages, selected } from './paging.ts'
import { unpostedFields as fields, type UnpostedMovementRow, zUnpostedStock } from './stock-form.ts'

const list = 'the unposted procurement'
const stockOnly = 'procurementType in ("Adjustment","Transfer")'
const pageSize = 1_000

/** A row of the list is a line of its record; the rows of one need not follow one another, so all are read before it is told. */
export async function* unpostedStock(client: Client): AsyncGenerator<UnpostedRecord[]> {
  const rows: UnpostedMovementRow[] = []
  for await (const page of pages(client, list, zUnpostedStock, (api, { query, header }) =>
    api.GET('/finance/accounting/unpostedprocurement', {
      params: { query: { ...query, conditions: stockOnly, fields }, header },
    }),
  ))
    rows.push(...page)
  const records = movementsOf(rows).map(({ record }) => record)
  for (let at = 0; at < records.length; at += pageSize) yield records.slice(at, at + pageSize)
}

/** What only its own connector needs beside the row. */
export interface UnpostedMovement {
  record: UnpostedRecord
  of: 'adjustment' | 'transfer'
  /** ids of its rows: what a batch asks for (knowledge/connectwise.md §4.2) */
  rowIds: string[]
  total: Decimal
}

/** By unpostedProductId; what is open or batched is not in the answer. */
export async function stockNamed(client: Client, productIds: readonly string[]): Promise<UnpostedMovement[]> {
  const asked = new Set(productIds)
  const conditions = inLists('unpostedProductId', [...asked].map(quoted), fields)
  const rows = await selected(client, list, zUnpostedStock, conditions, (api, query) =>
    api.GET('/finance/accounting/unpostedprocurement', { params: { query: { ...query, fields } } }),
  )
  // ConnectWise compares texts without case.
  return movementsOf(rows.filter(row => asked.has(row.unpostedProductId)))
}

function movementsOf(rows: UnpostedMovementRow[]): UnpostedMovement[] {
  const stock = rows.filter(row => row.procurementType !== 'Purchase')
  return [...Map.groupBy(stock, row => row.unpostedProductId).values()].flatMap(([first, ...others]) =>
    first ? movementOf(first, [first, ...others]) : [],
  )
}

function movementOf(first: UnpostedMovementRow, rows: UnpostedMovementRow[]): UnpostedMovement {
  const last = rows.reduce((latest, row) => ((row.closedOn ?? '') > (latest.closedOn ?? '') ? row : latest))
  const date = last.closedOn ?? last.purchaseDate
  if (!date) throw malformed(list, 'dateClosed: expected a day')
  const { unpostedProductId: exportId, procurementType } = first
  if (procurementType !== 'Adjustment' && procurementType !== 'Transfer')
    throw malformed(list, 'procurementType: none that is known')
  const total = sum(rows.map(row => row.total))
  const record: UnpostedRecord = {
    recordId: stockId(exportId),
    exportId,
    number: `${procurementType} ${movementNumber(exportId)}`,
    kind: 'stock',
    billingType: procurementType,
    parentId: '',
    customer: { id: '', identifier: '', name: first.description },
    date,
    dueDate: null,
    total,
    currency: first.currency,
    dateClosed: last.dateClosed,
    locationId: first.locationId ?? '',
  }
  const of = procurementType === 'Transfer' ? 'transfer' : 'adjustment'
  return { record, of, rowIds: rows.map(row => row.id), total }
}
