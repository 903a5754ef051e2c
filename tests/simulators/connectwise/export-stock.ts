import type { Adjusted, Transferred } from './documents.ts'
import type { RecordEntry } from './entities-records.ts'
import { currencyRef, dayTime, type Lookup } from './format.ts'
import { binRef, EACH, itemRef } from './format-orders.ts'
import { accountNumber, glClass } from './gl.ts'
import { dec, number } from './money.ts'
import { typeXref } from './stock-kept.ts'

/**
 * A count: what was found is positive, unless `stockEntriesTurned`. Its details carry no ids; a batch takes those of the unposted
 * rows.
 */
export function adjustmentTransaction(at: Lookup, { productId, adjustment, entries, on, turned }: Adjusted) {
  const [first] = entries
  const sign = turned ? -1 : 1
  return {
    id: productId,
    documentType: 'ADJUSTMENT',
    documentDate: dayTime(on),
    glTypeID: 'IA',
    accountNumber: first ? accountNumber(first.segments) : '',
    memo: adjustment.reason,
    glClass: first ? glClass(first.segments) : '',
    adjustmentDescription: `${adjustment.id}-${adjustment.identifier}`,
    adjustmentDetail: entries.map(entry => {
      const line = adjustment.lines.find(one => one.id === entry.lineId)
      return {
        glClass: glClass(entry.segments),
        description: itemAt(at, line?.itemId)?.description ?? '',
        memo: adjustment.identifier,
        item: line ? itemRef(at.tenant, line.itemId) : null,
        quantity: (line?.quantity ?? 0) * sign,
        total: number(dec(entry.amount).times(sign).toFixed(2)),
        cost: number(line?.unitCost ?? '0'),
        costAccountNumber: accountNumber(entry.cogs),
        inventoryAccountNumber: entry.inventory,
        accountNumber: accountNumber(entry.segments),
        productAccountNumber: '',
      }
    }),
  }
}

/** One for each line: into the warehouse that has it now, the offset out of the one that had it. */
export function inventoryTransfers(at: Lookup, document: Transferred) {
  return document.entries.map(entry => transferLine(at, document, entry))
}

function transferLine(at: Lookup, { productId, transfer, on }: Transferred, entry: RecordEntry) {
  const { tenant } = at
  const line = transfer.lines.find(one => one.id === entry.lineId)
  const item = itemAt(at, line?.itemId)
  const house = (id: number) => tenant.warehouses.find(one => one.id === id)
  const common = {
    documentType: 'TRANSFER',
    documentDate: dayTime(on),
    accountNumber: accountNumber(entry.segments),
    glClass: glClass(entry.segments),
    glTypeId: 'IT',
    description: transfer.description,
    memo: transfer.description,
  }
  return {
    id: productId,
    ...common,
    salesCode: '',
    costAccountNumber: accountNumber(entry.cogs),
    inventoryAccountNumber: entry.inventory,
    transferId: transfer.id,
    item: line ? itemRef(tenant, line.itemId) : null,
    glItemId: item?.identifier ?? '',
    salesDescription: item?.description ?? '',
    itemDescription: item?.description ?? '',
    currency: currencyRef(tenant, tenant.currencies[0]?.id ?? 1),
    itemPrice: number('0'),
    taxable: false,
    unitOfMeasure: EACH,
    quantity: number(String(line?.quantity ?? 0)),
    cost: number(line?.unitCost ?? '0'),
    total: number(entry.amount),
    serializedFlag: false,
    serialNumbers: '',
    bin: binRef(transfer.toId),
    warehouse: { id: transfer.toId, name: house(transfer.toId)?.name ?? '' },
    transferFromBin: binRef(transfer.fromId),
    transferFromLocationXref: house(transfer.fromId)?.xref ?? '',
    transferToBin: binRef(transfer.toId),
    transferToLocationXref: house(transfer.toId)?.xref ?? '',
    locationXref: house(transfer.toId)?.xref ?? '',
    itemTypeXref: typeXref(item),
    inventoryXref: entry.inventory,
    cogsXref: accountNumber(entry.cogs),
    offset: {
      id: entry.id,
      ...common,
      accountNumber: accountNumber(entry.offset ?? entry.segments),
      glClass: glClass(entry.offset ?? entry.segments),
      total: number(dec(entry.amount).negated().toFixed(2)),
    },
  }
}

const itemAt = ({ tenant }: Lookup, id: number | undefined) => tenant.catalog.find(one => one.id === id)
