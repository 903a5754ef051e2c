import type { StockExport, StockPlace } from '../../lib/accounting/export.ts'
import type { StockInput } from '../../lib/accounting/translate/index.ts'
import { calendarDate } from '../../lib/std/clock.ts'
import { type BookDraft, bookStatements, type Statement } from './case-book.ts'
import { emptyBook, readCase } from './case-reader.ts'
import { decimal } from './planning.ts'

/** Reads the "given" part of a case of stock: one plain statement a line (tests/cases/stock/README.md). */
export function readStockCase(text: string): StockInput {
  const input = readCase(text, { ...emptyBook(), record: emptyStock() }, [...bookStatements, ...statements])
  const { record } = input
  return {
    ...input,
    record: { ...record, total: record.lines.reduce((all, line) => all.plus(line.amount), decimal('0')) },
  }
}

function emptyStock(): StockExport {
  return {
    kind: 'stock',
    of: 'adjustment',
    ...{ recordId: '', productId: '', number: '', name: '', reason: '' },
    date: '2026-01-01',
    currency: '',
    total: decimal('0'),
    lines: [],
    glEntryIds: [],
  }
}

const statements: Statement<BookDraft & { record: StockExport }>[] = [
  [
    /^(adjustment|transfer) (\d+)(?: called (.+?))? on (\S+)$/,
    ({ record }, [of = '', number = '', name = '', date = '']) => {
      const productId = `${number}-${of}`
      Object.assign(record, {
        ...{ of, productId, recordId: `stock-${productId}`, name },
        number: `${of === 'transfer' ? 'Transfer' : 'Adjustment'} ${number}`,
        date: calendarDate(date),
      })
    },
  ],
  [
    /^because (.+)$/,
    ({ record }, [reason = '']) => {
      record.reason = reason
    },
  ],
  [
    /^currency (\S+)$/,
    ({ record }, [currency = '']) => {
      record.currency = currency === 'none' ? '' : currency
    },
  ],
  [
    /^(found|missing|moved) (\S+) × (.+?) = (\S+) *\| *(?:on|to) (\S+) *\| *(?:against|from) (\S+?) *(?:\| *product (\S+) *)?(?:\| *type (.+))?$/,
    readLine,
  ],
]

function readLine({ record }: { record: StockExport }, words: string[]): void {
  const [word = '', quantity = '', description = '', amount = '', place = '', offset = '', product, type] =
    words
  const missing = word === 'missing'
  const signed = (text: string) => (missing ? decimal(text).negated() : decimal(text))
  record.lines.push({
    id: `${record.productId}-${record.lines.length + 1}`,
    item: product ? { id: `product-${product}`, identifier: product } : null,
    description,
    quantity: signed(quantity),
    amount: signed(amount),
    place: placeOf(place),
    offset: placeOf(offset),
    itemType: type ? (type === 'none' ? '' : type) : word === 'moved' ? 'Inventory Part' : null,
  })
}

/** `1300:SYD@1310`: the mapping's account with its classes, and that of the warehouse; `-` for none. */
function placeOf(text: string): StockPlace {
  const [mapped = '', warehouseAccount = ''] = text.split('@')
  const [account = '', ...classes] = mapped.split(':')
  return {
    account: account === '-' ? '' : account,
    warehouseAccount,
    segments: [classes[0] ?? '', classes[1] ?? '', classes[2] ?? ''],
  }
}
