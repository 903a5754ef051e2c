import type { Decimal } from '../../std/decimal.ts'
import { Desk } from '../desk.ts'
import type { StockExport, StockLine } from '../export.ts'
import { cents, isMeasurable } from '../money.ts'
import type { LineFacts } from '../problems.ts'
import { accountIn, placeAccount, type StockAccount } from '../stock-account.ts'
import { movementNumber, stockNumber } from '../stock-number.ts'
import { checkCompliance } from '../stock-product.ts'
import { type JournalSide, translateJournal } from './journal.ts'
import type { Given, Translation } from './sales.ts'

export interface StockInput extends Given {
  record: StockExport
}

/** A count, a write-off or a journey → a journal, never an invoice over nothing. All problems are returned; data never makes it throw. */
export function translateStock(input: StockInput): Translation {
  const desk = new Desk(input, 'purchase')
  const { record, reference } = input
  checkCompliance(record.lines.map(productOf), desk)
  const pairs = record.lines.map(line => sidesOf(record, line, desk))
  const known = pairs.filter(pair => pair !== null)
  const document =
    known.length < pairs.length || known.length === 0
      ? null
      : translateJournal(headOf(input), known.flat(), desk)
  if (document && document.currency !== reference.organisation.baseCurrency)
    desk.report({
      code: 'stock-currency',
      currency: document.currency,
      base: reference.organisation.baseCurrency,
    })
  return {
    document,
    companion: null,
    contact: null,
    problems: desk.problems(),
    mappingKeys: desk.mappingKeys(),
  }
}

/**
 * Nothing of it changes what the books hold: it costs nothing, or it came to a warehouse whose stock stands on the same account.
 * What is not known yet is no reason.
 */
export function movesNothing({ record, ...given }: StockInput): boolean {
  const desk = new Desk(given, 'purchase')
  return record.lines.every(line => {
    if (!isMeasurable(line.amount)) return false
    return cents(line.amount).isZero() || staysPut(record, line, desk)
  })
}

function staysPut({ of }: StockExport, line: StockLine, desk: Desk): boolean {
  if (of !== 'transfer') return false
  const { stockAccountSource } = desk.options
  const [to, from] = [accountIn(line.place, stockAccountSource), accountIn(line.offset, stockAccountSource)]
  if (to === '' || from === '') return false
  const ledgerId = desk.peek('account', to)
  return to === from || (ledgerId !== null && ledgerId === desk.peek('account', from))
}

function headOf({ record, options, reference }: StockInput) {
  const { of, productId, name, number, date } = record
  const { baseCurrency } = reference.organisation
  return {
    number: stockNumber(of, movementNumber(productId), options),
    date,
    currency: record.currency.trim().toUpperCase() || baseCurrency,
    status: 'approved' as const,
    description: name.trim() || number,
  }
}

/** Into the place where it is now, out of where it was: missing stock has a negative amount and so the other way round. */
function sidesOf(record: StockExport, line: StockLine, desk: Desk): JournalSide[] | null {
  if (isMeasurable(line.amount) && staysPut(record, line, desk)) return []
  const facts = factsOf(line)
  const place = placeAccount(line.place, facts, desk)
  const offset =
    record.of === 'transfer' ? placeAccount(line.offset, facts, desk) : adjustmentAccount(line, facts, desk)
  if (place === null || offset === null) return null
  const text = [record.name.trim(), textOf(line)].filter(part => part !== '').join(': ')
  const side = (to: StockAccount, segments: string[], amount: Decimal): JournalSide => ({
    ...{ id: line.id, segments, quantity: line.quantity, description: text, amount },
    ...to,
  })
  return [
    side(place, line.place.segments, line.amount),
    side(offset, line.offset.segments, line.amount.negated()),
  ]
}

function adjustmentAccount({ offset }: StockLine, facts: LineFacts, desk: Desk): StockAccount | null {
  const account = offset.account.trim()
  const { stockAdjustmentAccountId: ledgerId } = desk.options
  if (account !== '') return { account, chosen: null }
  if (ledgerId !== null) return { account: '', chosen: { ledgerId, setting: 'stock-adjustment-account' } }
  desk.report({ code: 'adjustment-account-missing', ...facts })
  return null
}

function productOf({ item, place, itemType }: StockLine) {
  return { item, inventoryAccount: place.account, itemType }
}

function factsOf(line: StockLine): LineFacts {
  const amount = isMeasurable(line.amount) ? cents(line.amount).toFixedText(2) : line.amount.toText()
  return { lineId: line.id, line: textOf(line), amount }
}

function textOf({ quantity, item, description }: StockLine): string {
  const name = description.trim() || (item?.identifier ?? '')
  return `${quantity.toText()} × ${name}`
}
