import type { StockExport, StockLine } from '../../lib/accounting/export.ts'
import type { StockInput } from '../../lib/accounting/translate/index.ts'
import { byId, decimal, type MappingRow, planOptions } from './planning.ts'
import { purchaseMappings, purchaseReference } from './purchasing.ts'

/** The book of purchasing.ts, with accounts for what is kept in stock. */
export function stockInput(given: Partial<StockInput> = {}): StockInput {
  return {
    record: stockExport(),
    options: planOptions({ inventory: true, recordKinds: ['procurement', 'inventory'] }),
    reference: stockReference(),
    mappings: stockMappings(),
    ...given,
  }
}

export function stockExport(given: Partial<StockExport> = {}): StockExport {
  return {
    ...{ kind: 'stock', of: 'adjustment', recordId: 'stock-12-adjustment', productId: '12-adjustment' },
    ...{ number: 'Adjustment 12', name: 'Count', reason: '', date: '2026-11-14', currency: 'AUD' },
    total: decimal('1200'),
    lines: [stockLine()],
    glEntryIds: ['1'],
    ...given,
  }
}

export function stockLine(given: Partial<StockLine> = {}): StockLine {
  return {
    id: '1',
    item: { id: '99', identifier: 'LAP14' },
    description: 'Laptop 14"',
    quantity: decimal('2'),
    amount: decimal('1200'),
    place: { account: '1300', warehouseAccount: 'W-SYD', segments: ['SYD', '', ''] },
    offset: { account: '5110', warehouseAccount: '', segments: ['SYD', '', ''] },
    itemType: null,
    ...given,
  }
}

export function stockReference() {
  const known = purchaseReference()
  const kept = byId([
    { id: 'acc-630', code: '630', name: 'Stock on hand', active: true, type: 'CURRENT' },
    { id: 'acc-632', code: '632', name: 'Stock in Sydney', active: true, type: 'CURRENT' },
    { id: 'acc-315', code: '315', name: 'Stock adjustments', active: true, type: 'DIRECTCOSTS' },
  ])
  return purchaseReference({ accounts: new Map([...known.accounts, ...kept]) })
}

const keptMappings: MappingRow[] = [
  ['account', '1300', 'acc-630'],
  ['account', 'W-SYD', 'acc-632'],
  ['account', '5110', 'acc-315'],
]

export function stockMappings() {
  return purchaseMappings({ and: keptMappings })
}
