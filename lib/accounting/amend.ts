import type { Decimal } from '../std/decimal.ts'
import { lineKey } from './compare.ts'
import { type DocumentLine, isBought, isSpent, type LedgerDocument } from './document.ts'
import { dayInWords } from './problem-words.ts'

/** One thing that amending changes, as an accountant names it; '' where there is nothing on that side. */
export interface Change {
  what: string
  before: string
  after: string
}

/** What stands in the ledger against what is to stand there: header, lines, totals. Empty: the books would be the same. */
export function changesOf(before: LedgerDocument, after: LedgerDocument): Change[] {
  const journal = after.kind === 'journal'
  return [
    ...differing(headerOf(after), before, after),
    ...lineChanges(before.lines, after.lines, journal ? sides : priced),
    ...differing(journal ? debited : figures, before, after),
  ]
}

type Field<T> = readonly [name: string, text: (of: T) => string]

function headerOf({ kind }: LedgerDocument): readonly Field<LedgerDocument>[] {
  const [number, date, ...rest] = header
  if (kind === 'journal') return [number, date]
  const party = isBought(kind) || isSpent(kind) ? 'Vendor' : 'Customer'
  const who: Field<LedgerDocument> = [party, ({ contact }) => contact.name]
  return isSpent(kind) ? [number, who, date, paidFrom] : [number, who, date, ...rest]
}

const paidFrom: Field<LedgerDocument> = [
  'Account',
  ({ paidFrom: account }) => (account ? `${account.code} ${account.name}`.trim() : ''),
]

const header: readonly [Field<LedgerDocument>, Field<LedgerDocument>, ...Field<LedgerDocument>[]] = [
  ['Number', ({ number }) => number],
  ['Date', ({ date }) => dayInWords(date)],
  ['Due date', ({ dueDate }) => dayInWords(dueDate)],
  ['Reference', ({ reference }) => reference],
  ['Currency', ({ currency }) => currency],
]

const figures: readonly Field<LedgerDocument>[] = [
  ['Subtotal', ({ totals }) => totals.subtotal.toFixedText(2)],
  ['Tax', ({ totals }) => totals.tax.toFixedText(2)],
  ['Total', ({ totals }) => totals.total.toFixedText(2)],
]

const priced: readonly Field<DocumentLine>[] = [
  [
    'amount',
    ({ quantity, unitAmount, amount }) => `${quantity.toText()} × ${price(unitAmount)} = ${price(amount)}`,
  ],
  ['account', ({ account }) => `${account.code} ${account.name}`.trim()],
  ['item', ({ item }) => item?.code ?? ''],
  ['tax', ({ tax }) => `${tax.name} (${tax.rate.toText()} %)`],
  ['tax amount', ({ amountTax }) => `tax ${price(amountTax)}`],
  ['tracking', ({ tracking }) => tracking.map(one => `${one.category}: ${one.option}`).join(', ')],
]

/** A journal is debited as much as credited, and its lines have no price, item or tax of their own. */
const debited: readonly Field<LedgerDocument>[] = [['Debited', ({ totals }) => totals.total.toFixedText(2)]]

const sides: readonly Field<DocumentLine>[] = [
  ['amount', ({ amount }) => `${amount.isNegative() ? 'credit' : 'debit'} ${price(amount.abs())}`],
  ...priced.filter(([name]) => name === 'account' || name === 'tracking'),
]

function differing<T>(fields: readonly Field<T>[], before: T, after: T): Change[] {
  return fields
    .map(([what, text]) => ({ what, before: text(before), after: text(after) }))
    .filter(change => change.before !== change.after)
}

/** Lines that are the same are left out; of the others, those of one description belong together, in their order. */
function lineChanges(
  before: readonly DocumentLine[],
  after: readonly DocumentLine[],
  facets: readonly Field<DocumentLine>[],
): Change[] {
  const [old, fresh] = without(before, after)
  const pairs = old.map((line): [DocumentLine | null, DocumentLine | null] => {
    const at = fresh.findIndex(other => other.description === line.description)
    return [line, at < 0 ? null : (fresh.splice(at, 1)[0] ?? null)]
  })
  return [...pairs, ...fresh.map((line): [null, DocumentLine] => [null, line])].map(([one, other]) =>
    lineChange(one, other, facets),
  )
}

/** Both sides without what stands on both. */
function without(
  before: readonly DocumentLine[],
  after: readonly DocumentLine[],
): [DocumentLine[], DocumentLine[]] {
  const fresh = [...after]
  const old = before.filter(line => {
    const at = fresh.findIndex(other => lineKey(other) === lineKey(line))
    if (at >= 0) fresh.splice(at, 1)
    return at < 0
  })
  return [old, fresh]
}

function lineChange(
  before: DocumentLine | null,
  after: DocumentLine | null,
  facets: readonly Field<DocumentLine>[],
): Change {
  const what = `Line “${(after ?? before)?.description ?? ''}”`
  const whole = (line: DocumentLine) => wholeOf(line, facets)
  if (before === null || after === null)
    return { what, before: before ? whole(before) : '', after: after ? whole(after) : '' }
  const changed = differing(facets, before, after).filter(one => one.what !== 'tax amount')
  // Nothing but a tax that is given line by line.
  const shown = changed.length > 0 ? changed : differing(facets, before, after)
  // Another object of the same name.
  if (shown.length === 0) return { what, before: whole(before), after: whole(after) }
  return {
    what,
    before: shown.map(one => one.before).join(' · '),
    after: shown.map(one => one.after).join(' · '),
  }
}

function wholeOf(line: DocumentLine, facets: readonly Field<DocumentLine>[]): string {
  return facets
    .filter(([name]) => name !== 'tax amount')
    .map(([, text]) => text(line))
    .filter(text => text !== '')
    .join(' · ')
}

function price(amount: Decimal): string {
  return amount.places() <= 2 ? amount.toFixedText(2) : amount.toText()
}
