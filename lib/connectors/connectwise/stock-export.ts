import type { StockExport, StockLine } from '../../accounting/export.ts'
import { movementNumber } from '../../accounting/stock-number.ts'
import { type Decimal, sum } from '../../std/decimal.ts'
import type { Client } from './client.ts'
import { classSegments } from './entry-lines.ts'
import { malformed } from './errors.ts'
import { stockNamed, type UnpostedMovement } from './stock.ts'
import { type Count, countsOf } from './stock-counts.ts'
import {
  type AdjustedDetail,
  type ExportedAdjustment,
  type ExportedTransfer,
  zMovements,
} from './stock-form.ts'

const what = 'the export'

/** Read-only for all its POST, as exportSales. What of a record is batched already is not in it. */
export async function exportStock(client: Client, productIds: string[]): Promise<StockExport[]> {
  const movements = await stockNamed(client, productIds)
  if (movements.length === 0) return []
  const body = {
    batchIdentifier: 'preview',
    glInterfaceIdentifier: 'preview',
    summarizeInvoices: 'Default' as const,
    exportProductsFlag: true,
    includedProductIds: movements.map(({ record }) => record.exportId),
  }
  const { adjustmentTransactions, inventoryTransfers } = await client.read(what, zMovements, api =>
    api.POST('/finance/accounting/export', { body }),
  )
  const counts = await countsOf(client, movements)
  const adjusted = adjustmentTransactions.map((transaction, index) => {
    const movement = adjustmentAskedFor(transaction, movements)
    if (!movement) throw malformed(what, `adjustmentTransactions.${index}.id: not one of those asked for`)
    return adjustmentExport(transaction, movement, counts.get(numberOf(movement)))
  })
  const moved = Map.groupBy(inventoryTransfers, transfer => transferAskedFor(transfer, movements))
  const transferred = [...moved].map(([movement, lines]) => {
    if (movement === null) throw malformed(what, 'inventoryTransfers: one that was not asked for')
    return transferExport(lines, movement)
  })
  const records = [...adjusted, ...transferred]
  if (new Set(records.map(({ recordId }) => recordId)).size < records.length)
    throw malformed(what, 'adjustmentTransactions: an adjustment comes twice')
  return records
}

/** By its id, or by the adjustment's number, with which its description begins. */
function adjustmentAskedFor(
  { id, adjustmentDescription }: ExportedAdjustment,
  movements: readonly UnpostedMovement[],
): UnpostedMovement | null {
  const likely = movements.filter(({ of }) => of === 'adjustment')
  const named = likely.find(({ record }) => record.exportId === id)
  return named ?? likely.find(one => adjustmentDescription.startsWith(`${numberOf(one)}-`)) ?? null
}

function transferAskedFor(
  { id, transferId }: ExportedTransfer,
  movements: readonly UnpostedMovement[],
): UnpostedMovement | null {
  const likely = movements.filter(({ of }) => of === 'transfer')
  const named = likely.find(({ record }) => record.exportId === id)
  return named ?? likely.find(one => numberOf(one) === String(transferId ?? '')) ?? null
}

function adjustmentExport(
  transaction: ExportedAdjustment,
  movement: UnpostedMovement,
  count: Count | undefined,
): StockExport {
  const { adjustmentDetail, adjustmentDescription, memo } = transaction
  const turn = isTurned(sum(adjustmentDetail.map(amountOf)), movement.total)
  const lines = adjustmentDetail.map(detail => adjustedLine(detail, turn, count))
  const name = count?.name ?? adjustmentDescription.replace(/^\d+-/, '')
  return recordOf(movement, lines, { name, reason: count?.reason ?? memo })
}

/** Found is positive, as the unposted list has it; its entries may have the other sign, as those of purchases were recorded. */
function isTurned(entries: Decimal, rows: Decimal): boolean {
  return rows.plus(entries).abs().lessThan(rows.minus(entries).abs())
}

/** Which way it went is what was entered; where that cannot be read, the entry's own sign says it. */
function adjustedLine(detail: AdjustedDetail, turn: boolean, count: Count | undefined): StockLine {
  const { item, glClass, accountNumber, inventoryAccountNumber } = detail
  const entered = (item && count?.take(item.id, detail.quantity)) ?? null
  const total = amountOf(detail)
  const given = turn ? total.negated() : total
  const unsigned = given.isZero() ? detail.quantity : given
  const missing = (entered?.quantity ?? unsigned).isNegative()
  const signed = (figure: Decimal) => (missing ? figure.abs().negated() : figure.abs())
  const segments = classSegments(glClass)
  return {
    id: '',
    item,
    description: detail.description,
    quantity: signed(detail.quantity),
    amount: signed(total),
    place: { account: inventoryAccountNumber, warehouseAccount: entered?.warehouseAccount ?? '', segments },
    offset: { account: accountNumber, warehouseAccount: '', segments },
    itemType: null,
  }
}

function transferExport(lines: ExportedTransfer[], movement: UnpostedMovement): StockExport {
  const name = lines.find(({ description }) => description !== '')?.description ?? ''
  return recordOf(movement, lines.map(transferredLine), { name, reason: '' })
}

/** The entry is of the warehouse that has it now, its offset of the one that it left. */
function transferredLine(line: ExportedTransfer): StockLine {
  const { item, offset, inventoryAccountNumber } = line
  return {
    id: '',
    item,
    description: line.itemDescription,
    quantity: line.quantity.abs(),
    amount: amountOf(line).abs(),
    place: {
      account: line.accountNumber || inventoryAccountNumber,
      warehouseAccount: line.transferToLocationXref,
      segments: classSegments(line.glClass),
    },
    offset: {
      account: offset.accountNumber || inventoryAccountNumber,
      warehouseAccount: line.transferFromLocationXref,
      segments: classSegments(offset.glClass),
    },
    itemType: line.itemTypeXref,
  }
}

/** What its entries come to is what the list said: a batch of its rows then marks what was posted, no more and no less. */
function recordOf(
  { record, of, rowIds, total }: UnpostedMovement,
  lines: StockLine[],
  { name, reason }: Pick<StockExport, 'name' | 'reason'>,
): StockExport {
  if (!sum(lines.map(({ amount }) => amount)).equals(total))
    throw malformed(what, `${of}: its entries do not come to what the unposted list says`)
  const { recordId, exportId, number, date, currency } = record
  const ids = rowIds.length === lines.length ? rowIds : []
  return {
    kind: 'stock',
    of,
    ...{ recordId, productId: exportId, number, name, reason, date, currency, total },
    lines: lines.map((line, at) => ({ ...line, id: ids[at] ?? '' })),
    glEntryIds: rowIds,
  }
}

function amountOf({ total, cost, quantity }: Pick<AdjustedDetail, 'total' | 'cost' | 'quantity'>): Decimal {
  const amount = total ?? cost?.times(quantity).round(2, 'half-up')
  if (!amount) throw malformed(what, 'total: expected a number')
  return amount
}

function numberOf({ record }: UnpostedMovement): string {
  return movementNumber(record.exportId)
}
