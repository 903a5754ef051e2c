import fc from 'fast-check'
import type {
  PurchaseExport,
  RecordExport,
  RecordLine,
  SalesExport,
  StockExport,
} from '../../lib/accounting/export.ts'
import { cents } from '../../lib/accounting/money.ts'
import { Decimal, sum } from '../../lib/std/decimal.ts'
import { decimal, salesExport, salesLine } from './planning.ts'
import { arbitraryDecimal } from './planning-arbitrary.ts'
import { purchaseExport } from './purchasing.ts'

/** Warehouses of the books in tests/cases/stock by their Location XRef. */
export const places = ['W-SYD', 'W-MEL'] as const
export type Place = (typeof places)[number]

interface Goods {
  place: Place
  pieces: Decimal
  cost: Decimal
}

/** What happens to stock in ConnectWise, as people do it there. */
export type Happening =
  | { what: 'receipt'; lines: Goods[]; dropShipped: boolean }
  | {
      what: 'sale'
      memo: boolean
      lines: (Goods & { price: Decimal; back: boolean; dropShipped: boolean })[]
    }
  | { what: 'adjustment'; lines: (Goods & { missing: boolean })[] }
  | { what: 'transfer'; from: Place; to: Place; lines: Omit<Goods, 'place'>[] }

const pieces = fc.integer({ min: 1, max: 400 }).map(count => decimal(String(count)))
const cost = fc.oneof(arbitraryDecimal(2, 0, 300_000), arbitraryDecimal(4, 1, 9_000_000))
const place = fc.constantFrom(...places)
const goods = { place, pieces, cost }
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 4 })
const seldom = fc.nat(5).map(one => one === 0)

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ what: fc.constant('receipt' as const), lines: some(fc.record(goods)), dropShipped: seldom }),
  fc.record({
    what: fc.constant('sale' as const),
    memo: seldom,
    lines: some(
      fc.record({ ...goods, price: arbitraryDecimal(2, 0, 200_000), back: seldom, dropShipped: seldom }),
    ),
  }),
  fc.record({
    what: fc.constant('adjustment' as const),
    lines: some(fc.record({ ...goods, missing: fc.boolean() })),
  }),
  fc.record({
    what: fc.constant('transfer' as const),
    from: place,
    to: place,
    lines: some(fc.record({ pieces, cost })),
  }),
)

export const drawnHistory: fc.Arbitrary<Happening[]> = fc.array(happening, { minLength: 1, maxLength: 12 })

/** What ConnectWise says stands in each warehouse and on its way to customers, at what it cost. */
export function worthIn(history: readonly Happening[]): Record<Place | 'transit', Decimal> {
  const value = { 'W-SYD': Decimal.zero, 'W-MEL': Decimal.zero, transit: Decimal.zero }
  const add = (where: Place | 'transit', one: Omit<Goods, 'place'>, out: boolean) => {
    const amount = worth(one)
    value[where] = value[where].plus(out ? amount.negated() : amount)
  }
  for (const one of history) {
    switch (one.what) {
      case 'receipt':
        for (const line of one.lines) add(one.dropShipped ? 'transit' : line.place, line, false)
        break
      case 'sale':
        for (const line of one.lines)
          add(line.dropShipped ? 'transit' : line.place, line, one.memo === line.back)
        break
      case 'adjustment':
        for (const line of one.lines) add(line.place, line, line.missing)
        break
      case 'transfer':
        for (const line of one.lines) {
          add(one.to, line, false)
          add(one.from, line, true)
        }
    }
  }
  return value
}

/** The same as ConnectWise exports it, one record a happening. */
export function exportOf(one: Happening, at: number): RecordExport {
  const lines = linesOf(one, at)
  switch (one.what) {
    case 'receipt':
      return receiptOf(lines, at, one.dropShipped)
    case 'sale':
      return saleOf(lines, at, one.memo)
    case 'adjustment':
    case 'transfer':
      return movementOf(one, at)
  }
}

function worth({ pieces: count, cost: one }: Omit<Goods, 'place'>): Decimal {
  return cents(count.times(one))
}

function linesOf(one: Happening, at: number): RecordLine[] {
  if (one.what === 'receipt')
    return one.lines.map((line, index) =>
      stockLine({
        ...{ id: `${at}-${index}`, glType: 'P', account: '5100', quantity: line.pieces },
        ...{ unitPrice: line.cost, amount: worth(line), cost: line.cost },
        ...{ warehouseAccount: line.place, dropShipped: one.dropShipped },
      }),
    )
  if (one.what !== 'sale') return []
  // What is no stock keeps the whole above zero, whatever comes back.
  const plain = stockLine({
    ...{ id: `${at}-plain`, inventoryAccount: '', itemType: 'Non-inventory Part' },
    ...{ quantity: Decimal.one, unitPrice: null, amount: decimal('9000000') },
  })
  const sold = one.lines.map((line, index) => {
    const amount = cents(line.pieces.times(line.price))
    return stockLine({
      ...{ id: `${at}-${index}`, quantity: line.back ? line.pieces.negated() : line.pieces },
      ...{ unitPrice: line.price, amount: line.back ? amount.negated() : amount, cost: line.cost },
      ...{ warehouseAccount: line.place, dropShipped: line.dropShipped },
    })
  })
  // Now and then all of it is given away.
  return sold.every(({ amount }) => amount.isZero()) ? sold : [...sold, plain]
}

function stockLine(given: Partial<RecordLine>): RecordLine {
  return salesLine({
    ...{ glType: 'RP', account: '4200', segments: ['SYD', '', ''], costAccount: '5100', taxable: false },
    ...{ description: 'Laptop 14 inch', item: { id: 'product-LAP14', identifier: 'LAP14' } },
    ...{ inventoryAccount: '1300', itemType: 'Inventory Part' },
    ...given,
  })
}

const common = { currency: 'AUD', taxCode: '', salesTax: Decimal.zero, date: '2026-11-14' as const }

function receiptOf(lines: RecordLine[], at: number, dropShip: boolean): PurchaseExport {
  const customer = {
    id: 'Ingram Micro',
    identifier: 'IngramMicro',
    name: 'Ingram Micro',
    email: '',
    accountNumber: '',
  }
  return purchaseExport({
    ...{ ...common, recordId: `purchase-${at}`, productId: String(at), number: `PO-${at}` },
    ...{ vendorInvoice: { number: `VI-${at}`, date: '2026-11-14' }, customer, dropShip, lines },
    total: sum(lines.map(({ amount }) => amount)),
    glEntryIds: lines.map(({ id }) => id),
  })
}

function saleOf(lines: RecordLine[], at: number, memo: boolean): SalesExport {
  const customer = {
    id: 'Acme Dental',
    identifier: 'AcmeDental',
    name: 'Acme Dental',
    email: '',
    accountNumber: '',
  }
  return salesExport({
    ...{ ...common, kind: memo ? 'credit-memo' : 'invoice', recordId: String(at), number: `INV-${at}` },
    ...{ dueDate: '2026-12-14', customer, lines, salesRep: { id: '', name: '' } },
    total: sum(lines.map(({ amount }) => amount)),
    glEntryIds: lines.map(({ id }) => id),
  })
}

function movementOf(one: Extract<Happening, { what: 'adjustment' | 'transfer' }>, at: number): StockExport {
  const at1300 = (warehouseAccount: string) => ({
    account: '1300',
    warehouseAccount,
    segments: ['SYD', '', ''],
  })
  const against = { account: '5110', warehouseAccount: '', segments: ['SYD', '', ''] }
  const shared = { item: { id: 'product-LAP14', identifier: 'LAP14' }, description: 'Laptop 14 inch' }
  const lines =
    one.what === 'transfer'
      ? one.lines.map((line, index) => ({
          ...{ ...shared, id: `${at}-${index}`, quantity: line.pieces, amount: worth(line) },
          ...{ place: at1300(one.to), offset: at1300(one.from), itemType: 'Inventory Part' },
        }))
      : one.lines.map((line, index) => {
          const signed = (figure: Decimal) => (line.missing ? figure.negated() : figure)
          return {
            ...{
              ...shared,
              id: `${at}-${index}`,
              quantity: signed(line.pieces),
              amount: signed(worth(line)),
            },
            ...{ place: at1300(line.place), offset: against, itemType: null },
          }
        })
  const productId = `${at + 1}-${one.what}`
  return {
    ...{ kind: 'stock', of: one.what, recordId: `stock-${productId}`, productId, number: `Movement ${at}` },
    ...{ name: 'Count', reason: '', date: '2026-11-14', currency: 'AUD', lines },
    total: sum(lines.map(({ amount }) => amount)),
    glEntryIds: lines.map(({ id }) => id),
  }
}
